"""One workshop (or one dialogue) in memory: its entities by type and id, and nothing derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from facilitation.ballot_box import BallotBox
from facilitation.errors import Refused
from facilitation.events import Decision, Event, KeptDrafts, Ref, ref_of
from facilitation.history import History
from facilitation.model import ENTITIES, Entity, Workshop

E = TypeVar("E", bound=Entity)

TYPE_NAMES = {kind: name for name, kind in ENTITIES.items()}


class State:
    """Entities, the ballot boxes of open votings, drafts, and the moderators' history.

    Not frozen, because a hall's state changes many times a second; handlers only read it.
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        boxes: Mapping[str, BallotBox] | None = None,
        drafts: Iterable[KeptDrafts] = (),
    ) -> None:
        self.seq = 0
        self.opening = ""  # a name that no other copy of this workshop has, whoever opened it, and when
        self._by_type: dict[str, dict[str, Entity]] = {}
        self._boxes = dict(boxes or {})  # by voting
        self._drafts: dict[str, dict[str, str]] = {}
        self.history = History()
        for entity in entities:
            self.put(entity)
        for kept in drafts:
            self.keep(kept)

    def copy(self) -> State:
        """An independent state with the same (frozen) entities."""
        other = State()
        other.seq, other.opening = self.seq, self.opening
        other._by_type = {name: dict(found) for name, found in self._by_type.items()}
        other._boxes = {voting_id: box.copy() for voting_id, box in self._boxes.items()}
        other._drafts = dict(self._drafts)
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

    def lookup(self, ref: Ref) -> Entity | None:
        return self._by_type.get(ref.type, {}).get(ref.id)

    def entities(self) -> Iterator[Entity]:
        for found in self._by_type.values():
            yield from found.values()

    def box(self, voting_id: str) -> BallotBox:
        """The ballots cast so far in an open voting: an empty one if there are none. Only to be read."""
        return self._boxes.get(voting_id) or BallotBox()

    def drafts(self, participant_id: str) -> dict[str, str]:
        """What this participant is typing: draft name -> the device's own JSON."""
        return self._drafts.get(participant_id, {})

    # --- changing: only the room and the store do this ---

    def put(self, entity: Entity) -> None:
        ref = ref_of(entity)
        self._by_type.setdefault(ref.type, {})[ref.id] = entity

    def keep(self, kept: KeptDrafts) -> None:
        if kept.drafts:
            self._drafts[kept.participant_id] = kept.drafts
        else:
            self._drafts.pop(kept.participant_id, None)

    def apply(self, decision: Decision) -> None:
        if decision.ballot is not None:
            self._boxes.setdefault(decision.ballot.ballot.voting_id, BallotBox()).put(decision.ballot)
        if decision.drafts is not None:
            self.keep(decision.drafts)
        if decision.event is not None:
            self._happened(decision.event)
        if decision.opened is not None:
            self._boxes.pop(decision.opened.voting_id, None)
            for ballot in decision.opened.ballots:
                self.put(ballot)
        if decision.ends_drafts:
            self._drafts.clear()

    def _happened(self, event: Event) -> None:
        """Puts and drops, nothing else: the same routine as in the tables and in the browser."""
        for entity in event.puts:
            self.put(entity)
        for ref in event.drops:
            self._by_type.get(ref.type, {}).pop(ref.id, None)
        self.seq = event.seq
        self.history.note(event)
