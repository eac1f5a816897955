"""The browsers for which the light pages are written, and what in a script or style sheet they do not have.

The list, and why: Chrome 87, Firefox 78 (the last for old Macs), Samsung Internet 14, Safari 14, on iPhones
and iPads iOS 14 (an iPhone 6s and an iPad Air 2 stay at 15; whoever has 14.0 can go to 14.8). Scripts must
run on 14.0; styles on 14.1, because 14.0 has no gaps between flexible boxes: there the page is tight, and
works. What is older gets a sentence (assets/live/started.js). Moderators' pages need what NiceGUI needs:
Chrome 99, Safari 16.4, Firefox 108.

`old_browsers.json` was made once of MDN's data, so a clean clone needs no network and no Node. Scripts are
read by tree-sitter, which understands newer syntax and so can name it; style sheets by their few marks.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

NEWER: dict[str, dict[str, str]] = json.loads((Path(__file__).with_suffix(".json")).read_text("utf-8"))

# Syntax by the parser's name of it, with the first versions that read it.
SYNTAX = {
    "class_static_block": "Chrome 94, Firefox 93, Safari 16.4",
    "decorator": "none",
    "field_definition": "Safari 14.1",
    "import_attribute": "Chrome 123, Firefox 138, Safari 17.2",
    "namespace_export": "Firefox 80, Safari 14.1",
    "private_property_identifier": "Firefox 90, Safari 14.1",
}
ASSIGNING = {"??=", "||=", "&&="}  # Firefox 79
LOOKING_BACK = re.compile(r"\(\?<[=!]")  # Safari 16.4
FUNCTIONS = (
    "function_declaration",
    "generator_function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
)

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)")
_PROPERTY = re.compile(r"[{;]\s*(-?[a-z][a-z-]*)\s*:")
_PSEUDO = re.compile(r"::?([a-z][a-z-]+)")
_CALL = re.compile(r"([a-z][a-z-]+)\(")


@functools.cache
def parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def newer_in_script(source: str) -> dict[str, str]:
    """Syntax, members and globals that the listed browsers lack: {what: since when}.

    A member counts by its name alone. Raises ValueError where it is no JavaScript.
    """
    root = parser().parse(source.encode()).root_node
    if root.has_error:
        raise ValueError("not understood")
    return dict(found for node in _all(root) for found in _newer(node))


def _all(node: Node) -> Iterator[Node]:
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(node.children)


def _newer(node: Node) -> Iterator[tuple[str, str]]:
    text = (node.text or b"").decode() if node.child_count == 0 else ""
    if node.type in SYNTAX:
        yield node.type, SYNTAX[node.type]
    elif text in ASSIGNING:
        yield text, "Firefox 79"
    elif node.type == "regex_pattern" and LOOKING_BACK.search(text):
        yield f"lookbehind {text}", "Safari 16.4"
    elif node.type == "await_expression" and not _inside_function(node):
        yield "await at the top", "Chrome 89, Firefox 89, Safari 15"
    elif node.type == "property_identifier" and text in NEWER["js_members"]:
        if _is_called(node):
            yield f".{text}", NEWER["js_members"][text]
    elif node.type == "identifier" and text in NEWER["js_globals"]:
        yield text, NEWER["js_globals"][text]


def _is_called(member: Node) -> bool:
    """Data of ours may bear any name; what is called by a newer name is meant to be the language's."""
    access = member.parent
    call = access.parent if access is not None and access.type == "member_expression" else None
    return call is not None and call.type == "call_expression" and call.child(0) == access


def _inside_function(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.type not in FUNCTIONS:
        parent = parent.parent
    return parent is not None


def newer_in_styles(css: str) -> dict[str, str]:
    """Properties, pseudo-classes and functions that the listed browsers lack: {what: since when}."""
    css = _QUOTED.sub('""', _COMMENT.sub("", css))
    selectors = " ".join(re.findall(r"(?:^|[{};])([^{};@]*)\{", css))
    values = " ".join(re.findall(r":([^{};]*)[;}]", css))
    found = {name: NEWER["css_properties"].get(name) for name in _PROPERTY.findall(css)}
    found |= {f":{name}": NEWER["css_selectors"].get(name) for name in _PSEUDO.findall(selectors)}
    found |= {f"{name}()": NEWER["css_functions"].get(name) for name in _CALL.findall(values)}
    return {name: since for name, since in found.items() if since}
