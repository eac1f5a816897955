"""Joining, being ready, drafts. Who comes twice with the same secret is one participant."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event, KeptDrafts
from facilitation.handlers.checks import changed
from facilitation.model import Group, Participant
from facilitation.state import State


def join(state: State, command: c.JoinWorkshop, actor: Actor, at: int) -> Event:
    """A newcomer sits down, or a participant changes group, device or language."""
    if actor.participant_id is None:
        raise Refused("not_allowed")
    state.get(Group, command.group_id)
    known = state.find(Participant, actor.participant_id)
    _check_door(state, known, command)
    person = Participant(
        id=actor.participant_id,
        version=known.next_version if known else 1,
        workshop_id=state.workshop.id,
        group_id=command.group_id,
        device=command.device,
        language=command.language,
        joined_at=known.joined_at if known else at,
        ready_for=known.ready_for if known and known.group_id == command.group_id else None,
    )
    return Event(name="participant_moved" if known else "participant_joined", puts=(person,))


def _check_door(state: State, known: Participant | None, command: c.JoinWorkshop) -> None:
    """Raises Refused: door_closed for who is new, table_paused for who would go on at another table."""
    if known is None and state.workshop.door_closed:
        raise Refused("door_closed")
    sits_at = state.find(Group, known.group_id) if known else None
    if sits_at is not None and sits_at.paused and sits_at.id != command.group_id:
        raise Refused("table_paused")


def signal_ready(state: State, command: c.SignalReady, actor: Actor, at: int) -> Event:
    """Said of one phase only: a signal that was on its way when the next one began is refused."""
    if command.ready_for not in (None, state.workshop.phase_started_at):
        raise Refused("phase_closed")
    person = state.get(Participant, actor.participant_id)
    return Event(name="ready_signalled", puts=(changed(person, ready_for=command.ready_for),))


def keep_drafts(state: State, command: c.KeepDrafts, actor: Actor, at: int) -> Decision:
    """Keeps what changed beside what was kept, so that one device's card leaves another's goal alone."""
    person = state.get(Participant, actor.participant_id)
    typed: dict[str, str] = dict(command.drafts.items())
    kept = {name: text for name, text in (state.drafts(person.id) | typed).items() if text}
    return Decision(drafts=KeptDrafts(participant_id=person.id, drafts=kept))
