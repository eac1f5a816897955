"""What is forgotten is nowhere: no structure of the running program holds a key of a closed voting."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.fair_use.worker import Busy
from app.web import document_cache
from app.web.document_cache import DocumentCache
from app.workplace.rooms import Rooms
from facilitation import commands as c
from facilitation.ids import ballot_key, new_id
from facilitation.model import Voting
from facilitation.state import State
from storage import writer
from storage.errors import StorageProblem
from tests.app.live_hall import Device, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop("vote")
        yield server


def backwards(key: str) -> str:
    """The test itself must hold none of them."""
    return key[::-1]


def holders(keys: set[str]) -> list[str]:
    """What holds one of these strings, which are told backwards."""
    if gc.isenabled():
        gc.collect()
    found = [
        thing
        for thing in gc.get_objects()
        if any(type(held) is str and backwards(held) in keys for held in gc.get_referents(thing))
    ]
    return [f"{type(thing)} in {[type(holder) for holder in gc.get_referrers(thing)]}" for thing in found]


async def _opened(server: Server, **values: Any) -> Voting:
    goal, voting = new_id(1), new_id(2)
    if not any(True for _ in server.rooms.state(server.room_id).all(Voting)):
        await server.rooms.submit(server.room_id, c.ProposeGoal(id=goal, text="Ein Ziel"))
    opened = c.OpenVoting(id=voting, question="Was zuerst?", option_ids=(goal,), **values)
    await server.rooms.submit(server.room_id, opened)
    return server.rooms.state(server.room_id).get(Voting, voting)


def _ballot(voting: Voting, **way: str) -> dict[str, Any]:
    marks = {voting.option_ids[0]: 1}
    return {"type": "cast_ballot", "voting_id": voting.id, "marks": marks, **way}


async def _all_ways(server: Server) -> tuple[set[str], Voting]:
    """Ballots of a phone, by HTTP and in turns, cast and changed. Their keys, backwards."""
    voting = await _opened(server)
    phone = await (await Device.connected(server)).seated()
    tablet = await (await Device.connected(server)).seated(1, "tablet")
    turns = [f"a-secret-of-one-turn-{n}" for n in range(2)]
    for _ in range(2):
        assert (await phone.ask(_ballot(voting)))["type"] == "ack"
    for turn in turns:
        assert (await tablet.ask(_ballot(voting, turn=turn)))["type"] == "ack"
    polling = "p" * 40
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": polling}
    async with httpx.AsyncClient(timeout=30) as client:
        for command in (
            {"type": "join_workshop", "group_id": server.groups[0], "device": "phone"},
            _ballot(voting),
        ):
            asked = {"type": "submit", "cmd_id": new_id(3), "command": command}
            answer = await client.post(server.url("submit"), json={"hello": hello, "submit": asked})
            assert answer.json()["type"] == "ack", answer.text
    secrets = [str(phone.token), *turns, polling]
    for device in (phone, tablet):
        await device.leave()
    return {backwards(ballot_key(voting.id, secret)) for secret in secrets}, voting


@pytest.mark.parametrize("disk", ["quick", "slow"])
async def test_no_key_of_a_closed_voting_is_held_by_anything(
    server: Server, monkeypatch: pytest.MonkeyPatch, disk: str
) -> None:
    """Where a thread writes, nothing comes after the ballot that it wrote last."""
    if disk == "slow":
        monkeypatch.setattr(writer, "QUICK_SECONDS", -1.0)
    keys, voting = await _all_ways(server)
    assert len(keys) == 4
    assert holders(keys), "the test must be able to find a key"
    await server.rooms.submit(server.room_id, c.CloseVoting(id=voting.id))
    assert holders(keys) == []


async def test_nor_by_a_document_that_could_not_be_made_while_people_voted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error remembers where it arose, and with it the workshop as it was then."""

    def breaks(_rooms: Rooms, state: State, *_: str) -> bytes:
        raise Busy(str(state.seq))

    monkeypatch.setattr(document_cache, "rendered", breaks)
    keys, voting = await _all_ways(server)
    state = server.rooms.state(server.room_id).copy()
    with pytest.raises(Busy):
        await DocumentCache(server.rooms).renders(server.room_id, "pdf")
    del state
    await server.rooms.submit(server.room_id, c.CloseVoting(id=voting.id))
    assert holders(keys) == []


async def test_nor_by_a_commit_that_failed_and_nothing_waits_for_the_collector(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "QUICK_SECONDS", -1.0)
    # pytest keeps the error of each line that is logged; our own log keeps its words.
    monkeypatch.setattr("app.live.queue.log", logging.Logger("nobody reads it"))
    keys, voting = await _all_ways(server)
    phone = await (await Device.connected(server)).seated()
    gc.collect()
    gc.disable()
    try:
        with monkeypatch.context() as full:
            full.setattr(server.store._file, "check", _fails)
            assert (await phone.ask(_ballot(voting)))["type"] == "rejected"
        keys.add(backwards(ballot_key(voting.id, str(phone.token))))
        await server.rooms.submit(server.room_id, c.CloseVoting(id=voting.id))
        assert holders(keys) == []
    finally:
        gc.enable()


def _fails() -> None:
    raise StorageProblem("missing")
