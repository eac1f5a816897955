"""Beyond what a room remembers and beyond what it commits at once: nobody notices."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.live.broadcast import LOG_LENGTH
from app.live.queue import BATCH
from app.workplace.rooms import clock
from facilitation import commands as c
from facilitation.ids import new_id
from facilitation.model import Contribution, Kind
from tests.app.live_hall import Device, Server


async def _posted(server: Server, cards: int) -> None:
    """All at once, by the moderators."""
    group = server.groups[0]
    await asyncio.gather(
        *(
            server.rooms.submit(
                server.room_id,
                c.PostContribution(id=new_id(clock()), group_id=group, kind=Kind.WEAKNESS, text=f"Karte {n}"),
            )
            for n in range(cards)
        )
    )


def _texts(frames: list[dict[str, Any]]) -> list[str]:
    changes = [change for frame in frames if frame["type"] == "delta" for change in frame["changes"]]
    return [put["text"] for change in changes for put in change["puts"] if put["type"] == "contribution"]


async def test_a_phone_that_missed_more_than_is_remembered_begins_anew_and_has_everything(
    server: Server,
) -> None:
    phone = await (await Device.connected(server)).seated()
    epoch, last = phone.frames[0]["epoch"], (await phone.post("Die erste"))["seq"]
    await phone.leave()
    await _posted(server, LOG_LENGTH)
    near = await Device.connected(server, token=phone.token, epoch=epoch, seq=last)
    assert near.frames[0]["snapshot"] is None, "as much as is remembered comes as news"
    await _posted(server, 1)
    back = await Device.connected(server, token=phone.token, epoch=epoch, seq=last)
    snapshot = await back.snapshot(back.frames[0]["snapshot"])
    told = {entity["text"] for entity in snapshot["entities"] if entity["type"] == "contribution"}
    while len(told | {*_texts(back.frames)}) < LOG_LENGTH + 1:  # of the last two, one has the same words
        await back.until("delta")
    assert told | {*_texts(back.frames)} == {"Die erste", *(f"Karte {n}" for n in range(LOG_LENGTH))}


async def test_a_flood_of_more_than_one_batch_is_saved_in_several(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes, prepare = [], server.store.prepare

    def counting(room_id: str, batch: list[Any]) -> Any:
        sizes.append(len(batch))
        return prepare(room_id, batch)

    monkeypatch.setattr(server.store, "prepare", counting)
    stage = await Device.connected(server, "stage")
    await _posted(server, BATCH + 1)
    assert sum(sizes) == BATCH + 1
    assert len(sizes) > 1
    assert max(sizes) == BATCH
    while len(seen := _texts(stage.frames)) < BATCH + 1:
        await stage.until("delta")
    assert sorted(seen) == sorted(card.text for card in server.rooms.state(server.room_id).all(Contribution))
