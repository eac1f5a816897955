"""Static files for the light pages: hashed and compressed once, then served from memory.

Scripts come as assets/build.mjs has made them of our modules: in assets/built, committed, so that Node is
needed only to change them. What a phone needs only later in a workshop is a file of its own; what that and
the first one share is a third. They name each other by relative path: a bare name needs an import map, which
iPads up to 15, Firefox up to 107 and Samsung's browser up to 14 do not know. Only the console, in NiceGUI's
page, shares the Vue of NiceGUI's map.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from app.paths import ASSETS
from app.texts import LANGUAGES, Text, area, catalogue, languages_of
from app.web import minify

BUILT = ASSETS / "built"
LATER = "phone_later"  # what a phone loads by `import("./phone_later.js")` when it needs it
# By page: what it is begun with, and what that imports. Each has its own folder, and changes as one.
SCRIPTS = {
    "participant": ("participant.js", "participant_shared.js", f"{LATER}.js"),
    "stage": ("stage.js",),
    "check": ("check.js",),
    "console": ("console.js",),
    "shared_numbers": ("shared_numbers.js",),
    "shared_still": ("shared_still.js",),
}
GUESTS = ("console", "shared_numbers", "shared_still")  # pages of NiceGUI's
PHONE_AREAS = ("common", "phone", "refused", "error")
STAGE_AREAS = ("common", "stage", "refused", "error")
UNSAID_ON_PHONES = {
    "error.busy",
    "error.document_later",
    "error.needs_script",
    "error.no_pdf",
    "error.not_started",
    "error.too_old",
    "error.unknown_workshop",
    "common.ballots",
    "common.cards_per_cell",
    "common.devices",
    "common.from_number",
    "common.goals",
    "common.help",
    "common.hidden_because",
    "common.pile",
    "common.points_each",
    "common.print",
    "common.redo",
    "common.result_later",
    "common.save",
    "common.secret",
    "refused.field_not_empty",
    "refused.group_not_empty",
    "refused.last_group",
    "refused.no_device",
    "refused.no_options",
    "refused.no_slips",
    "refused.not_last_step",
    "refused.nothing_to_redo",
    "refused.nothing_to_undo",
    "refused.same_cluster",
    "refused.unknown_phase",
}
"""What only moderators and stages read, or a page brings with it: no phone needs to fetch it."""

CHECK_AREAS = ("check",)
CONSOLE_AREAS = ("common", "console", "refused", "error", "storage")
SAID = {"phone": PHONE_AREAS, "stage": STAGE_AREAS, "console": CONSOLE_AREAS, "check": CHECK_AREAS}

_IMPORT = re.compile(r'^@import "\./([\w/]+\.css)";$', re.MULTILINE)
_SCRIPT = "text/javascript; charset=utf-8"
_STYLES = 'document.head.append(Object.assign(document.createElement("style"), { textContent: %s }));\n'
_RULE_HEAD = re.compile(r"[^{}@;]*:is\([^{}@;]*(?=\{)")
_INSET = re.compile(r"(?<=[{;])inset(-inline|-block-start|-block-end|):([^;}]+)")
_SIDES = {
    "": ("top", "right", "bottom", "left"),
    "-inline": ("left", "right"),  # ours are alike on both sides
    "-block-start": ("top",),
    "-block-end": ("bottom",),
}
_COMMON = re.compile(r"""["'`](common\.[\w.]+)["'`]""")


class StaticFile(NamedTuple):
    path: str  # /a/HASH/NAME
    media_type: str
    raw: bytes
    gzip: bytes


def _file(name: str, media_type: str, raw: bytes, *together: bytes) -> StaticFile:
    """`together`: files that name each other by relative path; they share a folder, and change as one."""
    digest = hashlib.sha256(b"".join(together) or raw).hexdigest()[:16]
    return StaticFile(f"/a/{digest}/{name}", media_type, raw, gzip.compress(raw, 9, mtime=0))


def scripts(page: str) -> dict[str, bytes]:
    """The files of one of the pages in SCRIPTS, as they are served."""
    built = {name: (BUILT / name).read_bytes() for name in SCRIPTS[page]}
    styles = (_STYLES % json.dumps(later_styles())).encode()
    return {name: styles + raw if name == f"{LATER}.js" else raw for name, raw in built.items()}


def inline(name: str) -> str:
    """A script that stands in the page itself, so that even a browser that loads no module runs it."""
    return (BUILT / f"{name}.js").read_text("utf-8").strip()


def css(*names: str) -> str:
    """Some style sheets as one, with all that they import: a browser asks for none of it."""
    return minify.style("\n".join(style_source(ASSETS / "css" / f"{name}.css") for name in names))


def style_source(sheet: Path) -> str:
    """What was written, its imports in their place: their order is that of the cascade."""
    return _IMPORT.sub(lambda found: style_source(sheet.parent / found[1]), sheet.read_text("utf-8"))


def later_styles() -> str:
    return lowered(css(LATER))


def lowered(styles: str) -> str:
    """Minified styles with two short forms written out.

    `:is(a, b)`: Chrome 87 would drop the whole rule. `inset`, where the direction of writing does not matter:
    without it the stage is empty in Safari 14.0 and before Chrome 87.
    """
    styles = _RULE_HEAD.sub(lambda found: ",".join(_spelt(found[0])), styles)
    return _INSET.sub(_edges, styles)


def _edges(inset: re.Match[str]) -> str:
    given = _split_list(inset[2], " ")
    pair = [given[0], given[1] if given[1:] else given[0]]  # what is not given is as across from it
    values = given + (pair + pair)[len(given) :]
    return ";".join(f"{side}:{value}" for side, value in zip(_SIDES[inset[1]], values, strict=False))


def _spelt(selector: str) -> list[str]:
    """All selectors that a list with `:is()` means; the inner one of two is not asked for.
    Raises ValueError: an element's name that would be glued to a class before it."""
    parts = _split_list(selector)
    if len(parts) > 1:
        return [one for part in parts for one in _spelt(part)]
    before, found, rest = selector.partition(":is(")
    if not found:
        return [selector]
    end = next(n for n in range(len(rest)) if rest[: n + 1].count(")") > rest[: n + 1].count("("))
    choices = [choice.strip() for choice in _split_list(rest[:end])]
    if before[-1:].strip(" \n>+~(") and any(choice[0].isalpha() for choice in choices):
        raise ValueError(f"write :is() first in {selector.strip()}")
    return [one for choice in choices for one in _spelt(before + choice + rest[end + 1 :])]


def _split_list(whole: str, mark: str = ",") -> list[str]:
    """Parts at the marks that stand in no brackets."""
    parts, depth = [""], 0
    for char in whole:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == mark and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _second(language: str) -> bytes:
    """What the stage says in a second language: what its scripts name (some the beginning of a key only), and
    nothing in a language it is not."""
    named = ("stage.", *_COMMON.findall(scripts("stage")["stage.js"].decode()))
    spoken = {**area(language, "common"), **area(language, "stage")}
    chosen = {key: text for key, text in spoken.items() if text and key.startswith(named)}
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()


def said(language: str, page: str) -> dict[str, Text]:
    """The texts of one of the pages in SAID."""
    unsaid = UNSAID_ON_PHONES if page == "phone" else set()
    return {key: text for key, text in catalogue(language, SAID[page]).items() if key not in unsaid}


@functools.cache
def files() -> dict[str, StaticFile]:
    """Everything by name: scripts, styles, texts."""
    found = {"console.css": ("text/css; charset=utf-8", css("tokens", "base", "console").encode())}
    for name in SAID:
        for code in languages_of(name):
            raw = json.dumps(said(code, name), ensure_ascii=False, separators=(",", ":")).encode()
            found[f"{name}.{code}.json"] = ("application/json", raw)
    for code, _ in LANGUAGES:
        found[f"second.{code}.json"] = ("application/json", _second(code))
    built = {
        name: _file(name, _SCRIPT, raw, *together.values())
        for together in map(scripts, SCRIPTS)
        for name, raw in together.items()
    }
    return built | {name: _file(name, media_type, raw) for name, (media_type, raw) in found.items()}


@functools.cache
def by_path() -> dict[str, StaticFile]:
    return {file.path: file for file in files().values()}


def url(name: str) -> str:
    """The immutable address of a static file. Raises KeyError."""
    return files()[name].path


def bundle_url(page: str) -> str:
    return url(f"{page}.js")


def first_urls(page: str) -> list[str]:
    """All scripts with which a page begins, so that none has to wait until another names it."""
    return [url(name) for name in SCRIPTS[page] if name != f"{LATER}.js"]
