"""Every control that the sources of the moderators' pages offer: read from the sources, so that none is
overlooked because no test happened to come by while it was there.

A control is called by its file and by what people read on it (the key of its text), else by what it does.
A second one of the same name in the same file is the name and `(2)`.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from app.paths import ASSETS
from app.texts import area

PAGES = Path(__file__).parents[2] / "app" / "pages"
COMPONENTS = ASSETS / "components"
OF_MODERATORS = {"console", "pages", "shared"}  # what phones and the console share is on the console, too
AREAS = ("common", "setup", "console", "phone")

PRESSED = {"a", "button", "input", "select", "summary", "textarea"}
NAMING = re.compile(r":?(aria-label|title|placeholder)")
HANDS = (
    *("click", "dblclick", "auxclick", "contextmenu", "wheel", "change", "input", "beforeinput"),
    *("submit", "reset", "cancel", "toggle", "copy", "cut", "paste", "select"),
    *("mouse(?:down|up|move|over|out|enter|leave)", "touch(?:start|end|move|cancel)"),
    *("pointer(?:down|up|move|over|out|enter|leave|cancel)", "drag(?:start|end|enter|over|leave)?", "drop"),
)
HEARD = re.compile(rf"(?:@|v-on:)({'|'.join(HANDS)}|key(?:down|up|press))\b[\w.]*")
HOW = re.compile(r"\.(prevent|stop|self|exact|capture|passive)\b")
ASIDE = re.compile(r"\b(hint|aside)\b")
WAITING = "common.state.sending"  # what a button says while it cannot be pressed

KEY = re.compile(rf"""["'`]((?:{"|".join(AREAS)})\.[\w.]*)""")
TEMPLATE = re.compile(r"template: (?:/\* html \*/ )?`(.*?)`,", re.DOTALL)
ENTRY = re.compile(r"\blabel: |\b(?:entry|item)\(")
LISTENER = re.compile(r"""(?:addEventListener\(|\[(?:root|window|document), )"(\w+)",""")


def offered(folders: Iterable[Path] = (COMPONENTS, PAGES)) -> list[str]:
    """The names of all controls, file by file."""
    found: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".py":
                found += numbered(path.relative_to(folder).as_posix(), of_page(path.read_text("utf-8")))
            elif path.suffix == ".js" and path.parent.name in OF_MODERATORS:
                found += numbered(path.relative_to(folder).as_posix(), of_component(path.read_text("utf-8")))
    return found


def numbered(file: str, names: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in (" ".join(one.split()) for one in names):
        seen[name] += 1
        yield f"{file}: {name}" + (f" ({seen[name]})" if seen[name] > 1 else "")


def keys_in(source: str) -> list[str]:
    """The keys of texts; one that is completed at run time stands for all that begin like it."""
    found = [key for part in KEY.findall(source) for key in completed(part)]
    return [key for key in dict.fromkeys(found) if key != WAITING]


def completed(key: str) -> list[str]:
    if not key.endswith("."):
        return [key]
    known = area("de", key.partition(".")[0])
    return sorted(one for one in known if one.startswith(key) and "." not in one[len(key) :])


# --- components ---


@dataclass
class Element:
    """One element of a template, with the words in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element]
    words: list[str] = field(default_factory=list)

    def name(self) -> list[str]:
        """By what it says of itself, else by what stands in it or in its label, else by what it does. Several
        keys are its several states."""
        says = [value for name, value in self.attributes.items() if NAMING.fullmatch(name)]
        label = [one.words for one in self.inside if one.tag == "label"]
        around = (
            self.words if any(map(str.strip, self.words)) else [word for words in label for word in words]
        )
        found = keys_in(" ".join(says)) or keys_in(" ".join(around))
        return found or [self.does() or " ".join("".join(self.words).split()) or self.tag]

    def does(self) -> str:
        heard = [f"@{event}={value}" for event, value in self.heard() if not event.startswith("key")]
        return " ".join(heard) or "".join(
            f"v-model={self.attributes[n]}" for n in self.attributes if n == "v-model"
        )

    def heard(self) -> list[tuple[str, str]]:
        return [
            (HOW.sub("", re.sub("@|v-on:", "", n)), value)
            for n, value in self.attributes.items()
            if HEARD.fullmatch(n)
        ]

    def is_aside(self) -> bool:
        """Words in it say something about a control, and do not call it."""
        classes = self.attributes.get("class", "")
        return (
            self.tag in ("small", "option") or "aria-hidden" in self.attributes or bool(ASIDE.search(classes))
        )


class Template(HTMLParser):
    """Collects the elements of a template."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in ("input", "hr", "br"):
            self.open.append(self.found[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}, [*self.open]))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in reversed(self.open):
            if element.is_aside():
                break
            element.words.append(data)


def of_component(source: str) -> Iterator[str]:
    for template in TEMPLATE.findall(source):
        for element in Template(template).found:
            yield from of_element(element)
    script = TEMPLATE.sub("", source)
    for entry in ENTRY.finditer(script):
        yield from keys_of(arguments(script[entry.end() :])[0], script)
    for asked in re.finditer(r"\bconfirm\(", script):
        given = arguments(script[asked.end() :])
        if len(given) > 3:  # what the button of a question says is its third argument
            yield from keys_of(given[2], script)
    for event in LISTENER.findall(script):
        yield f"@{event}"


def of_element(element: Element) -> Iterator[str]:
    if element.tag in PRESSED:
        yield from element.name()
    elif any(not event.startswith("key") for event, _ in element.heard()):
        yield f"{element.tag} {element.does()}"
    for event, _ in element.heard():
        if event.startswith("key"):
            yield f"{element.name()[0]} @{event}"
    if takes := element.attributes.get("data-takes"):
        yield f"{element.attributes.get('class', element.tag)} takes {takes}"


def arguments(source: str) -> list[str]:
    """Those of a call, from behind its bracket."""
    found, depth = [""], 0
    for letter in source[:1000]:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            break
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [one.strip() for one in found]


def keys_of(said: str, script: str) -> list[str]:
    """The keys in an expression, or in what its name stands for."""
    given = re.search(rf"const {said} = (.*);", script) if said.isidentifier() else None
    return keys_in(given[1] if given else said)


# --- pages ---

# What makes a control: which of its arguments says what people read.
MAKING = {"button": 0, "link_button": 0, "Field": 1, "Stepper": 1, "offer": 0, "_offer": 0, "Question": 2}
MAKING |= {"link": 0, "help_link": 0, "Audience": 0, "more": 0, "upload": 0}
# What of the framework is no control. Whatever else of it is called is one.
SHOWING = re.compile("label|html|markdown|timer|page|page_title|add_(head|body)_html|element")


def of_page(source: str) -> Iterator[str]:
    for node in statements(ast.parse(source)):
        if isinstance(node, ast.With):
            yield from of_with(node)
        else:
            yield from (f"{tag} alone" for child in own(node) for tag in tags(child))
        for call in own_calls(node):
            yield from of_call(call)


def statements(tree: ast.AST) -> list[ast.stmt]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def own(node: ast.stmt) -> Iterator[ast.AST]:
    """What stands in a statement, without the statements in it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield child


def own_calls(node: ast.stmt) -> list[ast.Call]:
    found = [one for child in own(node) for one in ast.walk(child) if isinstance(one, ast.Call)]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def of_with(node: ast.With) -> Iterator[str]:
    """A control of our own, whose words are built within it."""
    for item in node.items:
        for tag in tags(item.context_expr):
            yield from (
                py_keys([item.context_expr]) or py_keys(node.body) or [f"{tag} {source(node.body[0])}"]
            )


def tags(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and called(call) in ("plain", "tagged", "element") and call.args:
            tag = call.args[0]
            if isinstance(tag, ast.Constant) and tag.value in PRESSED:
                yield str(tag.value)


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def is_frameworks(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "ui"


def of_call(call: ast.Call) -> Iterator[str]:
    name = called(call)
    if name == "on" and call.args:
        yield f"on {' '.join(map(source, call.args))}".replace("'", "")
    if name not in MAKING:
        if is_frameworks(call) and not SHOWING.fullmatch(name):
            yield f"ui.{name}"
        return
    said = call.args[MAKING[name] : MAKING[name] + 1]
    leave = [given.value for given in call.keywords if given.arg == "leave"]
    yield from py_keys([*said, *leave]) or [f"{name} {source(said[0])}" if said else name]


def source(node: ast.AST) -> str:
    """Which quotes stand in it differs from one Python to the next."""
    return ast.unparse(node).replace('"', "'")


def py_keys(nodes: Iterable[ast.AST]) -> list[str]:
    parts = [part for node in nodes for part in written(node)]
    return [key for key in dict.fromkeys(parts) if re.match(rf"(?:{'|'.join(AREAS)})\.", key)]


def written(node: ast.AST) -> Iterator[str]:
    """The texts that stand in a piece of Python; `*` for what is filled in."""
    inner = {
        id(part)
        for one in ast.walk(node)
        if isinstance(one, ast.JoinedStr)
        for part in ast.walk(one)
        if part is not one
    }
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in one.values)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in inner:
            yield one.value
