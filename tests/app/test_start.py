"""Starting the program: the sentences that a moderator sees, and what is printed for the hall."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from facilitation.events import Decision
from storage.database import open_database
from storage.store import Accepted, Store
from tests.builders import a_workshop

START = [sys.executable, "-m", "app.main", "--no-browser", "--host", "127.0.0.1"]


def _refused_start(*arguments: str) -> str:
    """What the program says when it cannot start."""
    ended = subprocess.run([*START, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert ended.returncode == 1, ended
    assert "Traceback" not in ended.stderr
    return ended.stderr


@contextmanager
def _started(*arguments: str, start: list[str] = START) -> Iterator[list[str]]:
    """The program running, with the lines that it printed."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [*start, *arguments], stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as program:
        assert program.stdout is not None
        try:
            yield list(_until_it_listens(program.stdout))
        finally:
            program.send_signal(signal.SIGTERM)
            _ended(program)


def _ended(program: subprocess.Popen[Any]) -> None:
    try:
        program.wait(60)
    finally:
        program.kill()


def _until_it_listens(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if "PIN" in line:
            return


def test_it_makes_its_folder_and_says_where_the_moderator_enters(tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "Ordner mit Leerzeichen"
    with _started("--port", "0", "--data-dir", str(folder)) as lines:
        assert re.search(r"http://localhost:\d+/m/enter\?key=\S{20,}", lines[1])
        assert re.search(r"PIN \d{6}", lines[2])
        assert (folder / "zielrunde.sqlite").exists()
        assert "anderes Programm" in _refused_start("--data-dir", str(folder)), "one program per folder"


def test_a_taken_port_is_said_and_the_default_moves_on(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in _refused_start("--port", port, "--data-dir", str(tmp_path))


def test_a_damaged_file_is_said_and_left_alone(tmp_path: Path) -> None:
    letter = b"This is a letter, not a database. " * 100
    (tmp_path / "zielrunde.sqlite").write_bytes(letter)
    assert "backups" in _refused_start("--data-dir", str(tmp_path))
    assert (tmp_path / "zielrunde.sqlite").read_bytes() == letter


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_console_that_cannot_write_a_title_starts_all_the_same(tmp_path: Path, encoding: str) -> None:
    """Git Bash, a file, the task scheduler: there Windows has letters of half of Europe."""
    with contextlib.closing(Store(open_database(f"sqlite:///{tmp_path / 'zielrunde.sqlite'}"))) as store:
        hall = a_workshop(title="ورشة العمل Робоча зустріч")
        store.commit(hall.state.workshop.id, [Accepted(Decision(event), None) for event in hall.journal])
    with subprocess.Popen(
        [*START, "--port", "0", "--data-dir", str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
    ) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(4)]
        program.send_signal(signal.SIGTERM)
        assert b"/j/" in lines[3] and b"?" in lines[3]
        _ended(program)


def test_the_port_stays_and_printed_codes_stay_true(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path))
    with _started("--port", "0", *folder) as lines:
        port = re.search(r"localhost:(\d+)", lines[1])[1]  # type: ignore[index]
    with _started(*folder) as lines:
        assert f"localhost:{port}/" in lines[1], "the one of before comes first"
    with socket.create_server(("127.0.0.1", int(port))), _started(*folder) as lines:
        assert port in lines[0] and "Gedruckte Codes" in lines[0]


def test_a_newer_file_is_said_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "zielrunde.sqlite"
    open_database(f"sqlite:///{path}").dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "neueren" in _refused_start("--data-dir", str(tmp_path))


def test_a_copy_that_cannot_be_made_keeps_nobody_from_starting(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'zielrunde.sqlite'}").dispose()
    (tmp_path / "backups").write_text("in the way")
    with _started("--port", "0", "--data-dir", str(tmp_path)) as lines:
        key = re.search(r"http://localhost:\d+/m/enter\?key=\S+", "".join(lines))
        assert key is not None
        with httpx.Client(follow_redirects=True) as moderator:
            assert "keine Sicherung" in moderator.get(key[0]).text


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "--data-dir" in _refused_start("--data-dir", str(tmp_path / "file" / "folder"))


@pytest.mark.parametrize("arguments", [("--help",), ("rehearse", "--help")])
@pytest.mark.parametrize(("system", "word"), [("de_AT.UTF-8", "Workshop"), ("uk_UA.UTF-8", "workshop")])
def test_help_is_there_in_the_language_of_the_computer(
    arguments: tuple[str, ...], system: str, word: str
) -> None:
    command = [sys.executable, "-m", "app.main", *arguments]
    environment = {**os.environ, "LC_ALL": system, "PYTHONUTF8": "1"}
    told = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, env=environment)
    assert (told.returncode, word in told.stdout) == (0, True), told


@pytest.mark.parametrize("host", ["192.0.2.77", "::", "kein-rechner.invalid", "ü" * 70])
def test_an_address_that_is_not_this_laptops_is_not_called_a_port_that_is_taken(
    tmp_path: Path, host: str
) -> None:
    said = _refused_start("--host", host, "--data-dir", str(tmp_path))
    assert (host in said, "--host" in said, "belegt" in said) == (True, True, False)


def test_who_ends_it_waits_for_no_clock(tmp_path: Path) -> None:
    """It looks around every few seconds, and would end no sooner."""
    asleep = "import app.main, app.serving.run; app.serving.run.TICK_SECONDS = 1e6; app.main.main()"
    start = [sys.executable, "-c", asleep, *START[3:]]
    with _started("--port", "0", "--data-dir", str(tmp_path), start=start):
        pass  # comes back only when the program has ended
