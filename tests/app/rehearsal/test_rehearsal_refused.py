"""A rehearsal that the room does not take: a sentence and an exit code, whatever the room says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.asyncio.server import ServerConnection, serve

from app.rehearsal import device
from app.rehearsal.compare import Sent, compare, tell
from app.rehearsal.device import CommandRejected, HeadlessDevice
from app.rehearsal.link import get_json, moderator_cookie, site_of
from app.rehearsal.play import Crowd
from app.rehearsal.speaker import Speaker
from app.texts import texts
from facilitation import commands as c
from facilitation.errors import REFUSALS
from facilitation.events import Decision
from storage.database import open_database
from storage.store import Accepted, Store
from tests.app.rehearsal.test_rehearsal import CODE, a_table, outcome, rehearse
from tests.builders import a_workshop, an_id
from tests.load.server import Server, free_port, prepare


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    prepare(tmp_path / "data", CODE, phase="arrive", groups=3)
    with Server(tmp_path / "data") as running:
        yield running


def _prepared(folder: Path, *commands: c.Command) -> None:
    hall = a_workshop(code=CODE)
    for command in commands:
        hall.ask(command)
    folder.mkdir()
    with contextlib.closing(Store(open_database(f"sqlite:///{folder / 'zielrunde.sqlite'}"))) as store:
        store.commit(hall.state.workshop.id, [Accepted(Decision(event), None) for event in hall.journal])


def test_a_finished_workshop_is_said_in_a_sentence(tmp_path: Path) -> None:
    _prepared(tmp_path / "data", c.FinishWorkshop())
    source = a_table(tmp_path / "cards.csv", ("text",), ("Karte",))
    with Server(tmp_path / "data") as server:
        for steered in (True, False):
            code, said = outcome(rehearse(server, source, steered=steered))
            assert (code, "Traceback" in said) == (2, False), said
            assert texts("de").t("refused.workshop_finished") in said


def test_a_voting_that_was_left_open_is_said_in_a_sentence(tmp_path: Path) -> None:
    """Of a rehearsal that somebody stopped, say."""
    folder = tmp_path / "data"
    prepare(folder, CODE, goals=2, phase="vote")
    source = tmp_path / "poll"
    source.mkdir()
    a_table(source / "comments.csv", ("comment-id", "comment-body", "timestamp"), (1, "Ein Ziel", 1))
    a_table(source / "votes.csv", ("comment-id", "voter-id", "vote", "timestamp"), (1, 1, 1, 1))
    with Server(folder) as server:
        asyncio.run(_open_a_voting(server))
        code, said = outcome(rehearse(server, source))
    assert (code, "Traceback" in said) == (2, False), said
    assert texts("de").t("refused.voting_open") in said


async def _open_a_voting(server: Server) -> None:
    moderator = HeadlessDevice(
        site_of(f"{server.base}/j/{CODE}"), "moderator", moderator_cookie(server.moderator)
    )
    running = asyncio.create_task(moderator.run())
    goals = await moderator.until(lambda held: list(held.all("goal")), 30)
    command = {"id": an_id(), "question": "Was?", "option_ids": [goal["id"] for goal in goals]}
    await moderator.submit({"type": "open_voting", **command, "rules": {"points": 2, "max_per_option": 1}})
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_workshop_that_is_finished_meanwhile_is_not_waited_for(server: Server, tmp_path: Path) -> None:
    source = a_table(tmp_path / "cards.csv", ("text",), ("Karte",))
    started = rehearse(server, source, "--participants", "2", steered=False)
    assert started.stdout is not None
    while "Schritt" not in (line := started.stdout.readline()) and "Phase" not in line:
        assert line, "it asks for the step and waits"
    asyncio.run(_finish(server))
    code, said = outcome(started)
    assert (code, "Traceback" in said) == (2, False), said
    assert texts("de").t("refused.workshop_finished") in said


async def _finish(server: Server) -> None:
    moderator = HeadlessDevice(
        site_of(f"{server.base}/j/{CODE}"), "moderator", moderator_cookie(server.moderator)
    )
    running = asyncio.create_task(moderator.run())
    await moderator.submit({"type": "finish_workshop"})
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("code", [*REFUSALS, "malformed", "too_large", "internal", "something_new"])
def test_every_refusal_has_a_sentence(code: str) -> None:
    params = {"limit": 5, "allowed": 5, "most": 5, "count": 5}
    sentence = Speaker("de").why(CommandRejected(code, params))
    assert " " in sentence and "refused." not in sentence and "error." not in sentence


def test_refused_cards_are_counted_under_what_a_person_would_read(capsys: pytest.CaptureFixture[str]) -> None:
    paused = [CommandRejected("table_paused", {}), CommandRejected("table_paused", {})]
    tell(compare(Sent("card", refused={"table_paused": paused}), []), Speaker("de"))
    said = capsys.readouterr().out
    assert f"2 abgelehnt: {texts('de').t('refused.table_paused')}" in said
    assert "table_paused" not in said


def test_a_workshop_without_tables_is_said_in_a_sentence() -> None:
    async def nobody(*_: object) -> dict[str, str]:
        return {"title": "Ohne Tische", "code": CODE}

    crowd = Crowd(site_of(f"http://127.0.0.1:9/j/{CODE}"), 1, 0, Speaker("de"))
    crowd.devices[0].until = nobody  # type: ignore[method-assign]
    with pytest.raises(CommandRejected, match="last_group"):
        asyncio.run(crowd.enter())


async def test_a_laptop_that_is_gone_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "GONE_SECONDS", 0.2)
    with pytest.raises(TimeoutError):
        await HeadlessDevice(site_of(f"http://127.0.0.1:{free_port()}/j/{CODE}")).run()


class Stranger(NamedTuple):
    """Something else at an address."""

    base: str
    moderator: str = ""


@pytest.mark.parametrize("frame", ["Welcome to the printer", "[]", "{}", '{"type": 7}', b"\xff\xfe"])
async def test_what_is_no_zielrunde_is_said_in_a_sentence(tmp_path: Path, frame: str | bytes) -> None:
    async def greet(socket: ServerConnection) -> None:
        await socket.send(frame)
        await socket.wait_closed()

    source = a_table(tmp_path / "cards.csv", ("text",), ("Karte",))
    async with serve(greet, "127.0.0.1", 0) as there:
        base = f"http://127.0.0.1:{next(iter(there.sockets)).getsockname()[1]}"
        started = rehearse(Stranger(base), source, steered=False)
        code, said = await asyncio.to_thread(outcome, started)
    assert (code, "Traceback" in said) == (2, False), said
    assert texts("de").t("cli.rehearsal.no_answer", url=base) in said


async def test_a_snapshot_that_is_none_is_a_laptop_that_is_gone() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\x1f\x8b<p")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as there:
        site = site_of(f"http://127.0.0.1:{there.sockets[0].getsockname()[1]}/j/{CODE}")
        with pytest.raises(OSError, match="/snapshot"):
            await asyncio.to_thread(get_json, site, "/snapshot")
