"""Windows and menus of the console, and a vote that is over, with the longest names, German and Arabic."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import CreateCluster, OpenVoting
from facilitation.limits import QUESTION_LIMIT
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.console.test_access_dialogs import CARD, CELL, CLUSTER, DIALOGS, GOAL, unfolds
from tests.browser.console.test_longest_console import as_long_as_may_be, look
from tests.browser.pages.test_long_names import ARABIC, SCREENS, WORDS, long
from tests.browser.voted import a_result
from tests.builders import an_id

t = texts("de").t

LAPTOPS = [
    ("1366", "light", WORDS),
    ("1440", "dark", ARABIC),
    ("landscape", "dark", WORDS),
    ("portrait", "light", ARABIC),
]
# What opens a window or a menu, where its name is that of a noun whose name is other than in those stories.
OPENS = {
    CARD: ".con-card [aria-haspopup=menu]",
    CLUSTER: ".con-cluster .heading-strip [aria-haspopup=menu]",
    GOAL: ".con-goal [aria-haspopup=menu]",
    CELL: ".con-matrix td button",
}
# The page behind a window is not part of it, and a window's own scrolling hides nothing.
ALONE = """body *:not(dialog, dialog *, [role=menu], [role=menu] *) { visibility: hidden !important }
dialog, [role=menu] { visibility: visible !important }
.zr .con-dialog.con-dialog { max-height: none; height: max-content; overflow: visible }
.zr .con-sheet.con-sheet { max-height: none } .zr .con-sheet .con-sheet-body { overflow: visible }"""


def with_the_longest(hall: Hall, words: str) -> str:
    """Of every noun one; returns the voting, which is open."""
    hall.moderator.goes_to("sort")
    as_long_as_may_be(hall, words)
    field = hall.moderator.all("field")[0]["id"]
    hall.moderator.asks(CreateCluster(id=an_id(), name=long(80, "2. ", words), field_id=field))
    hall.moderator.goes_to("vote")
    voting, options = an_id(), tuple(goal["id"] for goal in hall.moderator.all("goal"))
    question = long(QUESTION_LIMIT, "Was " if words is WORDS else "", words)
    hall.moderator.asks(OpenVoting(id=voting, question=question, option_ids=options))
    return voting


def opener(page: Page, tab: str, name: str) -> Locator:
    """On an upright tablet board and hall are not seen together."""
    panel(page, "board")
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
    expect(page.locator("#con-board")).to_have_attribute("aria-labelledby", f"con-tab-{tab}")
    found = page.locator(OPENS[name]) if name in OPENS else page.get_by_role("button", name=name, exact=True)
    if not found.last.is_visible():
        panel(page, "hall")
    return found.last


def panel(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=t(f"console.panel.{name}"), exact=True)
    if button.is_visible():
        button.click()


def alone(page: Page, name: str) -> list[str]:
    """What is wrong with the picture of a window or a menu."""
    looks.is_drawn(page)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"window-{name}.png")
    sheet = page.add_style_tag(content=ALONE)
    found = [*looks.too_wide(page), *looks.crowded(page), *looks.torn(page)]
    sheet.evaluate("one => one.remove()")
    return [one for one in found if "<input" not in one and "<option" not in one]


@pytest.mark.parametrize(("screen", "scheme", "words"), LAPTOPS)
def test_the_longest_names_have_room_in_windows(hall: Hall, screen: str, scheme: str, words: str) -> None:
    with_the_longest(hall, words)
    page = hall.laptop(color_scheme=scheme, **SCREENS[screen]).page
    found: dict[str, list[str]] = {}
    for name, tab, button, item in DIALOGS:
        opener(page, tab, button).click()
        if item:
            found[f"menu of {item}"] = alone(page, f"menu-{screen}-{scheme}-{item}")
            page.get_by_role("menuitem", name=t(item)).click()
        window = page.get_by_role("dialog")
        window.wait_for()
        unfolds(window)
        found[f"{name}, {item}"] = alone(page, f"{screen}-{scheme}-{name}-{item}")
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
    assert {place: what for place, what in found.items() if what} == {}


@pytest.mark.parametrize(("screen", "scheme", "words"), LAPTOPS)
def test_the_longest_names_have_room_when_a_vote_is_over(
    hall: Hall, screen: str, scheme: str, words: str
) -> None:
    voting = with_the_longest(hall, words)
    a_result(hall, voting)
    page = hall.laptop(color_scheme=scheme, **SCREENS[screen]).page
    page.get_by_role("tab", name=t("console.tab.voting"), exact=True).click()
    page.locator(".con-result table").wait_for()
    assert look(page, f"result-{screen}-{scheme}") == []
