"""Archives that were made to do harm: each gets a sentence, and nothing of it is taken in."""

from __future__ import annotations

import json
import tracemalloc
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.ids import new_id
from facilitation.model import Difference, Goal, Voting
from storage.archive.format import ENTITIES, KNOWN, MANIFEST, ArchiveError
from storage.archive.reading import read
from tests.app.live_hall import serving
from tests.builders import an_id
from tests.storage.archive.test_archive_limits import MEMORY, _packed, _told
from tests.storage.laptops import edit, two

DEEP = "[" * 100_000 + "]" * 100_000
HERE = "@here@"  # where a value stands that no JSON of ours would write


def _raw(manifest: dict[str, Any], entities: list[dict[str, Any]], known: object, value: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            MANIFEST, json.dumps({"entities": len(entities), **manifest}).replace(f'"{HERE}"', value)
        )
        lines = "\n".join(json.dumps(entity) for entity in entities)
        archive.writestr(ENTITIES, lines.replace(f'"{HERE}"', value))
        archive.writestr(KNOWN, json.dumps(known).replace(f'"{HERE}"', value))
    return file.getvalue()


VALUES = {
    "no number": "NaN",
    "endless": "-Infinity",
    "beyond all": "1e999",
    "digits": "9" * 5000,
    "half a letter": '"a\\ud800b"',
    "nothing": '"a\\u0000b"',
    "deep": DEEP,
    "objects": '{"a":' * 50_000 + "1" + "}" * 50_000,
}
PLACES = [
    *("contribution.text", "contribution.position", "contribution.id", "contribution.version"),
    *("workshop.title", "workshop.id", "workshop.code", "group.seats", "indicator.target_value"),
    *("manifest.entities", "manifest.schema", "known.count", "known.name"),
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("place", PLACES)
def test_a_value_that_is_none_is_refused_wherever_it_stands(place: str, value: str) -> None:
    manifest, entities = _told()
    room_id, card = manifest["workshops"][0]["id"], an_id()
    known: dict[str, Any] = {"known": {room_id: [["contribution", card, {"text": {"a": 1}}, False]]}}
    of, _, name = place.partition(".")
    match of, name:
        case "manifest", _:
            manifest[name] = HERE
        case "known", "count":
            known["known"][room_id][0][2] = {"text": {"a": HERE}}
        case "known", _:
            known["known"][room_id][0][1] = HERE
        case _:
            next(entity for entity in entities if entity["type"] == of)[name] = HERE
    with pytest.raises(ArchiveError):
        read(_raw(manifest, entities, known, VALUES[value]))


def test_a_list_of_files_without_end_is_not_read() -> None:
    manifest, entities = _told()
    file = BytesIO(_packed(manifest, entities))
    with zipfile.ZipFile(file, "a") as archive:
        for n in range(20_000):
            archive.writestr(f"{n}", "")
    data = file.getvalue()
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="archive_foreign"):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < MEMORY / 100
    finally:
        tracemalloc.stop()


def test_of_two_files_with_one_name_one_is_read_and_checked() -> None:
    manifest, entities = _told()
    file = BytesIO(_packed(manifest, entities))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr(ENTITIES, json.dumps(entities[0]))
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(file.getvalue())


def _knowing(entry: list[Any]) -> bytes:
    manifest, entities = _told()
    given = [entities[0]["id"] if part is HERE else part for part in entry]
    return _packed(manifest, entities, {"known": {manifest["workshops"][0]["id"]: [given]}})


@pytest.mark.parametrize(
    "entry",
    [
        ["contribution", an_id(), {"x" * 9_000_000: {"a": 1}}, False],
        ["contribution", an_id(), {"text": {"x" * 9_000_000: 1}}, False],
        ["contribution", "x" * 9_000_000, {"text": {"a": 1}}, False],
        ["workshop", an_id(), {"": {"a": 10**9}}, True],
        ["result", an_id(), {"": {"a": 10**9}}, True],
        [_told()[1][0]["type"], HERE, {"": {"a": 10**9}}, True],
    ],
    ids=["a part", "an opening", "an id", "a workshop goes", "a result goes", "there and gone"],
)
def test_nobody_knows_what_cannot_be(entry: list[Any]) -> None:
    with pytest.raises(ArchiveError, match="archive_broken"):
        read(_knowing(entry))


def _differing(count: int, **values: Any) -> bytes:
    """Of one card, and each of another pair of wordings."""
    manifest, entities = _told()
    card = next(entity for entity in entities if entity["type"] == "contribution")
    about = {"workshop_id": card["workshop_id"], "of_type": "contribution", "of_id": card["id"]}
    pairs = [
        {"type": "difference", "id": an_id(), "version": 1, **about, "part": "text"}
        | {"choices": ['["a", "", 1]', f'["{n}", "", 1]']}
        | values
        for n in range(count)
    ]
    return _packed(manifest, entities, {"known": {}, "differences": pairs})


def test_differences_are_as_many_as_somebody_can_settle_each_once() -> None:
    read(_differing(3))
    for hostile in (_differing(2001), _differing(2, id=an_id())):
        with pytest.raises(ArchiveError, match="archive_broken"):
            read(hostile)


def test_what_may_be_chosen_for_something_that_is_not_in_it_is_left_out() -> None:
    """It might be here; and nobody could have looked at what it would become."""
    found = read(_differing(1, of_id=an_id(), choices=['["a", "", 1]', json.dumps(["x" * 5000, "", 1])]))
    assert not any(isinstance(entity, Difference) for entity in found.entities)


def test_a_workshop_is_no_dialogue() -> None:
    manifest, entities = _told()
    workshop = next(entity for entity in entities if entity["type"] == "workshop")
    dialogue = {"type": "dialogue", "id": workshop["id"], "version": 1, "title": "Dialog", "host": ""}
    with pytest.raises(ArchiveError, match="a workshop that is a dialogue"):
        both = [*entities, {**dialogue, "target_year": 2030, "created_at": 1}]
        read(_packed({**manifest, "entities": len(both)}, both))


def test_no_two_workshops_have_one_code() -> None:
    """They are compared with what is here before the first of them is taken in."""
    manifest, entities = _told()
    other = {**next(one for one in entities if one["type"] == "workshop"), "id": an_id()}
    with pytest.raises(ArchiveError, match="two workshops behind one code"):
        read(_packed({**manifest, "entities": len(entities) + 1}, [*entities, other]))


async def test_nor_is_it_one_that_is_here(tmp_path: Path) -> None:
    manifest, entities = _told()
    async with serving(tmp_path) as server:
        await server.open_workshop()
        taken = server.rooms.state(server.room_id).workshop.dialogue_id
        create = c.CreateDialogue(id=taken, title="Dialog", target_year=2030)
        await server.rooms.submit(taken, create)
        text = json.dumps(entities).replace(manifest["workshops"][0]["id"], taken)
        with pytest.raises(ArchiveError, match="archive_broken"):
            await server.archives.take_in(_packed({**manifest, "workshops": []}, json.loads(text)))
        assert [w.id for w in server.rooms.workshops()] == [server.room_id]


async def test_what_is_refused_is_refused_as_a_whole(tmp_path: Path) -> None:
    """While people vote, not even the dialogue's new title comes in; and no empty room is left of it."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b:
        await a.open_workshop("vote")
        dialogue = a.rooms.state(a.room_id).workshop.dialogue_id
        await a.rooms.submit(dialogue, c.CreateDialogue(id=dialogue, title="Dialog", target_year=2030))
        await a.rooms.submit(a.room_id, c.ProposeGoal(id=(goal := new_id(1)), text="Ein Ziel"))
        await b.archives.take_in(await a.archives.packed(a.room_id))
        (now,) = b.rooms.dialogues()
        change = c.ChangeDialogue(id=dialogue, version=now.version, title="Neuer Titel", target_year=2030)
        await b.rooms.submit(dialogue, change)
        await b.rooms.submit(a.room_id, c.ProposeGoal(id=new_id(2), text="Noch ein Ziel"))
        opened = c.OpenVoting(id=new_id(3), question="Was zuerst?", option_ids=(goal,))
        await a.rooms.submit(a.room_id, opened)
        with pytest.raises(Refused, match="voting_open"):
            await a.archives.take_in(await b.archives.packed(a.room_id))
        assert [found.title for found in a.rooms.dialogues()] == ["Dialog"]
        assert (
            len(list(a.rooms.state(a.room_id).all(Goal)))
            == len(list(a.rooms.state(a.room_id).all(Voting)))
            == 1
        )
        with pytest.raises(ArchiveError):
            await a.archives.take_in(_differing(2001))
        assert not any(a.rooms.knows(w["id"]) for w in _told()[0]["workshops"])


def test_ones_own_archive_is_never_refused_for_what_was_settled() -> None:
    a, b = two()
    for n in range(3):
        edit(a, f"A{n}")
        edit(b, f"B{n}")
        a.meets(b)
        read(a.packed())
