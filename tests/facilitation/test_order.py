"""One device that disturbs: the hall goes on, nobody is named, nothing is lost."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.model import Contribution, Device, Goal
from tests.builders import (
    NOON,
    Hall,
    a_card,
    a_goal,
    a_newcomer,
    a_voting,
    a_workshop,
    an_id,
    refused,
)


def on_the_wall(hall: Hall) -> list[str]:
    shown = [*hall.state.all(Contribution), *hall.state.all(Goal)]
    return sorted(one.text for one in shown if one.hidden is None and not one.withdrawn)


def test_everything_from_one_device_is_taken_down_and_comes_back() -> None:
    hall = a_workshop()
    prankster, other = hall.joined(), hall.joined()
    first = a_card(hall, "Quatsch 1", prankster)
    a_card(hall, "Quatsch 2", prankster)
    kept = a_card(hall, "Ernst", other)
    taken_back = a_card(hall, "Schon weg", prankster)
    hall.ask(c.WithdrawContribution(id=taken_back.id, version=1), prankster)
    a_goal(hall.phase("goals"), "Quatschziel", prankster)
    hall.ask(c.HideAllOfDevice(id=first.id, reason="alles von diesem Gerät"))
    assert on_the_wall(hall) == ["Ernst"]
    assert hall.now(kept).hidden is None
    hall.ask(c.Undo())
    assert on_the_wall(hall) == ["Ernst", "Quatsch 1", "Quatsch 2", "Quatschziel"]
    assert hall.now(taken_back).withdrawn
    assert "author" not in document(hall.state, NOON).model_dump_json()


def test_a_goal_points_to_its_device_as_well() -> None:
    hall = a_workshop(phase="goals")
    tablet = hall.joined(device=Device.TABLET)
    goal = a_goal(hall, "Quatschziel", tablet)
    hall.ask(c.HideAllOfDevice(id=goal.id))
    assert on_the_wall(hall) == []


def test_what_came_from_no_device_or_is_being_voted_stays() -> None:
    hall = a_workshop(phase="goals")
    with refused("no_device"):
        hall.ask(c.HideAllOfDevice(id=a_card(hall, "Von Papier").id))
    with refused("no_device"):
        hall.ask(c.HideAllOfDevice(id=an_id()))
    goal = a_goal(hall, "Ziel", hall.joined())
    a_voting(hall, goal)
    with refused("voting_open"):
        hall.ask(c.HideAllOfDevice(id=goal.id))


def test_a_paused_table_waits_and_goes_on() -> None:
    hall = a_workshop()
    noisy, quiet = hall.joined(group=1), hall.joined(group=2)
    card = a_card(hall, "Vorher", noisy)
    hall.ask(c.PauseGroup(id=hall.group(1).id))
    with refused("table_paused"):
        a_card(hall, "Quatsch", noisy)
    with refused("table_paused"):
        hall.ask(c.EditContribution(id=card.id, version=1, kind=card.kind, text="Anders"), noisy)
    with refused("table_paused"):  # going on at another table would be no pause
        hall.ask(c.JoinWorkshop(group_id=hall.group(2).id, device=Device.PHONE), noisy)
    a_card(hall, "Von Tisch 2", quiet)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), noisy)
    hall.ask(c.PauseGroup(id=hall.group(1).id, paused=False))
    a_card(hall, "Nachher", noisy)
    assert on_the_wall(hall) == ["Nachher", "Von Tisch 2"]


def test_a_paused_table_waits_with_its_goals_as_well() -> None:
    hall = a_workshop(phase="goals")
    noisy, quiet = hall.joined(group=1), hall.joined(group=2)
    goal = a_goal(hall, "Vorher", noisy)
    hall.ask(c.PauseGroup(id=hall.group(1).id))
    with refused("table_paused"):
        a_goal(hall, "Quatschziel", noisy)
    with refused("table_paused"):
        hall.ask(c.EditGoal(id=goal.id, version=1, text="Anders"), noisy)
    a_goal(hall, "Von Tisch 2", quiet)
    hall.ask(c.WithdrawGoal(id=goal.id, version=1), noisy)


def test_a_paused_table_votes() -> None:
    hall = a_workshop(phase="goals")
    goal, person = a_goal(hall), hall.joined(group=1)
    voting = a_voting(hall, goal)
    hall.ask(c.PauseGroup(id=hall.group(1).id))
    hall.ask(c.CastBallot(voting_id=voting.id, marks={goal.id: 1}), person)


def test_a_closed_door_keeps_out_who_is_new_alone() -> None:
    hall = a_workshop()
    inside = hall.joined(group=1)
    hall.ask(c.CloseDoor())
    newcomer = a_newcomer()
    with refused("door_closed"):
        hall.ask(c.JoinWorkshop(group_id=hall.group(1).id, device=Device.PHONE), newcomer)
    hall.ask(c.JoinWorkshop(group_id=hall.group(2).id, device=Device.PHONE), inside)
    a_card(hall, "Wer da ist, macht weiter", inside)
    hall.ask(c.CloseDoor(closed=False))
    hall.ask(c.JoinWorkshop(group_id=hall.group(1).id, device=Device.PHONE), newcomer)
