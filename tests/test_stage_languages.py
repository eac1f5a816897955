"""What the hall reads, it reads in both languages of the stage: no script there speaks only the first one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.texts import LANGUAGES, area
from app.web.bundle import files

SCRIPTS = sorted((Path(__file__).parents[1] / "assets/components/stage").glob("*.js"))

SAID = re.compile(r"""(?:(?<![\w.])|this\.|live\.)t\(""")
# Where one language is enough: what only screen readers say, a place ("1."), and how long a name of ours is;
# stage/second.js says things in both.
ONE_IS_ENOUGH = re.compile(
    r""":(?:aria-)?label="t\([^"]*"|t\('common\.rank', [^)]*\)|this\.t\("[\w.]+"\)\)\.length"""
)
NAMED = re.compile(r"""["']((?:common|stage)\.[\w.]*\w)["']""")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_nothing_is_said_in_one_language_only(script: Path) -> None:
    if script.stem == "second":
        return
    alone = [
        line.strip()
        for line in script.read_text("utf-8").splitlines()
        if SAID.search(ONE_IS_ENOUGH.sub("", line)) and "live.t })" not in line
    ]
    assert alone == []


@pytest.mark.parametrize("language", [code for code, _ in LANGUAGES])
def test_whatever_a_script_of_the_stage_names_comes_with_the_second_language(language: str) -> None:
    named = {key for script in SCRIPTS for key in NAMED.findall(script.read_text("utf-8"))}
    known = area(language, "common").keys() | area(language, "stage").keys()
    sent = json.loads(files()[f"second.{language}.json"].raw)
    assert (named & known) - sent.keys() == set()
    assert {"common.tie", "common.channel.paper", "common.no_ballots_cast"} <= sent.keys()
