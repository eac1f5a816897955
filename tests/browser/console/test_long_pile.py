"""More unsorted cards than a laptop shows at once: each can be reached, ticked and carried."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.console.test_console import card, press, with_cards
from tests.browser.hand import Hand
from tests.browser.people import eventually

t = texts("de").t


def with_a_long_pile(hall: Hall) -> Page:
    """More cards than a laptop shows at once, scrolled to the end of the pile."""
    with_cards(hall, *[f"Karte {n}: Die Sprachkurse am Vormittag erreichen nicht alle" for n in range(1, 9)])
    page = hall.laptop(viewport={"width": 1366, "height": 768}).page
    page.get_by_role("tab", name=t("console.tab.clusters"), exact=True).click()
    press(page, "console.select")
    page.locator(".con-pile").evaluate("pile => pile.scrollTo(0, pile.scrollHeight)")
    return page


def test_a_long_pile_can_be_ticked_to_its_end(hall: Hall) -> None:
    page = with_a_long_pile(hall)
    card(page, "Karte 1:").click(timeout=5000)
    expect(page.locator(".con-selection p")).to_have_text(t("console.selected", count=1))


def test_who_waits_at_the_end_of_the_pile_with_a_card_goes_on_in_it(hall: Hall) -> None:
    page = with_a_long_pile(hall)
    press(page, "console.select_end")
    pile = page.locator(".con-pile")
    rolled = "pile => pile.scrollTop"
    below = pile.evaluate(rolled)
    assert below > 0
    box = pile.bounding_box()
    assert box
    hand = Hand(page)
    hand.takes(card(page, "Karte 1:"))
    hand.over((box["x"] + box["width"] / 2, box["y"] + 10))
    eventually(lambda: pile.evaluate(rolled), 0)
    hand.over((box["x"] + box["width"] / 2, box["y"] + box["height"] - 10))
    eventually(lambda: pile.evaluate(rolled) >= below, True)
    page.keyboard.press("Escape")


def test_each_tab_begins_at_its_top(hall: Hall) -> None:
    page = with_a_long_pile(hall)
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    expect(page.locator(".con-field").first).to_be_visible()
    assert page.locator(".con-pile").evaluate("pile => pile.scrollTop") == 0
