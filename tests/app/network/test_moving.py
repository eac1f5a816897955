"""The laptop's address changes: stage, moderators and phones hear it over real sockets."""

from __future__ import annotations

from pathlib import Path

import httpx

from app.network.wifi import Wifi
from tests.app.live_hall import Device, Server, serving

OLD, NEW = "http://192.168.1.20:8080", "http://192.168.1.57:8080"


async def everybody(server: Server) -> list[Device]:
    return [await Device.connected(server, role) for role in ("stage", "moderator", "participant")]


async def heard(device: Device) -> dict:
    return await device.until("addresses")


def moves(server: Server, *bases: str) -> None:
    """To other addresses, as if DHCP had given them."""
    from app.network.addresses import Address

    server.workplace.network._look = lambda: [Address(base) for base in bases]
    server.workplace.network.check()


async def test_the_address_changes_and_stage_moderator_and_phone_hear_it(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        moves(server, OLD)
        server.workplace.network.seen()
        await server.open_workshop()
        people = await everybody(server)
        assert [(await heard(one))["urls"] for one in people] == [[OLD]] * 3
        moves(server, NEW, OLD)
        stage, moderator, phone = [await heard(one) for one in people]
        assert stage["urls"] == moderator["urls"] == phone["urls"] == [NEW, OLD]
        assert (stage["before"], moderator["before"], phone["before"]) == (None, "192.168.1.20:8080", None)
        server.workplace.network.seen()
        assert (await heard(people[1]))["before"] is None
        for one in people:
            await one.leave()


async def test_a_device_that_was_away_hears_it_when_it_comes_back(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        moves(server, NEW)
        phone = await Device.connected(server)
        assert (await heard(phone))["urls"] == [NEW]
        await phone.leave()


async def test_a_phone_on_http_hears_it_in_the_poll_that_waits(tmp_path: Path) -> None:
    async with serving(tmp_path) as server, httpx.AsyncClient(timeout=30) as http:
        moves(server, OLD)
        await server.open_workshop()
        hello = {"type": "hello", "protocol": 1, "role": "stage"}
        first = (await http.post(server.url("poll"), json={"hello": hello})).json()
        assert [frame["urls"] for frame in first if frame["type"] == "addresses"] == [[OLD]]
        moves(server, NEW)
        held = {**hello, "epoch": first[0]["epoch"], "seq": first[0]["seq"]}
        news = (await http.post(server.url("poll"), json={"hello": held})).json()
        assert [frame["urls"] for frame in news if frame["type"] == "addresses"] == [[NEW]]


async def test_stages_are_asked_to_draw_anew_when_the_wifi_is_to_be_shown(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        stage = await Device.connected(server, "stage")
        before = (await heard(stage))["invite"]
        server.workplace.invitations.set_wifi(Wifi("Saal", "geheim123"))
        assert (await heard(stage))["invite"] == before  # typed, but not for the stage
        server.workplace.invitations.set_wifi(Wifi("Saal", "geheim123", on_stage=True))
        assert (await heard(stage))["invite"] != before
        assert "geheim123" not in str(stage.frames)
        await stage.leave()
