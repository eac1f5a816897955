"""What the moderator does with the stage, and what is left alone by it."""

import pytest
from pydantic import ValidationError

from facilitation import commands as c
from facilitation.model import StageView
from facilitation.undo import to_undo
from tests.builders import (
    NOON,
    STAGE,
    Hall,
    a_card,
    a_cluster,
    a_goal,
    a_voting,
    a_workshop,
    an_id,
    close,
    refused,
)


def shown(hall: Hall) -> tuple[str, str, int, bool]:
    now = hall.state.workshop
    return (now.stage_view.value, now.stage_of, now.stage_page, now.stage_held)


def test_a_page_is_turned_and_held_and_told_when() -> None:
    hall = a_workshop(phase="sort")
    hall.ask(c.TurnStage(page=3), at=NOON)
    assert shown(hall) == ("follow", "", 3, True)
    assert hall.state.workshop.stage_page_at == NOON
    hall.ask(c.TurnStage(page=3, held=False))
    assert shown(hall) == ("follow", "", 3, False)
    for page in (-1, 100):
        with pytest.raises(ValidationError):
            c.TurnStage(page=page)


def test_something_else_begins_with_its_first_page_and_covering_keeps_the_page() -> None:
    hall = a_workshop(phase="results")
    hall.ask(c.TurnStage(page=2))
    hall.ask(c.ShowOnStage(covered=True))
    hall.ask(c.ShowOnStage())
    assert shown(hall) == ("follow", "", 2, True)
    hall.ask(c.ShowOnStage(view=StageView.BOARD))
    assert shown(hall) == ("board", "", 0, False)


def test_a_field_a_cluster_and_a_card_are_shown_large_if_they_are_there() -> None:
    hall = a_workshop(phase="sort")
    card = a_card(hall)
    cluster, field = a_cluster(hall, "Paten", card), hall.field("Wohnen")
    for view, of in (("field", field.id), ("cluster", cluster.id), ("card", card.id)):
        hall.ask(c.ShowOnStage(view=StageView(view), of=of))
        assert shown(hall) == (view, of, 0, False)
        with refused("unknown"):
            hall.ask(c.ShowOnStage(view=StageView(view), of=an_id()))
        with refused("unknown"):
            hall.ask(c.ShowOnStage(view=StageView(view)))
    hall.ask(c.ShowOnStage(view=StageView.MATRIX, of=card.id))
    assert shown(hall) == ("matrix", "", 0, False)


def test_the_stage_can_be_covered_also_when_what_it_showed_is_gone() -> None:
    hall = a_workshop(phase="sort")
    cluster = a_cluster(hall, "Paten", a_card(hall))
    hall.ask(c.ShowOnStage(view=StageView.CLUSTER, of=cluster.id))
    hall.ask(c.DissolveCluster(id=cluster.id))
    hall.ask(c.ShowOnStage(view=StageView.CLUSTER, of=cluster.id, covered=True))
    assert hall.state.workshop.stage_covered


def test_a_new_step_lets_the_stage_follow_and_undo_brings_back_what_was_held() -> None:
    hall = a_workshop(phase="sort")
    card = a_card(hall)
    hall.ask(c.ShowOnStage(view=StageView.CARD, of=card.id))
    hall.ask(c.TurnStage(page=1))
    hall.phase("focus")
    assert shown(hall) == ("follow", "", 0, False)
    hall.ask(c.Undo())
    assert shown(hall) == ("card", card.id, 1, True)


def test_turning_and_dressing_are_no_steps_to_undo_and_only_for_moderators() -> None:
    hall = a_workshop(phase="sort")
    before = to_undo(hall.state)
    for command in (c.TurnStage(page=1), c.DressStage(dark=True, size=150), c.ShowOnStage()):
        hall.ask(command)
        for other in (STAGE, hall.joined()):
            with refused("not_allowed"):
                hall.ask(command, other)
    assert to_undo(hall.state) == before
    assert (hall.state.workshop.stage_dark, hall.state.workshop.stage_size) == (True, 150)
    hall.phase("focus")
    assert hall.state.workshop.stage_dark  # the hall is as dark in the next step
    with pytest.raises(ValidationError):
        c.DressStage(size=110)


def test_a_voting_begins_with_its_first_page_unless_something_else_is_shown() -> None:
    hall = a_workshop(phase="vote")
    goal = a_goal(hall, "Ein Ziel")
    hall.ask(c.TurnStage(page=3))
    voting = a_voting(hall, goal)
    assert shown(hall) == ("follow", "", 0, False)
    close(hall, voting)
    hall.ask(c.ShowOnStage(view=StageView.BOARD))
    hall.ask(c.TurnStage(page=2))
    hall.ask(c.OpenVoting(id=an_id(), question="Was zuerst?", option_ids=(goal.id,)))
    assert shown(hall) == ("board", "", 2, True)
