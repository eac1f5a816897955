"""Every screen of the moderators, checked by axe-core: the console with its dialogs, the pages around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app.texts import texts
from facilitation.commands import (
    ChangeWorkshop,
    CloseVoting,
    CreateCluster,
    PostContribution,
    PrintSlips,
)
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL, open_a_voting, problems
from tests.browser.people import BEAMER, SMALL, Person
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
# As a reader may set it (WCAG 1.4.12); a wide font of another computer is much the same.
SPACED = (
    "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }"
)
UNFOLD = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
# Icons are parts of their own: they come after the words beside them, and make a button wider.
# And the hall check first shows what it knows without reading the machine: three lines less.
DRAWN = """() => {
  const found = document.querySelector(".hall-check .findings");
  const icons = [...document.querySelectorAll(".icon-box")];
  return icons.every((one) => one.firstElementChild) && (!found || found.children.length >= 6);
}"""

LAPTOP = {"viewport": {"width": 1280, "height": 720}}

Look = Callable[[str], None]


@pytest.fixture
def hall(hall_of_few: Hall) -> Hall:
    return hall_of_few


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
        is_drawn(laptop.page)
        laptop.page.evaluate(UNFOLD)
        look(place)
    dialogue = hall.moderator.all("workshop")[0]["dialogue_id"]
    laptop.goes_to(f"/m/d/{dialogue}")
    look("dialogue")
    the_console(hall, laptop, look)
    bad = {place: what for place, what in found.items() if what}
    assert bad == {}, bad


def test_nothing_of_the_moderators_scrolls_sideways_on_the_narrowest_screen(hall: Hall) -> None:
    """320 px: a phone, or a laptop's page enlarged four times (WCAG 1.4.10)."""
    prepared(hall)
    laptop = hall._let_in(Person(hall._browser, hall.server.base, **(SMALL | STILL)))
    laptop.context.add_cookies(hall.moderator.cookies)
    found = {}
    for place, path in {**PAGES, "console": "/m/w/{code}"}.items():
        laptop.goes_to(path.format(code=hall.code))
        is_drawn(laptop.page)
        found[place] = looks.too_wide(laptop.page)
        laptop.page.add_style_tag(content=SPACED)
        found[f"{place}, spaced out"] = looks.too_wide(laptop.page)
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
        is_drawn(laptop.page)
        # A field is marked by the frame around it.
        found[place] = [what for what in looks.lost_on_the_way(laptop.page) if "<input" not in what]
    assert {place: what for place, what in found.items() if what} == {}


def is_drawn(page: Page) -> None:
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_function(DRAWN)


def prepared(hall: Hall) -> None:
    """Cards, some in a heap, a hall of several languages, printed slips, and a voting that is over."""
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "title", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, languages=("uk", "ar")))
    hall.moderator.asks(PrintSlips(id=an_id(), hashes=(an_id(), an_id())))
    hall.moderator.goes_to("sort")
    ids = [an_id() for _ in range(4)]
    for id in ids:
        hall.moderator.asks(PostContribution(id=id, kind=Kind.WEAKNESS, text=BUS))
    for name, cards in (("Bus", ids[:2]), ("Wege", ())):
        hall.moderator.asks(CreateCluster(id=an_id(), name=name, contribution_ids=tuple(cards)))
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


def opens(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
