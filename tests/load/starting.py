"""How soon the laptop answers: from the start of the program until a scanned code shows its page."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from typing import Any

from tests.load.server import START_SECONDS, Server, prepare

CODE = "STARTD"
CARDS = 300
STARTS = 7
ASK_AGAIN_SECONDS = 0.005


def measure_start(folder: Path, starts: int = STARTS) -> dict[str, Any]:
    """The run as `--start` prints it. The first start may compile modules, so it does not count."""
    prepare(folder, CODE, cards=CARDS)
    server = Server(folder)
    each = [_start(server) for _ in range(starts + 1)][1:]
    return {"cards": CARDS, "starts": each, "start_s": median(each)}


def _start(server: Server) -> float:
    started = time.perf_counter()
    server.launch()
    try:
        while not _answers(server.port):
            if time.perf_counter() - started > START_SECONDS:
                raise RuntimeError(f"the server did not start: {server.words()}")
            time.sleep(ASK_AGAIN_SECONDS)
        return round(time.perf_counter() - started, 2)
    finally:
        server.stop()


def _answers(port: int) -> bool:
    """Whether the page was read to its end."""
    asking = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        asking.request("GET", f"/j/{CODE}", headers={"Accept-Encoding": "gzip"})
        answer = asking.getresponse()
        return bool(answer.read()) and answer.status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()
