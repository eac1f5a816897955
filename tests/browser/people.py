"""People in the hall, each with a browser of their own, and the moderator who steers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from app.live.encoding import filled_in
from app.live.protocol import PROTOCOL_VERSION
from app.texts import texts
from facilitation.commands import Command, GoToPhase
from facilitation.ids import random_id

# What Chromium says about a network that we took away on purpose.
NETWORK_FAULT = re.compile(r"net::ERR_|WebSocket connection|Failed to load resource")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET = {"viewport": {"width": 1180, "height": 820}, "has_touch": True, "is_mobile": True}
BEAMER = {"viewport": {"width": 1920, "height": 1080}}
SMALL = {"viewport": {"width": 320, "height": 640}}  # 200 % on a phone of 640 pixels is the same


# By what one sees on a phone which phase it is in, and how far the voting is.
PARTS_OF = {
    "write": ".writing",
    "sort": ".board",
    "focus": ".matrix-page",
    "goals": ".goal-form",
    "vote, open": ".options, .turn, .vote",
    "results": ".results-page",
}
WORDS_OF = {
    "arrive": "phone.wait.arrive",
    "input": "phone.wait.input",
    "vote, before": "phone.vote_soon",
    "vote": "phone.vote_closed",
}


def press_twice(button: Locator) -> None:
    """Before anything can be answered or drawn anew, as a quick hand on a busy laptop."""
    button.evaluate("button => { button.click(); button.click(); }")


def eventually(look: Callable[[], Any], expected: Any, within: float = 30) -> None:
    """What `look` finds on the laptop, soon: a page shows what was asked for before it is answered."""
    deadline = time.monotonic() + within
    while (found := look()) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found == expected, f"after {within:g} s there is still {found!r}, and not {expected!r}"


class Person:
    """One page in a browser context of its own. Errors on it, or a request to elsewhere, fail the test."""

    def __init__(self, browser: Browser, base: str, lang: str = "de", **device: Any) -> None:
        self.base = base
        self.lang = lang
        self.t = texts(lang).t
        self.context = browser.new_context(base_url=base, locale=lang, **device)
        self.context.set_default_timeout(30_000)
        self.trouble: list[str] = []
        self.hosts = {None, urlsplit(base).hostname}
        self.faults_expected = False
        self.context.on("request", self._note_request)
        self.page = self.opened()

    def opened(self) -> Page:
        """A new tab of the same person. They look at one at a time: to the other, `bring_to_front`; what lies
        behind is drawn once a second."""
        page = self.context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        return page

    def _note_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in self.hosts:
            self.trouble.append(f"request to {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        excused = self.faults_expected and NETWORK_FAULT.search(message.text)
        if message.type in ("error", "warning") and not excused and not self._looks_elsewhere(message):
            self.trouble.append(f"{message.type}: {message.text}")

    def _looks_elsewhere(self, message: ConsoleMessage) -> bool:
        """A machine that stands still for seconds makes a page look for its laptop elsewhere. Whether
        it finds it is for the story to say."""
        nobody_there = "net::ERR_CONNECTION_REFUSED" in message.text
        elsewhere = not message.location["url"].startswith(self.base + "/")
        return (nobody_there and elsewhere) or "closed before the connection is established" in message.text

    def goes_to(self, path: str) -> None:
        self.page.goto(path)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def does_not_see(self, text: str) -> None:
        expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(0)

    def button(self, key: str, **params: Any) -> Locator:
        return self.page.get_by_role("button", name=self.t(key, **params))

    def leaves(self) -> list[str]:
        """Closes everything and tells what went wrong."""
        self.context.close()
        return self.trouble


class Phone(Person):
    """A participant. Words are those of the page's language."""

    def joins(self, path: str, table: int | None = None) -> None:
        """Opens the page and sits down at a table, at the preselected one if None is named."""
        self.goes_to(path)
        if table is not None:
            self.page.locator("label.table", has_text=self.t("common.table", number=table)).first.tap()
        self.page.locator("form.join button.filled").tap()
        expect(self.page.locator("form.join")).to_have_count(0)

    @property
    def paper(self) -> Locator:
        """Where a new card is written."""
        return self.page.locator(".side .composer textarea")

    def chooses(self, kind: str) -> None:
        self.page.locator(".side label.tab", has_text=self.t(f"common.kind.{kind}")).tap()

    def types(self, text: str, kind: str = "strength") -> None:
        """Chooses a kind, for none is assumed, and types, without sending."""
        self.chooses(kind)
        self.paper.fill(text)

    def writes(self, text: str, kind: str = "strength") -> None:
        """Writes a card and sends it, without waiting for an answer."""
        self.types(text, kind)
        self.button("phone.send_card").tap()

    def posts(self, text: str, kind: str = "strength") -> None:
        """Writes a card and waits until it is on the laptop's disk."""
        self.writes(text, kind)
        self.has(text, "saved")

    def follows(self, place: str) -> None:
        """Waits until the page shows this phase: it comes a moment after the moderator went there."""
        if place in WORDS_OF:
            self.sees(self.t(WORDS_OF[place]))
        else:
            expect(self.page.locator(PARTS_OF[place]).first).to_be_visible()

    def knows_that_the_laptop_is_away(self) -> None:
        """The line that says so has moved what is below it: who taps meanwhile may miss."""
        expect(self.page.get_by_text(self.t("phone.offline"))).to_be_visible()

    def card(self, text: str) -> Locator:
        return self.page.locator("article.card").filter(has=self.page.get_by_text(text, exact=True))

    def has(self, text: str, state: str) -> None:
        """Exactly one card with these words, in this state."""
        expect(self.card(text)).to_have_count(1)
        expect(self.card(text)).to_have_attribute("data-state", state)


class Stage(Person):
    """The projected page."""

    def shows(self, view: str) -> None:
        expect(self.page.locator("main.stage-hall")).to_have_attribute("data-view", view)


class Moderator:
    """Steers over the same channel as the moderator's page, which makes a story short."""

    def __init__(self, base: str, link: str, code: str) -> None:
        self.code = code
        # No story leads over HTTPS, and reading the world's certificates takes longer than many a command.
        self._http = httpx.Client(base_url=base, follow_redirects=False, timeout=30, verify=False)
        entrance = urlsplit(link)  # it names localhost; the cookie is for the address that all pages have
        self._http.get(f"{entrance.path}?{entrance.query}")

    @property
    def cookies(self) -> list[dict[str, Any]]:
        """The session, to be put into a browser."""
        base = str(self._http.base_url)
        return [{"name": c.name, "value": c.value or "", "url": base} for c in self._http.cookies.jar]

    def asks(self, *commands: Command) -> None:
        for command in commands:
            submit = {"type": "submit", "cmd_id": random_id(), "command": command.model_dump(mode="json")}
            body = {"hello": self._hello(), "submit": submit}
            answer = self._answer(body)
            assert answer["type"] == "ack", answer

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """Where the machine is fast a story asks faster than any hand: told to wait, it does, as pages do."""
        while (answer := self._http.post(f"/live/{self.code}/submit", json=body)).status_code == 429:
            time.sleep(0.1)
        told: dict[str, Any] = answer.json()
        return told

    def goes_to(self, phase: str) -> None:
        self.asks(GoToPhase(phase=phase))

    def presence(self) -> dict[str, Any]:
        """Who is connected now."""
        frames = self._http.post(f"/live/{self.code}/poll", json={"hello": self._hello()}).json()
        found: dict[str, Any] = next(frame for frame in frames if frame["type"] == "presence")
        return found

    def all(self, type: str) -> list[dict[str, Any]]:
        """The entities of one type, as a moderator sees them."""
        told = self._http.post(f"/live/{self.code}/poll", json={"hello": self._hello()}).json()
        first, *others = map(filled_in, told)
        snapshot = filled_in(self._http.get(first["snapshot"]).json())
        entities = {entity["id"]: entity for entity in snapshot["entities"]}
        for change in (change for frame in others for change in frame.get("changes", ())):
            entities.update((entity["id"], entity) for entity in change["puts"])
            for _, id in change["drops"]:
                entities.pop(id, None)
        return [entity for entity in entities.values() if entity["type"] == type]

    def texts(self, type: str = "contribution") -> list[str]:
        return sorted(entity["text"] for entity in self.all(type) if not entity["withdrawn"])

    def has(self, *texts: str) -> None:
        """These cards and no others, soon."""
        eventually(self.texts, sorted(texts))

    def has_goals(self, *texts: str) -> None:
        eventually(lambda: self.texts("goal"), sorted(texts))

    def leaves(self) -> None:
        self._http.close()

    def _hello(self) -> dict[str, Any]:
        return {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "moderator"}
