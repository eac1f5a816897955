"""People who try what they should not: other workshops' ids, hidden words, odd frames."""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.workplace.rooms import clock
from facilitation import commands as c
from facilitation.ids import new_id
from facilitation.state import State
from tests.app.live_hall import Device, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop("goals")
        yield server


class Neighbours:
    """A second workshop in the same hall, and how to speak with each of the two."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.ours = (server.code, server.room_id)
        self.theirs = (server.rooms.new_code(), new_id(clock()))

    def go(self, place: tuple[str, str]) -> None:
        self.server.code, self.server.room_id = place

    async def person(self, place: tuple[str, str], token: str | None = None) -> Device:
        self.go(place)
        return await (await Device.connected(self.server, token=token)).seated()


@pytest.fixture
async def neighbours(server: Server) -> Neighbours:
    both = Neighbours(server)
    both.go(both.theirs)
    await server.open_workshop("goals")
    return both


def _goal(indicator: str, **values: Any) -> dict[str, Any]:
    drafts = [{"id": indicator, "name": "Zahl der Sprachkurse"}]
    return {"type": "propose_goal", "id": new_id(1), "text": "Mehr Kurse", "indicators": drafts, **values}


def _on_disk(server: Server, room_id: str) -> list[Any]:
    return sorted((e.model_dump() for e in server.store.load(room_id).entities()), key=lambda e: e["id"])


def _in_memory(server: Server, room_id: str) -> list[Any]:
    state: State = server.rooms.state(room_id)
    return sorted((e.model_dump() for e in state.entities()), key=lambda e: e["id"])


# --- another workshop's ids ------------------------------------------------------------------


async def test_what_has_an_id_of_another_workshop_is_saved_and_harms_nothing_there(
    server: Server, neighbours: Neighbours
) -> None:
    indicator = new_id(2)
    goal = _goal(indicator)
    victim = await neighbours.person(neighbours.theirs)
    assert (await victim.ask(goal))["type"] == "ack"
    thief = await neighbours.person(neighbours.ours)
    assert (await thief.ask({**goal, "text": "Gleiche Kennung"}))["type"] == "ack"
    edit = {"type": "edit_goal", "id": goal["id"], "version": 1, "text": "Ohne", "indicators": []}
    assert (await thief.ask(edit))["type"] == "ack"
    for _, room_id in (neighbours.ours, neighbours.theirs):
        assert _on_disk(server, room_id) == _in_memory(server, room_id)
    assert any(e["id"] == indicator for e in _on_disk(server, neighbours.theirs[1]))


async def test_one_device_in_two_workshops_is_known_in_both_after_a_restart(
    server: Server, neighbours: Neighbours
) -> None:
    for place in (neighbours.ours, neighbours.theirs):
        await neighbours.person(place, token="t" * 32)
        assert _on_disk(server, place[1]) == _in_memory(server, place[1])


# --- words that were taken off the wall ------------------------------------------------------


async def _all_puts(device: Device) -> str:
    """What a device was told: who is answered was told before of all that happened before."""
    await device.send({"type": "ping"})
    await device.until("pong")
    return json.dumps(device.frames)


async def test_a_hidden_goal_takes_its_indicators_along_and_brings_them_back(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated()
    goal = _goal(new_id(2))
    await phone.ask(goal)
    await moderator.ask(c.HideGoal(id=goal["id"], reason="ein Name"))
    assert ["indicator", goal["indicators"][0]["id"]] in (await _change(phone, "goal_hidden"))["drops"]
    edit = {"type": "edit_goal", "id": goal["id"], "version": 2, "text": "Frau Muster"}
    edit["indicators"] = [{"id": goal["indicators"][0]["id"], "name": "Frau Muster"}]
    await moderator.ask(edit)
    newcomer = await Device.connected(server)
    snapshot = await newcomer.snapshot(newcomer.frames[0]["snapshot"])
    assert "Muster" not in json.dumps(snapshot) + await _all_puts(phone)
    assert not [e for e in snapshot["entities"] if e["type"] == "indicator"]
    await moderator.ask(c.RestoreGoal(id=goal["id"]))
    puts = (await _change(phone, "goal_restored"))["puts"]
    assert [e["type"] for e in puts] == ["goal", "indicator"]


async def test_who_comes_after_a_card_was_hidden_is_never_sent_its_words(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated()
    await moderator.ask(c.GoToPhase(phase="write"))
    card = new_id(2)
    await phone.post("Frau Muster", id=card)
    epoch, before = phone.frames[0]["epoch"], server.rooms.state(server.room_id).seq - 1
    await moderator.ask(c.HideContribution(id=card, reason="ein Name"))
    newcomer = await Device.connected(server)
    returned = await Device.connected(server, epoch=epoch, seq=before)
    for late in (newcomer, returned):
        snapshot = await late.snapshot(late.frames[0]["snapshot"])
        assert "Muster" not in json.dumps(snapshot) + await _all_puts(late)


async def _change(device: Device, name: str) -> dict[str, Any]:
    while True:
        for change in (await device.until("delta"))["changes"]:
            if change["name"] == name:
                found: dict[str, Any] = change
                return found


# --- odd frames ------------------------------------------------------------------------------


DEEP = '{"a":' * 50_000
ODD = [DEEP, "[" * 100_000, '{"type":"submit","cmd_id":"\\ud800abcdefgh","command":{}}', '{"submit":"x"}']


async def test_who_sends_long_frames_that_are_no_command_is_soon_cut_off(server: Server) -> None:
    """They count as several each: two at once, and less than one a second."""
    phone = await (await Device.connected(server)).seated()
    long = json.dumps({"type": "submit", "cmd_id": "12345678", "command": [0] * 80_000})
    codes = []
    with contextlib.suppress(ConnectionClosed):
        for _ in range(20):
            await phone.socket.send(long)
        while True:
            codes.append(await phone.until("rejected"))
    assert {(code["code"], code["cmd_id"]) for code in codes[1:3]} <= {
        ("malformed", "12345678"),
        ("rate_limited", "12345678"),
    }
    assert len(codes) < 20


async def test_a_long_draft_is_kept_as_often_as_a_phone_sends_it(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    for n in range(5):
        answer = await phone.ask(c.KeepDrafts(drafts={"card": json.dumps({"text": "y" * 19_000, "n": n})}))
        assert answer["type"] == "ack", answer


@pytest.mark.parametrize("frame", ODD)
async def test_an_odd_frame_is_answered_on_both_ways_in(server: Server, frame: str) -> None:
    phone = await (await Device.connected(server)).seated()
    await phone.socket.send(frame)
    rejected = await phone.until("rejected")
    assert (rejected["code"], rejected["cmd_id"]) == ("malformed", None)
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(server.url("submit"), content=frame)
        assert (answer.status_code, answer.json()["code"]) == (200, "malformed")


async def test_nobody_uses_up_what_moderators_may_ask_over_http(server: Server) -> None:
    async def ask(client: httpx.AsyncClient, role: str) -> httpx.Response:
        submit = {"type": "submit", "cmd_id": new_id(1), "command": {"type": "undo"}}
        hello = {"type": "hello", "protocol": 1, "role": role}
        return await client.post(server.url("submit"), json={"hello": hello, "submit": submit})

    async with httpx.AsyncClient(timeout=30) as client:
        for _ in range(70):
            await ask(client, "stage")
    async with httpx.AsyncClient(headers={"cookie": server.cookie}, timeout=30) as client:
        assert (await ask(client, "moderator")).status_code == 200


# --- what the log says -----------------------------------------------------------------------


async def test_a_failing_disk_writes_no_words_of_anybody_into_the_log(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await (await Device.connected(server)).seated()
    other = sqlite3.connect(tmp_path / "hall.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with caplog.at_level(logging.DEBUG):
        answer = await phone.ask(_goal(new_id(2), text="Was niemand lesen soll"))
    other.close()
    assert answer["code"] == "not_saved"
    assert "not saved" in caplog.text
    assert "Was niemand lesen soll" not in caplog.text
