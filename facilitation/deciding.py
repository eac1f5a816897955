"""decide(state, command, actor, at) -> Decision: what comes of a command. Pure, and nothing is changed."""

from __future__ import annotations

from facilitation.agenda import running
from facilitation.commands import Command
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event, Ref, Role
from facilitation.model import Group, Participant
from facilitation.rules import OF_COMMAND, Rule
from facilitation.state import State


def decide(state: State, command: Command, actor: Actor, at: int) -> Decision:
    """Decides it or raises Refused. An event gets the number after `state.seq`. `at`: the moment in ms."""
    rule = OF_COMMAND[type(command)]
    check(state, rule, actor)
    made = rule.handler(state, command, actor, at)
    decision = made if isinstance(made, Decision) else Decision(made)
    if decision.event is None:
        return decision
    undoable = rule.undoable and actor.role is Role.MODERATOR
    return decision._replace(event=_signed(state, decision.event, actor, at, undoable))


def check(state: State, rule: Rule, actor: Actor) -> None:
    """Raises Refused: not_allowed, workshop_finished, not_joined, table_paused, phase_closed."""
    if actor.role is Role.MODERATOR and actor.role in rule.who:
        return
    if not rule.of_participants or actor.role in (Role.MODERATOR, Role.STAGE):
        raise Refused("not_allowed")
    workshop = state.workshop
    if workshop.finished:
        raise Refused("workshop_finished")
    if actor.role not in rule.who:
        raise Refused("not_joined")
    if rule.at_table and _is_paused(state, actor):
        raise Refused("table_paused")
    if not rule.allowed(running(workshop), workshop.late_allowed):
        raise Refused("phase_closed")


def _is_paused(state: State, actor: Actor) -> bool:
    person = state.find(Participant, actor.participant_id)
    group = state.find(Group, person.group_id) if person else None
    return group is not None and group.paused


def _signed(state: State, event: Event, actor: Actor, at: int, undoable: bool) -> Event:
    touched = [(entity.type, entity.id) for entity in event.puts] + list(event.drops)
    before = [state.lookup(Ref(type, id)) for type, id in touched]
    return event.model_copy(
        update={
            "seq": state.seq + 1,
            "at": at,
            "actor": actor,
            "opening": state.opening,
            "before": tuple(entity for entity in before if entity is not None),
            "undoable": undoable,
        }
    )
