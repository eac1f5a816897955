"""What is asked once an archive is taken in: the differences that come about, change, or are settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from facilitation.clocks import EARLIER, Knowledge, about, asked_in
from facilitation.events import Known, Ref, ref_of
from facilitation.ids import difference_id
from facilitation.model import Difference, Entity, Workshop
from facilitation.state import State
from facilitation.undecided import Side, Value, Values, as_json, in_order, side, still_there


class MergedDifferences:
    """`puts` and `drops`: the differences that begin or change here, and those that are settled. `wrote`: of
    those in `puts`, which changes wrote their choices (facilitation.clocks)."""

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
        for ref, part in (*self._asked, *self._asked_there):
            self._parts.setdefault(ref, set()).add(part)

    def is_open(self, known: Entity, part: str) -> bool:
        of = ref_of(known), part
        return of in self._asked or of in self._asked_there

    def parts_of(self, known: Entity) -> set[str]:
        """Of which there is something to choose, here or there."""
        return self._parts.get(ref_of(known), set())

    def holds(self, known: Entity, entity: Entity, part: str, order: str) -> Any:
        """What holds, of all that stands beside each other here and there; the rest is asked about.

        `order`: whose value is newer, as far as versions tell.
        """
        of = ref_of(known), part
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
        for (ref, part), asked in self._asked_there.items():
            if ref in new:
                self._drop_all_but(asked, ref, part)
                for one in asked:
                    self.puts[ref_of(one)] = one
                    self.wrote[ref_of(one)] = (self._theirs or {}).get(ref_of(one), Known({}))

    def leave_to_agenda(self, merged: Workshop) -> None:
        """Nobody chooses between questions of a step that is on the agenda no longer."""
        steps = {step.id for step in merged.agenda}
        there = {**{ref_of(one): one for asked in self._asked.values() for one in asked}, **self.puts}
        for ref, one in there.items():
            mine = isinstance(one, Difference) and about(one)[0] == ref_of(merged) and asked_in(one.part)
            if mine and mine not in steps:
                self.puts.pop(ref, None)
                self.wrote.pop(ref, None)
                self.drops |= {ref} if self._here.lookup(ref) else set()

    def _ask(self, known: Entity, part: str, values: Sequence[Value]) -> None:
        """About these, and no longer about what was asked of this part before."""
        new = [_difference(known, part, values)] if values else []
        told = Known({str(n): one.by for n, one in enumerate(values)})
        self._drop_all_but(new, ref_of(known), part)
        for one in new:
            if self._here.lookup(ref_of(one)) != one or self._mine.get(ref_of(one)) != told:
                self.puts[ref_of(one)] = one
                self.wrote[ref_of(one)] = told

    def _drop_all_but(self, kept: Iterable[Difference], ref: Ref, part: str) -> None:
        asked = self._asked.get((ref, part), ())
        self.drops |= {ref_of(old) for old in asked} - {ref_of(one) for one in kept}


def _of_before(mine: Side, theirs: Side, entity: Entity, part: str, order: str) -> Values:
    """Of an archive of before only versions are known. Whoever reads it gives its value the same name."""
    reads, one = next(iter(theirs.values.items()))
    if order == "mine" or reads in mine.values:
        return mine.values
    name = difference_id(*ref_of(entity), part, reads)
    there = {reads: Value(one.value, {name: 1, EARLIER: entity.version})}
    others = list(mine.values.items())[order == "theirs" :]
    return {**dict(others), **there}


def _difference(of: Entity, part: str, values: Sequence[Value]) -> Difference:
    choices = tuple(as_json(one.value) for one in values)
    type, id = ref_of(of)
    room_id = getattr(of, "workshop_id", of.id)
    found = difference_id(type, id, part, *sorted(choices))
    return Difference(id=found, workshop_id=room_id, of_type=type, of_id=id, part=part, choices=choices)


def _by_part(differences: Iterable[Difference]) -> dict[tuple[Ref, str], list[Difference]]:
    found: dict[tuple[Ref, str], list[Difference]] = {}
    for one in sorted(differences, key=ref_of):
        found.setdefault(about(one), []).append(one)
    return found
