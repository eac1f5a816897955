"""A workshop on a real file: whatever happens in it is committed at once."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.events import Actor, Decision
from storage.store import Accepted, Answered, Store
from tests.builders import MODERATOR, Hall, an_id


class KeptHall(Hall):
    """Begins as `begun`, or empty."""

    voting: str

    def __init__(self, store: Store, begun: Hall | None = None) -> None:
        super().__init__()
        self.store = store
        self.room_id = begun.state.workshop.id if begun else an_id()
        if begun:
            self.state = begun.state
            store.commit(self.room_id, [Accepted(Decision(event), None) for event in begun.journal])

    def ask(self, command: c.Command, actor: Actor = MODERATOR, at: int | None = None) -> Decision:
        decision = super().ask(command, actor, at)
        answered = Answered(f"cmd-{an_id()}", self.state.seq, None, decision.voting_id)
        self.store.commit(self.room_id, [Accepted(decision, answered)])
        return decision
