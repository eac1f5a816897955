"""No line of the log holds what somebody wrote, whatever kind of error tells of it."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import create_engine, text
from sqlalchemy.exc import StatementError

from app.logs.files import FILE, Logs
from app.logs.redaction import Discreet
from storage.errors import problem
from tests.app.logs.test_logs import logs as logs

WORDS = "Frau Muster sagt"


def _fails_in_the_database(words: str) -> None:
    engine = create_engine("sqlite://", hide_parameters=True)
    try:
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:given)"), {"given": words})
    finally:
        engine.dispose()


def _is_bound_wrong(words: str) -> None:
    raise StatementError(f"(builtins.ValueError) {words}", "INSERT", {"given": words}, ValueError(words))


def _is_caused(words: str) -> None:
    try:
        {}[words]
    except KeyError as error:
        raise RuntimeError("while reading") from error


def _is_one_of_many(words: str) -> None:
    raise ExceptionGroup("several", [ValueError(words), ExceptionGroup("more", [KeyError(words)])])


def _is_noted(words: str) -> None:
    error = RuntimeError("while reading")
    error.add_note(words)
    raise error


QUOTING: list[Callable[[str], Any]] = [
    int,
    float,
    datetime.fromisoformat,
    json.loads,
    TypeAdapter(int).validate_python,
    {}.__getitem__,
    lambda words: (words.encode() + b"\xff").decode(),
    lambda words: f"{words}\ud800".encode(),
    lambda words: [].index(words),
    _fails_in_the_database,
    _is_bound_wrong,
    _is_caused,
    _is_one_of_many,
    _is_noted,
]


@pytest.mark.parametrize("quotes", QUOTING)
def test_an_error_tells_its_kind_and_place_and_nobodys_words(
    logs: Logs, tmp_path: Path, capsys: pytest.CaptureFixture[str], quotes: Callable[[str], Any]
) -> None:
    try:
        quotes(WORDS)
    except Exception as error:
        logging.getLogger("app.anything").exception("it failed")
        logging.getLogger("nicegui").exception(error)  # says the error itself, as NiceGUI does
        kind = type(error).__name__
    assert logs.stop()
    written = (tmp_path / FILE).read_text("utf-8")
    assert "Muster" not in written
    assert kind in written
    assert "test_discreet.py" in written


def test_what_the_machine_says_is_told() -> None:
    told = Discreet("%(message)s")
    for error in (OSError(28, "No space left"), problem(sqlite3.OperationalError("disk I/O error"))):
        record = logging.LogRecord("app", logging.ERROR, "", 0, "x", None, (type(error), error, None))
        assert str(error) in told.format(record)


async def test_tasks_and_callbacks_are_not_written_out(logs: Logs, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()

    async def breaks() -> None:
        raise ValueError(WORDS)

    def breaks_at_once(words: str) -> None:
        raise ValueError(words)

    for work in (breaks_at_once, partial(breaks_at_once)):
        loop.call_soon(work, WORDS)
    task: Any = loop.create_task(breaks())
    await asyncio.wait({task})
    del task
    await asyncio.sleep(0)
    assert logs.stop()
    written = (tmp_path / FILE).read_text("utf-8")
    assert written.count("ValueError") >= 3, written
    assert "Muster" not in written
