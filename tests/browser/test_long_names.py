"""The moderators' pages with the longest names that their forms allow, on screens that moderators have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.texts import texts
from tests.browser import looks
from tests.browser.people import Person
from tests.browser.test_pages import field
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
ARABIC = "مُنسِّقو الاندماج والتعليم واللغة في جميع البلديات والأحياء، وإدارة الهجرة والعمل والسكن، "
PAGES = ("/m", "/m/d/{dialogue}", "/m/new?dialogue={dialogue}", "/m/w/{code}/setup", "/m/w/{code}/documents")
PAGES += ("/m/w/{code}/print", "/m/w/{code}/slips", "/m/hall", "/m/access", "/m/new", "/m/help")


def long(letters: int, first: str = "", words: str = WORDS) -> str:
    """As many letters as a form allows, in words as German makes them."""
    return (first + words * (letters // len(words) + 1))[:letters].strip()


@pytest.fixture(scope="module")
def county(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, dict[str, str]]]:
    """A server with one dialogue and one workshop, all of whose names are as long as they may be."""
    folder = tmp_path_factory.mktemp("county")
    with Server(folder) as server:
        desk = Person(browser, server.base, **SCREENS["1440"])
        desk.goes_to(server.moderator.replace("localhost", "127.0.0.1"))
        known = create(desk.page)
        assert desk.leaves() == []
        yield server, known


def create(page: Page) -> dict[str, str]:
    page.goto("/m/new")
    page.locator("[data-keeps]").wait_for(state="attached")
    page.locator("details summary").first.click()
    for name, text in {
        "dialogue_title": long(120, "Dialog der "),
        "host": long(200, "Landkreis der "),
        "audience": long(200, "Alle "),
        "place": long(200, "Saal der "),
        "title": long(120, "Workshop der "),
        "fields": "\n".join(long(120, f"{n}. ") for n in range(1, 6)),
        "question.write": long(400, "Was sagen "),
        "tables": "3",
    }.items():
        field(page, name).fill(text)
        field(page, name).blur()
    page.get_by_role("button", name=t("setup.create")).click()
    page.wait_for_url("**/setup")
    code = page.url.split("/")[-2]
    page.locator("[data-keeps]").wait_for(state="attached")
    names = page.get_by_label(t("setup.table_name", number=1))
    names.fill(long(120, "Tisch der "))
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


@pytest.fixture(scope="module", params=SCREENS)
def desk(
    county: tuple[Server, dict[str, str]], browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Person]:
    """A moderator at such a screen, who has signed in."""
    server, _ = county
    desk = Person(browser, server.base, **SCREENS[request.param])
    desk.goes_to(server.moderator.replace("localhost", "127.0.0.1"))
    yield desk
    desk.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_the_longest_names_have_room(
    county: tuple[Server, dict[str, str]], desk: Person, path: str, request: pytest.FixtureRequest
) -> None:
    _, known = county
    desk.goes_to(path.format(**known))
    desk.page.locator(".page").wait_for()
    for folded in desk.page.locator("details summary").all():
        folded.click()
    # Without the columns' own scrolling, so that what lies below is no longer out of its frame.
    desk.page.add_style_tag(content=UNROLLED)
    if folder := os.environ.get("PICTURES"):
        screen = request.node.callspec.params["desk"]
        name = path.strip("/").replace("/", "-").replace("?", "-").format(code="w", dialogue="d")
        desk.page.screenshot(path=Path(folder) / f"{name}-{screen}.png", full_page=True)
    assert untidy(desk.page) == []
    assert desk.trouble == []


def test_a_title_that_is_cut_is_whole_for_fingers_and_keys(
    county: tuple[Server, dict[str, str]], browser: Browser
) -> None:
    server, known = county
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
