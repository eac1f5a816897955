"""Workshops travel: an archive is a zip of a manifest and one entity per line, without secrets.

Left out are who wrote what, ballots of open votings (so the open votings too), tokens, voting
slips and the journal; of that, only how often each laptop changed what (see facilitation.clocks). Reading
trusts nothing: an archive may come by mail from anybody. It takes no more memory than a workshop could need.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, NamedTuple

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from facilitation.clocks import Knowledge
from facilitation.events import Known, Ref, entity_from, ref
from facilitation.model import (
    Contribution,
    Dialogue,
    Difference,
    Entity,
    Goal,
    Voting,
    Workshop,
)
from facilitation.model.agenda import PhaseTime
from facilitation.references import points
from facilitation.state import State
from storage import archive_checks as checks

FORMAT = "zielrunde"
SCHEMA = 3  # from 2 on rules are of their mode, from 3 on there is an agenda; what is older is read, too
MANIFEST, ENTITIES, KNOWN = "manifest.json", "entities.jsonl", "known.json"

# A hall of 5000 people fills a tenth of this.
MAX_BYTES = 60_000_000
MAX_ENTITIES = 100_000
MAX_LINE = 1_000_000
MAX_MANIFEST = 1_000_000
MAX_KNOWN = 20_000_000
MAX_WORKSHOPS = 1000
MAX_FILES = 100  # in the zip; we write three
MAX_RATIO = 250  # ten thousand cards of the same words are packed 60 times smaller

PROBLEMS = ("archive_foreign", "archive_newer", "archive_broken", "archive_too_large")


class _Told(BaseModel):
    """What the manifest says of a workshop, as far as it is read."""

    id: str
    phases: tuple[PhaseTime, ...] = ()


class _Known(BaseModel):
    """What the laptop knew that wrote it: room -> (type, id, clocks by part, gone)."""

    known: dict[str, list[tuple[str, str, dict[str, dict[str, int]], bool]]]
    differences: list[Difference] = Field(default_factory=list)


_TOLD = TypeAdapter(list[_Told])


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


# --- writing ----------------------------------------------------------------------------------


def write_archive(
    state: State,
    dialogue: Dialogue | None,
    at: int,
    phases: Sequence[PhaseTime] = (),
    known: Mapping[str, Knowledge] | None = None,
    differences: Iterable[Difference] = (),
) -> bytes:
    """A workshop, with its dialogue, as a zip. The same state makes the same entities, line by line.

    `phases`: when which phase ran. The journal that knows it stays here. `known`: by room, what this laptop
    knows of changes; `differences`: those of the dialogue.
    """
    entities = [*([dialogue] if dialogue else []), *map(checks.at_a_step, _travelling(state))]
    lines = [json.dumps(e.model_dump(mode="json"), ensure_ascii=False) for e in entities]
    manifest = _manifest(state.workshop, len(lines), at, phases)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
        archive.writestr(ENTITIES, "\n".join(lines) + "\n")
        if known is not None:
            archive.writestr(
                KNOWN, _as_known([*state.all(Difference), *differences], known).model_dump_json()
            )
    return file.getvalue()


def _travelling(state: State) -> Iterator[Entity]:
    for entity in sorted(state.entities(), key=ref):
        under_way = isinstance(entity, Voting) and entity.open
        if entity.travels and not under_way and not isinstance(entity, Difference):
            yield _nameless(entity)


def _nameless(entity: Entity) -> Entity:
    named = isinstance(entity, Contribution | Goal)
    return entity.model_copy(update={"author_id": None}) if named else entity


def _as_known(differences: list[Difference], known: Mapping[str, Knowledge]) -> _Known:
    """Programs of before read past it. What nobody changed since it was made needs no line."""
    told = {
        room_id: [(*at, *of) for at, of in sorted(found.items()) if _is_told(at, of)]
        for room_id, found in known.items()
    }
    return _Known(known=told, differences=sorted(differences, key=ref))


def _is_told(at: Ref, known: Known) -> bool:
    return at.type not in ("slips", "ballot") and (known.gone or any(known.clocks.values()))


def _manifest(workshop: Workshop, entities: int, at: int, phases: Sequence[PhaseTime]) -> dict[str, Any]:
    steps = {step.id for step in workshop.agenda}
    ran = [phase.model_dump() for phase in phases if phase.phase in steps][-checks.MAX_PHASES :]
    about = {"id": workshop.id, "title": workshop.title, "audience": workshop.audience, "phases": ran}
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "created": datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds"),
        "workshops": [about],
        "entities": entities,
    }


# --- reading ----------------------------------------------------------------------------------


def read(data: bytes) -> Archive:
    """Everything in an archive, each thing checked. For a thread of its own. Raises ArchiveError."""
    if data.count(b"PK\x01\x02") > MAX_FILES:  # each in the list of what is inside, which is read at once
        raise ArchiveError("archive_foreign", "more files than we write")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            manifest = _checked_manifest(_member(archive, MANIFEST, MAX_MANIFEST))
            entities = _entities(archive, manifest.get("entities"))
            known = _member(archive, KNOWN, MAX_KNOWN) if KNOWN in archive.namelist() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ArchiveError("archive_foreign", str(error)) from error
    except (zlib.error, OSError, ValueError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    checked = _checked(entities)
    found, differences = _read_known(known, checked) if known else (None, [])
    return Archive([*checked, *differences], _phases(manifest, checked), found)


def _phases(manifest: dict[str, Any], entities: Sequence[Entity]) -> dict[str, tuple[PhaseTime, ...]]:
    """Of the workshops that are there; what else it names is forgotten."""
    told, here = manifest.get("workshops", []), {e.id: e for e in entities if isinstance(e, Workshop)}
    if not isinstance(told, list) or len(told) > MAX_WORKSHOPS:
        raise ArchiveError("archive_broken", "workshops")
    try:
        known = [one for one in _TOLD.validate_python(told) if one.id in here]
        for workshop in known:
            checks.check_phases(workshop.phases, here[workshop.id])
    except ValueError as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return {workshop.id: workshop.phases for workshop in known}


def _opened(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    if name not in archive.namelist():
        raise ArchiveError("archive_foreign", f"no {name}")
    about = archive.getinfo(name)
    if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("archive_foreign", "packed in another way")
    return about


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One file, and no more of it than allowed, whatever its header claims."""
    with archive.open(_opened(archive, name)) as file:
        content = file.read(min(most, MAX_BYTES) + 1)
    if len(content) > min(most, MAX_BYTES):
        raise ArchiveError("archive_too_large", name)
    return content


def _entities(archive: zipfile.ZipFile, count: object) -> list[Entity]:
    """Line by line, so that what is packed tightly is put down before it is unpacked."""
    if not isinstance(count, int) or isinstance(count, bool):
        raise ArchiveError("archive_broken", "entities are not counted")
    if count > MAX_ENTITIES:
        raise ArchiveError("archive_too_large", f"{count} entities")
    packed, size, found = _opened(archive, ENTITIES), 0, list[Entity]()
    with archive.open(packed) as file:
        while line := file.readline(MAX_LINE + 1):
            size += len(line)
            ratio = size / max(1, packed.compress_size)
            if size > MAX_BYTES or len(line) > MAX_LINE or (size > MAX_LINE and ratio > MAX_RATIO):
                raise ArchiveError("archive_too_large", f"{size} bytes")
            if len(found) == MAX_ENTITIES:
                raise ArchiveError("archive_too_large", f"more than {MAX_ENTITIES} entities")
            found.append(_entity(line.decode("utf-8").rstrip("\n")))
    if len(found) != count:
        raise ArchiveError("archive_broken", "entities are missing")
    return found


def _checked_manifest(content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)
    except RecursionError as error:
        raise ArchiveError("archive_broken", "nested too deeply") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveError("archive_foreign", "another format")
    schema = manifest.get("schema")
    if isinstance(schema, bool) or (isinstance(schema, int) and schema < 1):
        raise ArchiveError("archive_broken", str(schema))
    if not isinstance(schema, int) or schema > SCHEMA:
        raise ArchiveError("archive_newer", str(schema))
    return manifest


def _entity(line: str) -> Entity:
    try:
        told = json.loads(line)
        entity = entity_from(told)
        if not entity.travels or isinstance(entity, Difference):
            raise ValueError("voting slips do not travel, differences not here")
        checks.check(entity, told)
    except (ValidationError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return _nameless(entity)


def _read_known(content: bytes, entities: Sequence[Entity]) -> tuple[dict[str, Knowledge], list[Difference]]:
    room_ids = {_room_id(entity) for entity in entities}
    try:
        told = _Known.model_validate_json(checks.told_in_few(content))
        known = {
            room_id: {Ref(type, id): Known(clocks, gone) for type, id, clocks, gone in found}
            for room_id, found in told.known.items()
            if room_id in room_ids
        }
        for found in known.values():
            checks.check_known(found, entities)
        checks.check_together(entities, told.differences)
    except (ValueError, RecursionError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    there = {ref(entity) for entity in entities}  # of anything else nobody could look at what may be chosen
    return known, [one for one in told.differences if Ref(one.of_type, one.of_id) in there]


def _checked(entities: list[Entity]) -> list[Entity]:
    """All belong together: no id twice, nothing points outside its workshop, no voting is open."""
    known = {ref(entity): _room_id(entity) for entity in entities}
    if len(known) != len(entities):
        raise ArchiveError("archive_broken", "an id twice")
    if not any(isinstance(entity, Workshop) for entity in entities):
        raise ArchiveError("archive_broken", "no workshop")
    begun = [entity.id for entity in entities if isinstance(entity, Workshop | Dialogue)]
    if len(begun) != len(set(begun)) or len(begun) > MAX_WORKSHOPS:
        raise ArchiveError("archive_broken", "a workshop that is a dialogue")
    codes = [entity.code for entity in entities if isinstance(entity, Workshop)]
    if len(codes) != len(set(codes)):
        raise ArchiveError("archive_broken", "two workshops behind one code")
    for entity in entities:
        if isinstance(entity, Voting) and entity.open:
            raise ArchiveError("archive_broken", "an open voting")
        room_id = _room_id(entity)
        if not all(any(known.get(at) == room_id for at in one_of) for one_of in points(entity)):
            raise ArchiveError("archive_broken", f"{ref(entity)} points to nothing")
    try:
        checks.check_together(entities)
    except ValueError as error:
        raise ArchiveError("archive_broken", str(error)) from error
    return entities


def _room_id(entity: Entity) -> str:
    return getattr(entity, "workshop_id", None) or entity.id
