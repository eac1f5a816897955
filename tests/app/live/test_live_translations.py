"""A translation on the live channel: with real sockets, a real file and a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from facilitation import commands as c
from facilitation.ids import new_id, translation_id
from tests.app.live_hall import Device, serving


async def change(device: Device, name: str) -> dict[str, Any]:
    """The next change of this name, with what came before left aside."""
    while True:
        frame = await device.until("delta")
        for found in frame["changes"]:
            if found["name"] == name:
                return found


async def shown(device: Device) -> set[str]:
    """The texts of translations that a device holds which has just come: snapshot and what came since."""
    greeting = device.frames[0]
    snapshot = await device.snapshot(greeting["snapshot"])
    held = {entity["id"]: entity for entity in snapshot["entities"]}
    seq = snapshot["seq"]
    while seq < device.server.rooms.state(device.server.room_id).seq:
        for change in (await device.until("delta"))["changes"]:
            held.update({entity["id"]: entity for entity in change["puts"]})
            for _, id in change["drops"]:
                held.pop(id, None)
            seq = change["seq"]
    return {entity["text"] for entity in held.values() if entity["type"] == "translation"}


async def test_a_translation_comes_and_goes_with_its_card_and_outlives_a_restart(tmp_path: Path) -> None:
    card = new_id(1)
    command = c.Translate(of_id=card, language="de", text="Abends fehlen Kurse", original_version=1)
    async with serving(tmp_path) as server:
        await server.open_workshop()
        phone = await (await Device.connected(server)).seated()
        post = c.PostContribution(id=card, kind="weakness", text="لا توجد دورات", language="ar")  # type: ignore[arg-type]
        assert (await phone.ask(post))["type"] == "ack"
        assert (await phone.ask(command))["code"] == "not_allowed"
        interpreter = await Device.connected(server, "moderator")
        assert (await interpreter.ask(command))["type"] == "ack"
        (put,) = (await change(phone, "translated"))["puts"]
        assert (put["of_id"], put["language"], put["text"]) == (card, "de", command.text)
        await interpreter.ask(c.HideContribution(id=card, reason="Name"))
        drops = (await change(phone, "contribution_hidden"))["drops"]
        assert drops == [["contribution", card], ["translation", translation_id(card, "de")]]
        assert await shown(await Device.connected(server, "stage")) == set()
        assert await shown(await Device.connected(server, "moderator")) == {command.text}
        code, room_id = server.code, server.room_id
    async with serving(tmp_path) as server:
        server.code, server.room_id = code, room_id
        assert await shown(await Device.connected(server, "stage")) == set()
        moderator = await Device.connected(server, "moderator")
        assert await shown(moderator) == {command.text}
        await moderator.ask(c.RestoreContribution(id=card))
        assert await shown(await Device.connected(server, "stage")) == {command.text}
