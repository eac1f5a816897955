"""ATTACKS: what one person with a script can do. Each way is one connection, begun again when it ends."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from app.live.protocol import FRAME_BYTES, FRAMES_PER_SECOND
from facilitation.ids import new_slip
from tests.load.enemy import (
    Target,
    answer,
    card,
    connected,
    get,
    hello,
    ignoring,
    open_voting,
    post,
    submit,
    text,
    upgraded,
)
from tests.load.viewer import PING, TEXT, masked

Way = Callable[[Target, int], Awaitable[None]]

DRIP_SECONDS = 2.0
SILENT = 10_000
FEW = 5
_LISTENERS = re.compile(
    rb'"(\d+)":\{[^{}]*?"props":\{[^{}]*\}(?:,"children":\[\d+\])?,"events":\[\{"listener_id":"([^"]+)","type":"([^"]+)"'
)
_CLIENT = re.compile(rb"'client_id': '([^']+)'")


class Attack(NamedTuple):
    """`phase`: in which the workshop is. `connections`: where it takes another number than was asked for.
    `slips_only`: how is voted, where a voting is open."""

    ways: tuple[Way, ...]
    phase: str = "write"
    connections: int | None = None
    slips_only: bool | None = None


# --- bytes without an end ---------------------------------------------------------------------


async def _pushed(target: Target, _: int, sent: bytes, begin: bytes = b"") -> None:
    async with upgraded(target) as (reader, writer):
        writer.write(text(hello()) + begin)
        reading = asyncio.create_task(ignoring(reader))
        try:
            while not reading.done():
                writer.write(sent)
                await writer.drain()
        finally:
            reading.cancel()


def _pushing(frame: bytes, begin: bytes = b"") -> Way:
    return partial(_pushed, sent=frame * (65536 // len(frame) + 1), begin=begin)


async def _held(target: Target, _: int, begin: str, drip: bytes) -> None:
    async with connected(target) as (_reader, writer):
        writer.write(begin.format(code=target.code).encode())
        while not writer.transport.is_closing():
            await asyncio.sleep(DRIP_SECONDS)
            writer.write(drip)


def _holding(begin: str = "", drip: bytes = b"") -> Way:
    return partial(_held, begin=begin, drip=drip)


SLOW_BODY = "POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n"


# --- requests -----------------------------------------------------------------------------------


async def _asked(target: Target, _: int, request: Callable[[Target], bytes]) -> None:
    async with connected(target) as (reader, writer):
        while True:
            writer.write(request(target))
            await answer(reader)


def _asking(path: str, *headers: str) -> Way:
    return partial(_asked, request=lambda target: get(target, path.format(code=target.code), *headers))


def _posting(path: str, body: Callable[[], bytes]) -> Way:
    return partial(_asked, request=lambda target: post(target, path.format(code=target.code), body()))


def _poll(length: int) -> Callable[[], bytes]:
    """With a token that nobody ever had. A short one costs the laptop a thousand hashes."""
    return lambda: json.dumps({"hello": hello(token=secrets.token_hex(20)[:length])}).encode()


def _unknown(target: Target) -> bytes:
    return get(target, f"/{secrets.token_hex(8)}", "Accept: text/html")


# --- a participant like any other ----------------------------------------------------------------


async def _cards(target: Target, _: int) -> None:
    async with upgraded(target) as (reader, writer):
        reading = asyncio.create_task(ignoring(reader))
        join = {"type": "join_workshop", "group_id": target.group_id}
        writer.write(text(hello()) + text(submit(join)))
        while not reading.done():
            writer.write(text(submit(card())))
            await asyncio.sleep(1 / FRAMES_PER_SECOND)


async def _submits(target: Target, _: int) -> None:
    """The same over HTTP, and each card in somebody else's name."""
    async with connected(target) as (reader, writer):
        while True:
            who = hello()
            for command in ({"type": "join_workshop", "group_id": target.group_id}, card()):
                body = json.dumps({"hello": who, "submit": submit(command)}).encode()
                writer.write(post(target, f"/live/{target.code}/submit", body))
                await answer(reader)


async def _fresh(target: Target, _: int, joining: bool, length: int) -> None:
    async with upgraded(target) as (reader, writer):
        join = {"type": "join_workshop", "group_id": target.group_id}
        said = [hello(token=secrets.token_hex(24)[:length])] + ([submit(join)] if joining else [])
        writer.write(b"".join(map(text, said)))
        await asyncio.wait_for(reader.readuntil(b"ack" if joining else b"welcome"), 10)


async def _few_cards(target: Target, _: int) -> None:
    """No more of each made-up participant than somebody writes who has just sat down."""
    async with upgraded(target) as (reader, writer):
        join = {"type": "join_workshop", "group_id": target.group_id}
        writer.write(text(hello()) + text(submit(join)))
        await asyncio.wait_for(reader.readuntil(b'"ack"'), 10)
        writer.write(b"".join(text(submit(card())) for _ in range(FEW)))
        async with asyncio.timeout(10):
            for _ in range(FEW):
                await reader.readuntil(b'"cmd_id"')


async def _ballots(target: Target, _: int) -> None:
    """With a secret that is short enough to be typed: of the device, and of each slip or turn."""
    voting = await open_voting(target)
    async with upgraded(target) as (reader, writer):
        reading = asyncio.create_task(ignoring(reader))
        join = {"type": "join_workshop", "group_id": target.group_id}
        writer.write(text(hello(token=secrets.token_hex(12))) + text(submit(join)))
        while not reading.done():
            made_up = {"slip": new_slip()} if voting.get("slips_only") else {"turn": secrets.token_hex(12)}
            marks = {voting["option_ids"][0]: 1}
            ballot = {"type": "cast_ballot", "voting_id": voting["id"], "marks": marks, **made_up}
            writer.write(text(submit(ballot)))
            await asyncio.sleep(1 / FRAMES_PER_SECOND)


async def _deaf(target: Target, number: int) -> None:
    """Every other one reads nothing, while the rest writes what it would have to read."""
    if number % 2:
        return await _cards(target, number)
    async with upgraded(target) as (reader, writer):
        writer.write(text(hello("stage")))
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        while True:
            await asyncio.sleep(1)
            writer.write(text({"type": "ping"}))


async def _framed(target: Target, _: int, frame: bytes) -> None:
    async with upgraded(target) as (reader, writer):
        reading = asyncio.create_task(ignoring(reader))
        writer.write(text(hello()))
        while not reading.done():
            writer.write(frame)
            await writer.drain()
            await asyncio.sleep(1 / FRAMES_PER_SECOND)


async def _typing(target: Target, _: int, typed: Sequence[tuple[str, Any]], pause: float) -> None:
    """At the moderators' login page, again and again. `typed`: events of its elements, with arguments."""
    client, listeners = await login_page(target)
    said = [["event", {**listeners[event], "client_id": client, "args": args}] for event, args in typed]
    query = f"client_id={client}&next_message_id=0&implicit_handshake=true&tab_id=t&document_id=d&EIO=4"
    async with upgraded(target, f"/_nicegui_ws/socket.io/?{query}&transport=websocket") as (reader, writer):
        reading = asyncio.create_task(ignoring(reader))
        writer.write(masked(b"40"))
        while not reading.done():
            writer.write(b"".join(masked(b"42" + json.dumps(one).encode()) for one in said))
            await asyncio.sleep(pause)


async def login_page(target: Target) -> tuple[str, dict[str, dict[str, Any]]]:
    """The client's id, and by event the element that hears it. Raises ValueError where it is another page."""
    async with connected(target) as (reader, writer):
        writer.write(get(target, "/m/login", "Accept: text/html").replace(b"Accept-Encoding: gzip\r\n", b""))
        page = await answer(reader)
    listeners = {
        event.decode(): {"id": int(id), "listener_id": listener.decode()}
        for id, listener, event in _LISTENERS.findall(page)
    }
    client = _CLIENT.search(page)
    if client is None or not listeners.keys() >= {"update:value", "click"}:
        raise ValueError("not the login page")
    return client[1].decode(), listeners


CARDS: Way = _cards
WSPING = _pushing(masked(b"", PING))
FRAG = _pushing(b"\x00\x80\0\0\0\0", begin=b"\x01\x80\0\0\0\0")
TINYFRAG = _pushing(b"\x00\x81\0\0\0\0x", begin=b"\x01\x81\0\0\0\0x")
QR = _posting("/j/{code}/qr", lambda: secrets.token_hex(6).upper().encode())
BROKEN = partial(
    _framed, frame=masked(b'{"type":"submit","x":[' + b"0," * (FRAME_BYTES // 2 - 50) + b"0]}", TEXT)
)
PAGE = _asking("/j/{code}")
NONSENSE = partial(_typing, typed=[("update:value", 5)], pause=0.01)  # arguments that are no list
# Too short to be right.
WRONG_PIN = partial(_typing, typed=[("update:value", ["00000"]), ("click", [])], pause=0.1)
LOGIN = _asking("/m/login", "Accept: text/html")
FRESH = partial(_fresh, joining=False, length=24)
JOINS = partial(_fresh, joining=True, length=40)

ATTACKS = {
    "quiet": Attack((lambda *_: asyncio.sleep(3600),)),
    "wsping": Attack((WSPING,)),
    "frag": Attack((FRAG,)),
    "tinyfrag": Attack((TINYFRAG,)),
    "qr": Attack((QR,)),
    "silent": Attack((_holding(),), connections=SILENT),
    "slowhead": Attack((_holding("GET / HTTP/1.1\r\nX-A: ", b"a"),), connections=SILENT),
    "slowbody": Attack(
        tuple(
            _holding(SLOW_BODY.format(path=path), b" ")
            for path in ("j/{code}/qr", "check/report", "live/{code}/submit", "live/{code}/poll")
        ),
        connections=SILENT,
    ),
    "cards": Attack((CARDS,)),
    "fewcards": Attack((_few_cards,)),
    "submits": Attack((_submits,)),
    "broken": Attack((BROKEN,)),
    "page": Attack((PAGE,)),
    "statement": Attack((_asking("/accessibility"),)),
    "poll": Attack((_posting("/live/{code}/poll", _poll(40)),)),
    "pollshort": Attack((_posting("/live/{code}/poll", _poll(24)),)),
    "login": Attack((LOGIN,)),
    "stage": Attack((_asking("/stage/{code}"),)),
    "badcookie": Attack((_asking("/m", "Cookie: zielrunde_moderator=x", "Accept: text/html"),)),
    "unknown": Attack((partial(_asked, request=_unknown),)),
    "fresh": Attack((FRESH,)),
    "joins": Attack((JOINS,)),
    "ballots": Attack((_ballots,), phase="vote", slips_only=True),
    "turns": Attack((_ballots,), phase="vote", slips_only=False),
    "deaf": Attack((_deaf,)),
    "log": Attack((NONSENSE,)),
    "pins": Attack((WRONG_PIN,)),
    "pdf": Attack((_asking("/j/{code}/document.pdf"), JOINS), phase="results"),
    "mixed": Attack((WSPING, QR, CARDS, PAGE, LOGIN, BROKEN, FRAG, JOINS, _submits, FRESH)),
    "crowd": Attack((PAGE, QR, LOGIN, _holding("GET / HTTP/1.1\r\nX-A: ", b"a"))),
}
