"""What every answer of the pages bears, and who may not ask for one.

The Host header is not judged. A page that got a name of its own to lead here (DNS rebinding) could do what
any device in the hall may, and no more: a moderator's cookie belongs to the laptop's address and goes nowhere
else. And a hall's network gives the laptop names that we do not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.live.asgi import respond, same_origin
from app.web.shell import elsewhere

READING = ("GET", "HEAD", "OPTIONS")
# NiceGUI writes scripts and styles into its pages, and Vue compiles templates. All else comes from here.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: {elsewhere}; "
    "frame-ancestors 'self'; base-uri 'none'; object-src 'none'; form-action 'self'"
)


class Guarded:
    """Around the pages. `addresses`: the laptop's own; `is_moderator`: judges a request's headers."""

    def __init__(
        self,
        pages: Any,
        addresses: Callable[[], Sequence[str]],
        is_moderator: Callable[[dict[str, Any]], bool],
    ) -> None:
        self._pages = pages
        self._addresses = addresses
        self._is_moderator = is_moderator

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            self._let_stay(scope, send)
        elif scope["type"] == "http":
            if scope["method"] not in READING and not same_origin(scope):
                return await respond(send, 403, {"code": "not_allowed"})
            send = self._bearing(send)
        await self._pages(scope, receive, send)

    def _let_stay(self, scope: Any, send: Any) -> None:
        """Where connections run short, a moderator's page keeps its own (`app.fair_use.protocols`)."""
        protocol = getattr(send, "__self__", None)
        if hasattr(protocol, "known") and self._is_moderator(scope):
            protocol.known = lambda: True  # type: ignore[union-attr]

    def _bearing(self, send: Any) -> Any:
        async def bearing(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message = {**message, "headers": given + [h for h in self._borne() if h[0] not in names]}
            await send(message)

        return bearing

    def _borne(self) -> list[tuple[bytes, bytes]]:
        policy = POLICY.format(elsewhere=elsewhere(self._addresses()))
        return [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
        ]
