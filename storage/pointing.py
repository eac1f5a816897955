"""What an entity stands on: the others whose ids it holds."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.events import Ref
from facilitation.model import Entity, Translation

TRANSLATED = ("contribution", "goal")
# Which entity an id in this field stands for. None is allowed everywhere.
_POINTS_TO = {
    "workshop_id": "workshop",
    "group_id": "group",
    "cluster_id": "cluster",
    "field_id": "field",
    "goal_id": "goal",
    "voting_id": "voting",
}


def points(entity: Entity) -> Iterator[Ref]:
    """A translation points to one of two: a card or a goal bears that id."""
    for name, kind in _POINTS_TO.items():
        id = getattr(entity, name, None)
        if id is not None:
            yield Ref(kind, id)
    if isinstance(entity, Translation):
        yield from (Ref(kind, entity.of_id) for kind in TRANSLATED)
    yield from (Ref("cluster", id) for id in getattr(entity, "cluster_ids", ()))
    yield from (Ref("goal", id) for id in (*getattr(entity, "option_ids", ()), *getattr(entity, "marks", ())))
    yield from (Ref("goal", row.option_id) for row in getattr(entity, "rows", ()))
