"""A dialogue's catalogue follows the fields of action of its workshops, whichever laptop they are on."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

from app.workplace.archives import packed, take_in
from app.workplace.workplace import Hall
from facilitation import commands as c
from facilitation.ids import new_id
from facilitation.model import FieldOfAction
from storage.archive import ENTITIES
from tests.app.live import Server, serving
from tests.builders import an_id

DIALOGUE = an_id()


async def a_dialogue(server: Server) -> None:
    create = c.CreateDialogue(id=DIALOGUE, title="Integration gestalten", target_year=2030)
    await server.hall.submit(DIALOGUE, create)


async def a_workshop(hall: Hall, *fields: str) -> str:
    scope = new_id(1)
    names = {"dialogue_title": "Integration gestalten", "title": "Alle", "audience": "Alle"}
    create = c.CreateWorkshop(
        id=scope,
        dialogue_id=DIALOGUE,
        code=hall.new_code(),
        target_year=2030,
        groups=("Tisch 1",),
        fields=fields,
        **names,
    )
    await hall.submit(scope, create)
    return scope


def names(hall: Hall) -> list[str]:
    (dialogue,) = hall.dialogues()
    return [field.name for field in sorted(dialogue.catalogue.values(), key=lambda field: field.position)]


def field(hall: Hall, scope: str, name: str) -> FieldOfAction:
    return next(one for one in hall.state(scope).all(FieldOfAction) if one.name == name)


async def rename(hall: Hall, scope: str, old: str, new: str) -> None:
    await hall.submit(scope, c.ChangeField(id=field(hall, scope, old).id, name=new))


async def test_it_knows_what_is_made_added_and_renamed(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        hall = server.hall
        await a_dialogue(server)
        first = await a_workshop(hall, "Wohnung", "Sprache")
        second = await a_workshop(hall, "Wohnung")
        await hall.submit(second, c.AddField(id=an_id(), name="Sport"))
        await rename(hall, first, "Wohnung", "Wohnen")
        assert names(hall) == ["Wohnung", "Sprache", "Sport"], "the other workshop still says so"
        await rename(hall, second, "Wohnung", "Wohnen")
        assert names(hall) == ["Wohnen", "Sprache", "Sport"]
        seq = hall.state(DIALOGUE).seq
    async with serving(tmp_path) as server:
        assert server.hall.state(DIALOGUE).seq == seq, "nothing is left to learn at the next start"


async def test_it_goes_back_with_a_name_that_is_taken_back(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await a_dialogue(server)
        scope = await a_workshop(server.hall, "Wohnung")
        await rename(server.hall, scope, "Wohnung", "Wohnen")
        assert names(server.hall) == ["Wohnen"]
        await server.hall.submit(scope, c.Undo())
        assert names(server.hall) == ["Wohnung"]


async def test_what_was_not_saved_with_a_field_is_made_up_at_the_next_start(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await a_workshop(server.hall, "Wohnen")  # its dialogue is on no laptop yet
        await a_dialogue(server)
        assert names(server.hall) == []
    async with serving(tmp_path) as server:
        assert names(server.hall) == ["Wohnen"]


async def test_two_laptops_have_one_catalogue_once_they_have_met(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b:
        await a_dialogue(a)
        first = await a_workshop(a.hall, "Wohnung", "Sprache")
        await take_in(b.hall, await packed(a.hall, first))
        second = await a_workshop(b.hall, "Wohnung", "Sport")
        await rename(a.hall, first, "Wohnung", "Wohnen")
        await a.hall.submit(first, c.AddField(id=an_id(), name="Arbeit"))
        for _ in range(2):
            await take_in(b.hall, await packed(a.hall, first))
            await take_in(a.hall, await packed(b.hall, second))
        for hall in (a.hall, b.hall):
            assert sorted(names(hall)) == ["Arbeit", "Sport", "Sprache", "Wohnen"]
            assert field(hall, first, "Wohnen").key == field(hall, second, "Wohnung").key
        seqs = [server.hall.state(DIALOGUE).seq for server in (a, b)]
        await take_in(b.hall, await packed(a.hall, first))
        await take_in(a.hall, await packed(b.hall, second))
        assert [server.hall.state(DIALOGUE).seq for server in (a, b)] == seqs


def of_before(archive: bytes) -> bytes:
    """As a program would have written it that knows neither keys nor catalogues."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as new, zipfile.ZipFile(file, "w") as old:
        for name in new.namelist():
            content = new.read(name)
            if name == ENTITIES:
                entities = [json.loads(line) for line in content.decode().splitlines()]
                left = [{k: v for k, v in e.items() if k not in ("key", "catalogue")} for e in entities]
                content = "".join(json.dumps(entity) + "\n" for entity in left).encode()
            old.writestr(name, content)
    return file.getvalue()


async def test_an_archive_of_before_finds_its_fields_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b:
        await a_dialogue(a)
        first = await a_workshop(a.hall, "Wohnung")
        await take_in(b.hall, await packed(a.hall, first))
        second = await a_workshop(a.hall, "Wohnen")
        await rename(b.hall, first, "Wohnung", "Wohnen")
        await take_in(b.hall, of_before(await packed(a.hall, second)))
        key = field(b.hall, first, "Wohnen").key
        assert field(b.hall, second, "Wohnen").key == key
        await take_in(b.hall, of_before(await packed(a.hall, first)))
        assert field(b.hall, first, "Wohnen").key == key
        assert names(b.hall) == ["Wohnen"], "a catalogue does not go with an archive that knows none"
