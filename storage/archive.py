"""Workshops travel: an archive is a zip of a manifest and one entity per line, without secrets.

Left out are who wrote what, ballots of open votings (so the open votings too), tokens, voting
slips and the journal. Reading trusts nothing: an archive may come by mail from anybody.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from facilitation.documentation_parts import PhaseTime
from facilitation.errors import Refused
from facilitation.events import Event, Ref, entity_from, ref
from facilitation.model import (
    Contribution,
    Dialogue,
    Entity,
    Goal,
    Indicator,
    SlipSheet,
    Translation,
    Voting,
    Workshop,
)
from facilitation.state import State
from storage.archive_checks import check, check_phases, check_together

FORMAT = "zielrunde"
SCHEMA = 1
MANIFEST, ENTITIES = "manifest.json", "entities.jsonl"

# A hall of 5000 people fills a tenth of this. What claims more is no workshop.
MAX_BYTES = 100_000_000
MAX_ENTITIES = 200_000

PROBLEMS = ("archive_foreign", "archive_newer", "archive_broken", "archive_too_large")

# Which entity an id in this field stands for. None is allowed everywhere.
_POINTS_TO = {
    "workshop_id": "workshop",
    "group_id": "group",
    "cluster_id": "cluster",
    "field_id": "field",
    "goal_id": "goal",
    "voting_id": "voting",
}


class _Told(BaseModel):
    """What the manifest says of a workshop, as far as it is read."""

    id: str
    phases: tuple[PhaseTime, ...] = ()


_TOLD = TypeAdapter(list[_Told])


class ArchiveError(Exception):
    """`code` is one of PROBLEMS: not an archive of ours, of a newer version, damaged, or too large."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


# --- writing ----------------------------------------------------------------------------------


def write_archive(
    state: State, dialogue: Dialogue | None, at: int, phases: Sequence[PhaseTime] = ()
) -> bytes:
    """A workshop, with its dialogue, as a zip. The same state makes the same entities, line by line.

    `phases`: when which phase ran. The journal that knows it stays here.
    """
    entities = [*([dialogue] if dialogue else []), *_travelling(state)]
    lines = [json.dumps(e.model_dump(mode="json"), ensure_ascii=False) for e in entities]
    manifest = _manifest(state.workshop, len(lines), at, phases)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
        archive.writestr(ENTITIES, "\n".join(lines) + "\n")
    return file.getvalue()


def _travelling(state: State) -> Iterator[Entity]:
    closed = {voting.id for voting in state.all(Voting) if not voting.open}
    for entity in sorted(state.entities(), key=ref):
        if isinstance(entity, SlipSheet) or (isinstance(entity, Voting) and entity.id not in closed):
            continue
        yield _nameless(entity)


def _nameless(entity: Entity) -> Entity:
    if isinstance(entity, Contribution | Goal):
        return entity.model_copy(update={"author_id": None})
    return entity


def _manifest(workshop: Workshop, entities: int, at: int, phases: Sequence[PhaseTime]) -> dict[str, Any]:
    ran = [phase.model_dump() for phase in phases]
    about = {"id": workshop.id, "title": workshop.title, "audience": workshop.audience, "phases": ran}
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "created": datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds"),
        "workshops": [about],
        "entities": entities,
    }


# --- reading ----------------------------------------------------------------------------------


def read_archive(data: bytes) -> list[Entity]:
    """The entities of an archive, each one checked. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            manifest = _checked_manifest(_member(archive, MANIFEST))
            lines = _member(archive, ENTITIES).decode("utf-8").rstrip("\n").split("\n")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ArchiveError("archive_foreign", str(error)) from error
    except (zlib.error, OSError, ValueError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    if len(lines) > MAX_ENTITIES:
        raise ArchiveError("archive_too_large", f"{len(lines)} entities")
    if len(lines) != manifest.get("entities"):
        raise ArchiveError("archive_broken", "entities are missing")
    return _checked([_entity(line) for line in lines])


def phases_of(data: bytes) -> dict[str, tuple[PhaseTime, ...]]:
    """When which phase ran, by workshop, in what `read_archive` has taken. Raises ArchiveError."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        manifest = json.loads(_member(archive, MANIFEST))
    try:
        told = _TOLD.validate_python(manifest.get("workshops", []))
        for workshop in told:
            check_phases(workshop.phases)
    except ValueError as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return {workshop.id: workshop.phases for workshop in told}


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Reads one file, and no more of it than allowed, whatever its header claims."""
    if name not in archive.namelist():
        raise ArchiveError("archive_foreign", f"no {name}")
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("archive_foreign", "packed in another way")
    with archive.open(name) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ArchiveError("archive_too_large", name)
    return content


def _checked_manifest(content: bytes) -> dict[str, Any]:
    manifest = json.loads(content)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveError("archive_foreign", "another format")
    if not isinstance(manifest.get("schema"), int) or manifest["schema"] > SCHEMA:
        raise ArchiveError("archive_newer", str(manifest.get("schema")))
    return manifest


def _entity(line: str) -> Entity:
    try:
        entity = entity_from(json.loads(line))
        if isinstance(entity, SlipSheet):
            raise ValueError("voting slips do not travel")
        check(entity)
    except (ValidationError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return _nameless(entity)


def _checked(entities: list[Entity]) -> list[Entity]:
    """All belong together: no id twice, nothing points outside its workshop, no voting is open."""
    known = {ref(entity): _scope(entity) for entity in entities}
    if len(known) != len(entities):
        raise ArchiveError("archive_broken", "an id twice")
    if not any(isinstance(entity, Workshop) for entity in entities):
        raise ArchiveError("archive_broken", "no workshop")
    for entity in entities:
        if isinstance(entity, Voting) and entity.open:
            raise ArchiveError("archive_broken", "an open voting")
        if any(known.get(at) != _scope(entity) for at in _points(entity)) or _of_nothing(entity, known):
            raise ArchiveError("archive_broken", f"{ref(entity)} points to nothing")
    try:
        check_together(entities)
    except ValueError as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return entities


def _scope(entity: Entity) -> str:
    return getattr(entity, "workshop_id", None) or entity.id


def _points(entity: Entity) -> Iterator[Ref]:
    for name, kind in _POINTS_TO.items():
        id = getattr(entity, name, None)
        if id is not None:
            yield Ref(kind, id)
    yield from (Ref("cluster", id) for id in getattr(entity, "cluster_ids", ()))
    yield from (Ref("goal", id) for id in (*getattr(entity, "option_ids", ()), *getattr(entity, "marks", ())))
    yield from (Ref("goal", row.option_id) for row in getattr(entity, "rows", ()))


def _of_nothing(entity: Entity, known: dict[Ref, str]) -> bool:
    """A translation belongs to a card or a goal of its own workshop."""
    if not isinstance(entity, Translation):
        return False
    return all(known.get(Ref(kind, entity.of_id)) != _scope(entity) for kind in ("contribution", "goal"))


# --- taking in --------------------------------------------------------------------------------


def merge(
    existing: State | None, entities: Iterable[Entity], phases: tuple[PhaseTime, ...] = ()
) -> Event | None:
    """What an archive adds to a workshop or dialogue: what is new, and what is newer than here.

    Returns None if it adds nothing. `entities` are those of one scope; `phases` hold where theirs is the
    newer workshop. Raises
    Refused("voting_open") while people vote here: what they vote on must not change under them.
    """
    here, incoming = existing or State(), list(entities)
    puts = [_kept_author(here, entity) for entity in incoming if _newer(here, entity)]
    puts = [entity for entity in puts if not _outdated(here, entity, incoming)]
    if not puts:
        return None
    if any(voting.open for voting in here.all(Voting)):
        raise Refused("voting_open")
    before = tuple(old for old in (here.lookup(ref(entity)) for entity in puts) if old is not None)
    return Event(
        name="archive_imported",
        puts=tuple(puts),
        drops=_dropped(here, puts, incoming),
        before=before,
        phases=phases if any(isinstance(put, Workshop) for put in puts) else (),
    )


def _newer(here: State, entity: Entity) -> bool:
    known = here.lookup(ref(entity))
    return known is None or entity.version > known.version


def _kept_author(here: State, entity: Entity) -> Any:
    """Archives name no authors, so those who wrote here may still change what they wrote."""
    known = here.lookup(ref(entity))
    if isinstance(known, Contribution | Goal):
        return entity.model_copy(update={"author_id": known.author_id})
    return entity


def _outdated(here: State, entity: Entity, incoming: Sequence[Entity]) -> bool:
    """A goal and its indicators are one: an older goal brings none of its indicators back."""
    if not isinstance(entity, Indicator):
        return False
    goal = here.find(Goal, entity.goal_id)
    theirs = _versions(incoming).get(entity.goal_id, 0)
    return goal is not None and goal.version > theirs


def _dropped(here: State, puts: Sequence[Entity], incoming: Sequence[Entity]) -> tuple[Ref, ...]:
    """Indicators that a newer goal no longer has."""
    newer = {entity.id for entity in puts if isinstance(entity, Goal)}
    kept = {ref(entity) for entity in incoming}
    mine = (i for i in here.all(Indicator) if i.goal_id in newer)
    return tuple(ref(indicator) for indicator in mine if ref(indicator) not in kept)


def _versions(incoming: Sequence[Entity]) -> dict[str, int]:
    return {entity.id: entity.version for entity in incoming if isinstance(entity, Goal)}
