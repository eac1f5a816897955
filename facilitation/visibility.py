"""What one class of viewer may see of one entity. Frames are encoded once per class."""

from __future__ import annotations

from enum import StrEnum

from facilitation.events import Event, Ref, ref
from facilitation.model import Ballot, Contribution, Entity, Goal, Participant


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
    return entity


def _wording(entity: Contribution | Goal, viewer: Viewer) -> Entity | None:
    if viewer is Viewer.PUBLIC and (entity.hidden is not None or entity.withdrawn):
        return None
    return entity.model_copy(update={"author_id": None})


def seen(event: Event, viewer: Viewer) -> tuple[list[Entity], list[Ref]]:
    """An event's puts and drops for this viewer. What became invisible is a drop."""
    puts, drops = [], list(event.drops)
    for entity in event.puts:
        shown = visible(entity, viewer)
        if shown is not None:
            puts.append(shown)
        elif not isinstance(entity, Ballot | Participant):
            drops.append(ref(entity))
    return puts, drops
