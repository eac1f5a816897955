"""Static files for the light pages: bundled, hashed and compressed once, then served from memory.

A bundle is our own modules joined into one file, so that a phone makes one request instead of
ten. There is no build tool: the modules import each other by relative path, export by name, and
their top-level names are unique (a test holds that), so joining is leaving out those lines.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

import nicegui
from rcssmin import cssmin
from rjsmin import jsmin

from app.paths import ASSETS
from app.texts import catalogue, languages_of

_VENDOR = Path(nicegui.__file__).parent
BUNDLES = ("participant", "stage", "console")
PHONE_AREAS = ("common", "phone", "refused", "error")
STAGE_AREAS = ("common", "stage", "refused", "error")
CONSOLE_AREAS = ("common", "console", "refused", "error")

_IMPORT = re.compile(r'^import\s+(?:\{[^}]*\}\s+from\s+)?"(\.[^"]+)";?[^\n]*\n', re.M)
_VUE_IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"vue";?[^\n]*\n', re.M)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|const|let|class)\b)", re.M)


class StaticFile(NamedTuple):
    path: str  # /a/HASH/NAME
    media_type: str
    raw: bytes
    gzip: bytes


def _file(name: str, media_type: str, raw: bytes) -> StaticFile:
    digest = hashlib.sha256(raw).hexdigest()[:16]
    return StaticFile(f"/a/{digest}/{name}", media_type, raw, gzip.compress(raw, 9, mtime=0))


def bundle(entry: str) -> bytes:
    """All modules that an entry imports, in order of need, as one module."""
    seen: dict[Path, str] = {}
    _collect((ASSETS / "components" / f"{entry}.js").resolve(), seen)
    vue: dict[str, None] = {}
    for source in seen.values():
        for names in _VUE_IMPORT.findall(source):
            vue.update(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    body = "".join(_stripped(source) for source in seen.values())
    return jsmin(f'import {{ {", ".join(vue)} }} from "vue";\n{body}').encode()


def _collect(path: Path, seen: dict[Path, str]) -> None:
    source = path.read_text("utf-8")
    for target in _IMPORT.findall(source):
        wanted = (path.parent / target).resolve()
        if wanted not in seen:
            _collect(wanted, seen)
    seen.setdefault(path, source)


def _stripped(source: str) -> str:
    exported = "mount" if "export function mount" in source else ""
    for pattern in (_IMPORT, _VUE_IMPORT):
        source = pattern.sub("", source)
    return source if exported else _EXPORT.sub("", source)


def css(*names: str) -> str:
    """Some style sheets as one."""
    return str(cssmin("\n".join((ASSETS / "css" / f"{name}.css").read_text("utf-8") for name in names)))


@functools.cache
def files() -> dict[str, StaticFile]:
    """Everything by name: bundles, styles, texts, Vue, Sortable."""
    script = "text/javascript; charset=utf-8"
    found = {f"{name}.js": (script, bundle(name)) for name in BUNDLES}
    found["vue.js"] = (script, (_VENDOR / "static" / "vue.esm-browser.prod.js").read_bytes())
    found["sortable.js"] = (script, (_VENDOR / "elements" / "sortable" / "dist" / "index.js").read_bytes())
    found["console.css"] = ("text/css; charset=utf-8", css("tokens", "base", "console").encode())
    for name, areas in (("phone", PHONE_AREAS), ("stage", STAGE_AREAS), ("console", CONSOLE_AREAS)):
        for code in languages_of(name):
            raw = json.dumps(catalogue(code, areas), ensure_ascii=False, separators=(",", ":")).encode()
            found[f"{name}.{code}.json"] = ("application/json", raw)
    return {name: _file(name, media_type, raw) for name, (media_type, raw) in found.items()}


@functools.cache
def by_path() -> dict[str, StaticFile]:
    return {file.path: file for file in files().values()}


def url(name: str) -> str:
    """The immutable address of a static file. Raises KeyError."""
    return files()[name].path


def bundle_url(name: str) -> str:
    return url(f"{name}.js")
