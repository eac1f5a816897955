"""A dialogue's catalogue follows the fields of action of its workshops, whichever laptop they are on."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.events import Event
from facilitation.ids import new_id
from facilitation.model import FieldOfAction
from storage.archive.format import ENTITIES
from tests.app.live_hall import Server, serving
from tests.builders import an_id

DIALOGUE = an_id()


async def a_dialogue(server: Server) -> None:
    create = c.CreateDialogue(id=DIALOGUE, title="Integration gestalten", target_year=2030)
    await server.rooms.submit(DIALOGUE, create)


async def a_workshop(workplace: Workplace, *fields: str) -> str:
    room_id = new_id(1)
    names = {"dialogue_title": "Integration gestalten", "title": "Alle", "audience": "Alle"}
    create = c.CreateWorkshop(
        id=room_id,
        dialogue_id=DIALOGUE,
        code=workplace.rooms.new_code(),
        target_year=2030,
        groups=("Tisch 1",),
        fields=fields,
        **names,
    )
    await workplace.rooms.submit(room_id, create)
    return room_id


def names(workplace: Workplace) -> list[str]:
    (dialogue,) = workplace.rooms.dialogues()
    return [field.name for field in sorted(dialogue.catalogue.values(), key=lambda field: field.position)]


def field(workplace: Workplace, room_id: str, name: str) -> FieldOfAction:
    return next(one for one in workplace.rooms.state(room_id).all(FieldOfAction) if one.name == name)


async def rename(workplace: Workplace, room_id: str, old: str, new: str) -> None:
    await workplace.rooms.submit(room_id, c.ChangeField(id=field(workplace, room_id, old).id, name=new))


async def test_it_knows_what_is_made_added_and_renamed(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        workplace = server.workplace
        await a_dialogue(server)
        first = await a_workshop(workplace, "Wohnung", "Sprache")
        second = await a_workshop(workplace, "Wohnung")
        await workplace.rooms.submit(second, c.AddField(id=an_id(), name="Sport"))
        await rename(workplace, first, "Wohnung", "Wohnen")
        assert names(workplace) == ["Wohnung", "Sprache", "Sport"], "the other workshop still says so"
        await rename(workplace, second, "Wohnung", "Wohnen")
        assert names(workplace) == ["Wohnen", "Sprache", "Sport"]
        seq = workplace.rooms.state(DIALOGUE).seq
    async with serving(tmp_path) as server:
        assert server.rooms.state(DIALOGUE).seq == seq, "nothing is left to learn at the next start"


async def test_it_goes_back_with_a_name_that_is_taken_back(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await a_dialogue(server)
        room_id = await a_workshop(server.workplace, "Wohnung")
        await rename(server.workplace, room_id, "Wohnung", "Wohnen")
        assert names(server.workplace) == ["Wohnen"]
        await server.rooms.submit(room_id, c.Undo())
        assert names(server.workplace) == ["Wohnung"]


async def test_what_was_not_saved_with_a_field_is_made_up_at_the_next_start(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await a_workshop(server.workplace, "Wohnen")  # its dialogue is on no laptop yet
        await a_dialogue(server)
        assert names(server.workplace) == []
    async with serving(tmp_path) as server:
        assert names(server.workplace) == ["Wohnen"]


async def test_two_laptops_have_one_catalogue_once_they_have_met(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b:
        await a_dialogue(a)
        first = await a_workshop(a.workplace, "Wohnung", "Sprache")
        await b.archives.take_in(await a.archives.packed(first))
        second = await a_workshop(b.workplace, "Wohnung", "Sport")
        await rename(a.workplace, first, "Wohnung", "Wohnen")
        await a.rooms.submit(first, c.AddField(id=an_id(), name="Arbeit"))
        for _ in range(2):
            await b.archives.take_in(await a.archives.packed(first))
            await a.archives.take_in(await b.archives.packed(second))
        for workplace in (a.workplace, b.workplace):
            assert sorted(names(workplace)) == ["Arbeit", "Sport", "Sprache", "Wohnen"]
            assert field(workplace, first, "Wohnen").key == field(workplace, second, "Wohnung").key
        seqs = [server.rooms.state(DIALOGUE).seq for server in (a, b)]
        await b.archives.take_in(await a.archives.packed(first))
        await a.archives.take_in(await b.archives.packed(second))
        assert [server.rooms.state(DIALOGUE).seq for server in (a, b)] == seqs


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
        first = await a_workshop(a.workplace, "Wohnung")
        await b.archives.take_in(await a.archives.packed(first))
        second = await a_workshop(a.workplace, "Wohnen")
        await rename(b.workplace, first, "Wohnung", "Wohnen")
        await b.archives.take_in(of_before(await a.archives.packed(second)))
        key = field(b.workplace, first, "Wohnen").key
        assert field(b.workplace, second, "Wohnen").key == key
        await b.archives.take_in(of_before(await a.archives.packed(first)))
        assert field(b.workplace, first, "Wohnen").key == key
        assert names(b.workplace) == ["Wohnen"], "a catalogue does not go with an archive that knows none"


async def test_what_an_archive_once_brought_in_keeps_no_program_from_starting(tmp_path: Path) -> None:
    """Of longer names than anybody may type the laptop's own commands take as much as they may."""
    async with serving(tmp_path) as server:
        await a_dialogue(server)
        room_id = await a_workshop(server.workplace, "Wohnung")
        longer = {"name": "x" * 150, "key": an_id(), "version": 2}
        known = field(server.workplace, room_id, "Wohnung")
        put = known.model_copy(update=longer)
        await server.rooms.take_up(room_id, Event(name="archive_imported", puts=(put,), before=(known,)))
        (dialogue,) = server.rooms.dialogues()
        titled = dialogue.model_copy(update={"title": "y" * 150, "version": 2})
        renamed = Event(name="archive_imported", puts=(titled,), before=(dialogue,))
        await server.rooms.take_up(DIALOGUE, renamed)
    async with serving(tmp_path) as server:
        await server.rooms.follow(DIALOGUE)
        assert field(server.workplace, room_id, "x" * 150).id == put.id
        assert names(server.workplace) == ["Wohnung", "x" * 120]
        assert server.rooms.state(room_id).workshop.dialogue_title == "y" * 120
