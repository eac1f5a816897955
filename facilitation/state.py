"""One workshop (or one dialogue) in memory: its entities by type and id, and nothing derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from facilitation.errors import Refused
from facilitation.events import Event, Ref, SealedBallot, Unsealed, ref
from facilitation.history import History
from facilitation.model import Ballot, Entity, Workshop

E = TypeVar("E", bound=Entity)


class State:
    """Entities, the sealed ballots of open votings, and the moderators' history.

    Not frozen, because a hall's state changes many times a second; handlers only read it.
    """

    def __init__(self, entities: Iterable[Entity] = (), sealed: Iterable[SealedBallot] = ()) -> None:
        self.seq = 0
        self._by_type: dict[str, dict[str, Entity]] = {}
        self._sealed: dict[str, dict[str, Ballot]] = {}
        self.history = History()
        for entity in entities:
            self.put(entity)
        for ballot in sealed:
            self.seal(ballot)

    def copy(self) -> State:
        """An independent state with the same (frozen) entities."""
        other = State()
        other.seq = self.seq
        other._by_type = {name: dict(found) for name, found in self._by_type.items()}
        other._sealed = {voting: dict(ballots) for voting, ballots in self._sealed.items()}
        other.history = self.history.copy()
        return other

    # --- reading ---

    @property
    def workshop(self) -> Workshop:
        """The workshop. Raises Refused("unknown") where there is none."""
        for workshop in self.all(Workshop):
            return workshop
        raise Refused("unknown")

    def all(self, kind: type[E]) -> Iterator[E]:
        return iter(self._by_type.get(kind.model_fields["type"].default, {}).values())  # type: ignore[arg-type]

    def find(self, kind: type[E], id: str | None) -> E | None:
        return self._by_type.get(kind.model_fields["type"].default, {}).get(id or "")  # type: ignore[return-value]

    def get(self, kind: type[E], id: str | None) -> E:
        """Raises Refused("unknown")."""
        found = self.find(kind, id)
        if found is None:
            raise Refused("unknown")
        return found

    def lookup(self, at: Ref) -> Entity | None:
        return self._by_type.get(at.type, {}).get(at.id)

    def entities(self) -> Iterator[Entity]:
        for found in self._by_type.values():
            yield from found.values()

    def sealed(self, voting_id: str) -> dict[str, Ballot]:
        """The ballots cast so far in an open voting, by key."""
        return self._sealed.get(voting_id, {})

    # --- changing: only the room and the store do this ---

    def put(self, entity: Entity) -> None:
        at = ref(entity)
        self._by_type.setdefault(at.type, {})[at.id] = entity

    def seal(self, sealed: SealedBallot) -> None:
        self._sealed.setdefault(sealed.ballot.voting_id, {})[sealed.key] = sealed.ballot

    def apply(self, outcome: Event | SealedBallot | Unsealed) -> None:
        """Puts and drops, nothing else: the same routine as in the tables and in the browser."""
        if isinstance(outcome, SealedBallot):
            return self.seal(outcome)
        event = outcome.event if isinstance(outcome, Unsealed) else outcome
        for entity in event.puts:
            self.put(entity)
        for at in event.drops:
            self._by_type.get(at.type, {}).pop(at.id, None)
        if isinstance(outcome, Unsealed):
            self._open_box(outcome)
        self.seq = event.seq
        self.history.note(event)

    def _open_box(self, unsealed: Unsealed) -> None:
        for ballot in unsealed.ballots:
            self.put(ballot)
        for entity in unsealed.event.puts:
            self._sealed.pop(entity.id, None)
