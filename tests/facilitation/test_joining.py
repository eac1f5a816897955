"""Sitting down at a table, with a phone or with the group's tablet."""

from facilitation import commands as c
from facilitation.events import Actor, Role
from facilitation.model import Device, Participant
from tests.builders import MODERATOR, NOON, STAGE, a_newcomer, a_workshop, an_id, refused


def test_a_newcomer_sits_down() -> None:
    hall, newcomer = a_workshop(), a_newcomer()
    hall.ask(c.JoinWorkshop(group_id=hall.group(2).id, language="ar"), newcomer, at=NOON)
    assert hall.person(newcomer) == Participant(
        id=newcomer.participant_id,
        workshop_id=hall.state.workshop.id,
        group_id=hall.group(2).id,
        device=Device.PHONE,
        language="ar",
        joined_at=NOON,
    )
    assert hall.journal[-1].name == "participant_joined"


def test_the_same_device_stays_one_participant_and_may_change_tables() -> None:
    hall = a_workshop()
    person = hall.joined(group=1)
    arrived = hall.person(person).joined_at
    hall.ask(c.JoinWorkshop(group_id=hall.group(3).id, device=Device.TABLET), person)
    moved = hall.person(person)
    assert (moved.group_id, moved.device, moved.version) == (hall.group(3).id, Device.TABLET, 2)
    assert moved.joined_at == arrived
    assert len(list(hall.state.all(Participant))) == 1
    assert hall.journal[-1].name == "participant_moved"


def test_one_can_join_in_every_phase() -> None:
    hall = a_workshop()
    for phase in ("arrive", "input", "write", "sort", "focus", "goals", "vote", "results"):
        hall.phase(phase).joined()


def test_one_cannot_sit_at_a_table_that_is_not_there() -> None:
    with refused("unknown"):
        a_workshop().ask(c.JoinWorkshop(group_id=an_id()), a_newcomer())


def test_a_finished_workshop_is_closed_to_newcomers() -> None:
    hall = a_workshop()
    hall.ask(c.FinishWorkshop())
    with refused("workshop_finished"):
        hall.joined()
    hall.ask(c.FinishWorkshop(finished=False))
    hall.joined()


def test_neither_moderator_nor_stage_nor_a_device_without_a_secret_sits_at_a_table() -> None:
    hall = a_workshop()
    for actor in (MODERATOR, STAGE, Actor(role=Role.NEWCOMER)):
        with refused("not_allowed"):
            hall.ask(c.JoinWorkshop(group_id=hall.group().id), actor)
