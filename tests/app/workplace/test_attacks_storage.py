"""The file under a running hall is deleted, replaced, read or held by others: never an untrue answer."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from facilitation import commands as c
from facilitation.ballot_box import Channel
from facilitation.ids import ballot_key, new_id
from facilitation.model import Voting
from tests.app.live_hall import Device, Server, serving

FILE = "hall.sqlite"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        yield server


async def _problem(moderator: Device, code: str | None) -> None:
    while (await moderator.until("presence"))["problem"] != code:
        pass


async def test_a_deleted_file_is_not_written_to_as_if_it_were_there(server: Server, tmp_path: Path) -> None:
    phone = await (await Device.connected(server)).seated()
    moderator = await Device.connected(server, "moderator")
    names = [name for name in (FILE, f"{FILE}-wal", f"{FILE}-shm") if (tmp_path / name).exists()]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in names:
        shutil.move(tmp_path / name, elsewhere / name)
    assert (await phone.post("Ins Nichts geschrieben"))["code"] == "not_saved"
    await _problem(moderator, "missing")
    for name in names:
        shutil.move(elsewhere / name, tmp_path / name)
    assert (await phone.post("Wieder da"))["type"] == "ack"
    await _problem(moderator, None)


async def test_another_file_in_its_place_is_not_taken_for_ours(server: Server, tmp_path: Path) -> None:
    phone = await (await Device.connected(server)).seated()
    shutil.copy(tmp_path / FILE, tmp_path / "copy")
    (tmp_path / "copy").replace(tmp_path / FILE)
    assert (await phone.post("In welche Datei?"))["code"] == "not_saved"


async def _vote(server: Server) -> tuple[Device, str, str]:
    """A moderator, an open voting with one ballot, and the ballot's key."""
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated()
    goal, voting = new_id(1), new_id(2)
    await moderator.ask(c.ProposeGoal(id=goal, text="Ein Ziel"))
    await moderator.ask(c.GoToPhase(phase="vote"))
    await moderator.ask(c.OpenVoting(id=voting, question="Was zuerst?", option_ids=(goal,)))
    assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1})))["type"] == "ack"
    return moderator, voting, ballot_key(voting, phone.token or "")


async def test_a_closed_voting_is_closed_even_if_the_log_cannot_be_emptied_yet(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator, voting, _ = await _vote(server)

    def full(_: object) -> bool:
        raise OperationalError("PRAGMA wal_checkpoint", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr("storage.store.checkpoint_wal", full)
        assert (await moderator.ask(c.CloseVoting(id=voting)))["type"] == "ack"
    assert not server.rooms.state(server.room_id).get(Voting, voting).open
    assert (await moderator.ask(c.GoToPhase(phase="results")))["type"] == "ack"


async def test_keys_are_forgotten_as_soon_as_nobody_reads_the_old_pages(
    server: Server, tmp_path: Path
) -> None:
    moderator, voting, key = await _vote(server)
    reader = sqlite3.connect(tmp_path / FILE)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM sealed_ballot").fetchone() == (1,)
    assert (await moderator.ask(c.CloseVoting(id=voting)))["type"] == "ack"
    reader.close()
    await moderator.ask(c.GoToPhase(phase="results"))
    for name in (FILE, f"{FILE}-wal"):
        assert key.encode() not in (tmp_path / name).read_bytes(), name


async def test_what_was_only_typed_is_in_no_file_once_the_workshop_is_finished(
    server: Server, tmp_path: Path
) -> None:
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated()
    await phone.ask(c.KeepDrafts(drafts={"card": '{"text":"Nur getippt"}'}))
    assert b"Nur getippt" in (tmp_path / f"{FILE}-wal").read_bytes()
    assert (await moderator.ask(c.FinishWorkshop()))["type"] == "ack"
    for name in (FILE, f"{FILE}-wal"):
        assert b"Nur getippt" not in (tmp_path / name).read_bytes(), name


async def test_a_file_that_another_program_holds_is_said_and_heals(server: Server, tmp_path: Path) -> None:
    phone = await (await Device.connected(server)).seated()
    moderator = await Device.connected(server, "moderator")
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await phone.post("Gesperrt"))["code"] == "not_saved"
    await _problem(moderator, "locked")
    other.close()
    assert (await phone.post("Wieder frei"))["type"] == "ack"
    await _problem(moderator, None)


async def test_a_ballot_came_the_same_way_in_memory_and_on_disk(server: Server) -> None:
    _, voting, _ = await _vote(server)
    phone = await (await Device.connected(server)).seated()
    for turn in (None, phone.token):
        assert (await phone.ask(c.CastBallot(voting_id=voting, marks={}, blank=True, turn=turn)))[
            "type"
        ] == "ack"
    ways = server.rooms.state(server.room_id).box(voting).by_channel()
    assert ways == server.store.load(server.room_id).box(voting).by_channel() == {Channel.DEVICE: 2}


@pytest.mark.parametrize("left", [0, 50, 4096])
async def test_a_file_that_is_cut_short_in_place_is_not_written_to(
    server: Server, tmp_path: Path, left: int
) -> None:
    phone = await (await Device.connected(server)).seated()
    assert (await phone.post("Noch ganz"))["type"] == "ack"
    os.truncate(tmp_path / FILE, left)
    assert (await phone.post("In eine leere Datei?"))["code"] == "not_saved"
    assert server.rooms.saving_problem == "damaged"
