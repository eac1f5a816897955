"""A noun declares itself: whoever adds one touches the places that ARCHITECTURE.md names, and no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.contract.new_noun import FILES, LINES, ROOT, added


def test_a_new_noun_is_stored_sent_undone_archived_and_documented(tmp_path: Path) -> None:
    added(tmp_path / "source")
    (tmp_path / "data").mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "tests.contract.new_noun_story", str(tmp_path / "data")],
        cwd=tmp_path / "data",
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'source'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout.endswith("told\n"), run.stderr


def test_the_recipe_is_that_of_the_architecture() -> None:
    recipe = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    touched = {re.sub(r"\w+\.py$", "", name) for name in FILES} | set(LINES)
    assert [name for name in touched if name.removeprefix("facilitation/") not in recipe] == []
