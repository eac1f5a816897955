"""Phones and stage are served before the moderators' framework is loaded, which takes as long as all else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.main import DATABASE
from tests.load import forked
from tests.load.server import ROOT, Server, prepare

CODE = "QCK234"
SLOW = ("nicegui", "fastapi", "alembic", "sqlalchemy.dialects.postgresql")
STARTS = f"""
import sys
from pathlib import Path
from app.main import Store, open_database, sqlite_url
Store(open_database(sqlite_url(Path(sys.argv[1])))).close()
print([name for name in {SLOW} if name in sys.modules])
"""
# What a county's policy does to a part that nobody has signed.
REFUSES = """
import sys

class Policy:
    def find_spec(self, name, path=None, target=None):
        if name == "nicegui.elements":
            raise ImportError("DLL load failed: blocked by group policy")

sys.meta_path.insert(0, Policy())
"""


def test_the_program_begins_without_what_loads_slowly(tmp_path: Path) -> None:
    prepare(tmp_path, CODE)
    command = [sys.executable, "-c", STARTS, str(tmp_path / DATABASE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_phone_comes_in_at_once_and_the_moderator_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, CODE)
    monkeypatch.setattr(forked, "wanted", False)  # it would have loaded all
    with Server(tmp_path) as server, httpx.Client(base_url=server.base, timeout=30) as browser:
        assert browser.get(f"/j/{CODE}").status_code == 200
        assert browser.get(server.moderator, follow_redirects=True).url.path == "/m"


def test_a_part_that_is_refused_later_ends_the_program_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(REFUSES, "utf-8")
    options = ["--port", "0", "--host", "127.0.0.1", "--data-dir", str(tmp_path / "data"), "--no-browser"]
    done = subprocess.run(
        [sys.executable, "-m", "app", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "blocked by group policy" in done.stderr
    assert "Traceback" not in done.stderr
