"""docs/PORTABILITY.md says of each trap where it is mended and how that is known: what it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "PORTABILITY.md"
TEXT = DOCUMENT.read_text("utf-8")

LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
# `path` or `path::name`; what has no folder is a file beside README.md.
NAMED = re.compile(r"`((?:[a-z]\w*/)[\w./]+|\w+\.(?:toml|bat|command))(?:::([^`]+))?`")
CASE = re.compile(r"^test\(\"([^\"]+)\"", re.MULTILINE)

named = sorted(set(NAMED.findall(TEXT)))


def functions(source: str) -> set[str]:
    """Of a module, without those in classes and functions: pytest finds only these."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.parse(source).body if isinstance(node, kinds)}


def has(path: Path, name: str) -> bool:
    """A test by exactly this name; anywhere else, something that is called so."""
    source = path.read_text("utf-8")
    if path.is_relative_to(ROOT / "tests") and name.startswith("test_"):
        return name in functions(source)
    if path.name.endswith(".test.js"):
        return name in CASE.findall(source)
    return re.search(rf"\b{re.escape(name)}\b", source) is not None


@pytest.mark.parametrize(("path", "name"), named, ids=[f"{path}::{name}" for path, name in named])
def test_what_it_names_is_there(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert not name or has(ROOT / path, name)


def test_what_it_links_to_is_there() -> None:
    linked = set(LINK.findall(TEXT))
    assert linked
    assert [link for link in linked if not (DOCUMENT.parent / link).is_file()] == []


def test_no_row_is_without_its_answer() -> None:
    rows = [line.split(" | ") for line in TEXT.splitlines() if re.match(r"\| \d+ [A-D] ", line)]
    assert [int(row[0].split()[1]) for row in rows] == [n for n in range(1, 40) if n not in (3, 12, 17)]
    assert [row[0] for row in rows if len(row) != 4 or not all(cell.strip(" |") for cell in row)] == []


def test_what_is_not_there_is_noticed() -> None:
    here = Path(__file__)
    assert has(here, "test_what_it_names_is_there")
    assert not has(here, "test_what_it_name_is_there")
    assert NAMED.findall("`tests/a.py::test_b`, `app/c.py`, `d.toml` and `python3 -m tests`") == [
        ("tests/a.py", "test_b"),
        ("app/c.py", ""),
        ("d.toml", ""),
    ]
