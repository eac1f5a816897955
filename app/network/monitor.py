"""Where this laptop is in the network: its addresses, which of them the QR codes name, and what changes."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from app.network.addresses import LOOPBACK, Address, Choice, in_order, nearby, url
from app.settings import Settings

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
FORMER = 8

_SETTING = "address_choice"


class Alarm(NamedTuple):
    """The codes named `before`; now they name another address, and nobody has said that they know."""

    before: str
    now: str


class Network:
    """`look`: the addresses of this moment, the likeliest first; `watched`: they may change.

    Whoever must hear of a change is in `tell`.
    """

    def __init__(
        self,
        settings: Settings,
        look: Callable[[], list[Address]],
        port: int = 80,
        scheme: str = "http",
        *,
        watched: bool = False,
    ) -> None:
        self._settings = settings
        self._look = look
        self.port, self.scheme, self.watched = port, scheme, watched
        self.name: str | None = None
        self.choice = _stored_choice(settings)
        self.alarm: Alarm | None = None
        self.tell: list[Callable[[], None]] = []
        # Lasting: a laptop that was started anew under a new address is to be found again.
        self._secret = settings.get_or_create("network_secret", secrets.token_hex(32)).encode()
        self.found: list[Address] = []
        self.urls: tuple[str, ...] = ()
        self.former: list[str] = []  # of this run, the last first
        self.check(alarm=False)

    # --- what is ---

    def check(self, *, alarm: bool = True) -> None:
        """Looks at the addresses of now; a change is told, and with `alarm` shown to moderators."""
        self.found = self._look()
        hosts = [a.host for a in in_order(self.found, self.choice, self.name)] or [LOOPBACK]
        urls = tuple(host if "://" in host else url(host, self.port, self.scheme) for host in hosts)
        if urls == self.urls:
            return
        before, self.urls = self.urls, urls
        self.former = [base for base in dict.fromkeys([*before, *self.former]) if base not in urls][:FORMER]
        if alarm and before:
            self._alarm(before[0])
        self._tell()

    def _alarm(self, before: str) -> None:
        """Printed codes name the first address that nobody has given up yet, however often it changed."""
        before = self.alarm.before if self.alarm else before
        self.alarm = None if before == self.urls[0] else Alarm(before, self.urls[0])

    def moved_from(self, port: int) -> None:
        """Printed codes name another port, which somebody else has now."""
        before = tuple(url(a.host, port, self.scheme) for a in self.found if "://" not in a.host)
        self.former = [*before, *self.former][:FORMER]
        if before:
            self._alarm(before[0])

    def _tell(self) -> None:
        for tell in self.tell:
            tell()

    async def watch(self) -> None:
        """Until cancelled. Looking takes a millisecond, on some systems more, so not in the event loop."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                found = await asyncio.to_thread(self._look)
                if found != self.found:
                    self.check()
            except Exception:
                log.exception("could not look at the network")

    # --- what moderators decide ---

    def choose(self, choice: Choice) -> None:
        """Kept over restarts. Chosen on purpose is no alarm."""
        self.choice = choice
        self._settings.set_text(_SETTING, json.dumps(choice._asdict()))
        self.seen()  # also where the address stays: its banner would for ever
        self.check(alarm=False)

    def seen(self) -> None:
        """A moderator knows of the change."""
        if self.alarm:
            self.alarm = None
            self._tell()

    def named(self, name: str | None, *, alarm: bool = True) -> None:
        """`zielrunde.local` answers now, or no longer. Phones learn it; codes only where it was chosen.

        Codes that bear a name which is lost, or is another now, alarm like any other address; so does a
        name that comes while printed codes are wrong already. A first name is no change.
        """
        in_codes = self.name is not None and urlsplit(self.urls[0]).hostname == self.name
        self.name = name
        self.check(alarm=alarm and (in_codes or self.alarm is not None))

    # --- proving that it is us, to a phone that lost us (see README.md) ---

    def places(self) -> tuple[str, dict[str, str]]:
        """A question of this one phone, and what this laptop will answer to it at each of its addresses, also
        where it is after a restart that finds its port taken."""
        question = secrets.token_urlsafe(12)
        bases = dict.fromkeys(place for base in self.urls for place in (base, *nearby(base)))
        return question, {base: self._answer(question, base) for base in bases}

    def answer(self, question: str, asked_at: str) -> str | None:
        """`asked_at`: scheme://host, as the asker reached us. None where that is no address of ours:
        who took over an address that we left must not have the answer by asking us."""
        host = asked_at.partition("://")[2].lower()  # a Host header may be unparsable
        base = next((base for base in self.urls if urlsplit(base).netloc.lower() == host), None)
        return None if base is None else self._answer(question, base)

    def _answer(self, question: str, base: str) -> str:
        return hmac.new(self._secret, f"{question} {base}".encode(), hashlib.sha256).hexdigest()[:32]


def _stored_choice(settings: Settings) -> Choice:
    with contextlib.suppress(ValueError, TypeError):
        return Choice(**json.loads(settings.text(_SETTING) or "{}"))
    return Choice()
