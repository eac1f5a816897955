"""Undo and redo as commands. A step back is a change like any other: the rules hold for it."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.clocks import about
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import require_not_voted_on
from facilitation.handlers.clusters import unlinked
from facilitation.limits import next_number
from facilitation.model import Difference, Entity, Goal, Group
from facilitation.references import parts_of
from facilitation.state import State
from facilitation.undecided import asked_again
from facilitation.undo import redone, require_unneeded, to_redo, to_undo, undone


def undo(state: State, command: c.Undo, actor: Actor, at: int) -> Event:
    """Raises Refused, as its row in facilitation.rules says."""
    return _fitting(state, undone(to_undo(state), state.lookup, command.seq))


def redo(state: State, command: c.Redo, actor: Actor, at: int) -> Event:
    """Raises Refused, likewise."""
    return _fitting(state, redone(to_redo(state), state.lookup, command.seq))


def _fitting(state: State, event: Event) -> Event:
    """The event, if participants have not built on what it takes away; their goals lose dead links."""
    for goal in event.puts:
        if isinstance(goal, Goal):
            require_not_voted_on(state, goal)
    for gone in event.drops:
        require_unneeded(state, gone)
    touched = {ref_of(entity) for entity in event.puts}
    goals = [goal for gone in event.drops if gone.type == "cluster" for goal in unlinked(state, gone.id)]
    loose = (goal for goal in goals if ref_of(goal) not in touched)
    parts = [ref_of(one) for gone in event.drops for one in parts_of(state, gone)]
    drops = tuple(dict.fromkeys((*event.drops, *parts)))
    puts = tuple(_asked(state, _numbered(state, entity), event.puts) for entity in event.puts)
    return event.model_copy(update={"puts": (*puts, *loose), "drops": drops})


def _numbered(state: State, entity: Entity) -> Entity:
    """A table that comes back when another one has its number by now gets the next one."""
    others = {group.number for group in state.all(Group) if group.id != entity.id}
    if isinstance(entity, Group) and entity.number in others:
        return entity.model_copy(update={"number": next_number(others)})
    return entity


def _asked(state: State, entity: Entity, puts: tuple[Entity, ...]) -> Entity:
    if not isinstance(entity, Difference):
        return entity
    ref, _ = about(entity)
    return asked_again(entity, next((put for put in puts if ref_of(put) == ref), state.lookup(ref)))
