"""What stands in a test, and in all that it uses of the tests: the texts that it presses, and other words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]


@dataclass
class Module:
    """The top of one file of tests: what is defined there, and what comes from other files of tests."""

    defined: dict[str, ast.AST] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)


@cache
def module(name: str) -> Module:
    read = Module()
    path = TESTS.joinpath(*name.split(".")[1:]).with_suffix(".py")
    for node in ast.parse(path.read_text("utf-8")).body if path.exists() else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            read.defined[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            read.defined.update({one.id: node for one in targets if isinstance(one, ast.Name)})
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            read.taken.update({one.asname or one.name: node.module or "" for one in node.names})
    return read


def story_module(name: str) -> str:
    """In whichever folder of tests/browser it lies: no two files there bear the same name.

    Raises ValueError: two do."""
    found = [path.relative_to(TESTS.parent) for path in (TESTS / "browser").rglob(f"{name}.py")]
    if len(found) > 1:
        raise ValueError(f"{name} is the name of {len(found)} files")
    return ".".join(found[0].with_suffix("").parts) if found else f"tests.browser.{name}"


def exists(test: str) -> bool:
    """`test`: "test_module::test_function" of tests/browser."""
    name, _, function = test.partition("::")
    return function.startswith("test_") and function in module(story_module(name)).defined


@cache
def words_of(test: str) -> frozenset[str]:
    """All strings in a test, in what it calls and in the tables that it reads; `*` for what is filled in."""
    name, _, function = test.partition("::")
    seen: set[tuple[str, str]] = set()
    return frozenset(words(story_module(name), function, seen))


def words(at: str, name: str, seen: set[tuple[str, str]]) -> Iterator[str]:
    """Of something at the top of a module, wherever it is defined."""
    if (at, name) in seen:
        return
    seen.add((at, name))
    if name in (here := module(at)).taken:
        yield from words(here.taken[name], name, seen)
    if node := here.defined.get(name):
        yield from strings(node)
        for used in {
            one.id if isinstance(one, ast.Name) else one.arg
            for one in ast.walk(node)
            if isinstance(one, ast.Name | ast.arg)
        }:
            yield from words(at, used, seen)


def pressing(node: ast.AST) -> Iterator[ast.AST]:
    """All of it but what is only looked at: who waits for a button has not pressed it."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Expr) and is_expected(one.value):
            continue
        yield one
        todo.extend(ast.iter_child_nodes(one))


def is_expected(node: ast.AST) -> bool:
    """`expect(...)`, and whatever is asked of it."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id == "expect"
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def strings(node: ast.AST) -> Iterator[str]:
    for one in pressing(node):
        if isinstance(one, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def uses(test: str, word: str) -> bool:
    """Whether a text (by its key, `*` for what is filled in), or other words, stand in a test."""
    found = words_of(test)
    if re.fullmatch(r"[a-z]+\.[\w.*]+", word):
        return word in found or any(put_together(word, one, found) for one in found if "*" in one)
    return any(word in one for one in found)


def put_together(key: str, pattern: str, found: frozenset[str]) -> bool:
    """`console.tab.fields` of `console.tab.*` and `fields`."""
    before, _, after = pattern.partition("*")
    fits = (before.count(".") >= 1 and not before.endswith(".")) or before.count(".") > 1
    filled = key[len(before) : len(key) - len(after)]
    return fits and key == before + filled + after and filled in found
