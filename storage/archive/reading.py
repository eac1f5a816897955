"""Reads an archive. It may come by mail from anybody, so nothing in it is trusted."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pydantic import TypeAdapter, ValidationError

from facilitation.clocks import Knowledge
from facilitation.events import Known, Ref, entity_from, ref_of
from facilitation.model import Difference, Entity, Workshop
from facilitation.model.agenda import PhaseTime
from storage.archive import checks
from storage.archive.format import (
    ENTITIES,
    FORMAT,
    KNOWN,
    MANIFEST,
    SCHEMA,
    Archive,
    ArchiveError,
    ToldKnowledge,
    ToldWorkshop,
    nameless,
    room_id,
)

# A hall of 5000 people fills a tenth of this.
MAX_BYTES = 60_000_000
MAX_ENTITIES = 100_000
MAX_LINE = 1_000_000
MAX_MANIFEST = 1_000_000
MAX_KNOWN = 20_000_000
MAX_FILES = 100  # in the zip; we write three
MAX_RATIO = 250  # ten thousand cards of the same words are packed 60 times smaller

_TOLD = TypeAdapter(list[ToldWorkshop])


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
    _check_all(entities)
    found, differences = _read_known(known, entities) if known else (None, [])
    return Archive([*entities, *differences], _phases(manifest, entities), found)


def _check_all(entities: Sequence[Entity]) -> None:
    try:
        checks.check_all(entities)
    except ValueError as error:
        raise ArchiveError("archive_broken", str(error)) from error


def _phases(manifest: dict[str, Any], entities: Sequence[Entity]) -> dict[str, tuple[PhaseTime, ...]]:
    """Of the workshops that are there; what else it names is forgotten."""
    told, here = manifest.get("workshops", []), {e.id: e for e in entities if isinstance(e, Workshop)}
    if not isinstance(told, list) or len(told) > checks.MAX_WORKSHOPS:
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
    return nameless(entity)


def _read_known(content: bytes, entities: Sequence[Entity]) -> tuple[dict[str, Knowledge], list[Difference]]:
    room_ids = {room_id(entity) for entity in entities}
    try:
        told = ToldKnowledge.model_validate_json(checks.told_in_few(content))
        known = {
            of: {Ref(type, id): Known(clocks, gone) for type, id, clocks, gone in found}
            for of, found in told.known.items()
            if of in room_ids
        }
        for found in known.values():
            checks.check_known(found, entities)
        checks.check_together(entities, told.differences)
    except (ValueError, RecursionError) as error:
        raise ArchiveError("archive_broken", str(error)) from error
    there = set(map(ref_of, entities))  # of anything else nobody could look at what may be chosen
    return known, [one for one in told.differences if Ref(one.of_type, one.of_id) in there]
