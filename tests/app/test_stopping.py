"""The laptop's program is stopped while phones wait for news."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.main import DATABASE
from tests.load import forked
from tests.load.server import Server, free_port, prepare

CODE = "STP234"
HELLO = {"protocol": 1, "role": "participant", "token": "t" * 32}


@pytest.fixture(autouse=True)
def _in_a_window() -> Iterator[None]:
    """Behind nohup, or in the background of a shell, programs ignore these, also those that a test starts."""
    before = {told: signal.signal(told, signal.SIG_DFL) for told in (signal.SIGHUP, signal.SIGQUIT)}
    yield
    for told, was in before.items():
        signal.signal(told, was)


def _asked(server: Server, hello: dict[str, Any]) -> socket.socket:
    """A phone that has asked for news, and waits."""
    body = json.dumps({"hello": hello}).encode()
    head = f"POST /live/{CODE}/poll HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    waiting = socket.create_connection(("127.0.0.1", server.port))
    waiting.settimeout(30)
    waiting.sendall(head.encode() + body)
    return waiting


def _all_of(waiting: socket.socket) -> bytes:
    answer = b""
    while some := waiting.recv(4096):
        answer += some
    return answer


def test_who_waits_for_news_is_answered_and_nobody_reads_a_stack_trace(tmp_path: Path) -> None:
    groups = prepare(tmp_path, CODE)
    with Server(tmp_path) as server, httpx.Client(base_url=f"{server.base}/live/{CODE}/") as phone:
        join = {"type": "join_workshop", "group_id": groups[0]}
        seated = phone.post(
            "submit", json={"hello": HELLO, "submit": {"cmd_id": "join-once", "command": join}}
        )
        welcome = phone.post("poll", json={"hello": HELLO}).json()[0]
        held = {"epoch": welcome["epoch"], "seq": seated.json()["seq"]}
        with _asked(server, {**HELLO, **held}) as waiting:
            phone.get(f"{server.base}/health")  # what was asked before has been heard by now
            server.stop()
            assert _all_of(waiting).startswith(b"HTTP/1.1 200")
        assert "Traceback" not in server.words()


def _joined(port: int, group_id: str) -> None:
    submit = {"cmd_id": "join-once", "command": {"type": "join_workshop", "group_id": group_id}}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/live/{CODE}/") as phone:
        assert phone.post("submit", json={"hello": HELLO, "submit": submit}).json()["type"] == "ack"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_program_that_is_told_to_end_leaves_one_whole_file(
    tmp_path: Path, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the database alone must hold everything once the program has ended."""
    monkeypatch.setattr(forked, "wanted", False)  # as people start it, and so it ends
    groups = prepare(tmp_path, CODE)
    with Server(tmp_path) as server:
        _joined(server.port, groups[0])
        assert (tmp_path / f"{DATABASE}-wal").exists()
        server.stop(how)
    assert not (tmp_path / f"{DATABASE}-wal").exists()


def test_who_closes_the_terminals_window_finds_one_whole_file(tmp_path: Path) -> None:
    """What is written to a window that is gone fails; that must keep nothing from its end."""
    groups, port = prepare(tmp_path, CODE), free_port()
    window, inside = os.openpty()
    start = [sys.executable, "-m", "app.main", "--no-browser", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*start, "--data-dir", str(tmp_path)],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as program:
        os.close(inside)
        try:
            seen = b""
            while b"PIN" not in seen:
                seen += os.read(window, 4096)
            _joined(port, groups[0])
        finally:
            os.close(window)
            _ended(program)
    assert not (tmp_path / f"{DATABASE}-wal").exists()


def _ended(program: subprocess.Popen[bytes]) -> None:
    try:
        program.wait(30)
    finally:
        program.kill()
