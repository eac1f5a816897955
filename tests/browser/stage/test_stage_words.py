"""What the stage says besides cards: how to join, what comes before a vote, and in which languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import (
    ChooseTexts,
    CloseVoting,
    DotRulesDraft,
    EnterPaperBallot,
    FinishWorkshop,
    OpenVoting,
    SetTimer,
    ShowOnStage,
)
from facilitation.model import Device, StageView
from facilitation.model.agenda import STEP_KINDS
from tests.browser.conftest import Hall
from tests.browser.people import TABLET, Stage, eventually
from tests.builders import an_id


def a_vote(hall: Hall, max_per_option: int = 2) -> tuple[str, tuple[str, ...]]:
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    id = an_id()
    rules = DotRulesDraft(points=3, max_per_option=max_per_option)
    hall.moderator.asks(OpenVoting(id=id, question="Was zuerst?", option_ids=goals, rules=rules))
    return id, goals


@pytest.mark.parametrize("phase", [phase.id for phase in STEP_KINDS if phase.id != "arrive"])
def test_who_comes_late_finds_address_and_code_in_every_step(hall: Hall, phase: str) -> None:
    hall.moderator.goes_to(phase)
    stage = hall.stage()
    expect(stage.page.locator(".stage-invite")).to_contain_text(hall.code)
    hall.moderator.asks(ShowOnStage(covered=True))
    stage.does_not_see(hall.code)


def test_a_closed_workshop_invites_nobody(hall: Hall) -> None:
    hall.moderator.goes_to("results")
    hall.moderator.asks(ShowOnStage(view=StageView.JOIN))
    stage = hall.stage()
    expect(stage.page.locator(".stage-qr svg")).to_have_count(1)
    hall.moderator.asks(FinishWorkshop(finished=True))
    stage.shows("closed")
    stage.sees(stage.t("stage.finished"))
    expect(stage.page.locator(".stage-qr svg")).to_have_count(0)
    stage.does_not_see(hall.code)
    hall.moderator.asks(ShowOnStage(view=StageView.RESULT))
    stage.shows("result")
    stage.does_not_see(hall.code)
    hall.moderator.asks(FinishWorkshop(finished=False), ShowOnStage(view=StageView.JOIN))
    stage.shows("join")


def test_before_a_vote_the_goals_stand_there_to_be_read_aloud(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    stage = hall.stage()
    for n in range(4):
        stage.sees(f"Ziel {n}")
    stage.sees(stage.t("stage.no_voting"))
    stage.sees(texts("ar").t("stage.no_voting"))


def test_open_ballots_are_dashed_where_devices_are_persons(hall: Hall) -> None:
    hall.at_table(1)
    hall.at_table(2)
    a_vote(hall)
    stage = hall.stage()
    stage.sees(stage.t("stage.ballots_cast", count=2))
    expect(stage.page.locator(".stage-slip")).to_have_count(2)
    expect(stage.page.locator(".stage-slip.cast")).to_have_count(0)


def test_what_is_voted_on_fills_the_wall_where_nobody_knows_how_many_vote(hall: Hall) -> None:
    hall.phone(**TABLET).joins(hall.path, 2)
    eventually(lambda: [one["device"] for one in hall.moderator.all("participant")], [Device.TABLET])
    a_vote(hall)
    stage = hall.stage()
    stage.sees("Ziel 0")
    stage.sees(stage.t("stage.ballots", count=0))


def test_places_that_several_share_say_so(hall: Hall) -> None:
    voting, goals = a_vote(hall)
    for marks in ({goals[0]: 2, goals[1]: 1}, {goals[0]: 2, goals[2]: 1}):
        hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks=marks))
    hall.moderator.asks(CloseVoting(id=voting))
    hall.moderator.goes_to("results")
    stage = hall.stage()
    phone = hall.at_table()
    expect(phone.page.locator(".results .tie")).to_have_text([phone.t("common.tie")] * 2)
    ties = stage.page.locator(".stage-page .stage-rank small")
    expect(ties).to_have_count(2)
    expect(ties.first).to_have_text(stage.t("common.tie"))
    expect(stage.page.locator(".stage-page .stage-row.first")).to_contain_text("Ziel 0")


def both(stage: Stage, key: str, count: int | None = None) -> None:
    for said in (texts("de"), texts("ar")):
        words = said.t(key, count=count) if count is not None else said.t(key)
        expect(stage.page.get_by_text(words).locator("visible=true").first).to_be_visible()


def test_the_second_language_goes_on_beyond_the_question(hall: Hall) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    stage = hall.stage()
    both(stage, "stage.join")
    hall.moderator.goes_to("write")
    hall.moderator.asks(SetTimer(minutes=30))
    for kind in ("strength", "weakness", "challenge"):
        both(stage, f"common.kind.{kind}")
    both(stage, "stage.one_thought")
    both(stage, "common.minutes_left", 30)
    hall.moderator.goes_to("sort")
    both(stage, "stage.no_cards")
    hall.moderator.goes_to("results")
    both(stage, "stage.no_result")
    a_vote(hall)
    both(stage, "common.secret")
    also = stage.page.locator(".stage-foot .also").first
    expect(also).to_have_attribute("lang", "ar")
    expect(also).to_have_attribute("dir", "rtl")


def test_each_of_two_codes_is_named_and_they_hang_at_one_height(hall: Hall) -> None:
    stage = hall.stage()
    stage.faults_expected = True  # browsers mistrust sockets of a page that a test made
    stage.page.route(re.compile("/stage/[^/]+$"), with_wifi)
    stage.page.reload()
    stage.sees(stage.t("stage.step.code_1"))
    stage.sees(stage.t("stage.step.code_2"))
    stage.sees(stage.t("stage.stay"))  # phones that use mobile data never reach the laptop
    tops = stage.page.eval_on_selector_all(
        ".stage-qr svg", "codes => codes.map(code => code.getBoundingClientRect().top)"
    )
    assert len(tops) == 2
    assert abs(tops[0] - tops[1]) < 2


def with_wifi(route: object) -> None:
    answer = route.fetch()  # type: ignore[attr-defined]
    # The page is changed, so the policy, which names its scripts by their hashes, would refuse it.
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    wifi = '"wifi":{"qr":"<svg></svg>","ssid":"Saal","password":"geheim123"}'
    route.fulfill(response=answer, headers=headers, body=answer.text().replace('"wifi":null', wifi))  # type: ignore[attr-defined]
