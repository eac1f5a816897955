"""Who is a moderator: by the link of this start, by its PIN, or by a code that holds once.

Link and PIN live as long as the program runs and are in no file. Cookies hold random tokens; the
database holds their hashes, the kind of device and an end (12 hours, ASVS 7.3).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import cookie_parser

from facilitation.text import in_latin_digits
from storage.sessions import Session, Sessions, session_id
from storage.store import Store

COOKIE = "zielrunde_moderator"
SESSION_SECONDS = 12 * 3600
FREE_TRIES = 3
LONGEST_PAUSE = 300.0
ONCE_SECONDS = 120.0

# What a browser says of itself -> what people call the device. The first that fits.
_DEVICES = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)

# Where earlier versions kept them in plain text.
_ONCE_KEPT = ("moderator_key", "moderator_pin")


class Access:
    """Who may lead. All other devices keep their sessions through a restart."""

    def __init__(self, store: Store) -> None:
        self._sessions = Sessions(store.engine)
        store.forget_settings(_ONCE_KEPT)
        self._known: dict[str, float] = {}
        self._once: dict[str, float] = {}
        self.ended: list[Callable[[], None]] = []
        """Called when somebody was signed out: whoever holds a connection looks whether it still may."""
        self.renew()

    # --- link and PIN ---

    def renew(self) -> None:
        """Another link and another PIN, from now on. Who is signed in stays."""
        self.key = secrets.token_urlsafe(32)
        self.pin = f"{secrets.randbelow(1_000_000):06d}"
        self._once.clear()
        self._failures = 0
        self._closed_until = 0.0

    def sign_in_by_key(self, key: str, device: str = "") -> str | None:
        """A new session token for the right key, else None."""
        right = secrets.compare_digest(key.encode(), self.key.encode())
        return self._open_session(device) if right else None

    def sign_in_by_pin(self, pin: str, device: str = "") -> str | None:
        """A new session token for the right PIN, else None. Counts towards the pause.

        The pause holds for everybody: a hall is one address, and a code of six digits must not
        be guessable by many devices together. Link and one-time code always work.
        """
        if self.pause() > 0:
            return None
        if secrets.compare_digest(_as_shown(pin).encode(), self.pin.encode()):
            self._failures = 0
            return self._open_session(device)
        self._failures += 1
        if self._failures >= FREE_TRIES:
            pause = min(LONGEST_PAUSE, 5.0 * 2 ** (self._failures - FREE_TRIES))
            self._closed_until = time.monotonic() + pause
        return None

    def pause(self) -> float:
        """Seconds until the next PIN is listened to."""
        return max(0.0, self._closed_until - time.monotonic())

    def one_time(self) -> str:
        """A code that signs one device in, within ONCE_SECONDS: also while others keep the PIN closed."""
        now = time.monotonic()
        self._once = {code: ends for code, ends in self._once.items() if ends > now}
        code = secrets.token_urlsafe(24)
        self._once[code] = now + ONCE_SECONDS
        return code

    def waits_for(self, code: str) -> bool:
        """Whether a one-time code has neither been used nor run out."""
        return self._once.get(code, 0.0) > time.monotonic()

    def sign_in_once(self, code: str, device: str = "") -> str | None:
        """A new session token for a one-time code, else None."""
        good = self.waits_for(code)
        self._once.pop(code, None)
        return self._open_session(device) if good else None

    # --- sessions ---

    def _open_session(self, device: str) -> str:
        token, now = secrets.token_urlsafe(32), _now()
        self._sessions.add(token, device, now, now + SESSION_SECONDS * 1000)
        return token

    def sessions(self) -> list[Session]:
        """The devices that are signed in, newest first."""
        return self._sessions.all(_now())

    def sign_out(self, ids: set[str]) -> None:
        """Ends these sessions, and what they have open."""
        self._sessions.end(ids)
        self._known.clear()
        for look in self.ended:
            look()

    def holds(self, token: str | None) -> bool:
        """Whether a cookie's token is a session's. Looked up once a minute at most."""
        if not token:
            return False
        if self._known.get(token, 0.0) > time.monotonic():
            return True
        good = any(found.id == session_id(token) for found in self.sessions())
        if good:
            self._known[token] = time.monotonic() + 60
        return good

    def is_moderator(self, scope: Mapping[str, Any]) -> bool:
        """Judges an ASGI request by its cookie."""
        return self.holds(cookie_of(scope))


def _as_shown(pin: str) -> str:
    """As it was typed, by whoever interprets with keys of another script, or in two groups."""
    return "".join(in_latin_digits(pin).split())


def session_of(scope: Mapping[str, Any]) -> str:
    """The id of the session that a request belongs to, "" where it has none."""
    token = cookie_of(scope)
    return session_id(token) if token else ""


def device_of(scope: Mapping[str, Any]) -> str:
    """What kind of device a request comes from, as far as its browser says; "" where it does not."""
    said = dict(scope["headers"]).get(b"user-agent", b"").decode("latin-1")
    return next((name for sign, name in _DEVICES if sign in said), "")


def cookie_of(scope: Mapping[str, Any]) -> str | None:
    header = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    return cookie_parser(header).get(COOKIE)


def _now() -> int:
    return int(time.time() * 1000)
