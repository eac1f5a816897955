"""The tools of package.json: where they cannot be had, that is said and nothing fails."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import npm


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean clone."""
    monkeypatch.setattr(npm, "MARK", tmp_path / "node_modules" / ".brought")
    return tmp_path


def test_tools_that_cannot_be_had_are_said(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(npm, "INSTALL", ["no-such-command"])
    assert npm.main("build") == 0
    monkeypatch.setattr(npm.shutil, "which", lambda name: None)
    assert npm.main("build") == 0
    assert capsys.readouterr().out.count("NOT CHECKED") == 2


def test_they_are_brought_once_for_what_is_wanted(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(npm.shutil, "which", lambda name: name)
    monkeypatch.setattr(npm.subprocess, "run", lambda *a, **_: calls.append(a) or npm.MARK.parent.mkdir())
    assert npm.bring() and npm.bring()
    assert len(calls) == 1


def test_every_version_is_pinned() -> None:
    package = json.loads(npm.PACKAGE.read_text("utf-8"))
    pins = package["devDependencies"].values()
    assert [pin for pin in pins if not re.fullmatch(r"\d+\.\d+\.\d+", pin)] == []


def test_what_types_are_checked_of_is_there() -> None:
    """A file that is named and gone would be left out without a word."""
    for config in ("tsconfig.json", "tsconfig.components.json"):
        text = (npm.ROOT / config).read_text("utf-8").partition('"include"')[2]
        named = re.findall(r'"(assets/[^"]+)"', text)
        assert named and [path for path in named if not (npm.ROOT / path).exists()] == []
