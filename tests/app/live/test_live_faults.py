"""Bad input and a failing disk on the live channel: a clear answer, and the others notice nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from websockets.exceptions import ConnectionClosed

from facilitation.ids import new_id
from storage.store import Store
from tests.app.live_hall import Device, Server


def _card(text: str = "Der letzte Bus fährt um 18 Uhr.") -> dict[str, Any]:
    return {"type": "post_contribution", "id": new_id(1), "kind": "weakness", "text": text}


def _fill_the_disk(store: Store) -> Callable[[], None]:
    """From now on the file must not grow, whatever connection writes. Returns what makes room again."""
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limited(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def with_new_connections() -> None:
        store._discard_connection()
        store.engine.dispose()

    def make_room() -> None:
        event.remove(store.engine, "connect", limited)
        with_new_connections()

    event.listen(store.engine, "connect", limited)
    with_new_connections()
    return make_room


async def test_a_full_disk_is_never_acknowledged_and_heals(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    moderator = await Device.connected(server, "moderator")
    make_room = _fill_the_disk(server.store)
    texts = [f"{n} " + "x" * 130 for n in range(200)]
    answers = []
    for text in texts:
        answers.append((text, await phone.post(text)))
        if answers[-1][1]["type"] == "rejected":
            break
        await asyncio.sleep(0.05)  # within the limit of frames per second
    text, refusal = answers[-1]
    assert refusal["code"] == "not_saved"
    while (await moderator.until("presence"))["problem"] != "disk_full":
        pass
    held = {e.text for e in server.store.load(server.room_id).entities() if e.type == "contribution"}
    assert held == {t for t, a in answers if a["type"] == "ack"}
    make_room()
    assert (await phone.post(text))["type"] == "ack"
    while (await moderator.until("presence"))["problem"] is not None:
        pass


HOSTILE = [
    "",
    "not json",
    "[]",
    '{"type":"submit"}',
    '{"type":"submit","cmd_id":"abcdefgh","command":{"type":"launch_missiles"}}',
    '{"type":"submit","cmd_id":"abcdefgh","command":{"type":"go_to_phase","phase":"write","extra":1}}',
    '{"type":"hello","protocol":1,"role":"moderator"}',
    '{"type":"status","unsent":-1}',
    '{"type":"submit","cmd_id":"../../etc","command":{"type":"undo"}}',
    "{" * 5000,
    json.dumps({"type": "submit", "cmd_id": "abcdefgh", "command": {**_card(), "kind": "praise"}}),
    json.dumps({"type": "submit", "cmd_id": "abcdefgh", "command": {**_card(), "id": "1; DROP TABLE"}}),
    json.dumps({"type": "submit", "cmd_id": "abcdefgh", "command": _card("x" * 10_000)}),
]


@pytest.mark.parametrize("frame", HOSTILE)
async def test_nonsense_is_answered_and_harms_nobody(server: Server, frame: str) -> None:
    good = await (await Device.connected(server)).seated()
    bad = await (await Device.connected(server)).seated()
    await bad.socket.send(frame)
    if '"type":"hello"' not in frame:
        assert (await bad.until("rejected"))["code"] in ("malformed", "text_too_long")
    assert (await bad.post("Trotzdem eine Karte"))["type"] == "ack"
    assert (await good.post("Nichts bemerkt"))["type"] == "ack"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        (" \u202e\u0000 ", "text_empty"),
        ("x" * 141, "text_too_long"),
    ],
)
async def test_wordings_that_cannot_be(server: Server, text: str, code: str) -> None:
    phone = await (await Device.connected(server)).seated()
    assert (await phone.post(text))["code"] == code


async def test_a_flood_is_cut_off_and_the_others_notice_nothing(server: Server) -> None:
    good = await (await Device.connected(server)).seated()
    flood = await (await Device.connected(server)).seated()
    with pytest.raises(ConnectionClosed):
        for _ in range(1000):
            await flood.send({"type": "submit", "cmd_id": "flooding-the-hall", "command": _card()})
        while True:
            await flood.frame()
    assert flood.socket.close_code == 1008
    assert (await good.post("Nichts bemerkt"))["type"] == "ack"


HOUR_NS = 3_600_000_000_000


def _set_clock(monkeypatch: pytest.MonkeyPatch, by_ns: int) -> None:
    """The laptop finds out what time it is."""
    right = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: right() + by_ns)


async def test_a_clock_that_is_set_back_keeps_nobody_waiting(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await (await Device.connected(server)).seated()
    hello = {"type": "hello", "protocol": 1, "role": "moderator"}
    async with httpx.AsyncClient(headers={"cookie": server.cookie}, timeout=30) as client:
        for by in (0, -HOUR_NS):
            _set_clock(monkeypatch, by)
            submit = {"type": "submit", "cmd_id": new_id(1), "command": _card()}
            answer = await client.post(server.url("submit"), json={"hello": hello, "submit": submit})
            assert (await phone.post("Eine Karte"))["type"] == "ack"
            assert answer.json()["type"] == "ack"


async def test_a_clock_that_is_set_forward_makes_nobody_silent(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        for by, token in ((0, "a" * 22), (HOUR_NS, "b" * 22)):
            _set_clock(monkeypatch, by)
            hello = {"type": "hello", "protocol": 1, "role": "participant", "token": token}
            await client.post(server.url("poll"), json={"hello": hello})
    assert len((await server.rooms.room(server.room_id)).feed.subscribers) == 2


async def test_an_oversized_frame_ends_only_its_own_connection(server: Server) -> None:
    good = await (await Device.connected(server)).seated()
    giant = await (await Device.connected(server)).seated()
    with pytest.raises(ConnectionClosed):
        await giant.socket.send("x" * 2_000_000)
        while True:
            await giant.frame()
    assert (await good.post("Nichts bemerkt"))["type"] == "ack"


async def test_strangers_get_nowhere(server: Server) -> None:
    headers = {"cookie": "zielrunde_moderator=forged"}
    async with httpx.AsyncClient(headers=headers, timeout=30) as client:
        moderator = {"type": "hello", "protocol": 1, "role": "moderator"}
        assert (await client.post(server.url("poll"), json={"hello": moderator})).status_code == 401
        path = server.url(f"snapshot/moderator/{server.rooms.epoch}-1.json")
        assert (await client.get(path)).status_code == 401
        assert (await client.get(server.url("ws").replace(server.code, "ZZZZZZ"))).status_code == 404
        elsewhere = {"origin": "http://evil.example", "cookie": server.cookie}
        body = {
            "hello": moderator,
            "submit": {"type": "submit", "cmd_id": "12345678", "command": {"type": "undo"}},
        }
        assert (await client.post(server.url("submit"), json=body, headers=elsewhere)).status_code == 405
    newcomer = await Device.connected(server)
    assert (await newcomer.post("Noch nicht am Tisch"))["code"] == "not_joined"
    other = await Device.connected(server, "stage")
    assert (await other.post("Von der Bühne"))["code"] == "not_allowed"


async def test_the_pin_asks_for_patience(server: Server) -> None:
    access = server.workplace.access
    wrong = "000000" if access.pin != "000000" else "111111"
    assert [access.sign_in_by_pin(wrong) for _ in range(3)] == [None, None, None]
    assert access.pause() > 0
    assert access.sign_in_by_pin(access.pin) is None, "even the right one waits"
    assert access.sign_in_by_key(access.key) is not None, "the printed link always works"
