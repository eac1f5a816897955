"""The few words of HTTP that the gateway speaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def same_origin(scope: Mapping[str, Any]) -> bool:
    """A browser names the page that asks; another site's page must not act for a moderator."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    scheme = b"https" if scope["scheme"] in ("https", "wss") else b"http"
    return origin is None or bool(origin == scheme + b"://" + headers.get(b"host", b""))


async def read_body(receive: Any, limit: int) -> bytes | None:
    """`limit` in bytes; None where there are more, and the rest is not read."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body"):
            return bytes(body)


async def respond(
    send: Any, status: int, data: dict[str, Any], headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    await respond_bytes(send, json.dumps(data).encode(), status, headers)


async def respond_bytes(
    send: Any, body: bytes, status: int = 200, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    plain = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*plain, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})
