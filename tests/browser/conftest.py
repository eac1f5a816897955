"""A real server, real browsers, and a fresh workshop for every story."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from facilitation.ids import CODE_ALPHABET
from tests.browser import older
from tests.browser.people import BEAMER, PHONE, Moderator, Person, Phone, Stage
from tests.chrome import require
from tests.load.server import Server, prepare

CODES = [f"HALL{a}{b}" for a in CODE_ALPHABET for b in CODE_ALPHABET]

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Hall:
    """One workshop on a running server, and everybody who comes to it."""

    def __init__(self, browser: Browser, server: Server, code: str) -> None:
        self.server = server
        self.code = code
        self.path = f"/j/{code}"
        self.moderator = Moderator(server.base, server.moderator, code)
        self._browser = browser
        self._of_the_hall = older.in_the_hall(browser, arguments())
        self._people: list[Person] = []

    def phone(self, lang: str = "de", base: str = "", **device: Any) -> Phone:
        return self._let_in(Phone(self._of_the_hall, base or self.server.base, lang, **(PHONE | device)))

    def at_table(self, table: int = 1, **device: Any) -> Phone:
        """A phone whose owner has scanned and sat down."""
        phone = self.phone(**device)
        phone.joins(self.path, table)
        return phone

    def stage(self, **device: Any) -> Stage:
        stage = self._let_in(Stage(self._of_the_hall, self.server.base, **(BEAMER | device)))
        stage.goes_to(f"/stage/{self.code}")
        return stage

    def laptop(self, **device: Any) -> Person:
        """The moderator's own browser, signed in, on the page from which the workshop is run."""
        laptop = self._let_in(Person(self._browser, self.server.base, **(BEAMER | device)))
        laptop.context.add_cookies(self.moderator.cookies)
        laptop.goes_to(f"/m/w/{self.code}")
        return laptop

    def _let_in(self, person: Any) -> Any:
        older.can_be_asked(person.context)
        self._people.append(person)
        return person

    def ends(self) -> None:
        self.moderator.leaves()
        trouble = [trouble for person in self._people for trouble in person.leaves()]
        assert trouble == []


def arguments() -> tuple[str, ...]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return (*QUIET, "--no-sandbox") if root else QUIET


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require(), args=arguments())
        yield browser
        browser.close()


def serving(folder: Path, codes: list[str]) -> Iterator[Server]:
    prepare(folder, *codes, goals=4, phase="arrive", groups=4)
    with Server(folder) as server:
        yield server
        words = server.words()
    assert "Traceback" not in words, words


def codes_for(request: pytest.FixtureRequest, *fixtures: str) -> list[str]:
    """One for each story of this run, and one more: with a single workshop every code would lead to it."""
    stories = [item for item in request.session.items if {*fixtures} & {*getattr(item, "fixturenames", ())}]
    return CODES[: len(stories) + 1]


@pytest.fixture(scope="session")
def codes(request: pytest.FixtureRequest) -> list[str]:
    return codes_for(request, "hall", "shared_hall")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, codes: list[str]) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("halls"), codes)


def told(hall: Hall) -> Iterator[Hall]:
    yield hall
    hall.ends()


@pytest.fixture
def hall(browser: Browser, server: Server, codes: list[str]) -> Iterator[Hall]:
    """A workshop with four tables and four goals, while people arrive."""
    yield from told(Hall(browser, server, codes.pop()))


@pytest.fixture(scope="module")
def shared_hall(browser: Browser, server: Server, codes: list[str]) -> Iterator[Hall]:
    """The same for all stories of a module that leave it as they found it."""
    yield from told(Hall(browser, server, codes.pop()))


@pytest.fixture(scope="session")
def few_codes(request: pytest.FixtureRequest) -> list[str]:
    return codes_for(request, "hall_of_few")


@pytest.fixture(scope="session")
def server_of_few(tmp_path_factory: pytest.TempPathFactory, few_codes: list[str]) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("few"), few_codes)


@pytest.fixture
def hall_of_few(browser: Browser, server_of_few: Server, few_codes: list[str]) -> Iterator[Hall]:
    """For stories about pages that list every workshop: no county holds hundreds on one laptop."""
    yield from told(Hall(browser, server_of_few, few_codes.pop()))


@pytest.fixture(scope="module")
def settings_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from serving(tmp_path_factory.mktemp("settings"), CODES[:1])


@pytest.fixture
def settings_hall(browser: Browser, settings_server: Server) -> Iterator[Hall]:
    """For stories about what holds for a whole laptop, of which none hinders another of its module: they
    share a server, since a start costs as much as most of them."""
    yield from told(Hall(browser, settings_server, CODES[0]))


@pytest.fixture
def own_hall(browser: Browser, tmp_path: Path) -> Iterator[Hall]:
    """The same on a server of its own, which may be killed."""
    prepare(tmp_path, CODES[0], goals=4, phase="arrive", groups=4)
    with Server(tmp_path) as server:
        yield from told(Hall(browser, server, CODES[0]))
