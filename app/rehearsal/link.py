"""Addresses, cookies and small HTTP requests of a headless device. Nothing here knows a workshop."""

from __future__ import annotations

import gzip
import json
import zlib
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

COOKIE = "zielrunde_moderator"
PATIENCE = 30.0


class Site(NamedTuple):
    """One workshop's address: `http://HOST:PORT/j/CODE`."""

    base: str
    code: str

    @property
    def socket(self) -> str:
        return f"{self.base.replace('http', 'ws', 1)}/live/{self.code}/ws"


def address_of(url: str) -> SplitResult:
    """Raises ValueError where no web server can be asked for it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:  # `port` raises, too
        raise ValueError(url)
    parts.hostname.encode("idna")
    f"{parts.path}{parts.query}".encode("ascii")
    return parts


def site_of(url: str) -> Site:
    """The site that a join address names. Raises ValueError."""
    parts = address_of(url)
    steps = parts.path.strip("/").split("/")
    if len(steps) < 2 or steps[0] != "j":
        raise ValueError(url)
    return Site(f"{parts.scheme}://{parts.netloc}", steps[1])


@lru_cache(maxsize=512)
def parsed(text: str | bytes) -> Any:
    """JSON, parsed once for all devices of this process: the server sends all of them the same bytes."""
    return json.loads(text)


def get_json(site: Site, path: str, cookie: str | None = None) -> Any:
    """A snapshot. Raises OSError."""
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    body = _get(site.base + path, headers)[1]
    try:
        return parsed(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
    except (ValueError, EOFError, zlib.error) as broken:
        raise OSError(f"{path}: {broken}") from broken


def moderator_cookie(link: str) -> str:
    """Enters by the moderator's printed link and returns the cookie header. Raises PermissionError."""
    return _cookie(_get(link, {})[0].get_all("Set-Cookie") or [])


def _get(url: str, headers: dict[str, str]) -> tuple[HTTPMessage, bytes]:
    """One request without redirects and without the environment's proxies: the laptop is in the hall."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=PATIENCE)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
        answer = connection.getresponse()
        return answer.headers, answer.read()
    except HTTPException as broken:
        raise OSError(f"{url}: {broken}") from broken
    finally:
        connection.close()


def _cookie(headers: list[str]) -> str:
    for header in headers:
        found = SimpleCookie(header).get(COOKIE)
        if found:
            return f"{COOKIE}={found.value}"
    raise PermissionError("this link does not open the moderator's door")
