"""A workshop is deleted: nothing of it is left in the file, and whoever is connected is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from nicegui.testing import User
from websockets.exceptions import ConnectionClosed

from app.print.catalogue import printed_now, remember
from app.settings import PRINTED
from app.web import document_cache
from app.web.document_cache import DocumentCache
from app.workplace.rooms import Gone, NotSaved
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.ids import new_slip, slip_hash
from facilitation.model import Workshop
from storage.errors import StorageProblem
from tests.app.laptop import button, sees, t, type_in
from tests.app.live_hall import Device, Server, serving
from tests.builders import an_id

WORDS = "Der Bus kommt nur zweimal am Tag"
HELLO = {"type": "hello", "protocol": 1, "role": "stage"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        yield server


def found(folder: Path, words: list[str]) -> list[str]:
    files = b"".join(path.read_bytes() for path in folder.glob("hall.sqlite*"))
    return [word for word in words if word.encode() in files]


async def a_full_workshop(server: Server) -> str:
    """With a card, its journal, slips and what was printed. Returns the hash of a slip."""
    await (await (await Device.connected(server)).seated()).post(WORDS)
    slip = slip_hash(server.room_id, new_slip())
    await server.rooms.submit(server.room_id, c.PrintSlips(id=an_id(), hashes=(slip,)))
    workplace = server.workplace
    now = printed_now(workplace.invitations)
    remember(workplace.settings, workplace.rooms.state(server.room_id).workshop, "tables", now)
    return slip


async def test_nothing_of_a_deleted_workshop_is_left(server: Server, tmp_path: Path) -> None:
    kept = [WORDS, await a_full_workshop(server), server.room_id, server.code]
    assert found(tmp_path, kept) == kept, "the test must be able to find them"
    await server.rooms.delete(server.room_id)
    assert found(tmp_path, kept) == []
    assert server.rooms.workshops() == []
    assert server.rooms.room_id_of(server.code) is None
    assert server.store.setting(f"{PRINTED}{server.room_id}") is None
    assert server.store.journal(server.room_id) == []


async def test_no_document_of_a_deleted_workshop_stays_in_memory(server: Server) -> None:
    await a_full_workshop(server)
    documents = DocumentCache(server.rooms)
    await documents.renders(server.room_id, "xlsx", for_all=True)
    await documents.renders(server.room_id, "xlsx")
    await server.rooms.delete(server.room_id)
    assert len(documents) == 0


async def test_nobody_who_waits_for_a_document_has_it_made_of_a_deleted_workshop(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_full_workshop(server)
    documents, free = DocumentCache(server.rooms), threading.Event()
    monkeypatch.setattr(document_cache, "rendered", lambda *_: free.wait(30) and b"made")
    asking = [asyncio.create_task(documents.renders(server.room_id, "xlsx"))]
    await asyncio.sleep(0)
    await server.rooms.submit(server.room_id, c.ChangeGroup(id=server.groups[0], name="Fenster"))
    asking.append(asyncio.create_task(documents.renders(server.room_id, "xlsx")))
    await asyncio.sleep(0)
    await server.rooms.delete(server.room_id)
    free.set()
    first, second = await asyncio.gather(*asking, return_exceptions=True)
    assert first == b"made" and isinstance(second, Gone)
    assert len(documents) == 0


async def test_the_others_stay(server: Server) -> None:
    other, code = an_id(), server.rooms.new_code()
    given = {"id": other, "code": code, "dialogue_id": an_id(), "dialogue_title": "D", "target_year": 2030}
    names = {"title": "Zweiter", "audience": "Alle", "groups": ("Tisch 1",), "fields": ()}
    await server.rooms.submit(other, c.CreateWorkshop(**given, **names))
    await server.rooms.delete(server.room_id)
    assert [workshop.code for workshop in server.rooms.workshops()] == [code]
    assert server.store.load(other).workshop.id == other


async def test_who_is_connected_is_sent_away_and_told_again_when_coming_back(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    await server.rooms.delete(server.room_id)
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            await phone.frame()
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4404, "unknown")
    async with httpx.AsyncClient() as client:
        answer = await client.post(server.url("poll"), json={"hello": HELLO})
    assert (answer.status_code, answer.json()) == (404, {"code": "unknown"})


async def test_what_is_asked_while_it_goes_is_not_saved(server: Server) -> None:
    room = await server.rooms.room(server.room_id)
    await server.rooms.delete(server.room_id)
    with pytest.raises(NotSaved):
        await server.rooms._granted(room, c.AllowLate())
    assert server.store.load(server.room_id).seq == 0


async def test_where_it_cannot_be_deleted_all_is_as_it_was(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageProblem("disk_full")

    phone = await (await Device.connected(server)).seated()
    with monkeypatch.context() as patched:
        patched.setattr(server.store, "write", full)
        with pytest.raises(NotSaved):
            await server.rooms.delete(server.room_id)
    assert (await phone.post(WORDS))["type"] == "ack"
    assert [workshop.id for workshop in server.rooms.workshops()] == [server.room_id]


@pytest.mark.parametrize("press", ["setup.finish", "setup.delete"])
async def test_who_presses_a_button_of_what_another_has_deleted_is_told(
    moderator: User, workplace: Workplace, workshop: Workshop, press: str, caplog: pytest.LogCaptureFixture
) -> None:
    await moderator.open("/m")
    button(moderator, t(press)).click()
    await sees(moderator, workshop.title)
    answer = t("setup.finish_do" if press == "setup.finish" else "setup.delete_on")
    if press == "setup.delete":
        button(moderator, answer).click()
        answer = t("setup.delete_do")
        await sees(moderator, answer)
    await workplace.rooms.delete(workshop.id)
    button(moderator, answer).click()
    await sees(moderator, t("error.unknown_workshop"))
    assert not workplace.rooms.knows(workshop.id), "no empty room is left where it was"
    assert caplog.records == []


@pytest.mark.parametrize("types", [True, False])
async def test_who_types_into_a_form_of_what_another_has_deleted_is_told(
    moderator: User, workplace: Workplace, workshop: Workshop, types: bool, caplog: pytest.LogCaptureFixture
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    await sees(moderator, t("setup.ready"))
    await workplace.rooms.delete(workshop.id)
    if types:
        type_in(moderator, "place", "Bürgerhaus")
    else:
        button(moderator, t("setup.add_table")).click()
    await sees(moderator, t("error.unknown_workshop"))
    assert not workplace.rooms.knows(workshop.id)
    assert caplog.records == []


async def test_who_presses_twice_is_asked_once_and_deletes_once(
    moderator: User, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    await moderator.open("/m")
    button(moderator, t("setup.delete")).click()
    for answer in ("setup.delete_on", "setup.delete_do"):
        await sees(moderator, t(answer))
        press = button(moderator, t(answer))
        assert len(press.elements) == 1, "two questions"
        press.click()
        press.click()
    await sees(moderator, t("setup.deleted", title=workshop.title))
    assert caplog.records == []
