"""Archives with values that no command lets in: they would break documents or reach into links."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest

from facilitation.ids import new_id, translation_id
from storage.archive.format import ENTITIES, MANIFEST, ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from tests.builders import a_card, a_goal, a_workshop


def _lines() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    hall = a_workshop()
    a_card(hall)
    a_goal(hall, indicators=({"id": new_id(1), "name": "Plätze"},))
    with zipfile.ZipFile(BytesIO(write_archive(hall.state, None, 1))) as archive:
        lines = archive.read(ENTITIES).decode().strip().split("\n")
        return json.loads(archive.read(MANIFEST)), [json.loads(line) for line in lines]


def _packed(manifest: dict[str, Any], entities: list[dict[str, Any]]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, json.dumps({**manifest, "entities": len(entities)}))
        archive.writestr(ENTITIES, "\n".join(json.dumps(entity) for entity in entities))
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("workshop", "language", "../../etc"),
        ("workshop", "language", "x" * 2000),
        ("contribution", "language", '"><img src=x>'),
        ("goal", "language", "=1+1"),
        ("workshop", "dialogue_id", '" onclick="alert(1)'),
        ("workshop", "languages", ["de innerHTML=<img/src=x/onerror=alert(1)>"]),
        ("workshop", "languages", ["fr"] * 31),
        ("workshop", "languages", [""]),
        ("workshop", "stage_language", "fr onload=alert(1)"),
        ("workshop", "questions_in", {"fr innerHTML=<b>": {"write": "Quoi ?"}}),
        ("workshop", "phase_started_at", 2**53),
        ("group", "seats", 2**53),
        ("group", "seats", -3),
        ("contribution", "created_at", -(2**53)),
    ],
)
def test_a_value_that_no_command_lets_in_is_refused(kind: str, name: str, value: Any) -> None:
    manifest, entities = _lines()
    read(_packed(manifest, entities))
    next(entity for entity in entities if entity["type"] == kind)[name] = value
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, entities))


def test_whatever_number_a_command_once_let_in_travels() -> None:
    manifest, entities = _lines()
    of_type = {entity["type"]: entity for entity in entities}
    of_type["indicator"]["target_value"] = 1e30
    taken = {entity.type: entity for entity in read(_packed(manifest, entities)).entities}  # type: ignore[attr-defined]
    assert taken["indicator"].target_value == 1e30


@pytest.mark.parametrize(
    "phases",
    [
        "write",
        [{"phase": "party", "started_at": 1}],
        [{"phase": "write", "started_at": 2**60}],
        [{"phase": "write", "started_at": 1, "ended_at": -1}],
        [{"phase": "sort", "started_at": 2}, {"phase": "write", "started_at": 1}],
        [{"phase": "write", "started_at": 1}] * 1001,
    ],
)
def test_phases_are_those_that_a_workshop_can_have_had(phases: Any) -> None:
    manifest, entities = _lines()
    manifest["workshops"][0]["phases"] = [{"phase": "write", "started_at": 1}]
    assert len(read(_packed(manifest, entities)).phases) == 1
    manifest["workshops"][0]["phases"] = phases
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, entities))


def test_a_card_of_one_workshop_lies_in_no_group_of_another() -> None:
    manifest, entities = _lines()
    other = new_id(5)
    workshop = next(entity for entity in entities if entity["type"] == "workshop")
    group = next(entity for entity in entities if entity["type"] == "group")
    foreign = {**group, "id": new_id(6), "workshop_id": other}
    card = next(entity for entity in entities if entity["type"] == "contribution")
    card["group_id"] = foreign["id"]
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, [*entities, {**workshop, "id": other, "code": "ABCDEF"}, foreign]))


def test_an_archive_brings_no_voting_slips() -> None:
    """Whoever could bring in hashes of slips could bring in ballots."""
    manifest, entities = _lines()
    workshop = next(entity for entity in entities if entity["type"] == "workshop")
    sheet = {"type": "slips", "id": new_id(7), "version": 1, "workshop_id": workshop["id"]}
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, [*entities, {**sheet, "hashes": [], "count": 0, "created_at": 1}]))


@pytest.mark.parametrize(
    "values", [{"language": ""}, {"language": "fr x=y"}, {"id": new_id(8)}, {"text": ""}]
)
def test_a_translation_is_one_that_somebody_can_have_made(values: dict[str, Any]) -> None:
    """One per text and language, under the id that is derived from both: else there are two."""
    manifest, entities = _lines()
    card = next(entity for entity in entities if entity["type"] == "contribution")
    made = {
        "type": "translation",
        "id": translation_id(card["id"], "fr"),
        "version": 1,
        "workshop_id": card["workshop_id"],
        "of_id": card["id"],
        "language": "fr",
        "text": "Trop peu",
        "original_version": 1,
        "created_at": 1,
    }
    read(_packed(manifest, [*entities, made]))
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, [*entities, {**made, **values}]))
