"""A stage that speaks two languages: both everywhere, each in its place."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import (
    ChooseTexts,
    CloseDoor,
    CloseVoting,
    CreateCluster,
    DressStage,
    EnterPaperBallot,
    FinishWorkshop,
    HideGoal,
    PostContribution,
    ShowOnStage,
    TurnStage,
)
from facilitation.model import Kind, StageView
from tests.browser.conftest import Hall
from tests.browser.people import Stage, eventually
from tests.browser.stage.test_stage_looks import the_longest_names
from tests.browser.stage.test_stage_words import a_vote, both
from tests.builders import an_id

SCREENS = {"beamer": {"width": 1920, "height": 1080}, "laptop": {"width": 1366, "height": 768}}

# Words of the view that come into the line with address and code, or nearer to it than half of its height.
CROWDING = """() => {
  const invite = document.querySelector(".stage-invite").getBoundingClientRect();
  const words = [...document.querySelectorAll(".stage-view *")]
    .filter((one) => one.matches("h1, h2, p, .also, .stage-second"));
  const boxes = words.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const tops = [...range.getClientRects()].map((box) => box.top + box.height * 0.16);
    return [one.className || one.tagName, ...tops];
  });
  return boxes.filter(([, ...tops]) => Math.min(...tops) < invite.bottom).map(([name]) => name);
}"""


def size(stage: Stage, where: str) -> float:
    found: float = stage.page.locator(where).first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    return found


def top(stage: Stage, where: str) -> float:
    box = stage.page.locator(where).first.bounding_box()
    assert box is not None
    return box["y"]


def a_result(hall: Hall, *ballots: dict[str, int], blank: int = 0) -> str:
    voting, _ = a_vote(hall)
    for marks in ballots:
        hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks=marks))
    for _ in range(blank):
        hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks={}, blank=True))
    hall.moderator.asks(CloseVoting(id=voting))
    hall.moderator.goes_to("results")
    return voting


@pytest.mark.parametrize("second", ["", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_question_of_a_vote_comes_first_and_is_the_largest(hall: Hall, second: str, screen: str) -> None:
    hall.moderator.asks(ChooseTexts(stage_language=second))
    hall.at_table(1)
    a_vote(hall, max_per_option=2)
    stage = hall.stage(viewport=SCREENS[screen])
    stage.sees("Was zuerst?")
    stage.sees(stage.t("stage.points_each_at_most", max=2, count=3))
    assert top(stage, ".stage-ask h1") < top(stage, ".stage-rules")
    assert size(stage, ".stage-ask h1") > size(stage, ".stage-rules")


def test_all_of_a_result_is_said_in_both_languages(hall: Hall) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    first, other, third, _ = hall.moderator.all("goal")
    a_result(hall, {first["id"]: 2, other["id"]: 1}, {first["id"]: 2, third["id"]: 1})
    hall.moderator.asks(HideGoal(id=third["id"], reason=""))
    stage = hall.stage()
    for key, values in (
        ("common.channel.paper", {"n": 2}),
        ("common.tie", {}),
        ("stage.points", {}),
        ("common.opinion_poll", {}),
        ("stage.hidden_goal", {}),
    ):
        for language in ("de", "ar"):
            stage.sees(texts(language).t(key, **values))
    both(stage, "common.tie")


def test_without_a_second_language_nothing_of_it_is_left(hall: Hall) -> None:
    """What stood between two sentences stood alone below them."""
    anna, stage = hall.at_table(1), hall.stage()
    voting, goals = a_vote(hall)
    anna.page.locator(".options li").first.get_by_role("button", name=anna.t("phone.give_dot")).tap()
    anna.button("phone.send_ballot").tap()
    anna.sees(anna.t("common.state.saved"))
    hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks={goals[0]: 1}))
    hall.moderator.asks(CloseVoting(id=voting))
    hall.moderator.goes_to("results")
    stage.sees(stage.t("common.channel.paper", n=1))
    expect(stage.page.locator(".also")).to_have_count(0)


def test_what_has_no_name_or_field_yet_says_so_in_both_languages(hall: Hall) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"), DressStage(size=100))
    hall.moderator.goes_to("sort")
    id = an_id()
    hall.moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text="Die Paten helfen"))
    stage = hall.stage()
    both(stage, "common.unassigned")
    both(stage, "common.cards", 1)
    hall.moderator.asks(CreateCluster(id=an_id(), name="", contribution_ids=(id,)))
    both(stage, "common.nameless")
    hall.moderator.goes_to("focus")
    both(stage, "common.unassigned")


def test_who_is_here_is_said_in_both_languages(hall: Hall) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    hall.at_table(1)
    stage = hall.stage()
    stage.sees(texts("ar").t("stage.devices_here", count=1))
    expect(stage.page.locator(".stage-here")).to_contain_text("Gerät ist dabei")
    stage.sees(texts("ar").t("stage.code"))


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_sticks_to_the_address_and_it_does_not_hug_the_edge(hall: Hall, screen: str) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    the_longest_names(hall)
    voting = a_result(hall, *({goal["id"]: 1} for goal in hall.moderator.all("goal")))
    assert voting
    stage = hall.stage(viewport=SCREENS[screen])
    for view in (StageView.RESULT, StageView.BOARD, StageView.MATRIX, StageView.GOALS, StageView.QUESTION):
        hall.moderator.asks(ShowOnStage(view=view), TurnStage(page=0))
        stage.shows(view.value)
        eventually(lambda: stage.page.evaluate(CROWDING), [])
        assert top(stage, ".stage-invite") > SCREENS[screen]["height"] / 100


@pytest.mark.parametrize(("blank", "said"), [(0, "common.no_ballots_cast"), (2, "common.no_points_given")])
@pytest.mark.parametrize("second", ["", "ar"])
def test_where_nobody_gave_a_point_the_stage_says_so_and_names_nothing_first(
    hall: Hall, blank: int, said: str, second: str
) -> None:
    hall.moderator.asks(ChooseTexts(stage_language=second))
    a_result(hall, blank=blank)
    stage = hall.stage()
    stage.sees(stage.t(said))
    if second:
        both(stage, said)
    stage.sees("Was zuerst?")
    for language in ("de", "ar"):
        stage.does_not_see(texts(language).t("common.question.results"))
    expect(stage.page.locator(".stage-row")).to_have_count(0)


def test_a_closed_door_invites_nobody(hall: Hall) -> None:
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    stage, laptop = hall.stage(), hall.laptop()
    stage.shows("join")
    hall.moderator.asks(CloseDoor())
    stage.shows("closed")
    both(stage, "stage.door_closed")
    laptop.sees(laptop.t("console.view.door_closed"))
    hall.moderator.asks(ShowOnStage(view=StageView.JOIN))
    stage.shows("closed")
    expect(stage.page.locator(".stage-qr")).to_have_count(0)
    stage.does_not_see(hall.code)
    hall.moderator.asks(FinishWorkshop(finished=True))
    both(stage, "stage.finished")
    hall.moderator.asks(FinishWorkshop(finished=False), CloseDoor(closed=False))
    stage.shows("join")
    stage.sees(hall.code)
