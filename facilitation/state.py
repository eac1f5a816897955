"""One workshop (or one dialogue) in memory: its entities by type and id, and nothing derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from facilitation.errors import Refused
from facilitation.events import Decision, Event, KeptDrafts, OpenedBox, Ref, SealedBallot, Way, ref
from facilitation.history import History
from facilitation.model import ENTITIES, Ballot, Entity, Workshop

E = TypeVar("E", bound=Entity)

TYPE_NAMES = {kind: name for name, kind in ENTITIES.items()}


class State:
    """Entities, the sealed ballots of open votings, drafts, and the moderators' history.

    Not frozen, because a hall's state changes many times a second; handlers only read it.
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        sealed: Iterable[SealedBallot] = (),
        drafts: Iterable[KeptDrafts] = (),
        turns: Iterable[tuple[str, str, int]] = (),
    ) -> None:
        self.seq = 0
        self.opening = ""  # a name that no other copy of this workshop has, whoever opened it, and when
        self._by_type: dict[str, dict[str, Entity]] = {}
        self._sealed: dict[str, dict[str, SealedBallot]] = {}
        self._turns: dict[str, Counter[str]] = {}  # by voting, then by participant
        self._drafts: dict[str, dict[str, str]] = {}
        self.history = History()
        for entity in entities:
            self.put(entity)
        for ballot in sealed:
            self.seal(ballot)
        for kept in drafts:
            self.keep(kept)
        for voting_id, participant_id, count in turns:
            self._turns.setdefault(voting_id, Counter())[participant_id] = count

    def copy(self) -> State:
        """An independent state with the same (frozen) entities."""
        other = State()
        other.seq, other.opening = self.seq, self.opening
        other._by_type = {name: dict(found) for name, found in self._by_type.items()}
        other._sealed = {voting: dict(ballots) for voting, ballots in self._sealed.items()}
        other._drafts = dict(self._drafts)
        other._turns = {voting: Counter(turns) for voting, turns in self._turns.items()}
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
        return iter(self._by_type.get(TYPE_NAMES[kind], {}).values())  # type: ignore[arg-type]

    def find(self, kind: type[E], id: str | None) -> E | None:
        return self._by_type.get(TYPE_NAMES[kind], {}).get(id or "")  # type: ignore[return-value]

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
        return {key: sealed.ballot for key, sealed in self._sealed.get(voting_id, {}).items()}

    def ways(self, voting_id: str) -> Counter[Way]:
        """How many ballots came which way, so far, in an open voting."""
        return Counter(sealed.way for sealed in self._sealed.get(voting_id, {}).values())

    def turns(self, voting_id: str, participant_id: str | None) -> int:
        """How many turns a device has given so far in an open voting."""
        return self._turns.get(voting_id, Counter())[participant_id or ""]

    def drafts(self, participant_id: str) -> dict[str, str]:
        """What this participant is typing: draft name -> the device's own JSON."""
        return self._drafts.get(participant_id, {})

    # --- changing: only the room and the store do this ---

    def put(self, entity: Entity) -> None:
        at = ref(entity)
        self._by_type.setdefault(at.type, {})[at.id] = entity

    def seal(self, sealed: SealedBallot) -> None:
        box = self._sealed.setdefault(sealed.ballot.voting_id, {})
        if sealed.gone:
            box.pop(sealed.key, None)
            return
        known = box.get(sealed.key, sealed)
        box[sealed.key] = sealed._replace(way=known.way)  # as it came first, like in the tables
        if sealed.turn_of is not None:
            self._turns.setdefault(sealed.ballot.voting_id, Counter())[sealed.turn_of] += 1

    def keep(self, kept: KeptDrafts) -> None:
        if kept.drafts:
            self._drafts[kept.participant_id] = kept.drafts
        else:
            self._drafts.pop(kept.participant_id, None)

    def apply(self, decision: Decision) -> None:
        if decision.ballot is not None:
            self.seal(decision.ballot)
        if decision.drafts is not None:
            self.keep(decision.drafts)
        if decision.event is not None:
            self._happened(decision.event)
        if decision.opened is not None:
            self._open_box(decision.opened)
        if decision.ends_drafts:
            self._drafts.clear()

    def _happened(self, event: Event) -> None:
        """Puts and drops, nothing else: the same routine as in the tables and in the browser."""
        for entity in event.puts:
            self.put(entity)
        for at in event.drops:
            self._by_type.get(at.type, {}).pop(at.id, None)
        self.seq = event.seq
        self.history.note(event)

    def _open_box(self, opened: OpenedBox) -> None:
        for ballot in opened.ballots:
            self.put(ballot)
        self._sealed.pop(opened.voting_id, None)
        self._turns.pop(opened.voting_id, None)
