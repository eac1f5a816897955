"""Which step of the moderators undo takes back and redo brings back, and the event that does it.

Undo works field by field: it takes back what the moderator changed and keeps what others
changed since, so a participant's edit never falls victim to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from facilitation.errors import Refused
from facilitation.events import Event, Ref, ref_of
from facilitation.model import Entity, Voting, Workshop
from facilitation.model.agenda import reverted
from facilitation.references import is_held
from facilitation.state import State

NOT_EMPTY = {"group": "group_not_empty", "field": "field_not_empty"}


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
    before = {ref_of(entity) for entity in step.before}
    return [made for entity in step.puts if (made := ref_of(entity)) not in before]


def _is_needed(state: State, made: Ref) -> bool:
    try:
        require_unneeded(state, made)
    except Refused as refused:
        return refused.code != "voting_open"  # it ends, and says so until then
    return False


def require_unneeded(state: State, gone: Ref) -> None:
    """Raises Refused where something else that is there needs it: voting_open, nothing_to_undo, NOT_EMPTY."""
    if any(voting.open and gone.id in voting.option_ids for voting in state.all(Voting)):
        raise Refused("voting_open")
    if is_held(state, gone):
        raise Refused(NOT_EMPTY.get(gone.type, "nothing_to_undo"))


def undone(step: Event | None, current: Callable[[Ref], Entity | None], seq: int | None = None) -> Event:
    """The event that takes back the last step. Raises Refused: nothing_to_undo, not_last_step."""
    if step is None:
        raise Refused("nothing_to_undo")
    _require_seen(step, seq)
    puts, drops = _reverted(step.puts, step.before, current)
    return Event(name="undone", puts=puts, drops=drops, undoes=step.seq)


def redone(step: Event | None, current: Callable[[Ref], Entity | None], seq: int | None = None) -> Event:
    """The event that brings back the last undone step. Raises Refused: nothing_to_redo, not_last_step."""
    if step is None:
        raise Refused("nothing_to_redo")
    _require_seen(step, seq)
    puts, drops = _reverted(step.before, step.puts, current)
    return Event(name="redone", puts=puts, drops=drops, redoes=step.seq)


def _require_seen(step: Event, seq: int | None) -> None:
    """Another step than the one that was seen (`seq`) is never taken for it: two people may press at once."""
    if seq not in (None, step.seq):
        raise Refused("not_last_step")


def _reverted(
    now: Sequence[Entity], then: Sequence[Entity], current: Callable[[Ref], Entity | None]
) -> tuple[tuple[Any, ...], tuple[Ref, ...]]:
    source = {ref_of(entity): entity for entity in now}
    target = {ref_of(entity): entity for entity in then}
    puts = [_back(source.get(ref), entity, current(ref)) for ref, entity in target.items()]
    drops = tuple(ref for ref in source if ref not in target)
    return tuple(puts), drops


def _back(source: Entity | None, target: Entity, now: Entity | None) -> Entity:
    if source is None or now is None:
        return target.model_copy(update={"version": (now or target).next_version})
    changed = {
        name: value
        for name, value in target
        if name != "version" and getattr(now, name) == getattr(source, name) != value
    }
    if isinstance(source, Workshop) and isinstance(target, Workshop) and isinstance(now, Workshop):
        changed["agenda"] = reverted(source.agenda, target.agenda, now.agenda)
    return now.model_copy(update={**changed, "version": now.next_version})
