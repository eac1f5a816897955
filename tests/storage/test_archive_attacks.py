"""Archives with values that no command lets in: they would break documents or reach into links."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest

from facilitation.ids import new_id
from storage.archive import ENTITIES, MANIFEST, ArchiveError, read_archive, write_archive
from tests.builders import a_card, a_goal, a_workshop


def _lines() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    hall = a_workshop()
    a_card(hall)
    a_goal(hall)
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
        ("workshop", "phase_started_at", 2**53),
        ("contribution", "created_at", -(2**53)),
    ],
)
def test_a_value_that_no_command_lets_in_is_refused(kind: str, name: str, value: Any) -> None:
    manifest, entities = _lines()
    read_archive(_packed(manifest, entities))
    next(entity for entity in entities if entity["type"] == kind)[name] = value
    with pytest.raises(ArchiveError, match="archive_broken"):
        read_archive(_packed(manifest, entities))


def test_a_card_of_one_workshop_lies_in_no_group_of_another() -> None:
    manifest, entities = _lines()
    other = new_id(5)
    workshop = next(entity for entity in entities if entity["type"] == "workshop")
    group = next(entity for entity in entities if entity["type"] == "group")
    foreign = {**group, "id": new_id(6), "workshop_id": other}
    card = next(entity for entity in entities if entity["type"] == "contribution")
    card["group_id"] = foreign["id"]
    with pytest.raises(ArchiveError, match="archive_broken"):
        read_archive(_packed(manifest, [*entities, {**workshop, "id": other, "code": "ABCDEF"}, foreign]))


def test_an_archive_brings_no_voting_slips() -> None:
    """Whoever could bring in hashes of slips could bring in ballots."""
    manifest, entities = _lines()
    workshop = next(entity for entity in entities if entity["type"] == "workshop")
    sheet = {"type": "slips", "id": new_id(7), "version": 1, "workshop_id": workshop["id"]}
    with pytest.raises(ArchiveError, match="archive_broken"):
        read_archive(_packed(manifest, [*entities, {**sheet, "hashes": [], "count": 0, "created_at": 1}]))
