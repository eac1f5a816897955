"""What an archive may bring leaves room: whatever is done here afterwards, this laptop's own can be read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from facilitation.catalogue import update
from facilitation.errors import Refused
from facilitation.limits import CHANGES_LIMIT, COUNT_LIMIT, LAST_MOMENT, OPENINGS_LIMIT
from facilitation.model import CatalogueField, Dialogue, Goal
from facilitation.model.agenda import PhaseTime
from storage.archive.checks import MAX_PHASES
from storage.archive.format import ENTITIES, KNOWN, MANIFEST, ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from tests.builders import Hall, a_voting, a_workshop, an_id, cast, close
from tests.storage.actions import ACTIONS, do
from tests.storage.archive.test_archive_limits import _packed
from tests.storage.laptops import Laptop, edit, two

LARGE = (COUNT_LIMIT, 253_402_300_799_999, LAST_MOMENT, CHANGES_LIMIT, 10**6)
Lines = list[dict[str, Any]]


def _told(laptop: Laptop) -> tuple[dict[str, Any], Lines, dict[str, Any]]:
    with zipfile.ZipFile(BytesIO(laptop.packed())) as archive:
        lines = [json.loads(line) for line in archive.read(ENTITIES).decode().strip().split("\n")]
        return json.loads(archive.read(MANIFEST)), lines, json.loads(archive.read(KNOWN))


def _is_taken(manifest: dict[str, Any], lines: Lines, known: object = None) -> bool:
    try:
        read(_packed(manifest, lines, known))
    except ArchiveError:
        return False
    return True


def _with_largest(manifest: dict[str, Any], lines: Lines) -> set[str]:
    """Puts the largest number that may come in wherever there is one. The names of these fields."""
    found = set()
    for entity in lines:
        for name, value in entity.items():
            if isinstance(value, bool) or not (isinstance(value, int | float) or name == "timer_ends_at"):
                continue
            for large in LARGE:
                entity[name] = large
                if _is_taken(manifest, lines):
                    found.add(name)
                    break
            else:
                entity[name] = value
    return found


def _here(data: bytes) -> Laptop:
    laptop = Laptop(Hall())
    laptop.takes(data)
    return laptop


def _done(laptop: Laptop, n: int, m: int) -> Iterator[str]:
    for what in ACTIONS:
        try:
            do(laptop, what, n, m, "Anders")
        except (Refused, AttributeError):  # there is nothing of the kind, or it is not allowed now
            continue
        yield what


def _full_hall() -> Laptop:
    laptop, _ = two()
    edit(laptop, "Die Lotsen")
    do(laptop, "translate", 0, 0, "x")
    goal = next(laptop.hall.state.all(Goal))
    voting = a_voting(laptop.hall, goal)
    cast(laptop.hall, voting, laptop.hall.joined(), {goal: 1})
    close(laptop.hall, voting)
    return laptop


@pytest.mark.parametrize("is_told", [True, False])
def test_after_the_largest_numbers_that_may_come_in_anything_may_be_done(is_told: bool) -> None:
    """`is_told`: what is known of changes; archives of before tell nothing of it."""
    manifest, lines, known = _told(_full_hall())
    found = _with_largest(manifest, lines)
    assert {"version", "text_version", "number", "position", "phase_started_at"} <= found
    laptop = _here(_packed(manifest, lines, known if is_told else None))
    there = laptop.copy()
    edit(laptop, "Hier")
    edit(there, "Dort")
    there.meets(laptop)
    for n, m in ((0, 5), (1, 4), (2, 0)):
        assert {"title", "table"} <= {*_done(laptop, n, m)}
        read(laptop.packed())


def test_after_as_many_changes_as_anybody_makes_one_more_may_be_made() -> None:
    laptop, there = two()
    edit(laptop, "Hier")
    edit(there, "Dort")
    manifest, lines, known = _told(there)
    for *_, clocks, _gone in known["known"][laptop.hall.state.workshop.id]:
        for clock in clocks.values():
            clock |= {laptop.hall.state.opening: CHANGES_LIMIT}
            clock |= {f"~~{n}": 1 for n in range(OPENINGS_LIMIT - len(clock))}
    laptop.takes(_packed(manifest, lines, known))
    read(laptop.packed())
    edit(laptop, "Und wieder hier")
    read(laptop.packed())


def test_however_often_its_step_changed_a_workshop_leaves_again() -> None:
    hall = two()[0].hall
    ran = [PhaseTime(phase="write", started_at=n) for n in range(MAX_PHASES + 1)]
    archive = read(write_archive(hall.state, None, 1, ran))
    assert archive.phases == {hall.state.workshop.id: tuple(ran[1:])}


def test_behind_the_last_position_there_are_fields_in_a_catalogue() -> None:
    hall, key = a_workshop(), an_id()
    last = {key: CatalogueField(name="Zuletzt", position=COUNT_LIMIT)}
    dialogue = Dialogue(id=an_id(), title="Dialog", target_year=2030, created_at=1, catalogue=last)
    news = update(dialogue, [hall.state])
    assert news is not None and len(news.fields) > 1
    assert {entry.position for entry in news.fields.values()} == {COUNT_LIMIT}
