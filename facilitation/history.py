"""The moderators' steps that can be taken back or brought back, as the journal tells them. See undo.py."""

from __future__ import annotations

from facilitation.events import Event

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
    """The step need not be the last one: some are passed over (see undo.to_undo)."""
    for step in [step for step in source if step.seq == seq]:
        source.remove(step)
        target.append(step)
