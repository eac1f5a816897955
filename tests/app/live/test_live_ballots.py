"""Ballots in turns, with slips and from paper: what goes over the wire, and what never does."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.live import stretching, submission
from facilitation import commands as c
from facilitation.ids import new_id, new_slip, slip_hash
from facilitation.model import Ballot, Voting, VotingResult
from facilitation.voting import VOTING_MODES, tally_dots
from storage.store import Transaction
from tests.app.live_hall import Device, Server, serving


async def _open_vote(server: Server, **values: Any) -> tuple[Device, str, str]:
    """A moderator, a voting and its one goal."""
    moderator = await Device.connected(server, "moderator")
    goal, voting = new_id(1), new_id(2)
    await moderator.ask(c.ProposeGoal(id=goal, text="Ein Ziel"))
    await moderator.ask(c.GoToPhase(phase="vote"))
    opened = await moderator.ask(c.OpenVoting(id=voting, question="Was?", option_ids=(goal,), **values))
    assert opened["type"] == "ack", opened
    return moderator, voting, goal


async def _printed(server: Server, count: int = 2) -> list[str]:
    slips = [new_slip() for _ in range(count)]
    hashes = tuple(slip_hash(server.room_id, slip) for slip in slips)
    await server.rooms.submit(server.room_id, c.PrintSlips(id=new_id(3), hashes=hashes))
    return slips


async def _presence(moderator: Device, ways: dict[str, int], voting: str) -> dict[str, Any]:
    while (frame := await moderator.until("presence"))["by_channel"].get(voting) != ways:
        pass
    return frame


async def test_turns_on_a_tablet_are_counted_for_the_moderator_and_shown_to_nobody(server: Server) -> None:
    moderator, voting, goal = await _open_vote(server)
    tablet = await (await Device.connected(server)).seated(0, "tablet")
    stage = await Device.connected(server, "stage")
    for _ in range(3):
        turn = secrets.token_urlsafe(24)
        ballot = c.CastBallot(voting_id=voting, marks={goal: 1}, turn=turn)
        first = await tablet.ask(ballot, cmd_id=f"turn-{turn[:8]}")
        assert first["type"] == "ack"
        assert await tablet.ask(ballot, cmd_id=f"turn-{turn[:8]}") == first
    assert (await _presence(moderator, {"turn": 3}, voting))["ballots"] == {voting: 3}
    while (seen := await stage.until("presence"))["ballots"] != {voting: 3}:
        pass
    assert seen["by_channel"] == {}, "how they came is for the moderator"
    back = await Device.connected(server, token=tablet.token)
    assert back.frames[0]["you"]["ballot"] == {}, "no way back into anybody's ballot"


async def test_the_cap_on_turns_survives_a_restart(tmp_path: Path) -> None:
    async def turn(device: Device, voting: str, goal: str) -> dict[str, Any]:
        marks = {goal: 1}
        return await device.ask(c.CastBallot(voting_id=voting, marks=marks, turn=secrets.token_urlsafe(24)))

    async with serving(tmp_path) as first:
        await first.open_workshop()
        _, voting, goal = await _open_vote(first)
        phone = await (await Device.connected(first)).seated()
        assert [(await turn(phone, voting, goal))["type"] for _ in range(3)] == ["ack"] * 3
        code, token = first.code, phone.token
    async with serving(tmp_path) as second:
        second.code = code
        again = await Device.connected(second, token=token)
        refusal = await turn(again, voting, goal)
        assert (refusal["code"], refusal["params"]) == ("too_many_turns", {"max": 3})


async def test_a_slip_finds_its_ballot_on_any_device_and_no_frame_carries_a_hash(server: Server) -> None:
    slip, _ = await _printed(server)
    moderator, voting, goal = await _open_vote(server, slips_only=True)
    phone = await (await Device.connected(server)).seated()
    assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1})))["code"] == "slip_needed"
    wrong = await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}, slip=new_slip()))
    assert wrong["code"] == "slip_unknown"
    assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}, slip=slip)))["type"] == "ack"
    other = await (await Device.connected(server)).seated()
    holder = await Device.connected(server, token=other.token, slip=slip)
    assert holder.frames[0]["you"]["ballot"] == {voting: {goal: 1}}
    await _presence(moderator, {"slip": 1}, voting)
    snapshot = await moderator.snapshot(moderator.frames[0]["snapshot"])
    seen = json.dumps([snapshot, moderator.frames, holder.frames, phone.frames])
    assert slip_hash(server.room_id, slip) not in seen


async def test_no_secret_that_people_type_is_stretched_while_a_hall_waits(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One program with fifty sockets and guessed slips: each guess was a millisecond of the loop."""
    threads, hashed = [], hashlib.pbkdf2_hmac

    def watched(*given: Any) -> bytes:
        threads.append(threading.current_thread())
        return hashed(*given)

    code = "personal-code-ABCDEFGHJKLM"
    slip, _ = await _printed(server)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", watched)
    moderator, voting, goal = await _open_vote(server)
    phone = await (await Device.connected(server, token=code)).seated()
    for extra in ({}, {"turn": "a-short-one-for-a-turn"}):
        assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}, **extra)))["type"] == "ack"
    again = await Device.connected(server, token=code)
    assert again.frames[0]["you"]["ballot"] == {voting: {goal: 1}}
    await moderator.ask(c.CloseVoting(id=voting))
    voting = new_id(5)
    await moderator.ask(c.OpenVoting(id=voting, question="Was?", option_ids=(goal,), slips_only=True))
    for typed, answer in ((new_slip(), "rejected"), (slip, "ack")):
        ballot = c.CastBallot(voting_id=voting, marks={goal: 1}, slip=typed)
        assert (await phone.ask(ballot))["type"] == answer
    async with httpx.AsyncClient(timeout=30) as client:
        hello = {"type": "hello", "protocol": 1, "role": "participant", "token": code, "slip": slip}
        answered = await client.post(server.url("poll"), json={"hello": hello})
    assert answered.json()[0]["you"]["ballot"]
    assert threads and threading.current_thread() not in threads


async def test_who_guesses_slips_is_told_to_wait_and_nobody_else(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stretching, "EACH", (5, 0))
    slip, _ = await _printed(server)
    _, voting, goal = await _open_vote(server, slips_only=True)
    script, phone = [await (await Device.connected(server)).seated() for _ in range(2)]
    guesses = [c.CastBallot(voting_id=voting, marks={goal: 1}, slip=new_slip()) for _ in range(8)]
    codes = [(await script.ask(guess))["code"] for guess in guesses]
    assert codes == ["slip_unknown"] * 5 + ["rate_limited"] * 3
    assert (await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}, slip=slip)))["type"] == "ack"


async def test_malformed_slips_and_turns_are_not_read(server: Server) -> None:
    _, voting, goal = await _open_vote(server)
    phone = await (await Device.connected(server)).seated()
    for extra in ({"slip": "short"}, {"slip": "O0I1O0I1O0I1"}, {"turn": "short"}, {"turn": "x" * 200}):
        ballot = {"type": "cast_ballot", "voting_id": voting, "marks": {goal: 1}, **extra}
        assert (await phone.ask(ballot))["code"] == "malformed"


async def test_paper_is_entered_corrected_and_reported(server: Server) -> None:
    moderator, voting, goal = await _open_vote(server)
    phone = await (await Device.connected(server)).seated()
    paper = c.EnterPaperBallot(id=new_id(9), voting_id=voting, marks={goal: 1})
    assert (await phone.ask(paper))["code"] == "not_allowed"
    for _ in range(2):
        assert (await moderator.ask(paper))["type"] == "ack"
    await _presence(moderator, {"paper": 1}, voting)
    assert (await moderator.ask(c.RemovePaperBallot(id=paper.id, voting_id=voting)))["type"] == "ack"
    await _presence(moderator, {}, voting)
    await moderator.ask(paper)
    await moderator.ask(c.CloseVoting(id=voting))
    while not (puts := (await phone.until("delta"))["changes"][-1]["puts"]):
        pass
    result = next(put for put in puts if put["type"] == "result")
    assert (result["paper_ballots"], result["rows"][0]["detail"]) == (1, {})


async def test_a_hall_goes_on_while_a_conference_is_counted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,000 ballots with all of 896 options stopped everybody for two seconds."""
    counting, go_on, written = threading.Event(), threading.Event(), []
    write = server.store.write

    def slow(voting: Voting, ballots: list[Ballot]) -> VotingResult:
        counting.set()
        assert go_on.wait(20)
        return tally_dots(voting, ballots)

    def watched(transaction: Transaction) -> None:
        written.append(threading.current_thread())
        write(transaction)

    moderator, voting, goal = await _open_vote(server)
    phone = await (await Device.connected(server)).seated()
    await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}))
    monkeypatch.setattr(submission, "MUCH", 1)
    monkeypatch.setitem(VOTING_MODES, "dots", VOTING_MODES["dots"]._replace(tally=slow))
    monkeypatch.setattr(server.store, "write", watched)
    closing = asyncio.create_task(moderator.ask(c.CloseVoting(id=voting)))
    assert await asyncio.to_thread(counting.wait, 20)
    assert (await Device.connected(server)).frames  # whoever comes meanwhile is let in
    late = asyncio.create_task(phone.ask(c.CastBallot(voting_id=voting, marks={})))
    assert not closing.done()
    go_on.set()
    assert (await closing)["type"] == "ack"
    assert (await late)["code"] == "voting_closed"
    assert threading.current_thread() not in written
    result = server.rooms.state(server.room_id).get(VotingResult, voting)
    assert (result.ballots, result.detail["given"]) == (1, 1)


async def test_what_breaks_while_it_is_counted_harms_no_other_command(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator, voting, goal = await _open_vote(server)
    phone = await (await Device.connected(server)).seated()
    await phone.ask(c.CastBallot(voting_id=voting, marks={goal: 1}))
    monkeypatch.setattr(submission, "MUCH", 1)
    with monkeypatch.context() as broken:
        broken.setattr(server.store, "prepare", lambda *_: 1 / 0)
        assert (await moderator.ask(c.CloseVoting(id=voting)))["code"] == "internal"
    assert (await moderator.ask(c.CloseVoting(id=voting)))["type"] == "ack"


async def test_devices_are_counted_when_they_come_not_when_somebody_looks(server: Server) -> None:
    """The moderator's tablet sleeps meanwhile, and whoever has voted puts the phone away at once."""
    moderator, voting, _ = await _open_vote(server)
    await moderator.leave()
    phones = [await (await Device.connected(server)).seated() for _ in range(3)]
    for phone in phones:
        await phone.leave()
    back = await Device.connected(server, "moderator")
    frame = await _presence(back, {}, voting)
    while frame["people"]:
        frame = await back.until("presence")
    assert frame["most_here"] == {voting: 3}
