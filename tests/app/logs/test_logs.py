"""What is written never keeps a hall waiting, and tells nothing about people."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from app.logs.files import FILE, Logs, say
from tests.load.server import ROOT, free_port


@pytest.fixture
def logs(tmp_path: Path) -> Logs:
    """Everything in order afterwards: pytest has handlers of its own."""
    root, hook, level = logging.getLogger(), sys.unraisablehook, logging.getLogger().level
    before = list(root.handlers)
    logs = Logs()
    logs.keep_in(tmp_path)
    yield logs
    logs.stop()
    root.handlers[:], sys.unraisablehook = before, hook
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_file_holds_what_happened_and_nothing_of_people(logs: Logs, tmp_path: Path) -> None:
    class Asked(BaseModel):
        year: int

    log, typed = logging.getLogger("app.anything"), "Ich heiße Amal,\ngeheim"
    log.warning("from %s and %s", "192.168.178.23", "fe80:0:0:1:a:b:c:d")
    try:
        Asked.model_validate({"year": typed})
    except ValidationError:
        log.exception("could not read it")
    say("PIN 123456")
    assert logs.stop()
    written = (tmp_path / FILE).read_text("utf-8")
    assert "from ... and ..." in written
    assert "could not read it" in written and "Traceback" in written
    assert "Amal" not in written and "geheim" not in written and "123456" not in written


def test_a_folder_that_takes_no_file_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    try:
        logs = Logs()
        logs.keep_in(tmp_path)
        assert logs.stop()
    finally:
        root.handlers[:] = before
        logging.captureWarnings(False)
        sys.unraisablehook = sys.__unraisablehook__


def _bad_requests(port: int, count: int) -> None:
    """Phones that try https first: uvicorn says so each time."""
    for _ in range(count):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as phone:
            phone.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(64) + b"\r\n\r\n")
            phone.settimeout(10)
            phone.recv(1000)


def test_a_console_that_nobody_reads_keeps_no_hall_waiting(tmp_path: Path) -> None:
    """As when somebody clicks into the window on Windows: the next line that is written waits."""
    port = free_port()
    start = [sys.executable, "-m", "app.main", "--no-browser", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*start, "--data-dir", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as program:
        assert program.stdout is not None and program.stderr is not None
        try:
            assert "PIN" in "".join(program.stdout.readline() for _ in range(3))
            fcntl.fcntl(program.stderr.fileno(), fcntl.F_SETPIPE_SZ, 4096)  # so much a pipe takes at least
            _bad_requests(port, 200)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
                assert answer.status == 200
        finally:
            program.send_signal(signal.SIGTERM)
            try:
                program.wait(30)  # with a console that still waits
            finally:
                program.kill()
                program.stderr.read()


def test_who_makes_the_program_complain_again_and_again_does_not_fill_the_disk(
    logs: Logs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, now = logging.getLogger("app.anything"), [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def complain() -> None:
        log.warning("not again")

    for _ in range(500):
        complain()
    log.warning("from elsewhere")
    now[0] = 61.0
    complain()
    assert logs.stop()
    written = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert len(written) == 22
    assert "from elsewhere" in written[20]
    assert "not again (and 480 more like it before)" in written[21]
