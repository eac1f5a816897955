"""A workshop on a real file: whatever happens in it is committed at once."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.events import Actor, Outcome, SealedBallot
from storage.store import Accepted, Answered, Store
from tests.builders import MODERATOR, Hall, an_id


class KeptHall(Hall):
    """Begins as `begun`, or empty."""

    voting: str

    def __init__(self, store: Store, begun: Hall | None = None) -> None:
        super().__init__()
        self.store = store
        self.scope = begun.state.workshop.id if begun else an_id()
        if begun:
            self.state = begun.state
            store.commit(self.scope, [Accepted(event, None) for event in begun.journal])

    def ask(self, command: c.Command, actor: Actor = MODERATOR, at: int | None = None) -> Outcome:
        outcome = super().ask(command, actor, at)
        voting = outcome.ballot.voting_id if isinstance(outcome, SealedBallot) else None
        answered = Answered(f"cmd-{an_id()}", self.state.seq, None, voting)
        self.store.commit(self.scope, [Accepted(outcome, answered)])
        return outcome
