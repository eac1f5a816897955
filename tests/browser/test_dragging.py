"""Cards are laid by hand: dragged, dropped, ticked in long piles."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from app.texts import texts
from facilitation.commands import CreateCluster
from tests.browser.conftest import Hall
from tests.browser.people import eventually
from tests.browser.test_console import BUS, PATEN, card, cluster, desk, press, with_cards
from tests.builders import an_id

t = texts("de").t


def can_drag(page: Page) -> None:
    """Waits for the drag module, which comes when the tab is opened; it leaves its mark on each list."""
    marked = "Object.keys(list).some((key) => key.startsWith('Sortable'))"
    page.wait_for_function(f"[...document.querySelectorAll('[data-drop]')].some((list) => {marked})")


def test_a_card_is_dragged_into_a_cluster(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    pile = an_id()
    hall.moderator.asks(CreateCluster(id=pile, name="Bus und Wege"))
    page = desk(hall, "clusters")
    target = cluster(page, "Bus und Wege").locator("ul[data-drop]")
    can_drag(page)
    card(page, BUS).hover()
    page.mouse.down()
    target.hover()
    target.hover()
    page.mouse.up()
    expect(cluster(page, "Bus und Wege")).to_contain_text(BUS)
    expect(page.locator(".con-saved")).to_have_text(t("console.saved_here"))
    assert {c["text"]: c["cluster_id"] for c in hall.moderator.all("contribution")} == {
        BUS: pile,
        PATEN: None,
    }


def test_a_card_dropped_below_the_last_one_shown_stays_in_sight(hall: Hall) -> None:
    """A cluster shows three cards at first; the others lie behind them, not before what was just dropped."""
    ids = with_cards(hall, *"ABCDE")
    hall.moderator.asks(CreateCluster(id=an_id(), name="Bus und Wege", contribution_ids=ids))
    page = desk(hall, "clusters")
    shown = cluster(page, "Bus und Wege").locator("article")
    can_drag(page)
    shown.first.hover()
    page.mouse.down()
    shown.nth(1).hover()
    last = shown.nth(2).bounding_box()
    assert last
    shown.nth(2).hover(position={"x": last["width"] / 2, "y": last["height"] - 4})
    page.mouse.up()
    expect(shown).to_have_text([re.compile("B"), re.compile("C"), re.compile("A")])
    eventually(lambda: [c["text"] for c in by_position(hall)], [*"BCADE"])


def by_position(hall: Hall) -> list[dict[str, Any]]:
    return sorted(hall.moderator.all("contribution"), key=lambda card: card["position"])


def test_a_card_dropped_on_another_makes_a_cluster_of_both(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    page = desk(hall, "clusters")
    can_drag(page)
    card(page, BUS).hover()
    page.mouse.down()
    card(page, PATEN).hover()
    card(page, PATEN).hover()
    page.mouse.up()
    page.get_by_role("dialog").locator("input:focus").fill("Wege und Paten")
    page.keyboard.press("Enter")
    expect(cluster(page, "Wege und Paten")).to_contain_text(BUS)
    expect(cluster(page, "Wege und Paten")).to_contain_text(PATEN)


def with_a_long_pile(hall: Hall) -> Page:
    """More cards than a laptop shows at once, scrolled to the end of the pile."""
    with_cards(hall, *[f"Karte {n}: Die Sprachkurse am Vormittag erreichen nicht alle" for n in range(1, 9)])
    page = hall.laptop(viewport={"width": 1366, "height": 768}).page
    page.get_by_role("tab", name=t("console.tab.clusters"), exact=True).click()
    press(page, "console.select")
    page.locator(".con-board").evaluate("board => board.scrollTo(0, board.scrollHeight)")
    return page


def test_a_long_pile_can_be_ticked_to_its_end(hall: Hall) -> None:
    page = with_a_long_pile(hall)
    card(page, "Karte 1:").click(timeout=5000)
    expect(page.locator(".con-selection p")).to_have_text(t("console.selected", count=1))


def test_each_tab_begins_at_its_top(hall: Hall) -> None:
    page = with_a_long_pile(hall)
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    expect(page.locator(".con-field").first).to_be_visible()
    assert page.locator(".con-board").evaluate("board => board.scrollTop") == 0
