"""Static files for the light pages: bundled, hashed and compressed once, then served from memory.

A bundle is our own modules joined into one file, so that a phone makes one request instead of
ten. There is no build tool: the modules import each other by relative path, export by name, and
their top-level names are unique (a test holds that), so joining is leaving out those lines.
What a phone needs only later in a workshop is a second file, which imports from the first. Both name
Vue by its address: a bare name needs an import map, which iPads up to 15, Firefox up to 107 and Samsung's
browser up to 14 do not know. Only the console, in NiceGUI's page, shares the Vue of NiceGUI's map.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.util
import json
import re
from pathlib import Path
from typing import NamedTuple

from zopfli.gzip import compress as squeezed

from app.paths import ASSETS
from app.texts import LANGUAGES, Text, area, catalogue, languages_of
from app.web import minify

_VENDOR = Path(
    *(importlib.util.find_spec("nicegui").submodule_search_locations or ())
)  # it takes a second to import
BUNDLES = ("participant", "stage", "console", "check", "shared_numbers")
GUESTS = ("console", "shared_numbers")  # bundles that live in a page of NiceGUI's
LATER = {"participant": "phone_later"}  # what an entry loads by `import("./NAME.js")` when it needs it
FIRST_VISIT = ("vue.js", "participant.js")  # every phone fetches these: worth half a second at the start
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
    "refused.voting_open",
}
"""What only moderators and stages read, or a page brings with it: no phone needs to fetch it."""

CHECK_AREAS = ("check",)
CONSOLE_AREAS = ("common", "console", "refused", "error", "storage")
SAID = {"phone": PHONE_AREAS, "stage": STAGE_AREAS, "console": CONSOLE_AREAS, "check": CHECK_AREAS}

_IMPORT = re.compile(r'^import\s+(?:\{([^}]*)\}\s+from\s+)?"(\.[^"]+)";?[^\n]*\n', re.M)
_VUE_IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"vue";?[^\n]*\n', re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|const|let|class)\b)", re.M)
_SCRIPT = "text/javascript; charset=utf-8"
_STYLES = 'document.head.append(Object.assign(document.createElement("style"), { textContent: %s }));\n'
_RULE_HEAD = re.compile(r"[^{}@;]*:is\([^{}@;]*(?=\{)")
_TEMPLATE = re.compile(r"(?<=template:)`[^`]*`")
_NEW_LINE = re.compile(r"\s*\n\s*")
_COMMON = re.compile(r"""["'](common\.[\w.]+)["']""")


class StaticFile(NamedTuple):
    path: str  # /a/HASH/NAME
    media_type: str
    raw: bytes
    gzip: bytes


Modules = dict[Path, str]


def _file(name: str, media_type: str, raw: bytes, *together: bytes) -> StaticFile:
    """`together`: files that name each other by relative path; they share a folder, and change as one."""
    digest = hashlib.sha256(b"".join(together) or raw).hexdigest()[:16]
    first = name in FIRST_VISIT
    small = squeezed(raw, numiterations=5) if first else gzip.compress(raw, 9, mtime=0)
    return StaticFile(f"/a/{digest}/{name}", media_type, raw, small)


def bundle(entry: str) -> dict[str, bytes]:
    """All modules that an entry imports, in order of need, as one; with what it loads later, as two."""
    first, later = _modules(entry), LATER.get(entry)
    if later is None:
        return {entry: _joined(entry, first)}
    second = {path: source for path, source in _modules(later).items() if path not in first}
    shared = ", ".join(_taken(second, first))
    borrowed = f'import {{ {shared} }} from "./{entry}.js";\n'
    return {
        entry: _joined(entry, first, tail=f"export {{ {shared} }};"),
        later: _joined(later, second, head=borrowed + _STYLES % json.dumps(later_styles())),
    }


def _modules(entry: str) -> Modules:
    seen: Modules = {}
    _collect(_module(entry), seen)
    return seen


def _module(entry: str) -> Path:
    return (ASSETS / "components" / f"{entry}.js").resolve()


def _collect(path: Path, seen: Modules) -> None:
    source = path.read_text("utf-8")
    for _, target in _IMPORT.findall(source):
        wanted = (path.parent / target).resolve()
        if wanted not in seen:
            _collect(wanted, seen)
    seen.setdefault(path, source)


def _taken(second: Modules, first: Modules) -> list[str]:
    """The names that the second half imports from the first."""
    taken = [
        name
        for path, source in second.items()
        for names, target in _IMPORT.findall(source)
        if (path.parent / target).resolve() in first
        for name in _split(names)
    ]
    return sorted(set(taken))


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _joined(entry: str, modules: Modules, head: str = "", tail: str = "") -> bytes:
    """One module of many. Only the entry's own exports stay."""
    used = (names for source in modules.values() for names in _VUE_IMPORT.findall(source))
    vue = sorted({name for names in used for name in _split(names)})
    body = "".join(_stripped(source, path == _module(entry)) for path, source in modules.items())
    source = "vue" if entry in GUESTS else _vue().path
    small = minify.script(f'import {{ {", ".join(vue)} }} from "{source}";\n{head}{body}{tail}')
    # Vue reads a line's end in a template as it reads many blanks around it.
    return _TEMPLATE.sub(lambda found: _NEW_LINE.sub("\n", found[0]), small).encode()


def _stripped(source: str, exports: bool) -> str:
    for pattern in (_IMPORT, _VUE_IMPORT):
        source = pattern.sub("", source)
    return source if exports else _EXPORT.sub("", source)


@functools.cache
def _vue() -> StaticFile:
    return _file("vue.js", _SCRIPT, (_VENDOR / "static" / "vue.esm-browser.prod.js").read_bytes())


def inline(name: str) -> str:
    """A script that stands in the page itself, so that even a browser that loads no module runs it."""
    return minify.script((ASSETS / "live" / f"{name}.js").read_text("utf-8"))


def css(*names: str) -> str:
    """Some style sheets as one."""
    return minify.style("\n".join((ASSETS / "css" / f"{name}.css").read_text("utf-8") for name in names))


def later_styles() -> str:
    return lowered(css(LATER["participant"]))


def lowered(styles: str) -> str:
    """Minified styles with each `:is(a, b)` written out: Chrome 87 would drop the whole rule."""
    return _RULE_HEAD.sub(lambda found: ",".join(_spelt(found[0])), styles)


def _spelt(selector: str) -> list[str]:
    """All selectors that a list with `:is()` means; the inner one of two is not asked for."""
    parts = _split_list(selector)
    if len(parts) > 1:
        return [one for part in parts for one in _spelt(part)]
    before, found, rest = selector.partition(":is(")
    if not found:
        return [selector]
    end = next(at for at in range(len(rest)) if rest[: at + 1].count(")") > rest[: at + 1].count("("))
    return [
        one for choice in _split_list(rest[:end]) for one in _spelt(before + choice.strip() + rest[end + 1 :])
    ]


def _split_list(selectors: str) -> list[str]:
    """Parts at the commas that stand in no brackets."""
    parts, depth = [""], 0
    for char in selectors:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _second(language: str) -> bytes:
    """What the stage says in a second language: what its scripts name (some the beginning of a key only), and
    nothing in a language it is not."""
    common = (key for source in _modules("stage").values() for key in _COMMON.findall(source))
    named = ("stage.", *common)
    spoken = {**area(language, "common"), **area(language, "stage")}
    chosen = {key: text for key, text in spoken.items() if text and key.startswith(named)}
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()


def said(language: str, page: str) -> dict[str, Text]:
    """The texts of one of the pages in SAID."""
    unsaid = UNSAID_ON_PHONES if page == "phone" else set()
    return {key: text for key, text in catalogue(language, SAID[page]).items() if key not in unsaid}


@functools.cache
def files() -> dict[str, StaticFile]:
    """Everything by name: bundles, styles, texts, Vue."""
    found = {"console.css": ("text/css; charset=utf-8", css("tokens", "base", "console").encode())}
    for name in SAID:
        for code in languages_of(name):
            raw = json.dumps(said(code, name), ensure_ascii=False, separators=(",", ":")).encode()
            found[f"{name}.{code}.json"] = ("application/json", raw)
    for code, _ in LANGUAGES:
        found[f"second.{code}.json"] = ("application/json", _second(code))
    bundles = {
        f"{name}.js": _file(f"{name}.js", _SCRIPT, raw, *halves.values())
        for halves in map(bundle, BUNDLES)
        for name, raw in halves.items()
    }
    others = {name: _file(name, media_type, raw) for name, (media_type, raw) in found.items()}
    return {"vue.js": _vue()} | bundles | others


@functools.cache
def by_path() -> dict[str, StaticFile]:
    return {file.path: file for file in files().values()}


def url(name: str) -> str:
    """The immutable address of a static file. Raises KeyError."""
    return files()[name].path


def bundle_url(name: str) -> str:
    return url(f"{name}.js")
