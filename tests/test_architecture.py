"""Holds every arrow of the house plan, and the sizes that keep each file readable."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nicegui
import pytest

from facilitation.commands import Command
from facilitation.phases import PHASES
from facilitation.rules import OF_COMMAND

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 300
FUNCTION_LINES = 40

# What a room may import besides the standard library.
MAY_IMPORT = {
    "facilitation": {"pydantic", "facilitation"},
    "storage": {"pydantic", "sqlmodel", "sqlalchemy", "alembic", "facilitation", "storage"},
}

# What a room must not import. A name stands for itself and everything inside it.
MUST_NOT_IMPORT = {
    "app/pages": {"storage", "sqlmodel", "sqlalchemy"},
    "app/network": {"storage", "nicegui"},
    "app/print": {"storage", "nicegui"},
    "app/venue_check": {"storage", "nicegui"},
    "app/web": {"storage", "nicegui"},
    "app/exports": {"storage", "nicegui"},
    "app/live": {"nicegui", "app.pages", "app.exports", "app.serving.asgi"},
    "app/rehearsal": {"storage", "nicegui", "app.pages", "app.live.room", "app.live.gateway"},
    "app": {"app.main"},
}

# The rooms of app/ by floor: each imports only rooms of lower floors, so that no two import each other.
FLOORS = (
    {"app.paths", "app.logs", "app.installing", "app.settings", "app.qr"},
    {"app.texts", "app.fair_use", "app.typesetting", "app.demo"},
    {"app.arguments", "app.live", "app.exports"},
    {"app.network", "app.rehearsal"},
    {"app.workplace"},
    {"app.print", "app.venue_check"},
    {"app.web"},
    {"app.pages"},
    {"app.serving"},
    {"app.main"},
    {"app.__main__"},
)

# Where the product is put together, so where everything may be imported.
WIRING = {"app/main.py", "app/__main__.py"}

ROOMS = ("facilitation", "storage", "app", "tests")
# Migrations are written by alembic and never touched again, *.gen.js by app.live.generate.
PYTHON = sorted(p for room in ROOMS for p in ROOT.glob(f"{room}/**/*.py") if p.parent.name != "versions")
APP = [path for path in PYTHON if path.is_relative_to(ROOT / "app")]
BUILT = ROOT / "assets" / "built"
BUNDLED = [path for room in ("components", "live") for path in ROOT.glob(f"assets/{room}/**/*.js")]
SCRIPTS = sorted(path for path in BUNDLED if not path.name.endswith(".gen.js"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | sys.stdlib_module_names
    paths = ROOT.glob(f"{room}/**/*.py")
    wrong = [f"{name_of(p)}: {m}" for p in paths for m in imports(p) if m.split(".")[0] not in allowed]
    assert wrong == []


@pytest.mark.parametrize("room", MUST_NOT_IMPORT)
def test_a_room_does_not_reach_around_its_neighbours(room: str) -> None:
    paths = [p for p in ROOT.glob(f"{room}/**/*.py") if name_of(p) not in WIRING]
    wrong = [
        f"{name_of(path)}: {module}"
        for path in paths
        for module in imports(path)
        if any(is_inside(module, barred) for barred in MUST_NOT_IMPORT[room])
    ]
    assert wrong == []


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_rooms_of_the_app_stand_on_floors() -> None:
    floor = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
    modules = {name_of(p).removesuffix(".py").replace("/", ".").removesuffix(".__init__"): p for p in APP}
    assert {room_of(module) for module in modules if module != "app"} == set(floor)
    upward = [
        f"{module}: {other}"
        for module, path in modules.items()
        for other in imports(path)
        if is_inside(other, "app") and room_of(other) in floor and module != "app"
        if room_of(other) != room_of(module) and floor[room_of(other)] >= floor[room_of(module)]
    ]
    assert upward == []


def test_a_migration_changes_with_nothing_that_is_changed_later() -> None:
    """What it needs of our code it holds as that was, for the databases of then."""
    allowed = {"sqlalchemy", "alembic"} | sys.stdlib_module_names
    paths = ROOT.glob("storage/migrations/versions/*.py")
    wrong = [f"{name_of(p)}: {m}" for p in paths for m in imports(p) if m.split(".")[0] not in allowed]
    assert wrong == []


def test_files_can_be_read_in_one_go() -> None:
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in [*PYTHON, *SCRIPTS]}
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in long.items() if n > FUNCTION_LINES} == {}


def test_every_command_has_its_row() -> None:
    assert set(Command.__subclasses__()) == set(OF_COMMAND)


def test_built_scripts_are_those_of_these_sources() -> None:
    """Without Node: each side has a digest of its own (assets/build.mjs), of all names and texts."""
    built = {p.name: p.read_text("utf-8") for p in BUILT.iterdir() if p.name != "digests.json"}
    made_of = [ROOT / "package.json", ROOT / "assets" / "build.mjs", *BUNDLED]
    sources = {name_of(path): path.read_text("utf-8") for path in made_of}
    written = json.loads((BUILT / "digests.json").read_text("utf-8"))
    again = "npm ci; node assets/build.mjs"
    assert (written, again) == ({"sources": digest(sources), "built": digest(built)}, again)


def digest(texts: dict[str, str]) -> str:
    return hashlib.sha256("".join(f"{name}\0{texts[name]}\0" for name in sorted(texts)).encode()).hexdigest()


def test_templates_are_compiled_for_the_vue_that_runs_them() -> None:
    """Phones and stage bring it along; the moderators' page takes that of NiceGUI."""
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    vue = (Path(nicegui.__file__).parent / "static" / "vue.esm-browser.prod.js").read_text("utf-8")
    assert f"vue v{wanted['@vue/compiler-dom']}\n" in vue
    assert wanted["@vue/compiler-dom"] == wanted["@vue/runtime-dom"]


def test_who_opens_a_database_closes_it() -> None:
    """`with sqlite3.connect(...)` ends a transaction and leaves the connection to the collector."""
    left = [name_of(path) for path in PYTHON if "with sqlite3.connect(" in path.read_text("utf-8")]
    assert left == ["tests/test_architecture.py"]


def test_what_a_phase_is_for_is_asked_of_its_row() -> None:
    """A name that is compared somewhere else is a step that cannot come twice."""
    names = "|".join(phase.id for phase in PHASES)
    compared = re.compile(rf"""phase\w*(\.id)?["'\]]*\s*([!=]==?|\bin\b)\s*\(?["']({names})["']""")
    code = [path for path in (*PYTHON, *SCRIPTS) if not path.is_relative_to(ROOT / "tests")]
    assert [name_of(path) for path in code if compared.search(path.read_text("utf-8"))] == []
