"""Names that people typed in Arabic in a German hall: the stage shows heads and feet of their letters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from facilitation.commands import (
    ChangeField,
    ChangeWorkshop,
    CreateCluster,
    MoveContribution,
    PostContribution,
    ProposeGoal,
    ShowOnStage,
    TurnStage,
)
from facilitation.model import Kind, StageView
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.people import Stage, eventually
from tests.browser.stage.test_stage_two_languages import a_result
from tests.builders import an_id

SCREENS = {"beamer": {"width": 1920, "height": 1080}, "laptop": {"width": 1366, "height": 768}}
# With marks above and below its letters, as in school books.
NAME = "أَحْيَاءٌ إِيجَابِيَّةٌ لِلْجَمِيعِ فِي حَيِّ يَحْيَى"
# The same picture, whether boxes hide what reaches beyond them or not.
_HIDES = """() => [...document.querySelectorAll("main .stage-view *")].filter((one) => {
  const style = getComputedStyle(one);
  return style.overflowY === "hidden" && style.display !== "inline" && !one.closest("svg");
})"""
SHOW_ALL = f"""() => ({_HIDES})().forEach((one) => {{
  one.style.setProperty("overflow", "clip", "important");
  one.style.setProperty("overflow-clip-margin", "0.3em");
}})"""
SHOW_AGAIN = """() => document.querySelectorAll("[style*=overflow-clip-margin]").forEach((one) => {
  one.style.removeProperty("overflow");
  one.style.removeProperty("overflow-clip-margin");
})"""


def an_arabic_hall(hall: Hall) -> tuple[dict[StageView, str], str]:
    """What can be shown large, and a goal."""
    moderator, workshop = hall.moderator, hall.moderator.all("workshop")[0]
    given = {
        "title": NAME,
        "audience": NAME,
        "place": NAME,
        "target_year": 2030,
        "questions": {"write": NAME},
    }
    moderator.asks(ChangeWorkshop(version=workshop["version"], **given))
    fields = moderator.all("field")
    for field in fields:
        moderator.asks(ChangeField(id=field["id"], name=NAME))
    cards = [an_id() for _ in range(12)]
    for n, id in enumerate(cards):
        moderator.asks(PostContribution(id=id, kind=tuple(Kind)[n % 3], text=NAME))
    cluster = an_id()
    inside = tuple(cards[:3])
    moderator.asks(CreateCluster(id=cluster, name=NAME, field_id=fields[0]["id"], contribution_ids=inside))
    for n, id in enumerate(cards[3:]):
        moderator.asks(MoveContribution(id=id, field_id=fields[n % 3]["id"]))
    goal = an_id()
    moderator.asks(ProposeGoal(id=goal, text=NAME, field_id=fields[0]["id"]))
    return {StageView.FIELD: fields[0]["id"], StageView.CLUSTER: cluster, StageView.CARD: cards[0]}, goal


def cut(stage: Stage, name: str) -> bool:
    """Whether boxes hide any ink."""
    looks.is_drawn(stage.page)
    hidden = stage.page.screenshot()
    stage.page.evaluate(SHOW_ALL)
    shown = stage.page.screenshot()
    stage.page.evaluate(SHOW_AGAIN)
    if folder := os.environ.get("PICTURES"):
        for which, picture in (("hidden", hidden), ("shown", shown)):
            (Path(folder) / f"{name}-{which}.png").write_bytes(picture)
    return hidden != shown


@pytest.mark.parametrize("screen", SCREENS)
def test_no_head_and_no_foot_of_an_arabic_name_is_cut(hall: Hall, screen: str) -> None:
    large, goal = an_arabic_hall(hall)
    stage = hall.stage(viewport=SCREENS[screen])

    def look(name: str) -> None:
        stage.shows(name)
        hall.moderator.asks(TurnStage(page=0))
        stage.page.get_by_text(NAME.split()[0]).locator("visible=true").first.wait_for()
        eventually(lambda: cut(stage, f"{screen}-{name}"), False, within=8)

    for phase, view in (("write", "question"), ("sort", "board"), ("focus", "matrix"), ("goals", "goals")):
        hall.moderator.goes_to(phase)
        look(view)
    for view, of in large.items():
        hall.moderator.asks(ShowOnStage(view=view, of=of))
        look(view.value)
    a_result(hall, {goal: 2})
    look("result")
