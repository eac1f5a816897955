"""What one click of the console ended or took away comes back with one press that is offered at once."""

from __future__ import annotations

from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import AllowLate, SetTimer
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, press
from tests.browser.console.test_paper import at_the_papers
from tests.browser.people import eventually

t = texts("de").t


def test_time_that_was_ended_by_mistake_runs_on(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    hall.moderator.asks(SetTimer(minutes=30))
    page = desk(hall)
    press(page, "console.timer.stop")
    expect(phone.page.locator(".time")).to_have_count(0)
    press(page, "console.timer.resume")
    expect(page.locator(".con-time")).to_have_text(t("common.minutes_left", count=30))
    phone.sees(phone.t("common.minutes_left", count=30))
    press(page, "console.timer.stop")
    press(page, "console.timer.start")
    press(page, "console.timer.stop")
    hall.moderator.goes_to("sort")  # the next step has its own time
    expect(page.get_by_role("button", name=t("console.timer.start"))).to_be_visible()
    expect(page.get_by_role("button", name=t("console.timer.resume"))).to_have_count(0)


def test_late_cards_that_were_shut_out_by_mistake_are_let_in_again(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    hall.moderator.asks(AllowLate(allowed=True))
    page = desk(hall)
    press(page, "console.late_stop")
    expect(page.locator(".con-late")).to_contain_text(t("console.late_closed"))
    press(page, "console.late_accept")
    expect(page.locator(".con-late")).to_contain_text(t("console.late_allowed"))
    eventually(lambda: hall.moderator.all("workshop")[0]["late_allowed"], True)


def test_a_paper_ballot_that_was_taken_out_by_mistake_is_put_back(hall: Hall) -> None:
    dialog = at_the_papers(hall)
    marks = dialog.locator(".con-paper-marks input")
    marks.nth(1).fill("1")
    press(dialog, "console.paper.save")
    marks.nth(0).fill("1")  # the next one is half typed
    press(dialog, "console.paper.remove")
    expect(dialog.get_by_text(t("console.paper.count", count=0))).to_be_visible()
    expect(marks.nth(0)).to_have_value("1")
    press(dialog, "console.paper.put_in")
    expect(dialog.get_by_text(t("console.paper.count", count=1))).to_be_visible()
    press(dialog, "console.paper.correct")
    expect(marks.nth(1)).to_have_value("1")
    press(dialog, "console.paper.save")
    expect(marks.nth(0)).to_have_value("1")  # waited aside meanwhile
    expect(dialog.get_by_text(t("console.paper.count", count=1))).to_be_visible()
