"""Every screen of the moderators, checked by axe-core: the console with its dialogs, the pages around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.texts import texts
from facilitation.commands import CloseVoting, CreateCluster, PostContribution
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.people import BEAMER, SMALL, Person
from tests.browser.test_access import STILL, open_a_voting, problems
from tests.builders import an_id

t = texts("de").t
BUS = "Der Bus fährt abends nicht mehr"
TABS = ("kinds", "clusters", "fields", "matrix", "goals", "voting", "translate")
PAGES = {
    "start": "/m",
    "create": "/m/new",
    "setup": "/m/w/{code}/setup",
    "print": "/m/w/{code}/print",
    "slips": "/m/w/{code}/slips",
    "documents": "/m/w/{code}/documents",
    "hall check": "/m/hall",
    "help": "/m/help",
    "login": "/m/login",
    "statement": "/j/{code}/accessibility",
    "report": "/check",
}
# How a dialog is opened on the console: its tab and the button on it.
DIALOGS = {
    "a card": ("kinds", "console.write_card"),
    "a goal": ("goals", "console.write_goal"),
    "the way in": ("kinds", "console.join_open"),
    "questions in other languages": ("kinds", "console.texts"),
}

LAPTOP = {"viewport": {"width": 1280, "height": 720}}

Look = Callable[[str], None]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_moderators_screens(hall: Hall, scheme: str) -> None:
    prepared(hall)
    laptop = hall._let_in(Person(hall._browser, hall.server.base, color_scheme=scheme, **(BEAMER | STILL)))
    laptop.context.add_cookies(hall.moderator.cookies)
    found: dict[str, list[str]] = {}

    def look(place: str) -> None:
        found[place] = problems(laptop.page) + looks.too_small(laptop.page, looks.FINGER)

    for place, path in PAGES.items():
        laptop.goes_to(path.format(code=hall.code))
        laptop.page.get_by_role("heading", level=1).first.wait_for()
        look(place)
    dialogue = hall.moderator.all("workshop")[0]["dialogue_id"]
    laptop.goes_to(f"/m/d/{dialogue}")
    look("dialogue")
    the_console(hall, laptop, look)
    bad = {place: what for place, what in found.items() if what}
    assert bad == {}, bad


def test_nothing_of_the_moderators_scrolls_sideways_on_the_narrowest_screen(hall: Hall) -> None:
    """320 px: a phone, or a laptop's page enlarged four times (WCAG 1.4.10)."""
    laptop = hall._let_in(Person(hall._browser, hall.server.base, **(SMALL | STILL)))
    laptop.context.add_cookies(hall.moderator.cookies)
    found = {}
    for place, path in {**PAGES, "console": "/m/w/{code}"}.items():
        laptop.goes_to(path.format(code=hall.code))
        laptop.page.get_by_role("heading", level=1).first.wait_for()
        found[place] = looks.too_wide(laptop.page)
    assert {place: what for place, what in found.items() if what} == {}


def test_who_uses_keys_sees_where_they_are_on_the_moderators_screens(own_hall: Hall) -> None:
    """On a laptop with one workshop: the hall check and the start page have a line for each."""
    hall = own_hall
    laptop = hall._let_in(Person(hall._browser, hall.server.base, **(LAPTOP | STILL)))
    laptop.context.add_cookies(hall.moderator.cookies)
    found = {}
    for place, path in {**PAGES, "console": "/m/w/{code}"}.items():
        if place == "report":
            continue  # nothing to press there
        laptop.goes_to(path.format(code=hall.code))
        laptop.page.get_by_role("heading", level=1).first.wait_for()
        # A field is marked by the frame around it.
        found[place] = [what for what in looks.lost_on_the_way(laptop.page) if "<input" not in what]
    assert {place: what for place, what in found.items() if what} == {}


def prepared(hall: Hall) -> None:
    """Cards, of which some lie in a heap, and a voting that is over."""
    hall.moderator.goes_to("sort")
    ids = [an_id() for _ in range(4)]
    for id in ids:
        hall.moderator.asks(PostContribution(id=id, kind=Kind.WEAKNESS, text=BUS))
    hall.moderator.asks(CreateCluster(id=an_id(), name="Bus", contribution_ids=tuple(ids[:2])))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(CloseVoting(id=open_a_voting(hall)))


def the_console(hall: Hall, laptop: Person, look: Look) -> None:
    page = laptop.page
    laptop.goes_to(f"/m/w/{hall.code}")
    for tab in TABS:
        opens(page, tab)
        look(f"console, {tab}")
    opens(page, "kinds")
    page.get_by_role("button", name=t("console.card_menu", text=BUS)).first.click()
    page.get_by_role("menu").wait_for()
    look("console, menu")
    page.keyboard.press("Escape")
    for item in ("console.move_to", "console.hide"):
        page.get_by_role("button", name=t("console.card_menu", text=BUS)).first.click()
        page.get_by_role("menuitem", name=t(item)).click()
        in_dialog(page, f"console, {item}", look)
    for name, (tab, button) in DIALOGS.items():
        opens(page, tab)
        page.get_by_role("button", name=t(button), exact=True).first.click()
        in_dialog(page, f"console, {name}", look)


def opens(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()


def in_dialog(page: Page, place: str, look: Look) -> None:
    page.get_by_role("dialog").wait_for()
    look(place)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not looks.is_lost(page), place
