"""Holds the arrows of the house plan (pyproject.toml), and the sizes that keep each file readable."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import nicegui
import pytest

from facilitation.commands import Command
from facilitation.model.agenda import STEP_KINDS
from facilitation.rules import OF_COMMAND
from tests.old_browsers import FUNCTIONS, parser

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 300
FUNCTION_LINES = 40

# A file that is longer is a question, not a mistake: files are cut where concepts end. Where one concept is
# that long, its file stands here with the reason.
LONG_FILES = {
    "tests/storage/archive/test_archive.py": "what an archive carries there and back, and what is none",
}

# What a room may import besides the standard library.
MAY_IMPORT = {
    "facilitation": {"pydantic", "facilitation"},
    "storage": {"pydantic", "sqlmodel", "sqlalchemy", "alembic", "facilitation", "storage"},
}

ROOMS = ("facilitation", "storage", "app", "tests")
# Migrations are written by alembic and never touched again, *.gen.js by app.live.generate.
PYTHON = sorted(p for room in ROOMS for p in ROOT.glob(f"{room}/**/*.py") if p.parent.name != "versions")
BUILT = ROOT / "assets" / "built"
BUNDLED = [path for room in ("components", "live") for path in ROOT.glob(f"assets/{room}/**/*.js")]
SCRIPTS = sorted(path for path in BUNDLED if not path.name.endswith(".gen.js"))

IMPORT = re.compile(r"""^import \{([^}]*)\} from "(\.[^"]+)";$""", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | sys.stdlib_module_names
    paths = ROOT.glob(f"{room}/**/*.py")
    wrong = [f"{name_of(p)}: {m}" for p in paths for m in imports(p) if m.split(".")[0] not in allowed]
    assert wrong == []


def arrows() -> dict[Path, set[Path]]:
    """Which script imports which, by their own paths."""
    return {
        path: {(path.parent / target).resolve() for _, target in IMPORT.findall(path.read_text("utf-8"))}
        for path in SCRIPTS
    }


def test_scripts_import_in_no_circle() -> None:
    TopologicalSorter(arrows()).prepare()  # raises CycleError


def test_a_page_of_components_imports_from_no_other_page() -> None:
    pages = ROOT / "assets" / "components"
    own = [
        f"{name_of(path)}: {name_of(target)}"
        for path, targets in arrows().items()
        for target in targets
        if pages in path.parents and pages in target.parents
        if target.parent not in (path.parent, pages / "shared")
    ]
    assert own == []


def test_every_arrow_goes_the_way_of_the_house_plan() -> None:
    """Layers, and no circles: `tool.importlinter` in pyproject.toml."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    found = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_migration_changes_with_nothing_that_is_changed_later() -> None:
    """What it needs of our code it holds as that was, for the databases of then."""
    allowed = {"sqlalchemy", "alembic"} | sys.stdlib_module_names
    paths = ROOT.glob("storage/migrations/versions/*.py")
    wrong = [f"{name_of(p)}: {m}" for p in paths for m in imports(p) if m.split(".")[0] not in allowed]
    assert wrong == []


def test_a_long_file_is_one_for_a_reason() -> None:
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in [*PYTHON, *SCRIPTS]}
    assert {name for name, n in lengths.items() if n > FILE_LINES} == set(LONG_FILES)


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in long.items() if n > FUNCTION_LINES} == {}


def test_functions_of_scripts_do_so_too() -> None:
    paths = [*SCRIPTS, *ROOT.glob("tests/node/**/*.js")]
    long = {f"{name_of(path)}:{line}": n for path in paths for line, n in script_functions(path)}
    assert {name: n for name, n in long.items() if n > FUNCTION_LINES} == {}


def script_functions(path: Path) -> Iterator[tuple[int, int]]:
    """First line and number of lines of each."""
    todo = [parser().parse(path.read_bytes()).root_node]
    while todo:
        node = todo.pop()
        todo += node.children
        if node.type in FUNCTIONS:
            yield node.start_point.row + 1, node.end_point.row - node.start_point.row + 1


def test_what_a_script_exports_somebody_imports() -> None:
    """Else it is the module's own. What pages begin with is imported by them."""
    by_whom = {path: path.read_text("utf-8") for path in [*BUNDLED, *ROOT.glob("tests/node/**/*.js")]}
    taken = {
        (path.parent.joinpath(target).resolve(), name.strip())
        for path, source in by_whom.items()
        for names, target in IMPORT.findall(source)
        for name in names.split(",")
    }
    exported = {(path.resolve(), name) for path in SCRIPTS for name in EXPORT.findall(by_whom[path])}
    assert {name for _, name in exported - taken if not name.startswith("mount")} == {"laterScreens"}


def test_a_class_has_a_name_of_its_own() -> None:
    """Whoever looks for one finds one, and an import of another is no mistake that nobody sees."""
    product = [path for path in PYTHON if not path.is_relative_to(ROOT / "tests")]
    classes = [
        node.name
        for path in product
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name, times in Counter(classes).items() if times > 1] == []


def test_every_command_has_its_row() -> None:
    assert set(Command.__subclasses__()) == set(OF_COMMAND)


def test_built_scripts_are_those_of_these_sources() -> None:
    """Without Node: each side has a digest of its own (assets/build.mjs), of all names and texts."""
    built = {p.name: p.read_text("utf-8") for p in BUILT.iterdir() if p.name != "digests.json"}
    tools = [ROOT / "assets" / "build.mjs", ROOT / "assets" / "templates.mjs"]
    made_of = [ROOT / "package.json", *tools, *BUNDLED]
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


def test_what_a_step_is_for_is_asked_of_the_row_of_its_kind() -> None:
    """A name that is compared somewhere else is a step that cannot come twice."""
    names = "|".join(kind.id for kind in STEP_KINDS)
    compared = re.compile(
        rf"""(?:phase|kind|step)\w*(\.id)?["'\]]*\s*([!=]==?|\bin\b)\s*\(?["']({names})["']"""
    )
    code = [path for path in (*PYTHON, *SCRIPTS) if not path.is_relative_to(ROOT / "tests")]
    assert [name_of(path) for path in code if compared.search(path.read_text("utf-8"))] == []
