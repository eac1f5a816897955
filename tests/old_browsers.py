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
NAMES = ("property_identifier", "shorthand_property_identifier_pattern")
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
_UNIT = re.compile(r"\d([a-z]+)\b")
_WORD = re.compile(r"(?<![\w-])(-?[a-z][a-z-]*)(?![\w(-])")
_CALL = re.compile(r"([a-z][a-z-]+)\(")


@functools.cache
def parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def newer_in_script(source: str) -> dict[str, str]:
    """Syntax, members and globals that the listed browsers lack: {what: since when}.

    A member counts by its name alone: with a dot where it is called or constructed, else bare, for data of
    ours may bear any name. Raises ValueError where it is no JavaScript.
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
    elif node.type in NAMES and text in NEWER["js_members"]:
        yield f".{text}" if _is_called(node) else text, NEWER["js_members"][text]
    elif node.type == "identifier" and text in NEWER["js_globals"]:
        yield text, NEWER["js_globals"][text]


def _is_called(member: Node) -> bool:
    """What is called by a newer name is meant to be the language's."""
    access = member.parent
    call = access.parent if access is not None and access.type == "member_expression" else None
    return call is not None and access in {
        "call_expression": call.children[:1],
        "new_expression": call.children[1:2],
    }.get(call.type, ())


def _inside_function(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.type not in FUNCTIONS:
        parent = parent.parent
    return parent is not None


def newer_in_styles(css: str) -> dict[str, str]:
    """Properties, values, units, pseudo-classes, functions, at-rules and features of media that the listed
    browsers lack: {what: since when}. A value or unit does not count behind an older one of its property."""
    css = _QUOTED.sub('""', _COMMENT.sub("", css))
    selectors = " ".join(re.findall(r"(?:^|[{};])([^{};@]*)\{", css))
    values = " ".join(re.findall(r":([^{};]*)[;}]", css))
    found = {name: NEWER["css_properties"].get(name) for name in _PROPERTY.findall(css)}
    found |= {f":{name}": NEWER["css_selectors"].get(name) for name in _PSEUDO.findall(selectors)}
    found |= {f"{name}()": NEWER["css_functions"].get(name) for name in _CALL.findall(values)}
    found |= {f"@{name}": NEWER["css_at_rules"].get(name) for name in re.findall(r"@([a-z-]+)", css)}
    asked = " ".join(re.findall(r"@media([^{}]*)\{", css))
    found |= {f"({name})": NEWER["css_media"].get(name) for name in re.findall(r"\(\s*([a-z-]+)", asked)}
    for block in re.findall(r"\{([^{}]*)\}", css):
        found |= _newer_values(block)
    return {name: since for name, since in found.items() if since}


def _newer_values(block: str) -> dict[str, str]:
    """Of the declarations between two brackets."""
    found, sure = dict[str, str](), set[str]()
    for declared in block.split(";"):
        name, _, value = (part.strip() for part in declared.partition(":"))
        units = {unit: NEWER["css_units"].get(unit) for unit in _UNIT.findall(value)}
        words = {
            f"{name}: {word}": NEWER["css_values"].get(f"{name}: {word}") for word in _WORD.findall(value)
        }
        newer = {what: since for what, since in (units | words).items() if since}
        if not newer:
            sure.add(name)
        elif name not in sure:
            found |= newer
    return found
