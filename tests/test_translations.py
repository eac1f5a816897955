"""Every text that the code asks for exists in every language, says the same things, and is asked for."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.paths import ASSETS
from app.texts import AREAS, LANGUAGES, locale
from app.web import bundle
from app.workplace.notices import WARNINGS
from facilitation.errors import REFUSALS
from facilitation.model import Kind
from facilitation.model.agenda import STEP_KINDS
from facilitation.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
EVERYWHERE = ("common", "phone", "refused", "error", "stage", "check", "print")
KEY = rf"(?:{'|'.join(AREAS)})\."
FILLED = "\N{WHITE SQUARE}"  # stands for what is filled in while the program runs
FILE_NAME = re.compile(r"\.(js|css|po|py|pdf|json|html|svg)$")

# What a family of keys, asked for by `t("common.phase." + id)`, must hold.
FAMILIES = {
    "common.kind.": tuple(Kind),
    "common.kinds.": tuple(Kind),
    "common.count.": tuple(Kind),
    "common.phase.": tuple(kind.id for kind in STEP_KINDS),
    "common.question.": tuple(kind.id for kind in STEP_KINDS),
    "console.next.": tuple(kind.id for kind in STEP_KINDS),
    "phone.wait.": tuple(kind.id for kind in STEP_KINDS if kind.phone == "wait"),
    "refused.": REFUSALS,
    "storage.warned.": WARNINGS,
    "error.": ("malformed", "too_large", "rate_limited", "not_saved", "internal"),
}


def speakers(area: str) -> list[str]:
    """In which languages an area is complete: what participants read in all, the rest in two."""
    return [language for language, _ in LANGUAGES] if area in EVERYWHERE else ["de", "en"]


CASES = [(language, area) for area in AREAS for language in speakers(area)]


@functools.cache
def catalogue(language: str, area: str) -> Catalog:
    path = ASSETS / "translations" / language / f"{area}.po"
    if not path.exists():
        return Catalog(locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=locale(language), abort_invalid=True)


def messages(language: str, area: str) -> dict[str, Message]:
    return {key_of(message): message for message in catalogue(language, area) if message.id}


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def placeholders(message: Message) -> set[str]:
    """Of all plural forms together; the number itself may be a word: "eine Karte"."""
    return {name for form in forms(message) for name in re.findall(r"\{(\w+)\}", form)} - {"count"}


def test_nothing_is_left_to_translate() -> None:
    """One list for translators: whatever a language lacks, or still has of what is gone."""
    found = {
        f"{language} {area}": {"missing": sorted(german - own), "no longer asked for": sorted(own - german)}
        for language, area in CASES
        if (own := set(messages(language, area))) != (german := set(messages("de", area)))
    }
    if found:
        pytest.fail(listed(found), pytrace=False)


def listed(found: dict[str, dict[str, list[str]]]) -> str:
    """A line per key, under its language and area."""
    lines = ["texts differ from the German ones:"]
    for where, sorts in found.items():
        lines += [f"{where}, {sort}:\n  " + "\n  ".join(keys) for sort, keys in sorts.items() if keys]
    return "\n".join(lines)


@pytest.mark.parametrize(("language", "area"), CASES)
def test_texts_say_the_same_things(language: str, area: str) -> None:
    german = {key: placeholders(message) for key, message in messages("de", area).items()}
    other = {
        key: names
        for key, message in messages(language, area).items()
        if (names := placeholders(message)) != german.get(key, names)
    }
    assert other == {}


@pytest.mark.parametrize(("language", "area"), CASES)
def test_texts_are_whole(language: str, area: str) -> None:
    """None empty or doubted, each with all plural forms that whole numbers have in its language."""
    plurals = len({locale(language).plural_form(number) for number in range(1001)})
    found = messages(language, area)
    assert not found or catalogue(language, area).num_plurals == plurals
    for key, message in found.items():
        assert len(forms(message)) == (1 if isinstance(message.id, str) else plurals), key
        assert all(form.strip() for form in forms(message)), key
        assert not message.fuzzy, key


@pytest.mark.parametrize("language", [language for language, _ in LANGUAGES])
def test_each_key_stands_once_and_in_its_file(language: str) -> None:
    files = {path.stem: path.read_text("utf-8") for path in ASSETS.glob(f"translations/{language}/*.po")}
    keys = {name: re.findall(r'^msgid "(.+)"$', text, re.MULTILINE) for name, text in files.items()}
    wrong = [key for name in keys for key in keys[name] if key.split(".")[0] != name]
    twice = [key for key, n in Counter(key for found in keys.values() for key in found).items() if n > 1]
    assert (wrong, twice) == ([], [])


@pytest.mark.parametrize("family", FAMILIES)
def test_families_are_complete(family: str) -> None:
    known = {key for area in AREAS for key in messages("de", area)}
    assert {f"{family}{name}" for name in FAMILIES[family]} - known == set()


def test_every_key_in_the_code_exists_and_every_key_is_used() -> None:
    known = {key for area in AREAS for key in messages("de", area)}
    patterns = {pattern: re.compile(pattern) for pattern in asked_for()}
    patterns |= {family: re.compile(re.escape(family) + r"\w+") for family in FAMILIES}
    unknown = {p for p, pattern in patterns.items() if not any(map(pattern.fullmatch, known))}
    unused = {key for key in known if not any(p.fullmatch(key) for p in patterns.values())}
    assert (sorted(unknown), sorted(unused)) == ([], [])


def test_phones_fetch_every_text_that_they_ask_for() -> None:
    scripts = b"".join(bundle.scripts("participant").values()).decode()
    asked = set(re.findall(rf"{KEY}[\w.]+", scripts))
    assert asked & bundle.UNSAID_ON_PHONES == set()
    assert bundle.said("de", "phone").keys() >= asked & messages("de", "common").keys()


def test_phones_have_a_sentence_for_whatever_they_can_be_refused() -> None:
    heard = {f"refused.{code}" for rule in RULES if rule.of_participants for code in rule.refusals}
    assert heard & bundle.UNSAID_ON_PHONES == set()


def refused_with() -> Iterator[tuple[str, set[str]]]:
    """Code of each `Refused(...)` in the code, and the names that it hands to its sentence."""
    for room in ("facilitation", "storage", "app"):
        for path in ROOT.glob(f"{room}/**/*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Call(ast.Name("Refused"), [ast.Constant(code)], keywords):
                        yield str(code), {str(one.arg) for one in keywords}


def test_a_refusal_is_told_all_that_its_sentence_names() -> None:
    sentences = messages("de", "refused")
    wanting = [
        (code, sorted(missing))
        for code, given in refused_with()
        if (missing := placeholders(sentences[f"refused.{code}"]) - given)
    ]
    assert wanting == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_help_quotes_what_stands_on_the_screen(language: str) -> None:
    found = [
        form for area in AREAS for message in messages(language, area).values() for form in forms(message)
    ]
    said = "\n".join(found).lower()
    text = (ROOT / "app" / "pages" / "help" / f"{language}.md").read_text("utf-8")
    quoted = ["".join(pair) for pair in re.findall("„([^“]+)“|“([^”]+)”", text)]
    assert quoted
    assert [words for words in quoted if words.rstrip(" …").lower() not in said] == []


def asked_for() -> set[str]:
    """Patterns of the keys in the code: a key itself, or a family such as `common[.]phase[.].+`."""
    found: set[str] = set()
    for path in ROOT.glob("app/**/*.py"):
        found.update(keys_in_python(path))
    for path in (*ASSETS.glob("**/*.js"), *ROOT.glob("app/**/*.html")):
        found.update(keys_in_script(path))
    return found


def keys_in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from pattern_of(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [v.value if isinstance(v, ast.Constant) else FILLED for v in node.values]
            yield from pattern_of("".join(parts))


def keys_in_script(path: Path) -> Iterator[str]:
    """Strings of all three quotes, in code and in the templates inside of strings."""
    quoted = re.compile(rf"""(["'`])({KEY}(?:\$\{{[^}}]*\}}|[\w.])*)\1""")
    for _, text in quoted.findall(path.read_text("utf-8")):
        yield from pattern_of(re.sub(r"\$\{[^}]*\}", FILLED, text))


def pattern_of(text: str) -> Iterator[str]:
    """The pattern of a string that looks like a key. A family ends in a dot or an underscore."""
    if re.fullmatch(rf"{KEY}[\w.{FILLED}]*", text) and not FILE_NAME.search(text):
        open_end = FILLED if text.endswith((".", "_")) else ""
        yield re.escape(text + open_end).replace(FILLED, r"[\w.]+")
