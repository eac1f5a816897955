"""What people's own devices do: the back button, pulling down, a camera in the edge, no kind for a card."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Hall
from tests.browser.looks import until
from tests.browser.people import PHONE, SMALL, TABLET, Phone
from tests.browser.phone.test_old_browsers import BUNDLE, OLD

PANELS = ["phone.change_language", "phone.change_table", "phone.my_code"]
TOUCHED = {"has_touch": True, "is_mobile": True}
LANDSCAPE = PHONE | {"viewport": {"width": 812, "height": 375}}  # the narrowest with a camera in its edge
EDGE = 50  # px


@pytest.mark.parametrize("panel", PANELS)
def test_back_closes_what_is_open_and_stays_in_the_workshop(hall: Hall, panel: str) -> None:
    phone = hall.at_table(1)
    opened = phone.page.locator("section.panel")
    phone.button(panel).tap()
    expect(opened).to_be_visible()
    phone.page.go_back()
    expect(opened).to_have_count(0)
    phone.sees(phone.t("phone.wait.arrive"))
    phone.button(panel).tap()
    phone.button("common.close").tap()
    expect(opened).to_have_count(0)
    until(phone.page, "history.state === null")
    assert hall.path in phone.page.url


def test_what_is_open_goes_with_the_step_and_leaves_no_entry_behind(hall: Hall) -> None:
    phone = hall.at_table(1)
    phone.button("phone.change_language").tap()
    hall.moderator.goes_to("write")
    expect(phone.paper).to_be_visible()
    until(phone.page, "history.state === null")


def test_pulling_down_does_not_reload(hall: Hall) -> None:
    phone = hall.at_table(1)
    style = phone.page.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY")
    assert style == "contain"


def _on_its_side(hall: Hall) -> Phone:
    phone = hall.phone(**LANDSCAPE)
    insets = {"top": 0, "bottom": 21, "left": EDGE, "right": EDGE}
    session = phone.context.new_cdp_session(phone.page)
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    return phone


def _under_the_camera(phone: Phone) -> Any:
    """What lies there; where a page does not ask for the edges, the browser keeps it out of them."""
    return phone.page.evaluate(
        """(edge) => !document.querySelector("meta[name=viewport]").content.includes("cover") ? []
          : [...document.querySelectorAll("h1, h2, p, button, textarea")]
          .filter((one) => one.checkVisibility() && !one.closest(".unseen"))
          .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
          .map(([{ left, right, width }, html]) => [left, right, width, html])
          .filter(([left, right, width]) => width && (left < edge || right > innerWidth - edge))
          .map(([, , , html]) => html)""",
        EDGE,
    )


@pytest.mark.parametrize("phase", ["arrive", "write", "sort"])
def test_nothing_lies_under_the_camera_of_a_phone_on_its_side(hall: Hall, phase: str) -> None:
    hall.moderator.goes_to(phase)
    phone = _on_its_side(hall)
    phone.joins(hall.path, 1)
    phone.page.locator("main h1").first.wait_for()
    assert _under_the_camera(phone) == []


@pytest.mark.parametrize("path", ["/", "/j/{code}", "/check", "/accessibility", "/stage/{code}"])
def test_nor_does_anything_on_the_other_pages_of_phones(hall: Hall, path: str) -> None:
    phone = _on_its_side(hall)
    phone.goes_to(path.format(code=hall.code))
    phone.page.locator("#app[data-v-app], body.statement").wait_for(state="attached")
    assert _under_the_camera(phone) == []


def test_nor_does_the_sentence_for_browsers_that_are_too_old(hall: Hall) -> None:
    phone = _on_its_side(hall)
    phone.page.route(BUNDLE, lambda route: route.fulfill(body=OLD[0], content_type="text/javascript"))
    phone.goes_to(hall.path)
    expect(phone.page.locator("#too-old")).to_be_visible()
    assert _under_the_camera(phone) == []
    phone.trouble.clear()


@pytest.mark.parametrize("device", [PHONE, SMALL | TOUCHED, TABLET], ids=["phone", "small", "tablet"])
def test_who_chose_no_kind_is_asked_in_place_and_loses_nothing(hall: Hall, device: dict[str, Any]) -> None:
    """A wrong default made strengths out of weaknesses."""
    hall.moderator.goes_to("write")
    phone = hall.at_table(1, **device)
    expect(phone.page.locator("label.tab.chosen")).to_have_count(0)
    phone.paper.fill("Abendkurse für Schichtarbeiter fehlen")
    phone.button("phone.send_card").tap()
    phone.sees(phone.t("phone.missing_kind"))
    hall.moderator.has()
    phone.page.reload()
    expect(phone.paper).to_have_value("Abendkurse für Schichtarbeiter fehlen")
    phone.chooses("weakness")
    phone.page.reload()
    phone.button("phone.send_card").tap()
    phone.has("Abendkurse für Schichtarbeiter fehlen", "saved")
    (card,) = hall.moderator.all("contribution")
    assert card["kind"] == "weakness"
    expect(phone.page.locator("label.tab.chosen")).to_have_count(0)


def test_a_card_without_a_kind_that_is_left_over_asks_for_one(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1)
    phone.paper.fill("Halb geschrieben")
    hall.moderator.goes_to("sort")
    left = phone.page.locator(".leftover")
    left.get_by_role("button", name=phone.t("phone.send_card")).tap()
    expect(left.get_by_text(phone.t("phone.missing_kind"))).to_be_visible()
    left.locator("label.tab", has_text=phone.t("common.kind.challenge")).tap()
    left.get_by_role("button", name=phone.t("phone.send_card")).tap()
    phone.has("Halb geschrieben", "late")


@pytest.mark.parametrize("size", [PHONE, SMALL | TOUCHED], ids=["phone", "small"])
def test_a_card_is_changed_where_cards_are_written_and_saving_is_in_view(
    hall: Hall, size: dict[str, Any]
) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1, **size)
    for number in range(3):
        phone.posts(f"Karte {number}")
    phone.types("Die nächste, halb geschrieben", "challenge")
    phone.card("Karte 0").get_by_role("button", name=phone.t("common.edit")).tap()
    expect(phone.page.locator(".composer")).to_have_count(1)
    expect(phone.paper).to_have_value("Karte 0")
    expect(phone.button("phone.save_change")).to_be_in_viewport(ratio=1)
    phone.paper.fill("Karte 0, neu")
    phone.button("phone.save_change").tap()
    phone.has("Karte 0, neu", "saved")
    expect(phone.paper).to_have_value("Die nächste, halb geschrieben")
    expect(phone.page.locator("label.tab.chosen")).to_have_attribute("data-kind", "challenge")


def test_a_goal_is_changed_and_withdrawn_in_the_one_form(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    phone = hall.at_table(1)
    before = hall.moderator.texts("goal")
    phone.page.locator(".goal-form textarea").fill("Ein Ziel")
    phone.button("phone.send_goal").tap()
    hall.moderator.has_goals("Ein Ziel", *before)
    phone.button("common.edit").tap()
    expect(phone.page.locator(".goal-form")).to_have_count(1)
    expect(phone.button("phone.save_change")).to_be_in_viewport(ratio=1)
    phone.button("phone.withdraw_goal").tap()
    hall.moderator.has_goals(*before)
    phone.button("common.undo").tap()
    hall.moderator.has_goals("Ein Ziel", *before)


def test_on_a_small_phone_the_tables_begin_on_the_first_screen(hall: Hall) -> None:
    phone = hall.phone(**SMALL | TOUCHED)
    phone.goes_to(hall.path)
    expect(phone.page.locator("label.table").nth(1)).to_be_in_viewport(ratio=1)
    phone.page.locator(".language-select select").select_option("fr")
    expect(phone.page.locator("html")).to_have_attribute("lang", "fr")


def test_what_cannot_be_pressed_yet_does_not_look_as_if(hall: Hall) -> None:
    phone = hall.phone()
    phone.goes_to(hall.path)
    join = phone.page.locator("form.join button.filled")
    waiting = join.evaluate("one => getComputedStyle(one).backgroundColor")
    phone.page.locator("label.table").first.tap()
    expect(join).not_to_have_css("background-color", waiting)
    expect(phone.page.locator(".devices .table.chosen .icon")).to_have_count(2)  # its own, and a tick
