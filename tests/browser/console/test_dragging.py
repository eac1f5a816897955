"""Cards are laid by hand: carried by mouse, pen or finger, let go on a marked target or nowhere; ticked."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import (
    AddField,
    CreateCluster,
    DissolveCluster,
    MoveContribution,
    PostContribution,
)
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, PATEN, card, cluster, desk, press, with_cards
from tests.browser.hand import Hand, Point, marked, middle, nothing_moves
from tests.browser.people import eventually
from tests.builders import an_id

t = texts("de").t

TAP = {"has_touch": True}


def board(hall: Hall) -> dict[str, Any]:
    """Which card lies in which cluster."""
    return {c["text"]: c["cluster_id"] for c in hall.moderator.all("contribution")}


def beside_a_cluster(hall: Hall, **device: Any) -> tuple[Page, str]:
    with_cards(hall, BUS, PATEN)
    bus = an_id()
    hall.moderator.asks(CreateCluster(id=bus, name="Bus und Wege"))
    page = hall.laptop(**device).page
    page.get_by_role("tab", name=t("console.tab.clusters"), exact=True).click()
    expect(cluster(page, "Bus und Wege")).to_be_visible()
    return page, bus


@pytest.mark.parametrize("how", ["mouse", "pen", "finger"])
def test_a_card_is_carried_into_a_cluster(hall: Hall, how: str) -> None:
    page, bus = beside_a_cluster(hall, **TAP)
    hand = Hand(page, how)
    hand.takes(card(page, BUS))
    with nothing_moves(page):
        hand.over(cluster(page, "Bus und Wege").get_by_role("heading"))
        expect(marked(page)).to_contain_text("Bus und Wege")
    hand.lets_go()
    expect(cluster(page, "Bus und Wege")).to_contain_text(BUS)
    expect(marked(page)).to_have_count(0)
    eventually(lambda: board(hall), {BUS: bus, PATEN: None})


def test_a_press_whose_end_was_lost_carries_nothing_later(hall: Hall) -> None:
    """A menu that opens, or another window, takes the release; the next move comes without a button."""
    page, _ = beside_a_cluster(hall)
    box = card(page, BUS).bounding_box()
    assert box is not None
    at = {
        "pointerId": 1,
        "isPrimary": True,
        "pointerType": "mouse",
        "bubbles": True,
        "clientX": box["x"],
    }
    place = card(page, BUS).locator(".wording").first
    place.dispatch_event("pointerdown", {**at, "button": 0, "buttons": 1, "clientY": box["y"] + 20})
    place.dispatch_event("pointermove", {**at, "buttons": 0, "clientY": box["y"] + 60})
    expect(page.locator(".con-ghost")).to_have_count(0)


def outside(page: Page) -> Point:
    return (-40, 300)


def on_the_head(page: Page) -> Point:
    return middle(page.locator(".con-head h1"))


def on_empty_felt(page: Page) -> Point:
    box = page.locator(".con-board").bounding_box()
    assert box
    return box["x"] + box["width"] - 60, box["y"] + box["height"] - 60


def on_the_agenda(page: Page) -> Point:
    return middle(page.locator(".con-agenda h2"))


@pytest.mark.parametrize("how", ["mouse", "pen", "finger"])
@pytest.mark.parametrize("aside", [outside, on_the_head, on_empty_felt, on_the_agenda])
def test_a_card_let_go_beside_every_target_stays_where_it_was(
    hall: Hall, aside: Callable[[Page], Point], how: str
) -> None:
    page, _ = beside_a_cluster(hall, **TAP)
    hand = Hand(page, how)
    hand.takes(card(page, BUS))
    hand.over(cluster(page, "Bus und Wege"))
    hand.over(aside(page))
    expect(marked(page)).to_have_count(0)
    hand.lets_go()
    stays_where_it_was(hall, page)


@pytest.mark.parametrize("how", ["mouse", "pen"])
def test_a_card_lies_where_it_was_let_go_though_no_move_told_of_the_way(hall: Hall, how: str) -> None:
    page, id = beside_a_cluster(hall)
    hand = Hand(page, how)
    hand.takes(card(page, BUS))
    hand.over(cluster(page, "Bus und Wege"))
    hand.lets_go(on_the_agenda(page))
    stays_where_it_was(hall, page)
    target = middle(cluster(page, "Bus und Wege"))
    hand.takes(card(page, BUS))
    hand.lets_go(target)
    eventually(lambda: board(hall), {BUS: id, PATEN: None})


def stays_where_it_was(hall: Hall, page: Page) -> None:
    """Also after whatever this page had to say has been answered."""
    expect(page.locator(".con-pile")).to_contain_text(BUS)
    press(page, "console.write_card")
    page.get_by_role("dialog").get_by_role("button", name=t("common.close")).first.click()
    expect(page.locator(".con-saved")).to_have_text(t("console.saved_here"))
    assert board(hall) == {BUS: None, PATEN: None}


@pytest.mark.parametrize(
    ("over", "by"), [("cluster", "Escape"), ("card", "Escape"), ("cluster", "pointercancel")]
)
def test_escape_and_the_browser_give_up_what_is_carried(hall: Hall, over: str, by: str) -> None:
    page, _ = beside_a_cluster(hall)
    hand = Hand(page)
    hand.takes(card(page, BUS))
    hand.over(cluster(page, "Bus und Wege") if over == "cluster" else card(page, PATEN))
    expect(marked(page)).to_have_count(1)
    if by == "Escape":
        page.keyboard.press(by)
    else:
        page.locator("body").dispatch_event(by, {"pointerId": 1, "bubbles": True})
    expect(page.locator(".con-ghost")).to_have_count(0)
    hand.lets_go()
    expect(page.get_by_role("dialog")).to_have_count(0)
    stays_where_it_was(hall, page)


def test_the_place_for_a_new_cluster_takes_cards(hall: Hall) -> None:
    page, _ = beside_a_cluster(hall)
    hand = Hand(page)
    hand.takes(card(page, BUS))
    hand.over(cluster(page, "Bus und Wege"))
    hand.over(page.locator(".con-new"))
    expect(marked(page)).to_have_text(t("console.new_cluster"))
    hand.lets_go()
    page.locator(".con-rename input:focus").fill("Abends")
    page.keyboard.press("Enter")
    expect(cluster(page, "Abends")).to_contain_text(BUS)


def test_a_card_dropped_on_another_makes_a_cluster_of_both(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    page = desk(hall, "clusters")
    hand = Hand(page)
    hand.takes(card(page, BUS))
    hand.over(card(page, PATEN))
    expect(marked(page)).to_contain_text(PATEN)
    hand.lets_go()
    page.locator(".con-rename input:focus").fill("Wege und Paten")
    page.keyboard.press("Enter")
    expect(cluster(page, "Wege und Paten")).to_contain_text(BUS)
    expect(cluster(page, "Wege und Paten")).to_contain_text(PATEN)


def test_a_card_goes_back_to_the_pile(hall: Hall) -> None:
    bus, _ = with_cards(hall, BUS, PATEN)
    hall.moderator.asks(CreateCluster(id=an_id(), name="Bus und Wege", contribution_ids=(bus,)))
    page = desk(hall, "clusters")
    hand = Hand(page)
    hand.takes(card(page, BUS))
    hand.over(page.locator(".con-pile h2").first)
    hand.lets_go()
    eventually(lambda: board(hall), {BUS: None, PATEN: None})


def test_a_card_dropped_below_the_last_one_shown_stays_in_sight(hall: Hall) -> None:
    """A cluster shows three cards at first; the others lie behind them, not before what was just dropped."""
    ids = with_cards(hall, *"ABCDE")
    hall.moderator.asks(CreateCluster(id=an_id(), name="Bus und Wege", contribution_ids=ids))
    page = desk(hall, "clusters")
    shown = cluster(page, "Bus und Wege").locator("article")
    hand = Hand(page)
    hand.takes(shown.first)
    last = shown.nth(2).bounding_box()
    assert last
    hand.over((last["x"] + last["width"] / 2, last["y"] + last["height"] - 4))
    hand.lets_go()
    expect(shown).to_have_text([re.compile("B"), re.compile("C"), re.compile("A")])
    eventually(lambda: [c["text"] for c in by_position(hall)], [*"BCADE"])


def by_position(hall: Hall) -> list[dict[str, Any]]:
    return sorted(hall.moderator.all("contribution"), key=lambda card: card["position"])


def field(page: Page, name: str) -> Locator:
    return page.locator("section.con-field").filter(
        has=page.locator("h2 span", has_text=re.compile(f"^{re.escape(name)}$"))
    )


@pytest.mark.parametrize("how", ["mouse", "finger"])
def test_a_cluster_is_carried_over_fields_that_keep_their_place(hall: Hall, how: str) -> None:
    ids = with_cards(hall, BUS, PATEN)
    hall.moderator.asks(CreateCluster(id=an_id(), name="Wege", contribution_ids=ids))
    page = hall.laptop(viewport={"width": 1366, "height": 768}, **TAP).page
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    fields = {one["id"]: one["name"] for one in hall.moderator.all("field")}
    names = page.locator(".con-grid .con-field h2 span").all_text_contents()
    hand = Hand(page, how)
    hand.takes(cluster(page, "Wege").get_by_role("heading"))
    with nothing_moves(page):
        for name in names:
            hand.over(field(page, name).get_by_role("heading"))
            expect(marked(page).locator("h2 span")).to_have_text(name)
    hand.lets_go()
    eventually(lambda: [fields.get(c["field_id"]) for c in hall.moderator.all("cluster")], names[-1:])


def test_what_others_do_meanwhile_moves_no_target(hall: Hall) -> None:
    page, bus = beside_a_cluster(hall, viewport={"width": 1366, "height": 768})
    hand = Hand(page)
    hand.takes(card(page, BUS))
    with nothing_moves(page):
        hall.moderator.asks(
            *[PostContribution(id=an_id(), kind=Kind.STRENGTH, text=f"Neu {n}") for n in range(4)]
        )
        hall.moderator.asks(
            CreateCluster(id=an_id(), name="Von anderen"), AddField(id=an_id(), name="Neues Feld")
        )
        for one in hall.moderator.all("contribution"):
            if one["text"] == PATEN:
                hall.moderator.asks(MoveContribution(id=one["id"], cluster_id=bus))
        expect(page.locator(".con-undo")).to_contain_text(t("console.step.contribution_moved"))
        hand.over(cluster(page, "Bus und Wege").get_by_role("heading"))
    hand.lets_go()
    eventually(lambda: board(hall)[BUS], bus)
    expect(page.locator(".con-pile")).to_contain_text("Neu 3")


def test_a_line_that_says_no_moves_nothing(hall: Hall) -> None:
    page, bus = beside_a_cluster(hall, viewport={"width": 1366, "height": 768})
    hand = Hand(page)
    hand.takes(card(page, BUS))
    hand.over(cluster(page, "Bus und Wege"))
    hall.moderator.asks(DissolveCluster(id=bus))
    before = middle(card(page, PATEN)), middle(page.locator(".con-next"))
    hand.lets_go()
    expect(page.locator(".con-lines .notice")).to_be_visible()
    assert (middle(card(page, PATEN)), middle(page.locator(".con-next"))) == before
    assert board(hall)[BUS] is None


def test_a_quick_finger_sideways_leaves_no_page(hall_of_few: Hall) -> None:
    laptop = hall_of_few.laptop(**TAP)
    sideways = "getComputedStyle(document.documentElement).overscrollBehaviorX"
    for path in (f"/m/w/{hall_of_few.code}", "/m", f"/m/w/{hall_of_few.code}/setup", hall_of_few.path):
        laptop.goes_to(path)
        assert laptop.page.evaluate(sideways) == "none", path
