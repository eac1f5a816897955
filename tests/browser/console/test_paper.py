"""The moderator lets people without a device vote: ballots from paper, and printed slips."""

from __future__ import annotations

from secrets import token_hex

import httpx
from playwright.sync_api import Locator, expect

from app.live.protocol import PROTOCOL_VERSION
from app.texts import texts
from facilitation.commands import (
    CastBallot,
    ChangeWorkshop,
    CloseVoting,
    JoinWorkshop,
    OpenVoting,
    PrintSlips,
)
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, press
from tests.browser.hall.test_access import open_a_voting, problems
from tests.builders import an_id

t = texts("de").t


def at_the_papers(hall: Hall) -> Locator:
    """The dialog into which ballots from paper are typed, of a voting that has just been opened."""
    hall.moderator.goes_to("vote")
    open_a_voting(hall)
    page = desk(hall, "voting")
    press(page, "console.paper.enter")
    return page.get_by_role("dialog")


def numbers(dialog: Locator) -> Locator:
    return dialog.locator(".con-paper-marks input")


def test_paper_ballots_are_entered_corrected_and_told_apart(hall: Hall) -> None:
    phone = hall.at_table()
    voting = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options))
    page = desk(hall, "voting")
    press(page, "console.paper.enter")
    dialog = page.get_by_role("dialog")
    for _ in range(5):
        numbers(dialog).nth(1).fill("2")
        press(dialog, "console.paper.save")
        expect(numbers(dialog).nth(1)).to_have_value("")
    expect(dialog.get_by_text(t("console.paper.count", count=5))).to_be_visible()
    press(dialog, "console.paper.correct")
    numbers(dialog).nth(1).fill("1")
    numbers(dialog).nth(0).fill("1")
    press(dialog, "console.paper.save")
    expect(dialog.get_by_text(t("console.paper.count", count=5))).to_be_visible()
    press(dialog, "console.paper.save_blank")
    expect(dialog.get_by_text(t("console.paper.count", count=6))).to_be_visible()
    expect(dialog.locator(".con-paper-last")).to_contain_text(t("console.paper.blank"))
    press(dialog, "console.paper.remove")
    expect(dialog.get_by_text(t("console.paper.count", count=5))).to_be_visible()
    numbers(dialog).nth(0).fill("9")
    expect(dialog.get_by_text(t("refused.too_many_points", points=2))).to_be_visible()
    assert problems(page) == []
    numbers(dialog).nth(0).fill("0")
    dialog.get_by_role("button", name=t("common.close")).last.click()
    expect(page.locator(".con-by-channel")).to_contain_text(t("common.channel.paper", n=5))
    phone.button("phone.send_blank").tap()
    expect(page.locator(".con-ballots b")).to_have_text("6")
    hall.moderator.asks(CloseVoting(id=voting))
    (result,) = (one for one in hall.moderator.all("result") if one["id"] == voting)
    assert (result["ballots"], result["paper_ballots"], result["detail"]["given"]) == (6, 5, 10)
    hall.moderator.goes_to("results")
    phone.sees(t("common.channel.paper", n=5))


def casts_unconnected(hall: Hall, voting: str, goal: str) -> None:
    """Somebody's script: a participant who joins and votes, and is never there."""
    hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "participant", "token": token_hex(16)}
    join = JoinWorkshop(group_id=hall.moderator.all("group")[0]["id"])
    for command in (join, CastBallot(voting_id=voting, marks={goal: 1})):
        submit = {"type": "submit", "cmd_id": an_id(), "command": command.model_dump(mode="json")}
        body = {"hello": hello, "submit": submit}
        answer = httpx.post(f"{hall.server.base}/live/{hall.code}/submit", json=body, timeout=30)
        assert answer.json()["type"] == "ack"


def test_more_ballots_than_devices_are_told_however_many_were_expected(hall: Hall) -> None:
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "title", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, expected=48))
    hall.at_table()
    voting, goal = an_id(), hall.moderator.all("goal")[0]["id"]
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=(goal,)))
    page = desk(hall, "voting")
    casts_unconnected(hall, voting, goal)
    expect(page.locator(".con-ballots b")).to_have_text("1")
    told = page.get_by_role("status").filter(has_text=t("console.voting.too_many", ballots=2, most=1))
    expect(told).to_have_count(0)
    casts_unconnected(hall, voting, goal)
    expect(told).to_be_visible()
    hall.moderator.asks(CloseVoting(id=voting))


def test_a_correction_that_was_given_up_takes_no_ballot_from_the_next_paper(hall: Hall) -> None:
    voting = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options))
    page = desk(hall, "voting")
    press(page, "console.paper.enter")
    dialog = page.get_by_role("dialog")
    numbers(dialog).nth(1).fill("2")
    press(dialog, "console.paper.save")
    press(dialog, "console.paper.correct")
    expect(numbers(dialog).nth(1)).to_have_value("2")
    page.keyboard.press("Escape")
    press(page, "console.paper.enter")
    expect(numbers(dialog).nth(1)).to_have_value("")
    numbers(dialog).nth(0).fill("1")
    press(dialog, "console.paper.save")
    expect(dialog.get_by_text(t("console.paper.count", count=2))).to_be_visible()
    hall.moderator.asks(CloseVoting(id=voting))
    (result,) = (one for one in hall.moderator.all("result") if one["id"] == voting)
    assert (result["ballots"], result["detail"]["given"]) == (2, 3)


def test_a_vote_with_slips_needs_slips_and_says_so(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
    box = page.get_by_role("checkbox", name=t("console.voting.slips_only"))
    expect(box).to_be_disabled()
    hall.moderator.asks(PrintSlips(id=an_id(), hashes=(an_id(), an_id())))
    box.check()
    assert problems(page) == []
    press(page, "console.voting.open")
    expect(page.get_by_text(t("console.voting.slips_now"))).to_be_visible()
    assert [voting["slips_only"] for voting in hall.moderator.all("voting")] == [True]


def test_nobody_corrects_a_ballot_while_the_next_one_is_being_saved(hall: Hall) -> None:
    """Its marks would lie aside for one more paper."""
    dialog = at_the_papers(hall)
    numbers(dialog).nth(1).fill("2")
    press(dialog, "console.paper.save")
    expect(numbers(dialog).nth(1)).to_have_value("")
    numbers(dialog).nth(0).fill("1")
    both = [dialog.get_by_role("button", name=t(f"console.paper.{what}")) for what in ("save", "correct")]
    save, correct = (button.element_handle() for button in both)
    dialog.page.evaluate("([save, correct]) => { save.click(); correct.click(); }", [save, correct])
    expect(dialog.get_by_text(t("console.paper.count", count=2))).to_be_visible()
    expect(numbers(dialog).nth(0)).to_have_value("")
