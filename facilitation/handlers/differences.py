"""What laptops changed, neither knowing of the other: somebody chooses, and the choice travels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from facilitation import commands as c
from facilitation.clocks import about, parts, with_parts
from facilitation.errors import Refused
from facilitation.events import Actor, Event, Ref, ref
from facilitation.handlers.goals import not_being_voted
from facilitation.model import Cluster, Contribution, Difference, Entity, FieldOfAction, Goal
from facilitation.state import State
from facilitation.undecided import as_json, reading, values


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
    for (at, part), differences in found.items():
        entity = state.lookup(at)
        if entity is not None:
            yield Pair(tuple(differences), entity, values(entity, part, differences))


def settle(state: State, command: c.SettleDifference, actor: Actor, at: int) -> Event:
    """Raises Refused: unknown, voting_open."""
    difference = state.get(Difference, command.id)
    found = next((pair for pair in pairs(state) if difference in pair.differences), None)
    if found is None:
        return Event(name="difference_settled", drops=(ref(difference),))
    if isinstance(found.entity, Goal):
        not_being_voted(state, found.entity)
    if command.choice >= len(found.values):
        raise Refused("unknown")
    chosen = chosen_of(found.entity, difference.part, found.values[command.choice])
    if isinstance(chosen, Contribution | Cluster | Goal):
        _has_its_place(state, chosen)
    puts = (chosen,) if command.choice else ()
    return Event(name="difference_settled", puts=puts, drops=tuple(map(ref, found.differences)))


def asked_again(difference: Difference, entity: Entity | None) -> Difference:
    """A choice that is taken back after what was chosen has been changed: none of it has been replaced."""
    if entity is None:
        return difference
    now = parts(entity).get(difference.part)
    reads = {reading(difference.part, json.loads(choice)) for choice in difference.choices}
    if reading(difference.part, now) in reads:
        return difference
    return difference.model_copy(update={"choices": (*difference.choices, as_json(now))})


def chosen_of(entity: Entity, part: str, value: Any) -> Entity:
    """The entity with this value. Words that were chosen are new ones: translations were made of either."""
    version = entity.next_version
    try:
        new = with_parts(entity, {part: value}, version)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused("unknown") from error
    reworded = part == "text" and isinstance(new, Contribution | Goal)
    return new.model_copy(update={"text_version": version}) if reworded else new


def _has_its_place(state: State, entity: Contribution | Cluster | Goal) -> None:
    cluster_id = entity.cluster_id if isinstance(entity, Contribution) else None
    for kind, id in ((Cluster, cluster_id), (FieldOfAction, entity.field_id)):
        if id is not None:
            state.get(kind, id)
