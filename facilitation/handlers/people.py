"""Joining. Who comes twice with the same secret is one participant."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event
from facilitation.model import Group, Participant
from facilitation.state import State


def join(state: State, command: c.JoinWorkshop, actor: Actor, at: int) -> Event:
    """A newcomer sits down, or a participant changes group, device or language."""
    if actor.participant_id is None:
        raise Refused("not_allowed")
    state.get(Group, command.group_id)
    known = state.find(Participant, actor.participant_id)
    person = Participant(
        id=actor.participant_id,
        version=known.version + 1 if known else 1,
        workshop_id=state.workshop.id,
        group_id=command.group_id,
        device=command.device,
        language=command.language,
        joined_at=known.joined_at if known else at,
    )
    return Event(name="participant_moved" if known else "participant_joined", puts=(person,))
