"""A script asks for moderators' pages and opens none of them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from nicegui import Client, ui
from nicegui.testing import User
from starlette.requests import Request
from websockets.asyncio.client import connect

from app.pages.base.unopened import KEPT, forget_unopened
from tests.load.server import Server, prepare


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    prepare(tmp_path, "UNPN23")
    with Server(tmp_path) as server:
        yield server


async def _opens(server: Server, page: str) -> str:
    """What NiceGUI answers to a browser that comes for its page."""
    id = re.search(r"client_id': '([^']+)'", page)
    assert id is not None
    known = f"client_id={id[1]}&next_message_id=0&implicit_handshake=true&tab_id=t&document_id=d"
    address = f"ws://127.0.0.1:{server.port}/_nicegui_ws/socket.io/?{known}&EIO=4&transport=websocket"
    async with connect(address, origin=server.base) as socket:
        await socket.recv()
        await socket.send("40")
        return str(await socket.recv())


async def test_the_oldest_of_too_many_unopened_pages_is_forgotten(server: Server) -> None:
    async with httpx.AsyncClient(base_url=server.base, headers={"accept": "text/html"}) as script:
        pages = [(await script.get("/m/login")).text for _ in range(KEPT + 1)]
    assert "failed" in await _opens(server, pages[0])
    assert "sid" in await _opens(server, pages[1])


def _from(host: str) -> Request:
    return Request({"type": "http", "client": (host, 1), "headers": [], "path": "/"})


async def test_a_flood_from_one_address_takes_no_page_from_another(visitor: User) -> None:
    honest = Client(ui.page("/never"), request=_from("192.168.8.10"))
    flood = [Client(ui.page("/never"), request=_from("192.168.8.9")) for _ in range(KEPT + 5)]
    for _ in range(10):
        forget_unopened()
    assert [client.is_deleted for client in (honest, flood[0], flood[-1])] == [False, True, False]
    assert sum(client.environ is None for client in Client.instances.values()) == KEPT
