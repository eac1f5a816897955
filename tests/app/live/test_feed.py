"""A feed without a queue, as in a process that only follows: it is handed what another one committed."""

from __future__ import annotations

import json
from typing import Any

from app.live.encoding import filled_in
from app.live.feed import Feed
from app.live.protocol import PROTOCOL_VERSION, Hello
from app.live.subscribers import Frame, SocketSubscriber
from app.live.welcome import welcome
from facilitation import commands as c
from facilitation.events import Actor, Decision, Role
from facilitation.model import Contribution, Kind
from tests.app.live_hall import Server
from tests.builders import an_id


class Transport:
    """What a phone has been sent."""

    def __init__(self) -> None:
        self.transport = self
        self.frames: list[dict[str, Any]] = []

    async def send(self, message: dict[str, Any]) -> None:
        raise AssertionError("frames are written past it")

    def is_closing(self) -> bool:
        return False

    def get_write_buffer_size(self) -> int:
        return 0

    def write(self, wire: bytes) -> None:
        self.frames.append(filled_in(json.loads(wire[wire.index(b"{") :])))


def followed(server: Server) -> Feed:
    """As another process would load it."""
    return Feed(server.room_id, server.store.load(server.room_id), "of-the-database")


def heal(server: Server, feed: Feed) -> None:
    """What was said of single events may be lost: the journal says all that came since."""
    feed.publish(map(Decision, server.store.journal(server.room_id, after=feed.committed.seq)))


async def post(server: Server, text: str) -> None:
    card = c.PostContribution(id=an_id(), kind=Kind.WEAKNESS, text=text)
    await server.rooms.submit(server.room_id, card)


def a_phone(feed: Feed, **held: Any) -> tuple[SocketSubscriber, Hello, Transport]:
    transport = Transport()
    hello = Hello(protocol=PROTOCOL_VERSION, role="participant", token="t" * 32, **held)
    return SocketSubscriber(hello, Actor(role=Role.NEWCOMER), transport.send), hello, transport


def texts(frame: dict[str, Any]) -> list[str]:
    return [put["text"] for change in frame["changes"] for put in change["puts"]]


def read(frames: list[Frame]) -> list[dict[str, Any]]:
    return [filled_in(json.loads(frame.text)) for frame in frames]


async def test_a_feed_that_follows_a_journal_serves_its_subscribers_and_heals_a_gap(server: Server) -> None:
    feed = followed(server)
    phone, _, transport = a_phone(feed)
    feed.add(phone)
    began = feed.committed.seq
    await post(server, "Zu wenige Busse")
    heal(server, feed)
    for lost in ("Kein Kurs am Abend", "Niemand kennt das Angebot"):
        await post(server, lost)
    await post(server, "Alles liegt weit auseinander")
    heal(server, feed)
    deltas = [frame for frame in transport.frames if frame["type"] == "delta"]
    assert [texts(delta) for delta in deltas] == [
        ["Zu wenige Busse"],
        ["Kein Kurs am Abend", "Niemand kennt das Angebot", "Alles liegt weit auseinander"],
    ]
    seqs = [change["seq"] for delta in deltas for change in delta["changes"]]
    assert seqs == list(range(began + 1, began + 5))
    state = (await server.rooms.room(server.room_id)).state
    assert list(feed.committed.all(Contribution)) == list(state.all(Contribution))
    heal(server, feed)
    assert len(transport.frames) == len(deltas), "nothing is told twice"


async def test_a_device_that_comes_back_to_a_feed_is_told_what_it_missed(server: Server) -> None:
    feed = followed(server)
    held = feed.committed.seq
    await post(server, "Zu wenige Busse")
    heal(server, feed)
    phone, hello, _ = a_phone(feed, epoch=feed.epoch, seq=held)
    welcomed, missed, *_ = read(welcome(feed, phone, hello, now=1))
    assert (welcomed["seq"], welcomed["snapshot"]) == (held, None)
    assert texts(missed) == ["Zu wenige Busse"]
    newcomer, hello, _ = a_phone(feed)
    (welcomed, *_) = read(welcome(feed, newcomer, hello, now=1))
    assert welcomed["snapshot"] is not None
