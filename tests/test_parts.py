"""What `python3 -m tests` says of its parts."""

from __future__ import annotations

import sys

import pytest

from tests import __main__ as parts
from tests.audit import UNSEEN


def _ends(status: int) -> parts.Step:
    return lambda: [sys.executable, "-c", f"raise SystemExit({status})"]


def test_the_first_red_part_ends_the_run_and_says_how_it_is_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parts, "STEPS", {"quick": _ends(0), "red": _ends(3), "later": _ends(0)})
    assert parts.run([]) == 1
    said = capsys.readouterr().out.rsplit("\n\n", 1)[-1].splitlines()
    assert [line.split()[0] for line in said] == ["ok", "FAILED", "Again:"]
    assert said[-1].endswith("raise SystemExit(3)'")


def test_all_green_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "STEPS", {"quick": _ends(0)})
    assert parts.run([]) == 0


def test_what_could_not_be_tried_is_never_called_green(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parts, "tools", lambda: False)
    steps = {"eslint": lambda: parts.by_npm("lint"), "weaknesses": _ends(UNSEEN), "quick": _ends(0)}
    monkeypatch.setattr(parts, "STEPS", steps)
    assert parts.run([]) == 0
    said = capsys.readouterr().out.rsplit("\n\n", 1)[-1].splitlines()
    assert [line.split()[:2] for line in said] == [
        ["UNSEEN", "eslint"],
        ["UNSEEN", "weaknesses"],
        ["ok", "quick"],
    ]
