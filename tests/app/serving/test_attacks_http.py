"""Slow bodies, many spellings of one file, devices that fall silent."""

from __future__ import annotations

import asyncio
import gc
import gzip
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from weakref import WeakSet

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import FileResponse
from starlette.routing import Route

from app.fair_use import protocols
from app.live import polling, stretching
from app.serving.moderators import NiceGuiFiles
from facilitation.events import Actor, Role
from facilitation.ids import participant_id
from tests.app.live_hall import Device, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        yield server


# What each sends and never goes on with.
UNFINISHED = {
    "nothing": "",
    "head": "GET /live/{code}/poll HTTP/1.1\r\nX-A: ",
    "body": "POST /live/{code}/submit HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{{",
}


@pytest.mark.parametrize("sent", UNFINISHED)
async def test_who_never_ends_a_request_is_shown_the_door(
    server: Server, monkeypatch: pytest.MonkeyPatch, sent: str
) -> None:
    monkeypatch.setattr(protocols, "REQUEST_SECONDS", 0.2)
    await _shown_the_door(server, sent)


async def _shown_the_door(server: Server, sent: str) -> None:
    """Returns once somebody who came now has had all the time there is."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(UNFINISHED[sent].format(code=server.code).encode())
    answer = await asyncio.wait_for(reader.read(), 30)
    assert answer.startswith(b"HTTP/1.1 408")
    writer.close()


async def test_nothing_is_done_about_a_request_whose_body_does_not_come(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand would each be work begun. One in pieces is answered, a long one is taken up early."""
    begun: list[str] = []
    start = protocols.SharingHttp._start
    noted = lambda self, cycle, app: (begun.append(cycle.scope["path"]), start(self, cycle, app))[1]  # noqa: E731
    monkeypatch.setattr(protocols.SharingHttp, "_start", noted)
    monkeypatch.setattr(protocols, "REQUEST_SECONDS", 0.2)
    await _shown_the_door(server, "body")
    assert begun == []
    for body in (b"{}", b"x" * (protocols.WHOLE_BYTES + 1)):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        size = len(body) + 1000 * (len(body) > protocols.WHOLE_BYTES)
        writer.write(
            f"POST /live/{server.code}/submit HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
        )
        for piece in (body[:1], body[1:]):
            writer.write(piece)
            await writer.drain()
        assert (await asyncio.wait_for(reader.read(16), 30)).startswith(b"HTTP/1.1 ")
        writer.close()
    assert len(begun) == 2


async def _soon(look: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not look():  # noqa: ASYNC110 - nothing announces that an object has gone
            await asyncio.sleep(0.01)


UPGRADE = (
    "GET /live/{code}/ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.mark.parametrize(
    "sent", [*UNFINISHED.values(), "GET /live/{code}/poll HTTP/1.1\r\nHost: x\r\n\r\n" * 3, UPGRADE]
)
async def test_a_connection_that_ended_leaves_nothing_for_the_collector(
    server: Server, monkeypatch: pytest.MonkeyPatch, sent: str
) -> None:
    """In a quiet hall it comes hours later: ten thousand connections took 60 MB until then."""
    there: WeakSet[Any] = WeakSet()
    for kind in (protocols.SharingHttp, protocols.SharingSocket):
        made = kind.connection_made
        noted = lambda self, transport, made=made: (there.add(self), made(self, transport))  # noqa: E731
        monkeypatch.setattr(kind, "connection_made", noted)
    gc.collect()
    gc.disable()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(sent.format(code=server.code).encode())
        if sent.endswith("\r\n\r\n"):
            await reader.read(20)
        await _soon(lambda: len(there) > 0)
        writer.close()
        await _soon(lambda: len(there) == 0)
    finally:
        gc.enable()


async def test_who_asked_something_whole_is_not_hurried(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a phone that listens nor one that waits for news over HTTP."""
    monkeypatch.setattr(protocols, "REQUEST_SECONDS", 0.2)
    phone = await (await Device.connected(server)).seated()
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": "t" * 32}
    async with httpx.AsyncClient(timeout=30) as client:
        frames = (await client.post(server.url("poll"), json={"hello": hello})).json()
        held = {"epoch": frames[0]["epoch"], "seq": frames[0]["seq"]}
        news = asyncio.create_task(client.post(server.url("poll"), json={"hello": {**hello, **held}}))
        await _shown_the_door(server, "head")
        assert (await phone.post("Noch da"))["type"] == "ack"
        assert (await news).json()[0]["type"] == "delta"


async def test_one_file_is_kept_once_however_its_address_is_spelt() -> None:
    async def nicegui(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"the same file"})

    async def nothing(*_: Any) -> None:
        return None

    files = NiceGuiFiles(nicegui, "3")
    for dots in range(5):
        path = f"/_nicegui/3/static/{'./' * dots}vue.js"
        head = [(b"accept-encoding", b"gzip")]
        await files({"type": "http", "method": "GET", "path": path, "headers": head}, nothing, nothing)
    assert len(files._kept) == 1


async def test_a_file_is_kept_whole_though_whoever_asked_first_has_left(tmp_path: Path) -> None:
    class Passes(BaseHTTPMiddleware):
        async def dispatch(self, request: Any, call_next: Any) -> Any:
            return await call_next(request)

    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    (tmp_path / "vue.js").write_bytes(b"x" * 500_000)
    route = Route("/_nicegui/3/vue.js", lambda _: FileResponse(tmp_path / "vue.js"))
    files = NiceGuiFiles(Starlette(routes=[route], middleware=[Middleware(Passes)]), "3")
    head = [(b"accept-encoding", b"gzip")]
    for _ in range(2):
        await files({"type": "http", "method": "GET", "path": route.path, "headers": head}, gone, send)
    assert len(gzip.decompress(sent[-1]["body"])) == 500_000


async def test_a_device_that_fell_silent_is_gone_even_if_nobody_else_asks(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "SILENT_SECONDS", 3.0)
    room = await server.rooms.room(server.room_id)
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": "t" * 32}
    async with httpx.AsyncClient(timeout=30) as client:
        await client.post(server.url("poll"), json={"hello": hello})
    assert room.feed.subscribers
    async with asyncio.timeout(30):
        while room.feed.subscribers:  # noqa: ASYNC110 - the room offers no event for it
            await asyncio.sleep(0.05)


async def test_a_code_is_stretched_once_however_often_its_phone_polls(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hall without WebSockets polls sixty times for each card."""
    stretched: list[str] = []
    once = stretching.stretched
    monkeypatch.setattr(stretching, "stretched", lambda token: (stretched.append(token), once(token))[1])
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": "personal-code-ABCDEFGHJKLM"}
    async with httpx.AsyncClient(timeout=30) as client:
        for _ in range(3):
            await client.post(server.url("poll"), json={"hello": hello})
        for token in ("personal-code-MMMMMMMMMMMM", hello["token"]):
            await client.post(server.url("poll"), json={"hello": {**hello, "token": token}})
    assert stretched == [hello["token"], "personal-code-MMMMMMMMMMMM"]


async def test_made_up_secrets_that_only_look_are_no_crowd(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "STRANGERS", 5)
    room = await server.rooms.room(server.room_id)
    phone = await (await Device.connected(server)).seated()
    async with httpx.AsyncClient(timeout=30) as client:
        for n in range(20):
            hello = {"type": "hello", "protocol": 1, "role": "participant", "token": f"{n}" * 40}
            assert (await client.post(server.url("poll"), json={"hello": hello})).status_code == 200
    assert len(room.feed.subscribers) == 1 + 5
    assert (await phone.post("Noch da"))["type"] == "ack"


async def test_made_up_secrets_share_what_newcomers_may_ask(server: Server) -> None:
    """And whoever has sat down goes on meanwhile."""
    room, asking = await server.rooms.room(server.room_id), polling.Asking()
    await (await Device.connected(server, token="s" * 40)).seated()

    def actor(token: str) -> Actor:
        return Actor(role=Role.NEWCOMER, participant_id=participant_id(token), token=token)

    made_up = [asking.may(room.feed, actor(f"{n:040d}")) for n in range(polling.NEWCOMERS_AT_ONCE + 500)]
    assert made_up[0] and not made_up[-1]
    assert asking.may(room.feed, actor("s" * 40))
