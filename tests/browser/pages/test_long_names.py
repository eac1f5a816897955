"""The moderators' pages with the longest names that their forms allow, on screens that moderators have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from app.texts import texts
from tests.browser import looks
from tests.browser.pages.test_pages import field
from tests.browser.people import Person
from tests.load.server import Server

t = texts("de").t

WORDS = "Verwaltungsgemeinschaftsvorsitzende und Integrationsbeauftragte für Mehrgenerationenhäuser der "
SCREENS = {
    "1366": {"viewport": {"width": 1366, "height": 768}},
    "1440": {"viewport": {"width": 1440, "height": 900}},
    "1920": {"viewport": {"width": 1920, "height": 1080}},
    "landscape": {"viewport": {"width": 1024, "height": 768}, "has_touch": True},
    "portrait": {"viewport": {"width": 768, "height": 1024}, "has_touch": True},
}
UNROLLED = """.zr.pages.pages { height: auto } .zr.pages .columns > * { overflow: visible }
.zr.pages .paper-side > .side-foot { position: static }"""
Longest = Callable[..., str]
ARABIC = "مُنسِّقو الاندماج والتعليم واللغة في جميع البلديات والأحياء، وإدارة الهجرة والعمل والسكن، "
DESKS = [
    ("1366", "light", WORDS),
    ("1440", "dark", WORDS),
    ("1920", "light", WORDS),
    ("landscape", "dark", WORDS),
    ("portrait", "light", WORDS),
    ("1366", "dark", ARABIC),
    ("portrait", "light", ARABIC),
]
NAMES = [f"{screen}-{scheme}-{'latin' if words is WORDS else 'arabic'}" for screen, scheme, words in DESKS]
PAGES = ("/m", "/m/d/{dialogue}", "/m/new?dialogue={dialogue}", "/m/w/{code}/setup", "/m/w/{code}/documents")
PAGES += ("/m/w/{code}/print", "/m/w/{code}/slips", "/m/hall", "/m/access", "/m/new", "/m/help")


def long(letters: int, first: str = "", words: str = WORDS) -> str:
    """As many letters as a form allows, in words as German makes them."""
    return (first + words * (letters // len(words) + 1))[:letters].strip()


class County(NamedTuple):
    """A server, and of German and of Arabic names the code and the dialogue of a workshop."""

    server: Server
    workshops: dict[str, dict[str, str]]


def in_words(words: str) -> Longest:
    """As many letters as are allowed, none less."""

    def longest(letters: int, first: str = "") -> str:
        return long(letters, first if words is WORDS else "", words).ljust(letters, words[-3])

    return longest


@pytest.fixture(scope="module")
def county(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Two dialogues with one workshop each, all of whose names are as long as they may be."""
    folder = tmp_path_factory.mktemp("county")
    with Server(folder) as server:
        desk = Person(browser, server.base, **SCREENS["1440"])
        desk.goes_to(server.moderator.replace("localhost", "127.0.0.1"))
        known = {words: create(desk.page, words) for words in (WORDS, ARABIC)}
        assert desk.leaves() == []
        yield County(server, known)


def create(page: Page, words: str) -> dict[str, str]:
    longest = in_words(words)
    page.goto("/m/new")
    page.locator("[data-keeps]").wait_for(state="attached")
    page.locator("details summary").first.click()
    for name, text in {
        "dialogue_title": longest(120, "Dialog der "),
        "host": longest(200, "Landkreis der "),
        "audience": longest(200, "Alle "),
        "place": longest(200, "Saal der "),
        "title": longest(120, "Workshop der "),
        "fields": "\n".join(f"{n}. {longest(117)}" for n in range(1, 6)),
        "question.write": longest(400, "Was sagen "),
        "tables": "3",
    }.items():
        field(page, name).fill(text)
        field(page, name).blur()
    page.get_by_role("button", name=t("setup.create")).click()
    page.wait_for_url("**/setup")
    code = page.url.split("/")[-2]
    page.locator("[data-keeps]").wait_for(state="attached")
    names = page.get_by_label(t("setup.table_name", number=1))
    names.fill(longest(120, "Tisch der "))
    names.blur()
    expect(page.get_by_role("button", name=t("common.undo"))).to_be_visible()
    page.goto("/m")
    dialogue = page.locator('a[href^="/m/d/"]').first.get_attribute("href") or ""
    return {"code": code, "dialogue": dialogue.split("/")[-1]}


def untidy(page: Page) -> list[str]:
    """What is cut, covered or too wide. Inputs scroll, labels of slips are for screen readers only, and
    whoever points at a heading reads all of it."""
    found = [*looks.too_wide(page), *looks.crowded(page), *looks.torn(page)]
    unseen = [f">{t(key)}</label>" for key in ("setup.field_name", "setup.add_field")]
    excused = ["<input", ' title="', *unseen]
    return [one for one in found if not any(sign in one for sign in excused)]


class Desk(NamedTuple):
    """A moderator at such a screen, who has signed in, and what they come for."""

    person: Person
    known: dict[str, str]
    name: str


@pytest.fixture(scope="module", params=DESKS, ids=NAMES)
def desk(county: County, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    screen, scheme, words = request.param
    person = Person(browser, county.server.base, color_scheme=scheme, **SCREENS[screen])
    person.goes_to(county.server.moderator.replace("localhost", "127.0.0.1"))
    yield Desk(person, county.workshops[words], NAMES[DESKS.index(request.param)])
    person.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_longest_names_have_room(desk: Desk, path: str) -> None:
    person, known, screen = desk
    person.goes_to(path.format(**known))
    person.page.locator(".page").wait_for()
    for folded in person.page.locator("details summary").all():
        folded.click()
    # Without the columns' own scrolling, so that what lies below is no longer out of its frame.
    person.page.add_style_tag(content=UNROLLED)
    if folder := os.environ.get("PICTURES"):
        name = path.strip("/").replace("/", "-").replace("?", "-").format(code="w", dialogue="d")
        person.page.screenshot(path=Path(folder) / f"{name}-{screen}.png", full_page=True)
    assert untidy(person.page) == []
    assert person.trouble == []


def test_a_title_that_is_cut_is_whole_for_fingers_and_keys(county: County, browser: Browser) -> None:
    server, known = county.server, county.workshops[WORDS]
    desk = Person(browser, server.base, **SCREENS["portrait"])
    desk.goes_to(server.moderator.replace("localhost", "127.0.0.1"))
    desk.goes_to("/m/w/{code}/print".format(**known))
    title = desk.page.locator(".bar-title .muted")
    cut = "one => one.scrollHeight > one.clientHeight + 1"
    assert title.evaluate(cut)
    title.tap()
    assert not title.evaluate(cut)
    desk.page.keyboard.press("Tab")
    assert title.evaluate(cut)
    desk.page.keyboard.press("Shift+Tab")
    assert not title.evaluate(cut)
    assert desk.leaves() == []
