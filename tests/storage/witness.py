"""A laptop that remembers what was written, apart from journals and clocks: nothing of it may be lost.

Of each part it knows which writings are there, and which have ever been seen. A writing goes where somebody
who has seen it writes something else in its place, or chooses another one: only then it is no longer there on
one of two laptops that meet, though both have seen it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from copy import deepcopy

from facilitation import commands as c
from facilitation.clocks import parts
from facilitation.events import Actor, Ref, ref_of
from facilitation.model import Workshop
from facilitation.undecided import pairs, reading
from storage.merging.merge import ASKED
from tests.builders import MODERATOR, Hall
from tests.storage.laptops import Laptop

At = tuple[Ref, str]
FIRST = 0  # what was there from the beginning, everywhere
NOTHING = "null"
_writings = itertools.count(1)
CHOOSING = (c.SettleDifference, c.Undo, c.Redo)


class Written:
    """Of one laptop: part -> number of a writing -> what it says; and all that have been seen."""

    def __init__(self) -> None:
        self.there: dict[At, dict[int, str]] = {}
        self.seen: dict[At, set[int]] = defaultdict(lambda: {FIRST})

    def write(self, at: At, says: str) -> None:
        number = next(_writings)
        self.there.setdefault(at, {})[number] = says
        self.seen[at].add(number)

    def replace(self, at: At, before: str, says: str) -> None:
        self.there[at] = {n: one for n, one in self.there.get(at, {}).items() if one != before}
        self.write(at, says)

    def meet(self, at: At, other: Written) -> None:
        mine, theirs = self.there.get(at, {}), other.there.get(at, {})
        if not mine.keys() | theirs.keys():
            return
        self.there[at] = {n: one for n, one in mine.items() if n in theirs or n not in other.seen[at]} | {
            n: one for n, one in theirs.items() if n in mine or n not in self.seen[at]
        }
        self.seen[at] |= other.seen[at]


class Witness(Laptop):
    def __init__(self, hall: Hall) -> None:
        super().__init__(hall)
        self.written = Written()
        for at, says in self._now().items():
            self.written.there[at] = {FIRST: says}

    def as_it_is(self) -> Witness:
        other = Witness(super().as_it_is().hall)
        other.written = deepcopy(self.written)
        return other

    def copy(self) -> Witness:
        other = Witness(Hall())
        other.meets_one_way(self)
        return other

    def ask(self, command: c.Command, actor: Actor = MODERATOR) -> None:
        before, stood = self._now(), self.stands()
        had = {ref_of(entity) for entity in self.hall.state.entities()}
        self.hall.ask(command, actor)
        now = self._now()
        for at in {*before, *now}:
            self._changed(at, before.get(at), now.get(at), at[0] in had)
        for at, says in self.stands().items() if isinstance(command, CHOOSING) else ():
            self._chosen(at, stood.get(at, set()), says)

    def meets_one_way(self, other: Laptop) -> None:
        """Takes the other's archive, and what the other remembers."""
        assert isinstance(other, Witness)
        had = {ref_of(entity) for entity in self.hall.state.entities()}
        self.takes(other.packed())
        for at in {*other.written.seen, *other.written.there}:
            if at[0] in had and other._has(at):
                self.written.meet(at, other.written)
            elif self._has(at) and other._has(at):
                self.written.there[at] = dict(other.written.there.get(at, {}))
            self.written.seen[at] |= other.written.seen[at]

    def meets(self, other: Laptop) -> None:
        there = other.as_it_is()
        other.meets_one_way(self)  # type: ignore[attr-defined]
        self.meets_one_way(there)

    def lost(self) -> dict[At, set[str]]:
        """What is there and stands nowhere."""
        stands = self.stands()
        found = {
            at: set(there.values()) - stands.get(at, {NOTHING})
            for at, there in self.written.there.items()
            if self._has(at)
        }
        return {at: missing for at, missing in found.items() if missing}

    def stands(self) -> dict[At, set[str]]:
        """All that one finds: what holds, and what stands beside it."""
        found = {at: {says} for at, says in self._now().items()}
        for pair in pairs(self.hall.state):
            part = pair.difference.part
            found[ref_of(pair.entity), part] = {reading(part, value) for value in pair.values}
        return found

    def _now(self) -> dict[At, str]:
        return {
            (ref_of(entity), part): reading(part, value)
            for entity in self.hall.state.entities()
            for part, value in parts(entity).items()
            if part in ASKED.get(type(entity), ()) or (isinstance(entity, Workshop) and "/" in part)
        }

    def _has(self, at: At) -> bool:
        return self.hall.state.lookup(at[0]) is not None

    def _changed(self, at: At, before: str | None, now: str | None, had: bool) -> None:
        """A question that nobody asked is a part that is not there."""
        if not self._has(at):
            self.written.there[at] = {}
        elif not had:
            self.written.there[at] = {}
            self.written.write(at, now or NOTHING)
        elif before != now:
            self.written.replace(at, before or NOTHING, now or NOTHING)

    def _chosen(self, at: At, stood: set[str], stands: set[str]) -> None:
        left = self.written.there.get(at, {})
        self.written.there[at] = {n: one for n, one in left.items() if one not in stood - stands}
        for says in stands - stood:
            self.written.write(at, says)
