"""A phone that takes nothing for a while: nobody waits for it, and it catches up by itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

import app.live.feed
from app.live.protocol import PROTOCOL_VERSION, Hello
from app.live.room import Room
from app.live.subscribers import BEHIND_BYTES, Frame, SocketSubscriber
from facilitation import commands as c
from facilitation.events import Actor, Role
from facilitation.model import Contribution, Kind
from tests.app.live_hall import Server
from tests.builders import an_id


class Radio:
    """What lies between a server and a phone: frames wait in it until the phone wakes up.

    Over a real connection the system keeps some megabytes before anybody notices; this takes its place.
    """

    close_sent = False

    def __init__(self) -> None:
        self.transport = self
        self.waiting = 0
        self.frames: list[dict[str, Any]] = []
        self.refreshed = asyncio.Event()

    async def send(self, message: dict[str, Any]) -> None:
        raise AssertionError("frames are written past it")

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def write(self, wire: bytes) -> None:
        frame = json.loads(wire[wire.index(b"{") :])
        assert Frame(wire[wire.index(b"{") :]).wire == wire
        self.frames.append(frame)
        if frame["type"] == "refresh":
            self.refreshed.set()


async def post(server: Server, cards: int) -> None:
    for _ in range(cards):
        card = c.PostContribution(id=an_id(), kind=Kind.WEAKNESS, text="Der letzte Bus fährt um 18 Uhr.")
        await server.rooms.submit(server.room_id, card)


async def joined(server: Server) -> tuple[Room, Radio]:
    room, radio = await server.rooms.room(server.room_id), Radio()
    hello = Hello(protocol=PROTOCOL_VERSION, role="participant", token="t" * 32)
    room.feed.add(SocketSubscriber(hello, Actor(role=Role.NEWCOMER), radio.send))
    return room, radio


async def test_a_phone_that_fell_behind_ends_with_what_everybody_has(server: Server) -> None:
    room, radio = await joined(server)
    await post(server, 3)
    room.feed.refresh(
        next(iter(room.feed.subscribers)).viewer
    )  # somebody else fetched a snapshot, which is kept for a while
    await post(server, 2)
    radio.waiting = BEHIND_BYTES + 1
    await post(server, 10)
    told = len(radio.frames)
    radio.waiting = 0
    await post(server, 1)
    news = radio.frames[told:]
    assert [frame["type"] for frame in news] == ["refresh", "delta"]
    seqs = [change["seq"] for change in news[1]["changes"]]
    assert seqs == list(range(news[0]["seq"] + 1, room.state.seq + 1))
    assert len(list(room.state.all(Contribution))) == 16


async def test_it_catches_up_though_nothing_more_happens(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.live.feed, "PRESENCE_SECONDS", 0.01)
    room, radio = await joined(server)
    full = iter([BEHIND_BYTES + 1] * 5)  # so often it is asked before it has taken all
    monkeypatch.setattr(radio, "get_write_buffer_size", lambda: next(full, 0))
    await post(server, 1)
    assert [subscriber.behind for subscriber in room.feed.subscribers] == [True]
    await asyncio.wait_for(radio.refreshed.wait(), 10)
    assert [subscriber.behind for subscriber in room.feed.subscribers] == [False]
