"""Run by test_new_noun.py where measures are known: one is stored, sent, undone, archived and documented."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from app.live.generate import generate, generate_for_moderators
from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.ids import new_id
from facilitation.model import Goal, Measure
from facilitation.rules import RULES
from storage.archive.format import ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from storage.merging.merge import merge
from tests.app.live_hall import Device, Server
from tests.refusals import refusals


async def story(folder: Path) -> None:
    server = Server(folder)
    await server.start()
    await server.open_workshop("goals")
    moderator, phone = await Device.connected(server, "moderator"), await Device.connected(server)
    goal, measure = new_id(1), new_id(2)
    field = next(iter(server.rooms.state(server.room_id)._by_type["field"]))
    await moderator.ask(c.ProposeGoal(id=goal, text="Jede Schule hat Paten"))
    plan = {"type": "plan_measure", "id": measure, "goal_id": goal, "field_id": field, "text": "Paten werben"}
    assert (await moderator.ask(plan))["type"] == "ack"
    assert (await moderator.ask(plan))["code"] == "exists"
    await _is_sent(phone, measure)
    await _goes_and_comes(server, moderator, phone, goal, measure, field)
    _is_stored_and_travels(server, measure)
    _is_documented(server)
    await server.stop()


async def _is_sent(phone: Device, measure: str) -> None:
    while True:
        changes = (await phone.until("delta"))["changes"]
        puts = [put for change in changes for put in change.get("puts", ())]
        if any((put["type"], put["id"], put["text"]) == ("measure", measure, "Paten werben") for put in puts):
            return


async def _is_taken(phone: Device, measure: str) -> None:
    while True:
        changes = (await phone.until("delta"))["changes"]
        if any(["measure", measure] in change.get("drops", ()) for change in changes):
            return


async def _goes_and_comes(
    server: Server, moderator: Device, phone: Device, goal: str, measure: str, field: str
) -> None:
    """It is a step to undo, it is seen where its goal is, and it holds its field."""
    assert (await moderator.ask(c.RemoveField(id=field)))["code"] == "field_not_empty"
    await moderator.ask(c.HideGoal(id=goal))
    await _is_taken(phone, measure)
    await moderator.ask(c.Undo())
    await _is_sent(phone, measure)
    await moderator.ask(c.Undo())
    await _is_taken(phone, measure)
    assert not server.store.load(server.room_id).find(Measure, measure)
    await moderator.ask(c.Redo())
    await _is_sent(phone, measure)


def _is_stored_and_travels(server: Server, measure: str) -> None:
    state = server.store.load(server.room_id)
    assert state.get(Measure, measure).text == "Paten werben"
    archive = read(write_archive(state, None, 1))
    arrived = merge(None, archive.entities)
    assert arrived is not None
    assert state.get(Measure, measure) in arrived.puts
    orphan = state.copy()
    orphan._by_type.pop("goal")
    try:
        read(write_archive(orphan, None, 1))
    except ArchiveError as error:
        assert error.code == "archive_broken"
    else:
        raise AssertionError("a measure of no goal came in")


def _is_documented(server: Server) -> None:
    state = server.store.load(server.room_id)
    told = json.loads(document(state, 1).model_dump_json())
    assert told["measures"] == [{"text": "Paten werben"}]
    assert next(state.all(Goal)).text in json.dumps(told, ensure_ascii=False)
    assert "planMeasure: (fields) => built(" in generate_for_moderators()
    assert "goal_id: string, field_id: string|null, text: string" in generate()
    rule = next(rule for rule in RULES if rule.type == "plan_measure")
    assert rule.refusals == refusals(rule.handler) | {"not_allowed", "unknown"}


if __name__ == "__main__":
    asyncio.run(story(Path(sys.argv[1])))
    print("told")
