"""What one class of viewer may see of one entity. Frames are encoded once per class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from facilitation.events import Event, Ref, ref_of
from facilitation.model import (
    Ballot,
    Contribution,
    Difference,
    Entity,
    Goal,
    Participant,
    SlipSheet,
    VotingResult,
)
from facilitation.references import OWNERS, WHOLES
from facilitation.state import State
from facilitation.voting import without_breakdown


class Viewer(StrEnum):
    """Phones and stage are public: what they get may hang on the wall. Moderators see all."""

    PUBLIC = "public"
    MODERATOR = "moderator"


VIEWERS = tuple(Viewer)


def visible(entity: Entity, viewer: Viewer) -> Entity | None:
    """The entity as this viewer may see it, or None.

    Nobody sees ballots, hashes of voting slips or who wrote what: a device knows its own cards by
    their ids.
    """
    rule = RULES.get(type(entity))
    return entity if rule is None else rule(entity, viewer)


def is_shown(written: Contribution | Goal) -> bool:
    """Whether it counts and all may see it: neither hidden nor withdrawn."""
    return written.hidden is None and not written.withdrawn


def _wording(entity: Contribution | Goal, viewer: Viewer) -> Entity | None:
    if viewer is Viewer.PUBLIC and not is_shown(entity):
        return None
    return entity.model_copy(update={"author_id": None})


def _for_moderators(entity: Participant | Difference, viewer: Viewer) -> Entity | None:
    return None if viewer is Viewer.PUBLIC else entity


def _uncounted(entity: SlipSheet, viewer: Viewer) -> Entity | None:
    return None if viewer is Viewer.PUBLIC else entity.model_copy(update={"hashes": ()})


def _without_breakdown(entity: VotingResult, viewer: Viewer) -> Entity | None:
    """It may have been stored, or come in an archive, as it must not be shown."""
    return without_breakdown(entity)


# What is not for everybody as it is. By class: pydantic's isinstance is slow where the answer is no.
RULES: dict[type[Entity], Callable[[Any, Viewer], Entity | None]] = {
    Ballot: lambda entity, viewer: None,
    Participant: _for_moderators,
    Difference: _for_moderators,
    SlipSheet: _uncounted,
    Contribution: _wording,
    Goal: _wording,
    VotingResult: _without_breakdown,
}
NEVER_SEEN = (Ballot, Difference, Participant, SlipSheet)


def everything(state: State, viewer: Viewer) -> Iterator[Entity]:
    """The whole state as this viewer may see it."""
    written = {one.id: one for kind in WHOLES for one in state.all(kind)}
    for entity in state.entities():
        if (shown := _shown(entity, written, viewer)) is not None:
            yield shown


def seen(event: Event, viewer: Viewer, state: State) -> tuple[list[Entity], list[Ref]]:
    """An event's puts and drops for this viewer. What became invisible is a drop.

    `state`: with the event in it. There are the parts (`kept.To`) that come and go with their goal or card.
    """
    puts, drops = [], list(event.drops)
    written = _written(event, state)
    for entity in (*event.puts, *_following(event, viewer, state)):
        shown = _shown(entity, written, viewer)
        if shown is not None:
            puts.append(shown)
        elif type(entity) not in NEVER_SEEN:
            drops.append(ref_of(entity))
    return puts, drops


def _owner(entity: Entity) -> str | None:
    """The id of what it is a part of, such as the goal of an indicator."""
    find = OWNERS.get(type(entity))
    return None if find is None else str(find(entity))


def _written(event: Event, state: State) -> dict[str, Entity]:
    """The goals and cards that parts of this event belong to; the event's own word on them holds."""
    asked = {owner for entity in event.puts if (owner := _owner(entity)) is not None}
    found = (state.find(kind, id) for id in asked for kind in WHOLES)
    return {one.id: one for one in (*found, *event.puts) if one is not None and type(one) in WHOLES}


def _shown(entity: Entity, written: Mapping[str, Entity], viewer: Viewer) -> Entity | None:
    """An indicator or a translation is seen where its goal or card is."""
    if (owner := _owner(entity)) is None:
        return visible(entity, viewer)
    original = written.get(owner)
    return entity if original is not None and visible(original, viewer) is not None else None


def _following(event: Event, viewer: Viewer, state: State) -> list[Entity]:
    """The parts, themselves unchanged, of goals and cards that an event hid or showed."""
    before = {one.id: one for one in event.before if type(one) in WHOLES}
    toggled = {
        one.id
        for one in event.puts
        if one.id in before
        if (visible(one, viewer) is None) != (visible(before[one.id], viewer) is None)
    }
    if not toggled:
        return []
    known = {ref_of(entity) for entity in event.puts}
    parts = (part for kind in OWNERS for part in state.all(kind))
    return [part for part in parts if _owner(part) in toggled and ref_of(part) not in known]
