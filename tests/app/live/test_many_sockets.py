"""One participant holds many sockets open: that is no way to shut the door for the others."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.fair_use import protocols
from app.live.sockets import MOST
from tests.app.live_hall import Device, Server, serving

TOKEN = "a-secret-that-one-program-holds-often"


async def test_a_participant_holds_some_sockets_and_goes_on_by_http_beyond_them(server: Server) -> None:
    held = [await (await Device.connected(server, token=TOKEN)).seated()]
    held += [await Device.connected(server, token=TOKEN) for _ in range(MOST - 1)]
    with pytest.raises(ConnectionClosed) as ended:
        await Device.connected(server, token=TOKEN)
    assert ended.value.rcvd is not None and ended.value.rcvd.reason == "crowded"
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": TOKEN}
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(server.url("poll"), json={"hello": hello})
    assert answer.json()[0]["you"]["participant_id"] == held[1].frames[0]["you"]["participant_id"]
    assert (await (await Device.connected(server)).seated()).frames
    for device in held:
        assert (await device.post("Jedes Fenster schreibt weiter"))["type"] == "ack"


async def test_a_socket_that_was_left_makes_room_for_the_next(server: Server) -> None:
    """A phone whose Wi-Fi comes and goes, and tabs that are closed again."""
    first = await (await Device.connected(server, token=TOKEN)).seated()
    for _ in range(2 * MOST):
        again = await Device.connected(server, token=TOKEN)
        await again.leave()
    assert (await first.post("Noch da"))["type"] == "ack"


async def test_one_participants_surplus_goes_before_a_newcomer_and_before_anybody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocols, "most_connections", lambda: 12)
    async with serving(tmp_path) as server:
        await server.open_workshop()
        moderator = await Device.connected(server, "moderator")
        phones = [await (await Device.connected(server)).seated() for _ in range(3)]
        held = [await (await Device.connected(server, token=TOKEN)).seated()]
        held += [await Device.connected(server, token=TOKEN) for _ in range(7)]
        late = [await (await Device.connected(server)).seated() for _ in range(3)]
        assert sum([await _has_ended(device) for device in held]) == 3
        for phone in (*phones, *late, held[-1]):
            assert (await phone.post("Alle sind noch da"))["type"] == "ack"
        assert not await _has_ended(moderator)


async def _has_ended(device: Device) -> bool:
    try:
        await device.send({"type": "ping"})
        async with asyncio.timeout(30):
            await device.until("pong")
    except ConnectionClosed:
        return True
    return False
