"""No sentence for people stands in code: not in Python, not in a script, not in a template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.texts import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sorted(path for room in ("app", "facilitation", "storage") for path in ROOT.glob(f"{room}/**/*.py"))
SCRIPTS = sorted(path for room in ("components", "live") for path in ROOT.glob(f"assets/{room}/**/*.js"))
PAGES = sorted((ROOT / "app").glob("**/*.html"))

# These speak before a catalogue can be read, in both languages at once; two write code; and the
# example's own contents are what somebody there would have typed.
OTHERWISE = {
    "app/__main__.py",
    "app/installing/bootstrap.py",
    "app/installing/offline_bundle.py",
    "app/installing/venv_location.py",
    "app/live/generate.py",
    "app/live/script_types.py",
    "app/demo/story.py",
    "app/demo/cast.py",
}
NAMES = {"Zielrunde", "PIN", "QR", *dict(LANGUAGES).values()}  # the same in every language
READ = {"Battery Power"}  # what other programs say to ours

# What puts words before people's eyes, and which of its arguments these are.
SHOWN = dict.fromkeys(("print", "echo", "label", "notify", "button", "link_button", "link", "page_title"), 0)
SHOWN |= dict.fromkeys(("section", "more", "placeholder", "complain", "PlainTextResponse"), 0)
SHOWN |= {"frame": 1, "tagged": 1, "Field": 1, "Stepper": 1, "section": 1}
NOT_SHOWN = {"debug", "info", "warning", "error", "exception", "critical", "compile"}  # a log, a pattern
BUILT_IN = {"ValueError", "TypeError", "RuntimeError", "OSError", "PermissionError", "KeyError"}

SENTENCE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+[,:]? [A-Za-zäöüß]{2,}|^[^<>{}=;/]+ [^<>{}=;/]+[.!?…]$")
LETTERS = re.compile(r"[^\W\d_]{2,}")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)
SAID_ATTRIBUTES = {
    "title",
    "aria-label",
    "placeholder",
    "alt",
    "label",
    "aria-description",
    "aria-roledescription",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- Python ---


def test_python_holds_no_sentences() -> None:
    found = [
        f"{name_of(path)}:{line}: {text!r}"
        for path in PYTHON
        if name_of(path) not in OTHERWISE
        for line, text in words_in_python(path)
    ]
    assert found == []


def words_in_python(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    silent = {id(part) for node in ast.walk(tree) for part in unseen(node)}
    shown = {id(argument) for node in calls(tree) for argument in seen(node)}
    for node in ast.walk(tree):
        if id(node) in silent or not (text := literal(node)):
            continue
        said = said_in(unquote(text)) if unquote(text).lstrip().startswith("<") else [without_names(text)]
        search = LETTERS if id(node) in shown else SENTENCE
        if any(map(search.search, said)) and text not in READ:
            yield node.lineno, text  # type: ignore[attr-defined]


def without_names(text: str) -> str:
    """Nor are addresses words."""
    return re.sub(r"\S*/\S*|" + "|".join(map(re.escape, NAMES)), "", text)


def seen(node: ast.Call) -> list[ast.expr]:
    position = SHOWN.get(called(node), len(node.args))
    return node.args[position : position + 1]


def unseen(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, what only a programmer or a log reads, and types that are written as text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.Call) and called(node) in NOT_SHOWN | BUILT_IN:
        yield from (part for argument in node.args for part in ast.walk(argument))
    if isinstance(node, ast.JoinedStr):
        yield from node.values


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def literal(node: ast.AST) -> str:
    """A text, or the fixed parts of one with places to fill in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


# --- scripts and the templates in them ---


class Template(HTMLParser):
    """Finds what a template says by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # no script, no style
            self._note(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SAID_ATTRIBUTES:
                self._note(value or "")

    def _note(self, text: str) -> None:
        if LETTERS.search(without_names(text)):
            self.said.append(" ".join(text.split()))


def code_of(script: Path) -> str:
    return COMMENT.sub("", script.read_text("utf-8"))


def said_in(template: str) -> list[str]:
    parser = Template()
    parser.feed(re.sub(r"\{\{.*?\}\}|\$?\{[^}]*\}", "", template, flags=re.DOTALL))
    return parser.said


def test_templates_say_nothing_by_themselves() -> None:
    inside = re.compile(r"`([^`]*<[a-z][^`]*)`")
    templates = [(path, text) for path in SCRIPTS for text in inside.findall(code_of(path))]
    assert PAGES
    templates += [(path, path.read_text("utf-8")) for path in PAGES]
    found = [f"{name_of(path)}: {text}" for path, template in templates for text in said_in(template)]
    assert found == []


def test_scripts_hold_no_sentences() -> None:
    found = []
    for path in SCRIPTS:
        code = re.sub(r"template:\s*`[^`]*`", "", code_of(path))
        texts = [text for _, text in re.findall(r"""(["'`])((?:(?!\1)[^\n\\])*)\1""", code)]
        found += [f"{name_of(path)}: {text}" for text in texts if SENTENCE.search(text)]
    assert found == []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>{{ t('phone.x') }} · 5</p>", []),
        ("<p>Noch {{ n }} Karten</p>", ["Noch Karten"]),
        ('<button :title="t(\'a.b\')" title="Weg damit"></button>', ["Weg damit"]),
        ('<input placeholder="Ziel"><i class="icon small"></i>', ["Ziel"]),
    ],
)
def test_the_search_finds_words_in_templates(template: str, said: list[str]) -> None:
    assert said_in(template) == said


def test_the_search_finds_words_in_python(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(
        '"""Says nothing."""\nui.label("Speichern")\nx = f"Noch {n} Karten."\nraise ValueError("Not so")\n'
    )
    assert {text for _, text in words_in_python(path)} == {"Speichern", "Noch 0 Karten."}
