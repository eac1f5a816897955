"""Phones, a stage and a moderator on the live channel, with real sockets and a real file."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx

from facilitation import commands as c
from facilitation.ids import new_id
from tests.app.live_hall import Device, Server, serving


def _card(text: str = "Der letzte Bus fährt um 18 Uhr.") -> dict[str, Any]:
    return {"type": "post_contribution", "id": new_id(1), "kind": "weakness", "text": text}


async def test_a_card_is_on_disk_when_it_is_acknowledged_and_everybody_sees_it(server: Server) -> None:
    anna = await (await Device.connected(server)).seated()
    ben = await (await Device.connected(server)).seated(1)
    stage = await Device.connected(server, "stage")
    moderator = await Device.connected(server, "moderator")
    answer = await anna.post("Kein Hausarzt nimmt neue Patienten auf.")
    on_disk = server.store.load(server.room_id)
    assert on_disk.seq >= answer["seq"]
    for reader in (ben, stage, moderator):
        frame = await reader.until("delta")
        while not frame["changes"][-1]["puts"] or frame["changes"][-1]["puts"][0]["type"] != "contribution":
            frame = await reader.until("delta")
        card = frame["changes"][-1]["puts"][0]
        assert card["text"] == "Kein Hausarzt nimmt neue Patienten auf."
        assert card["author_id"] is None


async def test_asking_twice_is_done_once_even_at_the_same_moment(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    command = _card()
    for _ in range(3):
        await phone.send({"type": "submit", "cmd_id": "the-same-command", "command": command})
    answers = [await phone.until("ack", "rejected", cmd_id="the-same-command") for _ in range(3)]
    assert {a["type"] for a in answers} == {"ack"}
    assert len({a["seq"] for a in answers}) == 1
    assert (await phone.ask(command, "the-same-command"))["seq"] == answers[0]["seq"]
    assert (await phone.ask(command, "another-command"))["code"] == "exists"


async def test_known_commands_are_known_after_a_restart(tmp_path: Path) -> None:
    command = _card()
    async with serving(tmp_path) as first:
        await first.open_workshop()
        phone = await (await Device.connected(first)).seated()
        before = await phone.ask(command, "sent-before-the-crash")
        code, token = first.code, phone.token
    async with serving(tmp_path) as second:
        second.code = code
        again = await Device.connected(second, token=token)
        assert again.frames[0]["you"]["own"] == [command["id"]]
        assert await again.ask(command, "sent-before-the-crash") == before


async def test_who_comes_back_hears_which_of_their_cards_were_withdrawn(server: Server) -> None:
    phone = await (await Device.connected(server, token=PERSONAL)).seated()
    ids = [_card()["id"] for _ in range(2)]
    for id in ids:
        assert (await phone.ask(_card() | {"id": id}))["type"] == "ack"
    moderator = await Device.connected(server, "moderator")
    assert (await moderator.ask(c.WithdrawContribution(id=ids[0], version=1)))["type"] == "ack"
    assert (await moderator.ask(c.HideContribution(id=ids[1], reason="")))["type"] == "ack"
    you = (await Device.connected(server, token=PERSONAL)).frames[0]["you"]
    assert (sorted(you["own"]), you["withdrawn"]) == (sorted(ids), [ids[0]])


async def test_a_phone_that_was_away_gets_what_it_missed_and_nothing_else(server: Server) -> None:
    writer = await (await Device.connected(server)).seated()
    away = await (await Device.connected(server)).seated()
    epoch = away.frames[0]["epoch"]
    last = (await writer.post("Erste Karte"))["seq"]
    await away.leave()
    await writer.post("Zweite Karte")
    await writer.post("Dritte Karte")
    back = await Device.connected(server, token=away.token, epoch=epoch, seq=last)
    welcome, missed = back.frames[0], await back.until("delta")
    assert welcome["snapshot"] is None
    assert [ch["puts"][0]["text"] for ch in missed["changes"]] == ["Zweite Karte", "Dritte Karte"]


async def test_another_epoch_means_a_snapshot_that_replaces(server: Server) -> None:
    writer = await (await Device.connected(server)).seated()
    await writer.post("Eine Karte")
    stranger = await Device.connected(server, epoch="0123456789abcdef", seq=9999)
    snapshot = await stranger.snapshot(stranger.frames[0]["snapshot"])
    assert snapshot["epoch"] == stranger.frames[0]["epoch"] != "0123456789abcdef"
    cards = [e for e in snapshot["entities"] if e["type"] == "contribution"]
    missed = [p for f in stranger.frames if f["type"] == "delta" for ch in f["changes"] for p in ch["puts"]]
    if not cards:  # a cached snapshot, and the rest as a delta behind the welcome
        missed += [p for ch in (await stranger.until("delta"))["changes"] for p in ch["puts"]]
    assert [e["text"] for e in [*cards, *missed] if e["type"] == "contribution"] == ["Eine Karte"]


async def test_http_carries_the_same_messages(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    hello = {"type": "hello", "protocol": 1, "role": "participant", "token": "t" * 32}

    async def submit(client: httpx.AsyncClient, cmd_id: str, command: dict[str, Any]) -> Any:
        body = {"hello": hello, "submit": {"type": "submit", "cmd_id": cmd_id, "command": command}}
        return (await client.post(server.url("submit"), json=body)).json()

    async with httpx.AsyncClient(timeout=30) as client:
        frames = (await client.post(server.url("poll"), json={"hello": hello})).json()
        assert frames[0]["type"] == "welcome"
        joined = await submit(client, "join-by-http", {"type": "join_workshop", "group_id": server.groups[0]})
        assert joined["type"] == "ack"
        here = {"hello": {**hello, "epoch": frames[0]["epoch"], "seq": joined["seq"]}}
        waiting = asyncio.create_task(client.post(server.url("poll"), json=here))
        posted = await submit(client, "post-by-http", _card("Über HTTP geschrieben"))
        news = (await waiting).json()
        assert news[0]["changes"][0]["puts"][0]["text"] == "Über HTTP geschrieben"
        assert news[0]["changes"][-1]["seq"] == posted["seq"]
    while (presence := await moderator.until("presence"))["people"] != 1:
        pass
    assert presence["groups"][server.groups[0]]["phones"] == 1


async def test_the_stage_and_moderators_see_who_is_there(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated(1)
    tablet = await (await Device.connected(server)).seated(1, "tablet")
    await tablet.send({"type": "status", "unsent": 3})
    wanted = {
        "phones": 1,
        "tablets": 1,
        "unsent": 3,
        "ready": 0,
        "table_ready": False,
        "silent": 2,
        "gone": 0,
    }
    while (await moderator.until("presence"))["groups"][server.groups[1]] != wanted:
        pass
    await phone.leave()
    while (await moderator.until("presence"))["people"] != 1:
        pass


async def test_the_moderator_alone_steers_hides_and_undoes(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    moderator = await Device.connected(server, "moderator")
    card = _card("Frau Muster hilft immer.")
    await phone.ask(card)
    for command in (c.GoToPhase(phase="vote"), c.HideContribution(id=card["id"]), c.Undo()):
        assert (await phone.ask(command))["code"] == "not_allowed"
    await moderator.ask(c.HideContribution(id=card["id"], reason="enthält einen Namen"))
    while (await phone.until("delta"))["changes"][-1]["drops"] != [["contribution", card["id"]]]:
        pass
    await moderator.ask(c.Undo())
    while not (puts := (await phone.until("delta"))["changes"][-1]["puts"]):
        pass
    assert puts[0]["text"] == "Frau Muster hilft immer."
    await moderator.ask(c.GoToPhase(phase="sort"))
    assert (await phone.post("Zu spät"))["code"] == "phase_closed"
    await moderator.ask(c.AllowLate())
    assert (await phone.post("Noch rechtzeitig"))["type"] == "ack"


async def test_two_moderators_who_undo_at_once_take_one_step_back(server: Server) -> None:
    first, second = [await Device.connected(server, "moderator") for _ in range(2)]
    await first.ask(c.GoToPhase(phase="sort"))
    while (told := await second.until("presence"))["undo_seq"] != server.rooms.state(server.room_id).seq:
        pass
    assert told["undo"] == "phase_started"
    step = c.Undo(seq=told["undo_seq"])
    answers = await asyncio.gather(first.ask(step), second.ask(step))
    assert [answer["type"] for answer in answers].count("ack") == 1
    assert [answer.get("code") for answer in answers].count("not_last_step") == 1
    assert server.rooms.state(server.room_id).workshop.phase == "write"


async def test_a_secret_vote_from_first_ballot_to_result(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    phones = [await (await Device.connected(server)).seated() for _ in range(3)]
    goals = [new_id(1), new_id(2), new_id(3)]
    for n, id in enumerate(goals):
        await moderator.ask(c.ProposeGoal(id=id, text=f"Ziel {n}"))
    await moderator.ask(c.GoToPhase(phase="vote"))
    voting = new_id(4)
    await moderator.ask(c.OpenVoting(id=voting, question="Was zuerst?", option_ids=goals))
    for phone, goal in zip(phones, (0, 1, 1), strict=True):
        assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goals[goal]: 2})))["type"] == "ack"
    await phones[0].ask(c.CastBallot(voting_id=voting, marks={goals[1]: 1}))  # a change of mind
    too_many = await phones[0].ask(c.CastBallot(voting_id=voting, marks={goals[0]: 2, goals[1]: 1}))
    assert (too_many["code"], too_many["params"]) == ("too_many_points", {"points": 2})
    while (await moderator.until("presence"))["ballots"] != {voting: 3}:
        pass
    returned = await Device.connected(server, token=phones[0].token)
    assert returned.frames[0]["you"]["ballot"] == {voting: {goals[1]: 1}}
    assert not any('"type": "result"' in json.dumps(frame) for frame in phones[1].frames)
    await moderator.ask(c.CloseVoting(id=voting))
    result = next(p for p in (await _change(phones[1], "voting_closed"))["puts"] if p["type"] == "result")
    assert [(r["option_id"], r["value"], r["rank"]) for r in result["rows"]] == [
        (goals[1], 5, 1),
        (goals[0], 0, 2),
        (goals[2], 0, 2),
    ]
    assert (await phones[2].ask(c.CastBallot(voting_id=voting, marks={})))["code"] == "voting_closed"


async def _change(device: Device, name: str) -> dict[str, Any]:
    while True:
        for change in (await device.until("delta"))["changes"]:
            if change["name"] == name:
                found: dict[str, Any] = change
                return found


PERSONAL = "personal-code-ABCDEFGHJKLM"


async def test_a_personal_code_brings_group_cards_ballot_and_drafts_to_another_device(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server, token=PERSONAL)).seated(1)
    card = await phone.post("Vom Handy geschrieben")
    draft = '{"text":"halb getippt"}'
    assert (await phone.ask(c.KeepDrafts(drafts={"card": draft})))["type"] == "ack"
    here = server.rooms.state(server.room_id).workshop.phase_started_at
    assert (await phone.ask(c.SignalReady(ready_for=here)))["type"] == "ack"
    laptop = await Device.connected(server, token=PERSONAL)
    you = laptop.frames[0]["you"]
    assert (you["group_id"], you["drafts"], you["ready_for"]) == (server.groups[1], {"card": draft}, here)
    assert len(you["own"]) == 1 and card["type"] == "ack"
    while (seen := await moderator.until("presence"))["groups"][server.groups[1]]["ready"] != 1:
        pass
    assert seen["people"] == seen["groups"][server.groups[1]]["phones"] == 1
    stranger = await Device.connected(server, token="personal-code-ABCDEFGHJKLN")
    assert stranger.frames[0]["you"]["participant_id"] is None
    assert stranger.frames[0]["you"]["drafts"] == {}


async def test_drafts_are_told_to_nobody_and_numbered_by_nobody(server: Server) -> None:
    phone = await (await Device.connected(server)).seated()
    watching = await Device.connected(server, "moderator")
    before = server.rooms.state(server.room_id).seq
    await phone.ask(c.KeepDrafts(drafts={"card": "geheim"}))
    assert server.rooms.state(server.room_id).seq == before
    posted = await phone.post("Für alle")
    while (await watching.until("delta"))["changes"][-1]["seq"] < posted["seq"]:
        pass
    assert all("geheim" not in json.dumps(frame) for frame in watching.frames)


async def test_how_silent_and_gone_a_table_is_the_wall_is_not_told(server: Server) -> None:
    stage = await Device.connected(server, "stage")
    moderator = await Device.connected(server, "moderator")
    phone = await (await Device.connected(server)).seated()
    while (await moderator.until("presence"))["groups"][server.groups[0]]["silent"] != 1:
        pass
    await phone.leave()
    while (await moderator.until("presence"))["groups"][server.groups[0]]["gone"] != 1:
        pass
    tables = [f["groups"][server.groups[0]] for f in stage.frames if f["type"] == "presence"]
    assert all((table["silent"], table["gone"]) == (0, 0) for table in tables)
