"""Where too many want to come in at once they wait in line: a script that never ends keeps nobody out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.live import entrance
from app.live.entrance import Entrance
from app.live.submission import Submission
from facilitation import commands as c
from facilitation.events import Actor, Role
from facilitation.ids import participant_id, random_id
from facilitation.model import Participant
from tests.app.live_hall import Device, serving
from tests.builders import an_id


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(entrance, "AT_ONCE", 2)
    monkeypatch.setattr(entrance, "PER_SECOND", 100)
    monkeypatch.setattr(entrance, "WAITING", 5)
    yield


def _joining(name: str, gone: bool = False) -> Submission:
    join, newcomer = c.JoinWorkshop(group_id=an_id()), Actor(role=Role.NEWCOMER)
    return Submission(name, join, newcomer, name, [], lambda: gone)


async def test_in_the_order_in_which_they_came_and_without_those_who_left(narrow: None) -> None:
    admitted, turned_away, all_in = list[str](), list[str](), asyncio.Event()

    def admit(joining: Submission) -> None:
        admitted.append(joining.cmd_id)
        if joining.cmd_id == "f":
            all_in.set()

    door = Entrance(admit, lambda joining: turned_away.append(joining.cmd_id))
    for name in "abcdefghi":
        door.come(_joining(name, gone=name in "de"))
    assert (admitted, turned_away) == (["a", "b"], ["h", "i"]), "five may wait"
    await all_in.wait()
    assert (admitted, turned_away) == (list("abcf"), list("hide"))


async def test_a_phone_comes_in_while_a_script_joins_for_ever(narrow: None, tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop("write")
        room = await server.rooms.room(server.room_id)
        going_on = True

        async def script() -> None:
            while going_on:
                made_up = random_id()
                newcomer = Actor(role=Role.NEWCOMER, participant_id=participant_id(made_up), token=made_up)
                await room.submit(random_id(), c.JoinWorkshop(group_id=server.groups[0]), newcomer)

        flood = [asyncio.create_task(script()) for _ in range(4)]
        phone = await (await Device.connected(server)).seated()
        going_on = False
        await asyncio.gather(*flood)
        assert phone.token and room.state.find(Participant, participant_id(phone.token))


async def test_who_waits_when_the_laptop_stops_is_told_to_come_again(narrow: None, tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop("write")
        room = await server.rooms.room(server.room_id)
        asked = [
            asyncio.create_task(
                room.submit(
                    random_id(),
                    c.JoinWorkshop(group_id=server.groups[0]),
                    Actor(role=Role.NEWCOMER, participant_id=participant_id(random_id()), token=random_id()),
                )
            )
            for _ in range(5)
        ]
        await asyncio.sleep(0)
        await room.queue.close()
        told = [getattr(reply, "code", "in") for reply in await asyncio.gather(*asked)]
    assert "not_saved" in told and set(told) <= {"in", "not_saved"}
