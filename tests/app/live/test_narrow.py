"""Narrow places on the way in: whose command it is, what is beyond a limit, paths and files."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from alembic import command as alembic
from sqlalchemy import create_engine
from typer.testing import CliRunner

from app.live.submission import submission_key
from app.main import _store, cli
from app.rehearsal.source import Request, SourceProblem, script, seconds
from facilitation import commands as c
from facilitation.events import Actor, Event, Role
from facilitation.ids import new_id
from facilitation.model import Contribution, Voting
from storage import database, upgrading
from storage.database import back_up, open_database, sqlite_url
from storage.store import Store
from tests.app.live_hall import Device, Server, serving

CMD = "the-same-id-for-two"


def _card(text: str) -> c.PostContribution:
    return c.PostContribution(id=new_id(1), kind="strength", text=text)


async def test_a_known_id_of_somebody_else_is_not_answered_as_theirs(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        first = await (await Device.connected(server)).seated()
        other = await (await Device.connected(server)).seated()
        mine = await first.ask(_card("Von der einen"), CMD)
        theirs = await other.ask(_card("Von der anderen"), CMD)
        assert mine["type"] == theirs["type"] == "ack"
        assert mine["seq"] != theirs["seq"]
        texts = {card.text for card in server.rooms.state(server.room_id).all(Contribution)}
        assert texts == {"Von der einen", "Von der anderen"}
        room_id, code, tokens = server.room_id, server.code, (first.token, other.token)
    async with serving(tmp_path) as server:  # after a restart, from the journal
        server.room_id, server.code = room_id, code
        for token, seq in zip(tokens, (mine["seq"], theirs["seq"]), strict=True):
            again = await Device.connected(server, token=token)
            assert (await again.ask(_card("Noch einmal"), CMD))["seq"] == seq
        third = await (await Device.connected(server)).seated()
        assert (await third.ask(_card("Von der dritten"), CMD))["seq"] not in (mine["seq"], theirs["seq"])
        assert len(list(server.rooms.state(room_id).all(Contribution))) == 3


async def test_a_ballot_under_a_known_id_of_somebody_else_is_counted(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop("goals")
        moderator = await Device.connected(server, "moderator")
        goal, voting = new_id(1), new_id(2)
        await moderator.ask(c.ProposeGoal(id=goal, text="Ein Ziel"))
        await moderator.ask(c.GoToPhase(phase="vote"))
        await moderator.ask(c.OpenVoting(id=voting, question="Was zuerst?", option_ids=(goal,)))
        ballot = c.CastBallot(voting_id=voting, marks={goal: 1})
        for _ in range(2):
            phone = await (await Device.connected(server)).seated()
            assert (await phone.ask(ballot, CMD))["type"] == "ack"
        assert len(server.rooms.state(server.room_id).box(voting).ballots()) == 2
        room_id, code = server.room_id, server.code
    async with serving(tmp_path) as server:
        server.room_id, server.code = room_id, code
        third = await (await Device.connected(server)).seated()
        assert (await third.ask(ballot, CMD))["type"] == "ack"
        assert len(server.rooms.state(room_id).box(voting).ballots()) == 3


def _made_by_version_3(path: Path) -> None:
    engine = create_engine(sqlite_url(path))
    with engine.begin() as connection:
        alembic.upgrade(upgrading.config(connection, database.MIGRATIONS), "0003")
    engine.dispose()


def test_answers_of_before_are_known_by_their_sender(tmp_path: Path) -> None:
    """The journal of an older version has the bare ids."""
    path = tmp_path / "old.sqlite"
    _made_by_version_3(path)
    actor = Actor(role=Role.PARTICIPANT, participant_id=new_id(3))
    with closing(sqlite3.connect(path)) as old, old:
        for seq, (who, cmd) in enumerate([(actor, "of-a-phone"), (None, "of-an-archive")], 1):
            event = Event(name="x", seq=seq, actor=who).model_dump_json()
            row = ("scope", seq, 1, "x", event, cmd, 7)
            old.execute(
                "INSERT INTO journal (scope, seq, at, name, event, cmd_id, version) VALUES (?,?,?,?,?,?,?)",
                row,
            )
        text = ("d", "d", 1, "\u2800", "", 2030, 1)
        old.execute("INSERT INTO dialogue VALUES (?,?,?,?,?,?,?)", text)
    store = Store(open_database(sqlite_url(path)))
    keys = {
        submission_key("of-a-phone", actor),
        submission_key("of-an-archive", Actor(role=Role.MODERATOR)),
    }
    assert {answer.key for answer in store.answers("scope")} == keys
    store.close()
    with closing(sqlite3.connect(path)) as now, now:
        assert now.execute("SELECT title FROM dialogue").fetchone() == ("…",)


async def test_what_is_beyond_a_limit_gets_its_sentence(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    goal = new_id(1)
    await moderator.ask(c.ProposeGoal(id=goal, text="Ein Ziel"))
    voting = {"type": "open_voting", "id": new_id(2), "question": "Was?", "option_ids": [goal]}
    many = [new_id(n) for n in range(2001)]
    for command, code, params in [
        ({**voting, "rules": {"points": 1001}}, "number_too_large", {"most": 1000}),
        ({**voting, "rules": {"max_per_option": 0}}, "number_too_small", {"least": 1}),
        ({**voting, "option_ids": many}, "too_many", {"most": 2000}),
        ({**voting, "question": "x" * 301}, "text_too_long", {"limit": 300, "over": 1}),
        ({**voting, "question": "\u2800"}, "text_empty", {}),
        (
            {"type": "rename_cluster", "id": goal, "name": "x" * 81},
            "text_too_long",
            {"limit": 80, "over": 1},
        ),
    ]:
        answer = await moderator.ask(command)
        assert (answer["code"], answer["params"]) == (code, params)
    assert (await moderator.ask({**voting, "rules": {"points": "viele"}}))["code"] == "malformed"
    body = {"hello": {"type": "hello", "protocol": 1, "role": "moderator"}}
    submit = {"type": "submit", "cmd_id": "abcdefgh", "command": {**voting, "rules": {"points": 1001}}}
    async with httpx.AsyncClient(headers={"cookie": server.cookie}) as client:
        answer = (
            await client.post(server.url("submit"), content=json.dumps({**body, "submit": submit}))
        ).json()
    assert (answer["cmd_id"], answer["code"]) == ("abcdefgh", "number_too_large")


async def test_a_command_id_is_no_line(server: Server) -> None:
    moderator = await Device.connected(server, "moderator")
    await moderator.send({"type": "submit", "cmd_id": "abcdefgh\n", "command": {"type": "undo"}})
    answer = await moderator.until("rejected")
    assert (answer["cmd_id"], answer["code"]) == (None, "malformed")
    assert not list(server.rooms.state(server.room_id).all(Voting))


@pytest.mark.parametrize(
    "name", ["Zielrunde%20Daten", "100%25 fertig", "was?", "a#b", "a&b=c", "ä ö ü", "%", "50% + ?x=1"]
)
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    for _ in range(2):
        with _store(folder, demo=False) as (store, _):
            store.set_setting("here", name)
            assert Path(store.engine.url.database or "") == folder / "zielrunde.sqlite"
    assert (folder / "zielrunde.sqlite").exists()
    assert list((folder / "backups").glob("*.sqlite"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]
    assert back_up(folder / "zielrunde.sqlite", folder / "backups", "more") is not None


def test_the_program_may_lie_in_a_folder_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alembic reads `%` in a path as the beginning of a placeholder."""
    monkeypatch.setattr(database, "MIGRATIONS", tmp_path / "100%25 %(here)s" / "migrations")
    shutil.copytree(Path(database.__file__).parent / "migrations", database.MIGRATIONS)
    open_database(sqlite_url(tmp_path / "zielrunde.sqlite")).dispose()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_a_table_from_any_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "karten.csv"
    path.write_bytes("text;kind\nGrößere Säle für Übende;weakness\n".encode(encoding))
    assert [line.words for line in script(Request(source=path)).cards] == ["Größere Säle für Übende"]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x81", b"\x81\x8d\x8f", b"PK\x03\x04\x00\x00\x81\x00", b"\xff\xfea"]
)
def test_what_is_no_text_is_said_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "karten.csv"
    path.write_bytes(data)
    with pytest.raises(SourceProblem) as problem:
        script(Request(source=path))
    assert problem.value.code == "not_text"
    result = CliRunner().invoke(cli, ["rehearse", str(path), "--url", "http://127.0.0.1:1/j/ABCDEF"])
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert path.name in result.output


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", "1_000"])
def test_a_time_is_a_moment(value: str) -> None:
    with pytest.raises(SourceProblem):
        seconds(value)
