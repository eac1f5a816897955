"""What an archive is made of: its files, what they tell beside the entities, and what was in one."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, Field

from facilitation.clocks import Knowledge
from facilitation.model import Contribution, Difference, Entity, Goal
from facilitation.model.agenda import PhaseTime

FORMAT = "zielrunde"
SCHEMA = 3  # from 2 on rules are of their mode, from 3 on there is an agenda; what is older is read, too
MANIFEST, ENTITIES, KNOWN = "manifest.json", "entities.jsonl", "known.json"

PROBLEMS = ("archive_foreign", "archive_newer", "archive_broken", "archive_too_large")


class ArchiveError(Exception):
    """`code` is one of PROBLEMS: not an archive of ours, of a newer version, damaged, or too large."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class Archive(NamedTuple):
    """What was in one. `phases` by workshop; `known` by room, None in archives of before."""

    entities: list[Entity]
    phases: dict[str, tuple[PhaseTime, ...]]
    known: dict[str, Knowledge] | None


class ToldWorkshop(BaseModel):
    """What the manifest says of a workshop, as far as it is read."""

    id: str
    phases: tuple[PhaseTime, ...] = ()


class ToldKnowledge(BaseModel):
    """What the laptop knew that wrote it: room -> (type, id, clocks by part, gone)."""

    known: dict[str, list[tuple[str, str, dict[str, dict[str, int]], bool]]]
    differences: list[Difference] = Field(default_factory=list)


def nameless(entity: Entity) -> Entity:
    """Without its author: who wrote a card or goal leaves no laptop."""
    named = isinstance(entity, Contribution | Goal)
    return entity.model_copy(update={"author_id": None}) if named else entity


def room_id(entity: Entity) -> str:
    """Of the room that it is in: a workshop or dialogue is its own."""
    return getattr(entity, "workshop_id", None) or entity.id
