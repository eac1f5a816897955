"""Who is a moderator: by the printed link's key, or by the PIN with a growing pause after errors.

Cookies hold random tokens; the database holds their hashes and an end (12 hours, ASVS 7.3).
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from starlette.requests import cookie_parser

from storage.store import Store

COOKIE = "zielrunde_moderator"
SESSION_SECONDS = 12 * 3600
FREE_TRIES = 3
LONGEST_PAUSE = 300.0


class Access:
    """Key and PIN live as long as the database, sessions for half a day."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.key = lasting(store, "moderator_key", secrets.token_urlsafe(32))
        self.pin = lasting(store, "moderator_pin", f"{secrets.randbelow(1_000_000):06d}")
        self._known: dict[str, float] = {}
        self._failures = 0
        self._closed_until = 0.0

    def sign_in_by_key(self, key: str) -> str | None:
        """A new session token for the right key, else None."""
        return self._open_session() if secrets.compare_digest(key.encode(), self.key.encode()) else None

    def sign_in_by_pin(self, pin: str) -> str | None:
        """A new session token for the right PIN, else None. Counts towards the pause.

        The pause holds for everybody: a hall is one address, and a code of six digits must not
        be guessable by many devices together. The printed link always works.
        """
        if self.pause() > 0:
            return None
        if secrets.compare_digest(pin.strip().encode(), self.pin.encode()):
            self._failures = 0
            return self._open_session()
        self._failures += 1
        if self._failures >= FREE_TRIES:
            pause = min(LONGEST_PAUSE, 5.0 * 2 ** (self._failures - FREE_TRIES))
            self._closed_until = time.monotonic() + pause
        return None

    def pause(self) -> float:
        """Seconds until the next PIN is listened to."""
        return max(0.0, self._closed_until - time.monotonic())

    def _open_session(self) -> str:
        token = secrets.token_urlsafe(32)
        self._store.add_session(token, int((time.time() + SESSION_SECONDS) * 1000))
        return token

    def holds(self, token: str | None) -> bool:
        """Whether a cookie's token is a session's. Looked up once a minute at most."""
        if not token:
            return False
        if self._known.get(token, 0.0) > time.monotonic():
            return True
        good = self._store.session_holds(token, int(time.time() * 1000))
        if good:
            self._known[token] = time.monotonic() + 60
        return good

    def is_moderator(self, scope: dict[str, Any]) -> bool:
        """Judges an ASGI request by its cookie."""
        return self.holds(cookie_of(scope))


def cookie_of(scope: dict[str, Any]) -> str | None:
    header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    return cookie_parser(header).get(COOKIE)


def lasting(store: Store, name: str, fresh: str) -> str:
    """A setting that is made once and lives as long as the database."""
    value = store.setting(name)
    if value is None:
        store.set_setting(name, fresh)
    return value or fresh
