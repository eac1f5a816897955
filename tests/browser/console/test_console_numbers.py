"""Whole numbers on the console, as people type them: in any digits, and what is none loses nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, press
from tests.browser.console.test_paper import at_the_papers
from tests.browser.people import eventually

t = texts("de").t


def is_refused(page: Page | Locator, at: Locator, typed: str, key: str, **params: object) -> None:
    """A sentence of ours, tied to the field, which keeps what was typed and has the keyboard."""
    name = t(key, **params)
    expect(page.locator("[role=alert]").get_by_text(name)).to_be_visible()
    expect(at).to_have_value(typed)
    expect(at).to_be_focused()
    expect(at).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(("typed", "minutes"), [("١٢", 12), (" 25 ", 25), ("12,0", 12), ("۹", 9)])
def test_minutes_are_read_in_any_digits(hall: Hall, typed: str, minutes: int) -> None:
    page = desk(hall)
    page.get_by_role("textbox", name=t("console.timer.minutes")).fill(typed)
    press(page, "console.timer.start")
    expect(page.locator(".con-time")).to_have_text(t("common.minutes_left", count=minutes))


def test_minutes_that_are_none_are_said_and_kept(hall: Hall) -> None:
    page = desk(hall)
    minutes = page.get_by_role("textbox", name=t("console.timer.minutes"))
    start = page.get_by_role("button", name=t("console.timer.start"))
    before = start.bounding_box()
    name = t("console.timer.minutes")
    for typed, key in (
        ("12,5", "whole"),
        ("bald", "whole"),
        ("601", "range"),
        ("0", "range"),
        ("-5", "range"),
    ):
        minutes.fill(typed)
        start.click()
        is_refused(page, minutes, typed, f"console.wrong.{key}", field=name, min=1, max=600)
    assert start.bounding_box() == before  # the sentence comes below what a hand is on
    minutes.fill("bald")
    press(page, "console.timer.more")
    is_refused(page, minutes, "bald", "console.wrong.whole", field=name)
    minutes.fill("")
    press(page, "console.timer.start")
    expect(page.locator(".con-time")).to_be_visible()


def test_a_goals_year_is_read_in_any_digits(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    page = desk(hall, "goals")
    press(page, "console.write_goal")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("Jedes Dorf hat einen Bus.")
    year = dialog.get_by_label(t("common.target_year"))
    name = t("common.target_year")
    for typed, key in (("20,5", "whole"), ("1.000", "range"), ("203 0", "whole")):
        year.fill(typed)
        press(dialog, "console.post_goal")
        is_refused(dialog, year, typed, f"console.wrong.{key}", field=name, min="1990", max="2100")
    year.fill("٢٠٣٥")
    press(dialog, "console.post_goal")
    eventually(
        lambda: [
            g["target_year"] for g in hall.moderator.all("goal") if g["text"] == "Jedes Dorf hat einen Bus."
        ],
        [2035],
    )


def test_points_are_read_in_any_digits(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
    page.get_by_label(t("console.voting.points")).fill("٤")
    page.get_by_label(t("console.voting.max")).fill("zwei")
    press(page, "console.voting.open")
    field = page.get_by_label(t("console.voting.max"))
    is_refused(page, field, "zwei", "console.wrong.whole", field=t("console.voting.max"))
    field.fill("2,0")
    press(page, "console.voting.open")
    eventually(
        lambda: [(v["rules"]["points"], v["rules"]["max_per_option"]) for v in hall.moderator.all("voting")],
        [(4, 2)],
    )


def test_marks_on_paper_are_read_in_any_digits(hall: Hall) -> None:
    dialog = at_the_papers(hall)
    first, second = (dialog.locator(".con-paper-marks input").nth(n) for n in (0, 1))
    points = hall.moderator.all("voting")[0]["rules"]["points"]
    first.fill("١")
    expect(dialog).to_contain_text(t("console.paper.sum", used=1, points=points))
    second.fill("0,5")
    press(dialog, "console.paper.save")
    goal = dialog.locator(".con-paper-marks label > span").nth(1).inner_text()
    is_refused(dialog, second, "0,5", "console.wrong.whole", field=goal)
    second.fill("1.0")
    press(dialog, "console.paper.save")
    expect(dialog.get_by_text(t("console.paper.count", count=1))).to_be_visible()
