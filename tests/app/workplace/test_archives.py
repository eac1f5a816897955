"""A workshop travels to another laptop, twice, and meets a workshop there that has its code."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from typing import Any

import pytest

from app.workplace import archives, rooms
from app.workplace.rooms import Rooms
from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.events import Actor, Event, Role
from facilitation.ids import new_id
from facilitation.model import Contribution, Dialogue, Kind
from facilitation.model.agenda import PhaseTime
from facilitation.undecided import pairs
from storage.archive.reading import read
from tests.app.live_hall import Device, Server, serving


async def test_a_workshop_travels_and_travelling_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await here.open_workshop()
        phone = await (await Device.connected(here)).seated()
        await phone.post("Der letzte Bus fährt um 18 Uhr.")
        archive = await here.archives.packed(here.room_id)
        (workshop,) = (await there.archives.take_in(archive)).workshops
        room = await there.rooms.room(here.room_id)
        seq = room.state.seq
        assert [card.text for card in room.state.all(Contribution)] == ["Der letzte Bus fährt um 18 Uhr."]
        assert workshop.code == here.code
        await there.archives.take_in(archive)
        assert room.state.seq == seq
        there.code = workshop.code
        reader = await Device.connected(there, "stage")
        assert "18 Uhr" in str(await reader.snapshot(reader.frames[0]["snapshot"]))


async def test_a_code_that_is_taken_here_is_drawn_anew(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        there.code = here.code
        await here.open_workshop()
        await there.open_workshop()
        (workshop,) = (await there.archives.take_in(await here.archives.packed(here.room_id))).workshops
        assert workshop.code != here.code
        assert there.rooms.room_id_of(here.code) == there.room_id
        assert there.rooms.room_id_of(workshop.code) == here.room_id


async def test_what_is_written_while_an_archive_comes_in_is_not_overwritten(tmp_path: Path) -> None:
    """Both are asked for at once, so they are decided in one batch."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await here.open_workshop()
        phone = await (await Device.connected(here)).seated()
        card = new_id(1)
        await phone.post("Der letzte Bus fährt um 18 Uhr.", id=card)
        await there.archives.take_in(await here.archives.packed(here.room_id))
        edit = c.EditContribution(id=card, version=1, kind=Kind.WEAKNESS, text="Im Büro")
        await there.rooms.submit(here.room_id, edit)
        room, incoming = (
            await here.rooms.room(here.room_id),
            await there.archives.packed(here.room_id),
        )
        said, actor = edit.model_copy(update={"text": "Im Saal"}), Actor(role=Role.MODERATOR)
        saved, _ = await asyncio.gather(
            room.submit("in-the-hall", said, actor), here.archives.take_in(incoming)
        )
        assert saved.type == "ack"
        (pair,) = pairs(room.state)
        assert {value[0] for value in pair.values} == {"Im Saal", "Im Büro"}


async def test_an_archive_knows_of_nothing_that_is_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody edits a card while the archive is written: the journal is ahead of what was packed."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await here.open_workshop()
        phone = await (await Device.connected(here)).seated()
        card = new_id(1)
        await phone.post("Der letzte Bus fährt um 18 Uhr.", id=card)
        before = here.rooms.state(here.room_id).copy()
        edit = c.EditContribution(id=card, version=1, kind=Kind.WEAKNESS, text="Um 19 Uhr")
        await here.rooms.submit(here.room_id, edit)
        with monkeypatch.context() as earlier:
            earlier.setattr(here.rooms, "state", lambda room_id: before)
            archive = await here.archives.packed(here.room_id)
        await there.archives.take_in(archive)
        await there.archives.take_in(await here.archives.packed(here.room_id))
        state = there.rooms.state(here.room_id)
        assert [card.text for card in state.all(Contribution)] == ["Um 19 Uhr"]
        assert not list(pairs(state))


async def test_a_workshop_that_is_deleted_while_it_is_compared_comes_back_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its new card would be taken in, into no workshop."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await here.open_workshop()
        await there.archives.take_in(await here.archives.packed(here.room_id))
        await here.rooms.submit(
            here.room_id, c.PostContribution(id=new_id(1), kind=Kind.STRENGTH, text="Neu")
        )
        archive, compared = await here.archives.packed(here.room_id), archives._compared

        async def compared_and_deleted(rooms: Rooms, room_id: str, *given: Any) -> Event | None:
            event = await compared(rooms, room_id, *given)
            if room_id == here.room_id and rooms.knows(room_id):
                await rooms.delete(room_id)
            return event

        monkeypatch.setattr(archives, "_compared", compared_and_deleted)
        await there.archives.take_in(archive)
        assert [workshop.code for workshop in there.rooms.workshops()] == [here.code]
        assert [card.text for card in there.rooms.state(here.room_id).all(Contribution)] == ["Neu"]


async def test_the_times_of_phases_travel_and_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document that the office makes says when what ran in the hall."""
    # Windows' clock stands still for 15 ms at a time, and a phase without any length is none.
    ticks = itertools.count(1_800_000_000_000, 1000)
    monkeypatch.setattr(rooms, "clock", lambda: next(ticks))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await here.open_workshop("write")
        await here.rooms.submit(here.room_id, c.GoToPhase(phase="sort"))
        await there.archives.take_in(await here.archives.packed(here.room_id))
        assert _phases(there, here.room_id) == _phases(here, here.room_id)
        await here.rooms.submit(here.room_id, c.GoToPhase(phase="results"))
        await here.rooms.submit(here.room_id, c.FinishWorkshop())
        archive = await here.archives.packed(here.room_id)
        await there.archives.take_in(archive)
        assert [phase.kind for phase in _phases(there, here.room_id)] == ["write", "sort", "results"]
        assert _phases(there, here.room_id) == _phases(here, here.room_id)
        assert read(await there.archives.packed(here.room_id)).phases == read(archive).phases


def _phases(server: Server, room_id: str) -> tuple[PhaseTime, ...]:
    return document(server.rooms.state(room_id), 0, server.rooms.journal(room_id)).head.phases


async def _with_dialogue(server: Server) -> Dialogue:
    """A workshop in a dialogue that is on this laptop, too."""
    await server.open_workshop()
    id = server.rooms.state(server.room_id).workshop.dialogue_id
    await server.rooms.submit(id, c.CreateDialogue(id=id, title="Integrationsdialog", target_year=2030))
    return next(server.rooms.state(id).all(Dialogue))


async def _retitled(server: Server, dialogue: Dialogue, title: str) -> None:
    change = c.ChangeDialogue(id=dialogue.id, version=dialogue.version, title=title, target_year=2035)
    await server.rooms.submit(dialogue.id, change)


def _titles(server: Server, room_id: str) -> tuple[str, int]:
    workshop = server.rooms.state(room_id).workshop
    assert document(server.rooms.state(room_id), 0).head.dialogue == workshop.dialogue_title
    return workshop.dialogue_title, workshop.target_year


async def test_workshops_follow_their_dialogue_to_a_new_title(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        dialogue = await _with_dialogue(server)
        stage = await Device.connected(server, "stage")
        await _retitled(server, dialogue, "Integration gemeinsam")
        assert _titles(server, server.room_id) == ("Integration gemeinsam", 2030)
        (change,) = (await stage.until("delta"))["changes"]
        assert change["puts"][0]["dialogue_title"] == "Integration gemeinsam"


async def test_a_new_title_goes_with_archives_both_ways(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        dialogue = await _with_dialogue(here)
        old = await here.archives.packed(here.room_id)
        await there.archives.take_in(old)
        await _retitled(here, dialogue, "Integration gemeinsam")
        await there.rooms.submit(here.room_id, c.GoToPhase(phase="sort"))
        await there.rooms.submit(here.room_id, c.GoToPhase(phase="focus"))
        await here.archives.take_in(await there.archives.packed(here.room_id))
        assert here.rooms.state(here.room_id).workshop.phase == "focus"
        assert _titles(here, here.room_id) == ("Integration gemeinsam", 2030), "what comes back follows, too"
        await there.archives.take_in(await here.archives.packed(here.room_id))
        assert _titles(there, here.room_id) == ("Integration gemeinsam", 2030)
        seq = there.rooms.state(here.room_id).seq
        await there.archives.take_in(await here.archives.packed(here.room_id))
        assert there.rooms.state(here.room_id).seq == seq


async def test_a_forged_archive_cannot_take_a_card_out_of_another_workshop(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        phone = await (await Device.connected(server)).seated()
        await phone.post("Unsere Karte")
        card = next(server.rooms.state(server.room_id).all(Contribution))
        other = new_id(5)
        create = c.CreateWorkshop(
            id=other,
            dialogue_id=new_id(6),
            dialogue_title="Anderer Dialog",
            code=server.rooms.new_code(),
            title="Anderer Workshop",
            audience="Alle",
            target_year=2030,
            groups=("Tisch 1",),
            fields=(),
        )
        await server.rooms.submit(other, create)
        forged = c.PostContribution(id=card.id, kind=card.kind, text="Gefälscht")
        await server.rooms.submit(other, forged)
        held = server.store.load(server.room_id).find(Contribution, card.id)
        assert held is not None
        assert held.text == "Unsere Karte"
