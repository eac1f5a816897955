"""Fields for fingers: an iPad zooms into one with letters below 16 pixels, and half the page is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.console.test_console import press
from tests.browser.hall.test_access import open_a_voting
from tests.browser.people import TABLET, Person

t = texts("de").t

PAGES = [
    "/m",
    "/m/new",
    "/m/hall",
    "/m/access",
    "/m/help",
    "/m/w/{code}/setup",
    "/m/w/{code}/slips",
    "/m/w/{code}/print",
]

_SMALL = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((one) => one.checkVisibility() && !["checkbox", "radio", "file", "hidden"].includes(one.type))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16)
  .map((one) => getComputedStyle(one).fontSize + " " + one.outerHTML.slice(0, 120))"""


@pytest.fixture
def hall(hall_of_few: Hall) -> Hall:
    return hall_of_few


def small(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SMALL)
    return found


def tablet(hall: Hall, *, signed_in: bool = True) -> Person:
    person = hall._let_in(Person(hall._browser, hall.server.base, **TABLET))
    if signed_in:
        person.context.add_cookies(hall.moderator.cookies)
    return person


def test_no_field_of_a_moderators_page_makes_an_ipad_zoom(hall: Hall) -> None:
    person = tablet(hall)
    found = {}
    for path in PAGES:
        person.goes_to(path.format(code=hall.code))
        person.page.locator("h1").first.wait_for()
        found[path] = small(person.page)
    outside = tablet(hall, signed_in=False)
    outside.goes_to("/m/login")
    outside.page.get_by_label(t("setup.pin")).wait_for()
    found["/m/login"] = small(outside.page)
    assert {path: fields for path, fields in found.items() if fields} == {}


@pytest.mark.parametrize("tab", ["kinds", "clusters", "goals", "voting", "translate"])
def test_no_field_of_the_console_makes_an_ipad_zoom(hall: Hall, tab: str) -> None:
    hall.moderator.goes_to("goals")
    page = tablet(hall).page
    page.goto(f"/m/w/{hall.code}")
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
    found = small(page)
    opens = {"kinds": "console.write_card", "goals": "console.write_goal"}.get(tab)
    if tab == "voting":
        open_a_voting(hall)
        opens = "console.paper.enter"
    if opens:
        press(page, opens)
        page.get_by_role("dialog").wait_for()
        found += small(page)
        page.keyboard.press("Escape")
    press(page, "console.panel.agenda")
    page.locator(".con-stepper input").wait_for()
    assert found + small(page) == []
