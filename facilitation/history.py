"""Undo and redo for the moderators, computed from what the journal holds.

Undo works field by field: it takes back what the moderator changed and keeps what others
changed since, so a participant's edit never falls victim to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from facilitation.errors import Refused
from facilitation.events import Event, Ref, ref
from facilitation.model import Entity, Workshop
from facilitation.model.agenda import turned

KEPT = 200  # steps that can be taken back; the journal keeps all


class History:
    """The undoable events of the moderators: done ones, and undone ones that can come back."""

    def __init__(self) -> None:
        self.done: list[Event] = []
        self.undone: list[Event] = []

    def copy(self) -> History:
        other = History()
        other.done, other.undone = list(self.done), list(self.undone)
        return other

    def note(self, event: Event) -> None:
        """Takes the next event of the journal into account."""
        if event.undoes is not None:
            _move(event.undoes, self.done, self.undone)
        elif event.redoes is not None:
            _move(event.redoes, self.undone, self.done)
        elif event.undoable:
            self.done = [*self.done, event][-KEPT:]
            self.undone.clear()


def _move(seq: int, source: list[Event], target: list[Event]) -> None:
    """The step need not be the last one: some are passed over (see handlers/history.py)."""
    for step in [step for step in source if step.seq == seq]:
        source.remove(step)
        target.append(step)


def undo(step: Event | None, current: Callable[[Ref], Entity | None], seq: int | None = None) -> Event:
    """The event that takes back the last step. Raises Refused: nothing_to_undo, not_last_step."""
    if step is None:
        raise Refused("nothing_to_undo")
    _was_seen(step, seq)
    puts, drops = _turn(step.puts, step.before, current)
    return Event(name="undone", puts=puts, drops=drops, undoes=step.seq)


def redo(step: Event | None, current: Callable[[Ref], Entity | None], seq: int | None = None) -> Event:
    """The event that brings back the last undone step. Raises Refused: nothing_to_redo, not_last_step."""
    if step is None:
        raise Refused("nothing_to_redo")
    _was_seen(step, seq)
    puts, drops = _turn(step.before, step.puts, current)
    return Event(name="redone", puts=puts, drops=drops, redoes=step.seq)


def _was_seen(step: Event, seq: int | None) -> None:
    """Another step than the one that was seen (`seq`) is never taken for it: two people may press at once."""
    if seq not in (None, step.seq):
        raise Refused("not_last_step")


def _turn(
    now: Sequence[Entity], then: Sequence[Entity], current: Callable[[Ref], Entity | None]
) -> tuple[tuple[Any, ...], tuple[Ref, ...]]:
    source = {ref(entity): entity for entity in now}
    target = {ref(entity): entity for entity in then}
    puts = [_back(source.get(at), entity, current(at)) for at, entity in target.items()]
    drops = tuple(at for at in source if at not in target)
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
        changed["agenda"] = turned(source.agenda, target.agenda, now.agenda)
    return now.model_copy(update={**changed, "version": now.next_version})
