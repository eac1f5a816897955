"""Every dialog and form of the console, checked by axe-core; afterwards the keyboard is where it was."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.paths import ASSETS
from app.texts import texts
from facilitation.commands import AllowLate, SetTimer
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL, open_a_voting, problems
from tests.browser.hall.test_access_desk import BUS, opens, prepared
from tests.browser.people import BEAMER, Person

t = texts("de").t
CARD = t("console.card_menu", text=BUS)
CLUSTER = t("console.cluster.menu", name="Bus")
GOAL = t("console.goal_menu", text="Ziel 0")
CELL = f"{t('common.unassigned')}, {t('common.count.weakness', count=4)}"

# Its name in console.js; the tab, the button and, if that opens a menu, the item of it that opens the dialog.
DIALOGS = (
    ("card", "kinds", t("console.write_card"), None),
    ("wording", "kinds", CARD, "console.edit_wording"),
    ("translate", "kinds", CARD, "console.translate"),
    ("hide", "kinds", CARD, "console.hide"),
    ("choose", "kinds", CARD, "console.move_to"),
    ("choose", "clusters", CLUSTER, "console.cluster.to_field"),
    ("choose", "clusters", CLUSTER, "console.cluster.merge"),
    ("cell", "matrix", CELL, None),
    ("goal", "goals", t("console.write_goal"), None),
    ("goal", "goals", GOAL, "console.edit_goal"),
    ("paper", "voting", t("console.paper.enter"), None),
    ("confirm", "voting", t("console.voting.close"), None),
    ("join", "voting", t("console.join_open"), None),
    ("pin", "voting", t("console.pin"), None),
    ("texts", "voting", t("console.texts"), None),
)
OF_TICKED_CARDS = "cluster"  # opened where cards are ticked
MENUS = (("kinds", t("console.stage.other")), ("clusters", CLUSTER), ("goals", GOAL))

Look = Callable[[str, str], None]


def test_no_dialog_is_forgotten() -> None:
    source = (ASSETS / "components" / "console" / "console.js").read_text("utf-8")
    table = source.partition("CONSOLE_DIALOGS = {")[2].partition("}")[0]
    assert set(re.findall(r"(\w+):", table)) == {name for name, *_ in DIALOGS} | {OF_TICKED_CARDS}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_dialog_and_is_back_where_they_were(hall: Hall, scheme: str) -> None:
    prepared(hall)
    open_a_voting(hall)
    laptop = hall._let_in(Person(hall._browser, hall.server.base, color_scheme=scheme, **(BEAMER | STILL)))
    laptop.context.add_cookies(hall.moderator.cookies)
    laptop.goes_to(f"/m/w/{hall.code}")
    found: dict[str, list[str]] = {}

    def look(place: str, within: str) -> None:
        found[place] = problems(laptop.page, within) + looks.too_small(laptop.page, looks.FINGER)

    for name, tab, opener, item in DIALOGS:
        a_dialog(
            laptop.page, tab, opener, item, lambda name=name, item=item: look(f"{name}, {item}", "dialog")
        )
    for tab, opener in MENUS:
        a_menu(laptop.page, tab, opener, lambda opener=opener: look(opener, "[role=menu]"))
    forms_in_their_place(hall, laptop.page, look)
    assert {place: what for place, what in found.items() if what} == {}


def a_dialog(page: Page, tab: str, opener: str, item: str | None, look: Callable[[], None]) -> None:
    button = presses(page, tab, opener)
    if item:
        page.get_by_role("menuitem", name=t(item)).click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    unfolds(dialog)
    look()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def unfolds(dialog: Locator) -> None:
    """A goal's clusters and an indicator, with all its fields."""
    for more in [
        *dialog.locator("summary").all(),
        *dialog.get_by_text(t("console.goal.add_indicator")).all(),
    ]:
        more.click()


def a_menu(page: Page, tab: str, opener: str, look: Callable[[], None]) -> None:
    button = presses(page, tab, opener)
    page.get_by_role("menu").wait_for()
    look()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def presses(page: Page, tab: str, opener: str) -> Locator:
    opens(page, tab)
    button = page.get_by_role("button", name=opener, exact=True).first
    button.click()
    return button


def forms_in_their_place(hall: Hall, page: Page, look: Look) -> None:
    """What is typed or pressed on the board itself and beside it."""
    button = presses(page, "clusters", CLUSTER)
    page.get_by_role("menuitem", name=t("console.cluster.rename")).click()
    expect(page.locator(".con-rename input")).to_be_focused()
    look("a cluster's name", ".con-cluster")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    presses(page, "kinds", t("console.select"))
    page.locator(".con-tick").first.check()
    look("cards that were ticked", ".con")
    button = page.get_by_role("button", name=t("console.cluster_of"))
    button.click()
    look(OF_TICKED_CARDS, "dialog")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    hall.moderator.asks(AllowLate(), SetTimer(minutes=5))
    page.get_by_role("button", name=t("console.late_stop")).wait_for()
    look("late cards and tables", ".con-right")
    page.get_by_role("button", name=t("console.timer.stop")).wait_for()
    look("a running timer", ".con-left")
