"""Archives that ask for too much, or hold what no command lets in."""

from __future__ import annotations

import asyncio
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from facilitation import commands as c
from facilitation.events import Decision, Event, ref_of
from facilitation.ids import new_id
from storage.archive.format import ENTITIES, KNOWN, MANIFEST, SCHEMA, ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from tests.app.live_hall import serving
from tests.builders import a_card, a_cluster, a_goal, a_voting, a_workshop, an_id, cast, close

Entities = dict[str, dict[str, Any]]


def _told(**values: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    hall = a_workshop()
    a_card(hall)
    goal = a_goal(hall, indicators=({"id": new_id(1), "name": "Plätze"},))
    voting = a_voting(hall, goal)
    cast(hall, voting, hall.joined(), {goal: 1})
    close(hall, voting)
    with zipfile.ZipFile(BytesIO(write_archive(hall.state, None, 1, known={}))) as archive:
        lines = archive.read(ENTITIES).decode().strip().split("\n")
        return {**json.loads(archive.read(MANIFEST)), **values}, [json.loads(line) for line in lines]


def _packed(manifest: dict[str, Any], entities: list[dict[str, Any]], known: object = None) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps({"entities": len(entities), **manifest}))
        archive.writestr(ENTITIES, "\n".join(json.dumps(entity) for entity in entities))
        if known is not None:
            archive.writestr(KNOWN, json.dumps(known))
    return file.getvalue()


WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "card limit below nothing": ("workshop", lambda e: e.update(card_limit=-5)),
    "no card limit": ("workshop", lambda e: e.update(card_limit=0)),
    "a long card": ("workshop", lambda e: e.update(card_limit=10**6)),
    "year 0": ("workshop", lambda e: e.update(target_year=0)),
    "year of a planet": ("goal", lambda e: e.update(target_year=10**12)),
    "year of an indicator": ("indicator", lambda e: e.update(base_year=-2000)),
    "fewer than nobody": ("workshop", lambda e: e.update(expected=-5)),
    "a script for a date": ("workshop", lambda e: e.update(date="javascript:alert(1)")),
    "a day that is none": ("workshop", lambda e: e.update(date="2026-02-30")),
    "a key that is none": ("field", lambda e: e.update(key="wohnen")),
    "a language of nobody": ("workshop", lambda e: e.update(language="xx")),
    "no language": ("workshop", lambda e: e.update(language="")),
    "a second language of nobody": ("workshop", lambda e: e.update(stage_language="xx")),
    "languages of nobody": ("workshop", lambda e: e.update(languages=["xx"])),
    "made-up phases": ("workshop", lambda e: e.update(questions={f"party{n}": "?" for n in range(9)})),
    "a made-up phase": ("workshop", lambda e: e.update(questions={"party": "Wo?"})),
    "no step": ("workshop", lambda e: e.update(agenda=[])),
    "a step twice": ("workshop", lambda e: e.update(agenda=e["agenda"] * 2)),
    "a step of no kind": ("workshop", lambda e: e["agenda"][3].update(kind="tea")),
    "a step of no time": ("workshop", lambda e: e["agenda"][3].update(minutes=0)),
    "a step that nobody can name": ("workshop", lambda e: e["agenda"][3].update(id="javascript:")),
    "a running step that is none": ("workshop", lambda e: e.update(phase="tea")),
    "a title of two lines": ("workshop", lambda e: e["agenda"][3].update(title="a\nb")),
    "too many steps": (
        "workshop",
        lambda e: e["agenda"].extend({"id": f"s{n}", "kind": "write", "minutes": 5} for n in range(50)),
    ),
    "a made-up phase elsewhere": ("workshop", lambda e: e.update(questions_in={"ar": {"party": "Wo?"}})),
    "a phase with a line end": ("workshop", lambda e: e.update(phase="write\n")),
    "an empty title": ("workshop", lambda e: e.update(title="")),
    "a blank title": ("workshop", lambda e: e.update(title="\u2800")),
    "a long title": ("workshop", lambda e: e.update(title="x" * 201)),
    "an empty card": ("contribution", lambda e: e.update(text="")),
    "a blank card": ("contribution", lambda e: e.update(text="\u3164")),
    "an empty goal": ("goal", lambda e: e.update(text="")),
    "table -1": ("group", lambda e: e.update(number=-1)),
    "table 0": ("group", lambda e: e.update(number=0)),
    "a table without a name": ("group", lambda e: e.update(name="")),
    "a table of a thousand": ("group", lambda e: e.update(seats=1000)),
    "points below nothing": ("voting", lambda e: e["rules"].update(points=-3)),
    "points without end": ("voting", lambda e: e["rules"].update(points=10**9)),
    "no options": ("voting", lambda e: e.update(option_ids=[])),
    "a voting without a question": ("voting", lambda e: e.update(question="")),
    "marks without end": ("ballot", lambda e: e.update(marks=dict.fromkeys(e["marks"], 10**9))),
    "marks below nothing": ("ballot", lambda e: e.update(marks=dict.fromkeys(e["marks"], -1))),
    "more marks than points": ("ballot", lambda e: e.update(marks=dict.fromkeys(e["marks"], 999))),
    "a result of no voting": ("result", lambda e: e.update(id=an_id())),
    "a result below nothing": ("result", lambda e: e.update(ballots=-1)),
    "more paper than ballots": ("result", lambda e: e.update(paper_ballots=9)),
    "rank 0": ("result", lambda e: e["rows"][0].update(rank=0)),
    "a reason with a control character": ("contribution", lambda e: e.update(hidden="a\x00b")),
    "a card longer than any": ("contribution", lambda e: e.update(text="x" * 1001)),
    "a goal longer than any": ("goal", lambda e: e.update(text="x" * 501)),
    "a table's name without end": ("group", lambda e: e.update(name="x" * 121)),
    "a field's name without end": ("field", lambda e: e.update(name="x" * 121)),
    "a title longer than its line": ("workshop", lambda e: e.update(title="x" * 121)),
    "a dialogue's title without end": ("workshop", lambda e: e.update(dialogue_title="x" * 121)),
    "a dialogue without a title": ("workshop", lambda e: e.update(dialogue_title="")),
    "nobody who is addressed": ("workshop", lambda e: e.update(audience="")),
    "a question longer than any": ("voting", lambda e: e.update(question="x" * 301)),
    "no question in Arabic": ("voting", lambda e: e.update(questions_in={"ar": ""})),
    "an indicator without a name": ("indicator", lambda e: e.update(name="")),
    "a place beyond all numbers": ("contribution", lambda e: e.update(position=1e300)),
    "one option twice": ("voting", lambda e: e.update(option_ids=e["option_ids"] * 2)),
    "ballots without end": ("result", lambda e: e.update(ballots=10**9)),
    "fewer ballots than there are": ("result", lambda e: e.update(ballots=0)),
    "points that nobody gave": ("result", lambda e: e["rows"][0].update(value=10**9)),
    "people who gave nothing": ("result", lambda e: e["rows"][0].update(voters=10**9)),
    "a rank behind nobody": ("result", lambda e: e["rows"][0].update(rank=77)),
    "more points on paper": ("result", lambda e: e["rows"][0].update(detail={"paper": 5})),
    "more given than there was": ("result", lambda e: e["detail"].update(given=9)),
    "other points to give": ("result", lambda e: e["detail"].update(available=9)),
    "a result of no options": ("result", lambda e: e.update(rows=[])),
    "a close at no moment": ("voting", lambda e: e.update(closed_at=None)),
    "an empty ballot instead": ("ballot", lambda e: e.update(marks={})),
    "a paper ballot that nobody counted": ("ballot", lambda e: e.update(paper=True)),
    "a stage beyond its sizes": ("workshop", lambda e: e.update(stage_view="party")),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_no_command_lets_in_no_archive_brings(name: str) -> None:
    manifest, entities = _told()
    read(_packed(manifest, entities))
    kind, spoil = WRONG[name]
    spoil(next(entity for entity in entities if entity["type"] == kind))
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, entities))


def test_two_tables_of_one_number_are_refused() -> None:
    manifest, entities = _told()
    for entity in entities:
        if entity["type"] == "group":
            entity["number"] = 1
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, entities))


@pytest.mark.parametrize("gone", ["ballot", "result"])
def test_a_voting_comes_with_its_ballots_and_its_result(gone: str) -> None:
    manifest, entities = _told()
    del manifest["entities"]
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, [entity for entity in entities if entity["type"] != gone]))


def test_a_cluster_has_a_short_heading() -> None:
    hall = a_workshop()
    cluster = a_cluster(hall, "x" * 80)
    read(write_archive(hall.state, None, 1))
    hall.state.put(cluster.model_copy(update={"name": "x" * 81}))
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(write_archive(hall.state, None, 1))


def test_a_workshop_has_a_table() -> None:
    hall = a_workshop(groups=1)
    read(write_archive(hall.state, None, 1))
    hall.state.apply(Decision(Event(name="group_removed", drops=(ref_of(hall.group()),))))
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(write_archive(hall.state, None, 1))


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        *[
            (0, "archive_broken"),
            (-1, "archive_broken"),
            (True, "archive_broken"),
            (SCHEMA + 1, "archive_newer"),
        ],
        *[(None, "archive_newer"), ("1", "archive_newer"), (1.5, "archive_newer")],
    ],
)
def test_a_schema_is_a_number_that_there_is(schema: object, code: str) -> None:
    with pytest.raises(ArchiveError, match=code):
        read(_packed(*_told(schema=schema)))


KNOWN_WRONG: list[dict[str, dict[str, int]]] = [
    {"text": {"a": 10**12}},
    {"text": {"a": -1}},
    {"text": {f"opening{n}": 1 for n in range(10_001)}},
    {f"part{n}": {"a": 1} for n in range(2001)},
]


@pytest.mark.parametrize("clocks", KNOWN_WRONG)
def test_a_laptop_knows_only_what_it_can_know(clocks: dict[str, dict[str, int]]) -> None:
    manifest, entities = _told()
    card = next(entity for entity in entities if entity["type"] == "contribution")
    told = {card["workshop_id"]: [("contribution", card["id"], clocks, False)]}
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_packed(manifest, entities, {"known": told}))
    for broken in ({"known": []}, {"known": {card["workshop_id"]: [["x"]]}}, [], 7):
        with pytest.raises(ArchiveError, match="archive_broken"):
            read(_packed(manifest, entities, broken))


def test_workshops_that_are_not_in_it_are_forgotten() -> None:
    manifest, entities = _told()
    manifest["workshops"] += [{"id": an_id(), "phases": [{"phase": "party", "started_at": 1}]}] * 10
    assert list(read(_packed(manifest, entities)).phases) == [manifest["workshops"][0]["id"]]


def _hostile(name: str) -> bytes:
    manifest, entities = _told()
    match name:
        case "many workshops":
            return _packed({**manifest, "workshops": [{"id": ""}] * 1_200_000}, entities)
        case "thousands of workshops":
            return _packed({**manifest, "workshops": [{"id": "x"}] * 1001}, entities)
        case "a manifest of zeros":
            return _packed({**manifest, "title": "0" * 90_000_000}, entities)
        case "a card of zeros":
            return _packed(manifest, [*entities, {**entities[0], "text": "0" * 90_000_000}])
        case "more lines than it says":
            return _packed({**manifest, "entities": 1}, [entities[0]] * 30_000)
        case "more entities than any hall has":
            return _packed({**manifest, "entities": 6_000_000}, entities)
        case "lines without end":
            return _zipped(manifest, b"\n" * 80_000_000)
        case "brackets":
            return _zipped(manifest, b"[" * 900_000)
        case "knowledge without end":
            return _packed(manifest, entities, {"known": {"x": [["a", "b", {}, False]] * 2_000_000}})
        case "knowledge of more than anybody changes":
            clocks = {"text": {f"{n:x}": 1 for n in range(1500)}}
            known = [["contribution", an_id(), clocks, False] for _ in range(1200)]
            return _packed(manifest, entities, {"known": {entities[0]["workshop_id"]: known}})
    raise KeyError(name)


def _zipped(manifest: dict[str, Any], lines: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps({**manifest, "entities": 10}))
        archive.writestr(ENTITIES, lines)
    return file.getvalue()


HOSTILE = [
    *("many workshops", "thousands of workshops", "a manifest of zeros", "a card of zeros"),
    *("more lines than it says", "more entities than any hall has", "lines without end", "brackets"),
    *("knowledge without end", "knowledge of more than anybody changes"),
]
MEMORY = 120_000_000  # bytes: it once took a thousand million


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_packed_tightly_is_put_down_before_it_fills_the_memory(name: str) -> None:
    data = _hostile(name)
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError) as caught:
            read(data)
        assert caught.value.code in ("archive_broken", "archive_too_large")
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


async def test_a_hall_goes_on_while_an_archive_is_read(tmp_path: Path) -> None:
    """Every step of it is beside the loop, or in commits of a hundred."""
    hall = a_workshop()
    for n in range(1000):
        hall.ask(c.PostContribution(id=an_id(), kind="strength", text=f"Karte {n}"))
    large = write_archive(hall.state, None, 1, known={})
    async with serving(tmp_path) as server:
        await server.open_workshop()
        for name in HOSTILE:
            await _turns_during(server.archives.take_in(_hostile(name)), ok=False)
        assert await _turns_during(server.archives.take_in(large), ok=True) >= 10, "one for each commit"
        assert {w.title for w in server.rooms.workshops()} == {
            "Ehrenamtliche",
            hall.state.workshop.title,
        }


async def _turns_during(deed: Any, *, ok: bool) -> int:
    task, turns = asyncio.ensure_future(deed), 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0.001)
    assert (task.exception() is None) == ok, task.exception()
    return turns
