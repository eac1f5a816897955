"""Values of one part that stand beside each other until somebody chooses.

Each was written by somebody who did not know of the others. What holds is the entity's own value; the others
are in a Difference. Changes tell which of them was replaced knowingly: a change has a name (the opening, and
its number in it), a value bears the names of the changes that wrote it, and a part's clock names all that are
known. Where the changes of a value are known and it is not there any more, it was replaced, and goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from facilitation.clocks import EARLIER, NOW, Clock, Knowledge, about, joined, parts, with_parts
from facilitation.errors import Refused
from facilitation.events import Known, Ref, ref_of
from facilitation.model import Contribution, Difference, Entity, Goal
from facilitation.state import State


class Pair(NamedTuple):
    """What somebody has to choose between: two values, or more where more laptops met. The first holds."""

    differences: tuple[Difference, ...]
    entity: Entity
    values: tuple[Any, ...]

    @property
    def difference(self) -> Difference:
        """By which it is called. There is one, but where a choice was taken back meanwhile."""
        return self.differences[0]


def pairs(state: State) -> Iterator[Pair]:
    """In an order that stays. What was taken away since needs no choice any more."""
    found: dict[tuple[Ref, str], list[Difference]] = {}
    for difference in sorted(state.all(Difference), key=lambda one: (*about(one), one.id)):
        found.setdefault(about(difference), []).append(difference)
    for (ref, part), differences in found.items():
        entity = state.lookup(ref)
        if entity is not None:
            yield Pair(tuple(differences), entity, values(entity, part, differences))


def chosen_of(entity: Entity, part: str, value: Any) -> Entity:
    """The entity with this value. Words that were chosen are new ones: translations were made of either.
    Raises Refused("unknown") where it cannot have that."""
    version = entity.next_version
    try:
        new = with_parts(entity, {part: value}, version)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused("unknown") from error
    reworded = part == "text" and isinstance(new, Contribution | Goal)
    return new.model_copy(update={"text_version": version}) if reworded else new


def asked_again(difference: Difference, entity: Entity | None) -> Difference:
    """A choice that is taken back after what was chosen has been changed: none of it has been replaced."""
    if entity is None:
        return difference
    now = parts(entity).get(difference.part)
    reads = {reading(difference.part, json.loads(choice)) for choice in difference.choices}
    if reading(difference.part, now) in reads:
        return difference
    return difference.model_copy(update={"choices": (*difference.choices, as_json(now))})


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
    ref = ref_of(entity)
    knows = known[ref].clocks.get(part, {}) if ref in known else {}
    now = parts(entity).get(part)
    by: list[Clock] = []
    others: Values = {}
    for difference in differences:
        told = known.get(ref_of(difference), Known({})).clocks
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
            known = {opening for opening, n in by.items() if n <= other.knows.get(opening, 0)} - {EARLIER}
            gone = {opening for opening in known if there is None or there.by.get(opening) != by[opening]}
            kept = {opening: n for opening, n in by.items() if opening not in gone}
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
