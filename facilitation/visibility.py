"""What one class of viewer may see of one entity. Frames are encoded once per class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from facilitation.events import Event, Ref, ref
from facilitation.model import Ballot, Contribution, Entity, Goal, Indicator, Participant, SlipSheet
from facilitation.state import State


class Viewer(StrEnum):
    """Phones and stage are public: what they get may hang on the wall. Moderators see all."""

    PUBLIC = "public"
    MODERATOR = "moderator"


def visible(entity: Entity, viewer: Viewer) -> Entity | None:
    """The entity as this viewer may see it, or None.

    Nobody sees ballots or who wrote what: a device knows its own cards by their ids.
    """
    if isinstance(entity, Ballot):
        return None
    if viewer is Viewer.PUBLIC and isinstance(entity, Participant):
        return None
    if isinstance(entity, Contribution | Goal):
        return _wording(entity, viewer)
    if isinstance(entity, SlipSheet):
        return None if viewer is Viewer.PUBLIC else entity
    return entity


def _wording(entity: Contribution | Goal, viewer: Viewer) -> Entity | None:
    if viewer is Viewer.PUBLIC and (entity.hidden is not None or entity.withdrawn):
        return None
    return entity.model_copy(update={"author_id": None})


def everything(state: State, viewer: Viewer) -> Iterator[Entity]:
    """The whole state as this viewer may see it."""
    goals = {goal.id: goal for goal in state.all(Goal)}
    for entity in state.entities():
        if (shown := _shown(entity, goals, viewer)) is not None:
            yield shown


def seen(event: Event, viewer: Viewer, state: State) -> tuple[list[Entity], list[Ref]]:
    """An event's puts and drops for this viewer. What became invisible is a drop.

    `state`: with the event in it. There are the indicators that come and go with their goal.
    """
    puts, drops = [], list(event.drops)
    goals = _goals(event, state)
    for entity in (*event.puts, *_following(event, viewer, state)):
        shown = _shown(entity, goals, viewer)
        if shown is not None:
            puts.append(shown)
        elif not isinstance(entity, Ballot | Participant):
            drops.append(ref(entity))
    return puts, drops


def _goals(event: Event, state: State) -> dict[str, Goal]:
    """The goals that an event's indicators belong to; the event's own word on a goal holds."""
    asked = {entity.goal_id for entity in event.puts if isinstance(entity, Indicator)}
    found = (state.find(Goal, id) for id in asked)
    return {goal.id: goal for goal in (*found, *event.puts) if isinstance(goal, Goal)}


def _shown(entity: Entity, goals: Mapping[str, Goal], viewer: Viewer) -> Entity | None:
    """An indicator is part of its goal's wording: it is seen where the goal is."""
    if isinstance(entity, Indicator):
        goal = goals.get(entity.goal_id)
        return entity if goal is not None and visible(goal, viewer) is not None else None
    return visible(entity, viewer)


def _following(event: Event, viewer: Viewer, state: State) -> list[Indicator]:
    """The indicators, themselves unchanged, of goals that an event hid or showed."""
    before = {goal.id: goal for goal in event.before if isinstance(goal, Goal)}
    turned = {
        goal.id
        for goal in event.puts
        if isinstance(goal, Goal) and goal.id in before
        if (visible(goal, viewer) is None) != (visible(before[goal.id], viewer) is None)
    }
    if not turned:
        return []
    known = {ref(entity) for entity in event.puts}
    return [i for i in state.all(Indicator) if i.goal_id in turned and ref(i) not in known]
