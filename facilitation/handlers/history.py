"""Undo and redo as commands. A step back is a change like any other: the rules hold for it."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.clocks import about
from facilitation.errors import Refused
from facilitation.events import Actor, Event, Ref, ref
from facilitation.handlers.clusters import unlinked
from facilitation.handlers.differences import asked_again
from facilitation.handlers.goals import not_being_voted
from facilitation.history import redo, undo
from facilitation.limits import next_number
from facilitation.model import Difference, Entity, Goal, Group, Voting
from facilitation.references import is_held, parts_of
from facilitation.state import State

NOT_EMPTY = {"group": "group_not_empty", "field": "field_not_empty"}


def undo_step(state: State, command: c.Undo, actor: Actor, at: int) -> Event:
    return _fitting(state, undo(to_undo(state), state.lookup, command.seq))


def redo_step(state: State, command: c.Redo, actor: Actor, at: int) -> Event:
    return _fitting(state, redo(to_redo(state), state.lookup, command.seq))


def to_undo(state: State) -> Event | None:
    """The last step that can be taken back.

    Passed over is one that made what people by now sit at, wrote for or voted on: it can go no more, and
    must not bar the way to all the steps before it.
    """
    steps = reversed(state.history.done)
    return next((step for step in steps if not any(_is_needed(state, made) for made in _made_by(step))), None)


def to_redo(state: State) -> Event | None:
    """The last step that was taken back."""
    return state.history.undone[-1] if state.history.undone else None


def _made_by(step: Event) -> list[Ref]:
    before = {ref(entity) for entity in step.before}
    return [made for entity in step.puts if (made := ref(entity)) not in before]


def _is_needed(state: State, made: Ref) -> bool:
    try:
        _may_go(state, made)
    except Refused as refused:
        return refused.code != "voting_open"  # it ends, and says so until then
    return False


def _fitting(state: State, event: Event) -> Event:
    """The event, if participants have not built on what it takes away; their goals lose dead links."""
    for goal in event.puts:
        if isinstance(goal, Goal):
            not_being_voted(state, goal)
    for gone in event.drops:
        _may_go(state, gone)
    touched = {ref(entity) for entity in event.puts}
    goals = [goal for gone in event.drops if gone.type == "cluster" for goal in unlinked(state, gone.id)]
    loose = (goal for goal in goals if ref(goal) not in touched)
    parts = [ref(one) for gone in event.drops for one in parts_of(state, gone)]
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
    at, _ = about(entity)
    return asked_again(entity, next((put for put in puts if ref(put) == at), state.lookup(at)))


def _may_go(state: State, gone: Ref) -> None:
    """Raises Refused where something else that is there needs it."""
    if any(voting.open and gone.id in voting.option_ids for voting in state.all(Voting)):
        raise Refused("voting_open")
    if is_held(state, gone):
        raise Refused(NOT_EMPTY.get(gone.type, "nothing_to_undo"))
