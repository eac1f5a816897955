"""What is asked once an archive is taken in: the differences that come about, change, or are settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from facilitation.clocks import EARLIER, Knowledge, about, asked_in
from facilitation.events import Known, Ref, ref
from facilitation.ids import difference_id
from facilitation.model import Difference, Entity, Workshop
from facilitation.state import State
from facilitation.undecided import Side, Value, Values, as_json, in_order, side, still_there


class MergedDifferences:
    """`wrote`: of the differences in `puts`, which changes wrote their choices (facilitation.clocks)."""

    def __init__(
        self, here: State, incoming: Iterable[Entity], mine: Knowledge | None, theirs: Knowledge | None
    ) -> None:
        self.puts: dict[Ref, Entity] = {}
        self.drops: set[Ref] = set()
        self.wrote: Knowledge = {}
        self._here, self._mine, self._theirs = here, mine or {}, theirs
        self._asked = _by_part(here.all(Difference))
        self._asked_there = _by_part(one for one in incoming if isinstance(one, Difference))
        self._parts: dict[Ref, set[str]] = {}
        for at, part in (*self._asked, *self._asked_there):
            self._parts.setdefault(at, set()).add(part)

    def is_open(self, known: Entity, part: str) -> bool:
        of = ref(known), part
        return of in self._asked or of in self._asked_there

    def parts_of(self, known: Entity) -> set[str]:
        """Of which there is something to choose, here or there."""
        return self._parts.get(ref(known), set())

    def holds(self, known: Entity, entity: Entity, part: str, order: str) -> Any:
        """What holds, of all that stands beside each other here and there; the rest is asked about.

        `order`: whose value is newer, as far as versions tell.
        """
        of = ref(known), part
        mine = side(known, part, self._asked.get(of, ()), self._mine)
        theirs = side(entity, part, self._asked_there.get(of, ()), self._theirs or {})
        if self._theirs is None:
            left = _of_before(mine, theirs, entity, part, order)
        else:
            left = still_there(mine, theirs)
        values = in_order(left)
        self._ask(known, part, values if len(values) > 1 else [])
        return values[-1].value

    def take(self, new: set[Ref]) -> None:
        """Those of what was not here."""
        for (at, part), asked in self._asked_there.items():
            if at in new:
                self.drops |= {ref(old) for old in self._asked.get((at, part), ())} - set(map(ref, asked))
                for one in asked:
                    self.puts[ref(one)] = one
                    self.wrote[ref(one)] = (self._theirs or {}).get(ref(one), Known({}))

    def leave_to_agenda(self, merged: Workshop) -> None:
        """Nobody chooses between questions of a step that is on the agenda no longer."""
        steps = {step.id for step in merged.agenda}
        there = {**{ref(one): one for asked in self._asked.values() for one in asked}, **self.puts}
        for at, one in there.items():
            mine = isinstance(one, Difference) and about(one)[0] == ref(merged) and asked_in(one.part)
            if mine and mine not in steps:
                self.puts.pop(at, None)
                self.wrote.pop(at, None)
                self.drops |= {at} if self._here.lookup(at) else set()

    def _ask(self, known: Entity, part: str, values: Sequence[Value]) -> None:
        """About these, and no longer about what was asked of this part before."""
        new = [_difference(known, part, values)] if values else []
        told = Known({str(n): one.by for n, one in enumerate(values)})
        self.drops |= {ref(old) for old in self._asked.get((ref(known), part), ())} - set(map(ref, new))
        for one in new:
            if self._here.lookup(ref(one)) != one or self._mine.get(ref(one)) != told:
                self.puts[ref(one)] = one
                self.wrote[ref(one)] = told


def _of_before(mine: Side, theirs: Side, entity: Entity, part: str, order: str) -> Values:
    """Of an archive of before only versions are known. Whoever reads it gives its value the same name."""
    reads, one = next(iter(theirs.values.items()))
    if order == "mine" or reads in mine.values:
        return mine.values
    name = difference_id(*ref(entity), part, reads)
    there = {reads: Value(one.value, {name: 1, EARLIER: entity.version})}
    others = list(mine.values.items())[order == "theirs" :]
    return {**dict(others), **there}


def _difference(of: Entity, part: str, values: Sequence[Value]) -> Difference:
    choices = tuple(as_json(one.value) for one in values)
    type, id = ref(of)
    room_id = getattr(of, "workshop_id", of.id)
    found = difference_id(type, id, part, *sorted(choices))
    return Difference(id=found, workshop_id=room_id, of_type=type, of_id=id, part=part, choices=choices)


def _by_part(differences: Iterable[Difference]) -> dict[tuple[Ref, str], list[Difference]]:
    found: dict[tuple[Ref, str], list[Difference]] = {}
    for one in sorted(differences, key=ref):
        found.setdefault(about(one), []).append(one)
    return found
