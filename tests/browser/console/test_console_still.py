"""Nothing moves under the moderator's hand either: what comes and goes pushes nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import (
    EnterPaperBallot,
    PauseGroup,
    PostContribution,
    ShowOnStage,
)
from facilitation.model import Kind, StageView
from tests.browser.conftest import Hall
from tests.browser.console.test_console import with_cards
from tests.browser.hall.test_access import open_a_voting
from tests.browser.pages.test_page_controls import at, downloads, types
from tests.browser.pages.test_pages import field
from tests.browser.people import TABLET
from tests.browser.phone.test_nothing_moves import drawn, moved, places
from tests.browser.stage.test_stage_control import a_full_wall
from tests.builders import an_id

t = texts("de").t

BUS, PATEN = "Der Bus fährt nur bis 18 Uhr", "Die Sprachpaten tragen viel"
SCREEN = {"viewport": {"width": 1366, "height": 768}}
LANDSCAPE = TABLET | {"viewport": {"width": 1024, "height": 768}}


@contextmanager
def resting(aim: Locator) -> Iterator[None]:
    """A mouse lies on it, about to press, while something else happens."""
    aim.hover()
    before = drawn(aim)
    yield
    assert drawn(aim) == pytest.approx(before, abs=1)


def console(hall: Hall, tab: str = "") -> Page:
    page = hall.laptop(**SCREEN).page
    page.locator("#con-board").wait_for()
    if tab:
        page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
    return page


def button(page: Page, key: str, **params: object) -> Locator:
    return page.get_by_role("button", name=t(key, **params), exact=True)


def posts(hall: Hall, *wordings: str) -> None:
    for text in wordings:
        hall.moderator.asks(PostContribution(id=an_id(), kind=Kind.WEAKNESS, text=text))


def test_redo_comes_where_nothing_else_was(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = console(hall)
    head = page.locator(".con-head")
    undo = head.locator(".con-undo")
    expect(undo).to_be_enabled()
    before = {n: b.bounding_box() for n, b in enumerate(head.get_by_role("button").all())}
    undo.click()
    expect(button(page, "console.redo", step=t("console.step.contribution_posted"))).to_be_enabled()
    assert {n: b.bounding_box() for n, b in enumerate(head.get_by_role("button").all())} == before


def test_a_second_page_on_the_stage_pushes_no_button_of_it_away(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = console(hall)
    stage = page.locator(".con-stage")
    buttons = [button(page, f"console.stage.{name}") for name in ("other", "cover", "look")]
    before = [drawn(one) for one in buttons]
    a_full_wall(hall)
    expect(button(page, "console.stage.next")).to_be_visible()
    assert [drawn(one) for one in buttons] == before
    hall.moderator.asks(ShowOnStage(view=StageView.TITLE))
    expect(stage.get_by_text(t("console.stage.agenda"))).to_be_visible()
    assert [drawn(one) for one in buttons] == before


def test_late_cards_are_told_without_pushing_the_door_away(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = console(hall)
    phone = hall.at_table(1)
    phone.types(PATEN)
    with resting(button(page, "console.door_close")):
        hall.moderator.goes_to("sort")
        expect(page.locator(".con-late")).to_be_visible()
        expect(page.locator(".con-unsent")).to_be_visible()
    with resting(page.locator(".con-tables button").last):
        (group,) = (group for group in hall.moderator.all("group") if group["number"] == 1)
        hall.moderator.asks(PauseGroup(id=group["id"], paused=True))
        expect(page.locator(".con-paused")).to_be_visible()
    with resting(button(page, "console.door_close")):
        hall.moderator.asks(PauseGroup(id=group["id"], paused=False))
        expect(page.locator(".con-paused")).to_have_count(0)


def test_ballots_from_paper_push_away_nothing_that_ends_the_vote(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    voting = open_a_voting(hall)
    page = console(hall, "voting")
    buttons = [button(page, "console.voting.close"), button(page, "console.paper.enter")]
    before = [drawn(one) for one in buttons]
    (goal, *_) = hall.moderator.all("goal")
    hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks={goal["id"]: 1}))
    expect(page.locator(".con-by-channel")).to_be_visible()
    assert [drawn(one) for one in buttons] == before


def test_a_line_that_says_no_pushes_no_vote_away(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    page = console(hall, "voting")
    opens = button(page, "console.voting.open")
    expect(opens).to_be_in_viewport(ratio=1)
    before = drawn(opens)
    page.evaluate("""() => {
      const line = document.createElement("p");
      line.className = "notice";
      line.textContent = "Die Festplatte ist voll.";
      document.querySelector(".con-lines").append(line);
    }""")
    assert drawn(opens) == before
    expect(opens).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("tab", ["kinds", "clusters", "fields"])
@pytest.mark.parametrize("how", ["mouse", "finger"])
def test_new_cards_gather_above_what_a_hand_rests_on(hall: Hall, tab: str, how: str) -> None:
    with_cards(hall, BUS)
    laptop = hall.laptop(**(SCREEN if how == "mouse" else LANDSCAPE))
    page = laptop.page
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
    card = page.locator("article", has_text=BUS)
    if how == "mouse":
        card.hover()
    else:
        card.tap(position={"x": 30, "y": 30})
    before = drawn(card)
    posts(hall, PATEN)
    fresh = button(page, "common.new_cards", count=1)
    expect(fresh).to_be_visible()
    assert drawn(card) == pytest.approx(before, abs=1)
    fresh.click()
    expect(page.locator("article", has_text=PATEN)).to_be_visible()


def test_a_finger_that_went_elsewhere_holds_no_cards_back(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = hall.laptop(**LANDSCAPE).page
    page.get_by_role("tab", name=t("console.tab.clusters"), exact=True).click()
    page.locator("article", has_text=BUS).tap(position={"x": 30, "y": 30})
    page.locator(".con-title h1").tap()
    posts(hall, PATEN)
    expect(page.locator("article", has_text=PATEN)).to_be_visible()


def test_what_is_wrong_with_a_field_pushes_away_nothing_that_is_being_pressed(hall: Hall) -> None:
    page = at(hall, "setup").page
    year = field(page, "target_year")
    year.fill("x")
    with resting(page.locator("summary", has_text=t("setup.questions_change"))):
        page.evaluate("document.activeElement.blur()")
        expect(page.locator(".wrong:visible")).to_have_count(1)


def test_a_sheet_that_is_no_longer_true_pushes_away_no_other(own_hall: Hall) -> None:
    page = at(own_hall, "print").page
    downloads(page, button(page, "setup.print_as.tables"))
    with resting(button(page, "setup.print_as.tables")):
        elsewhere = at(own_hall, "print").page
        types(elsewhere, "wifi_ssid", "Saal")
        types(elsewhere, "wifi_password", "Willkommen26")
        expect(page.locator(".outdated")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 1920, 1024, 768])
def test_a_console_that_is_cut_off_says_so_in_its_place(hall: Hall, width: int) -> None:
    with_cards(hall, BUS)
    laptop = hall.laptop(viewport={"width": width, "height": 768})
    laptop.faults_expected = True
    page = laptop.page
    page.locator(".con-card").first.wait_for()
    before = places(page)
    laptop.context.set_offline(True)
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")
    expect(page.locator(".con-saved[data-state=offline]")).to_be_visible()
    assert moved(before, page) == {}
