"""Values of one part that stand beside each other until somebody chooses.

Each was written by somebody who did not know of the others. What holds is the entity's own value; the others
are in a Difference. Changes tell which of them was replaced knowingly: a change has a name (the opening, and
its number in it), a value bears the names of the changes that wrote it, and a part's clock names all that are
known. Where the changes of a value are known and it is not there any more, it was replaced, and goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from facilitation.clocks import EARLIER, NOW, Clock, Knowledge, joined, parts
from facilitation.events import Known, ref
from facilitation.model import Difference, Entity


class Value(NamedTuple):
    """`by`: the changes that wrote it."""

    value: Any
    by: Clock


Values = dict[str, Value]  # by how they read


class Side(NamedTuple):
    """What one laptop has of a part, and which changes of it are known there. The first value holds."""

    values: Values
    knows: Clock


def reading(part: str, value: Any) -> str:
    """Equal for values that read alike: of words, the version in which they were typed is not read."""
    return as_json(value[:-1] if part == "text" and isinstance(value, list) else value)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def values(entity: Entity, part: str, differences: Iterable[Difference]) -> tuple[Any, ...]:
    """The first is what holds; the others in an order that is the same on all laptops."""
    now, *others = (value.value for value in side(entity, part, differences, {}).values.values())
    return now, *sorted(others, key=as_json)


def side(entity: Entity, part: str, differences: Iterable[Difference], known: Knowledge) -> Side:
    at = ref(entity)
    knows = known[at].clocks.get(part, {}) if at in known else {}
    now = parts(entity).get(part)
    by: list[Clock] = []
    others: Values = {}
    for difference in differences:
        told = known.get(ref(difference), Known({})).clocks
        found = [Value(json.loads(one), told.get(str(n), knows)) for n, one in enumerate(difference.choices)]
        same = [one.by for one in found if reading(part, one.value) == reading(part, now)]
        by += [told[NOW], *same] if NOW in told else same
        # What held when this difference came about stands last. An edit since has taken its place.
        for one in found if same else found[:-1]:
            _add(others, reading(part, one.value), one)
    others.pop(reading(part, now), None)
    return Side({reading(part, now): Value(now, joined(*by) if by else knows), **others}, knows)


def still_there(mine: Side, theirs: Side) -> Values:
    """What nobody replaced who knew of it, seen from both sides together."""
    left: Values = {}
    for one, other in ((mine, theirs), (theirs, mine)):
        for reads, (value, by) in one.values.items():
            there = other.values.get(reads)
            known = {at for at, n in by.items() if n <= other.knows.get(at, 0)} - {EARLIER}
            gone = {at for at in known if there is None or there.by.get(at) != by[at]}
            kept = {at: n for at, n in by.items() if at not in gone}
            if there or kept.keys() - {EARLIER}:
                _add(left, reads, Value(value, kept))
    return left or {**theirs.values, **mine.values}


def in_order(left: Values) -> list[Value]:
    """The last one holds, the same on all laptops: what was worded last, as far as versions tell."""
    return sorted(
        left.values(), key=lambda one: (one.by.get(EARLIER, 0), one.value is not None, as_json(one.value))
    )


def _add(found: Values, reads: str, one: Value) -> None:
    had = found.get(reads, one)
    value = max(had.value, one.value, key=lambda value: value[-1]) if had.value != one.value else one.value
    found[reads] = Value(value, joined(had.by, one.by))
