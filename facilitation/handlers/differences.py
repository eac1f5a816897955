"""What two laptops changed, neither knowing of the other: somebody chooses, and the choice travels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from facilitation import commands as c
from facilitation.clocks import parts, with_parts
from facilitation.errors import Refused
from facilitation.events import Actor, Event, Ref, ref
from facilitation.handlers.goals import not_being_voted
from facilitation.model import Cluster, Contribution, Difference, Entity, FieldOfAction, Goal
from facilitation.state import State


class Pair(NamedTuple):
    """A difference that is still one: of what, and which values it may have."""

    difference: Difference
    entity: Entity
    values: tuple[Any, ...]
    now: int  # which of them holds


def pairs(state: State) -> Iterator[Pair]:
    """In an order that stays. What was changed or taken away since needs no choice any more."""
    for difference in sorted(state.all(Difference), key=lambda one: (one.of_type, one.of_id, one.part)):
        entity = state.lookup(Ref(difference.of_type, difference.of_id))
        values = tuple(json.loads(choice) for choice in difference.choices)
        if entity is not None and (now := parts(entity).get(difference.part)) in values:
            yield Pair(difference, entity, values, values.index(now))


def settle(state: State, command: c.SettleDifference, actor: Actor, at: int) -> Event:
    """Raises Refused: unknown, voting_open."""
    difference = state.get(Difference, command.id)
    found = next((pair for pair in pairs(state) if pair.difference == difference), None)
    if found is None:
        return Event(name="difference_settled", drops=(ref(difference),))
    if isinstance(found.entity, Goal):
        not_being_voted(state, found.entity)
    chosen = chosen_of(found.entity, difference.part, found.values[command.choice])
    if isinstance(chosen, Contribution | Cluster | Goal):
        _has_its_place(state, chosen)
    puts = () if command.choice == found.now else (chosen,)
    return Event(name="difference_settled", puts=puts, drops=(ref(difference),))


def chosen_of(entity: Entity, part: str, value: Any) -> Entity:
    """The entity with this value. Words that were chosen are new ones: translations were made of either."""
    version = entity.version + 1
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
