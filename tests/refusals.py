"""Which refusals a function of the domain can raise: read from its source, and from all that it calls."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from facilitation.state import State

Function = Callable[..., Any]


def refusals(function: Function) -> set[str]:
    """Codes. What is caught again (`except Refused`) is not among them."""
    found: set[str] = set()
    known: set[Function] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            for node in _nodes(ast.parse(textwrap.dedent(inspect.getsource(one)))):
                found |= _codes(node, one)
                waiting += _called(node, one)
    return found


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in [node.value.slice] if _is_entry(node) else ast.iter_child_nodes(node):
        if isinstance(node, ast.Try) and child in node.body and _catches(node):
            continue
        yield from _nodes(child)


def _is_entry(node: ast.AST) -> bool:
    """TABLE[key].name: of the table only that is meant."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Subscript)


def _catches(node: ast.Try) -> bool:
    types = (handler.type for handler in node.handlers)
    return any(isinstance(type, ast.Name) and type.id == "Refused" for type in types)


def _codes(node: ast.AST, function: Function) -> set[str]:
    """Of `Refused(...)`: the constants in it, or all values of a table that is looked up there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"):
        return set()
    parts = _results(node.args[0])
    codes = {part.value for part in parts if isinstance(part, ast.Constant)}
    for part in parts:
        table = function.__globals__.get(part.id) if isinstance(part, ast.Name) else None
        codes |= set(table.values()) if isinstance(table, dict) else set()
    assert codes, f"{function.__qualname__} refuses with what only it knows"
    return codes


def _results(node: ast.AST) -> list[ast.AST]:
    """A condition and the keys of a table are no codes."""
    if isinstance(node, ast.IfExp):
        return [*_results(node.body), *_results(node.orelse)]
    return list(ast.walk(node))


def _called(node: ast.AST, function: Function) -> list[Function]:
    """Functions that are named, of a module, of the state, or in a table."""
    names = function.__globals__
    if isinstance(node, ast.Name):
        return _functions(names.get(node.id))
    if _is_entry(node) and isinstance(node.value.value, ast.Name):
        table = names.get(node.value.value.id)
        entries = table.values() if isinstance(table, dict) else ()
        return [one for entry in entries for one in _functions(getattr(entry, node.attr))]
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return []
    of = node.value.id
    if of == "state" or (of == "self" and function.__qualname__.startswith("State.")):
        return _functions(inspect.getattr_static(State, node.attr, None))
    module = names.get(of)
    return _functions(getattr(module, node.attr)) if isinstance(module, ModuleType) else []


def _functions(value: Any) -> list[Function]:
    if isinstance(value, property):
        return _functions(value.fget)
    if isinstance(value, FunctionType):
        return [value] if value.__module__.startswith("facilitation.") else []
    if isinstance(value, dict):
        return [one for entry in value.values() for one in _functions(entry)]
    if isinstance(value, tuple):
        return [one for entry in value for one in _functions(entry)]
    return []
