"""What is typed at all doors: texts that nobody sees, numbers in other hands, strings without a rule."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

from app.live.protocol import COMMAND_ID, CommandId, ToServer
from app.texts import LANGUAGES
from facilitation import commands as c
from facilitation import limits
from facilitation.errors import Refused
from facilitation.limits import HALL_LANGUAGES, Let, whole
from facilitation.model import ENTITIES, Indicator, ResultRow
from facilitation.rules import OF_COMMAND
from facilitation.text import clean_line, clean_text, is_seen
from tests.builders import a_card, a_cluster, a_goal, a_workshop, an_id, refused

ROOT = Path(__file__).resolve().parents[2]

UNSEEN = [
    *("\u2800", "\u3164", "\uffa0", "\u115f", "\u1160", "\u17b4", "\u034f", "\ufe0f", "\u200b", "\u2060"),
    *("\xad", "\u180e", "\u2003", "\u3000", "\U000e0020", "\U000e0100", "\U0001d159", "\ue000"),
    *("\ufffc", "\u200d\u200c", " \u2800\n\u3164 ", "\t\x0b\x0c"),
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_sees_is_nothing(text: str) -> None:
    assert clean_text(text) == clean_line(text) == ""
    hall = a_workshop()
    goal = {"id": an_id(), "text": text}
    group, field, cluster = hall.group(), hall.field("Wohnen"), a_cluster(hall, "Wege")
    card = a_card(hall)
    about = {"target_year": 2030, "audience": "Alle", "title": "Titel"}
    version = hall.state.workshop.version
    for make in (
        lambda: c.PostContribution(id=an_id(), kind="strength", text=text),
        lambda: c.ProposeGoal(**goal),
        lambda: c.ProposeGoal(id=an_id(), text="Ein Ziel", indicators=({"id": an_id(), "name": text},)),
        lambda: c.AddGroup(id=an_id(), name=text),
        lambda: c.ChangeGroup(id=group.id, name=text),
        lambda: c.AddField(id=an_id(), name=text),
        lambda: c.ChangeField(id=field.id, name=text),
        lambda: c.ChangeWorkshop(**{**about, "title": text}, version=version),
        lambda: c.ChangeWorkshop(**{**about, "audience": text}, version=version),
        lambda: c.Translate(of_id=card.id, language="fr", text=text, original_version=1),
        lambda: c.OpenVoting(id=an_id(), question=text, option_ids=(a_goal(hall).id,)),
        lambda: c.FollowDialogue(title=text),
        lambda: c.CreateDialogue(id=an_id(), title=text, target_year=2030),
    ):
        with refused("text_empty"):
            hall.ask(make())
    hall.ask(c.RenameCluster(id=cluster.id, name=text))  # whose heading is found later
    assert hall.now(cluster).name == ""


def test_names_that_come_with_a_template_are_seen_too() -> None:
    with refused("text_empty"):
        a_workshop(fields=("\u2800",))
    with refused("text_empty"):
        a_workshop(audience="\u3164")


def test_what_may_be_left_empty_is_empty() -> None:
    assert c.IndicatorDraft(id=an_id(), name="x", unit="\u2800", source="\u3164").unit == ""


@pytest.mark.parametrize(
    "seen", ["👩\u200d👩\u200d👧", "❤\ufe0f", "می\u200cخواهم", "e\u0301", "1\ufe0f\u20e3", "ㅤ한"]
)
def test_what_is_seen_stays(seen: str) -> None:
    assert clean_text(seen) == seen
    assert is_seen(seen)


@pytest.mark.parametrize("sign", [*"\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\r\n", "\r"])
def test_no_line_break_glues_two_words(sign: str) -> None:
    assert clean_text(f"Zeile{sign}Umbruch") == "Zeile\nUmbruch"
    assert clean_line(f"Zeile{sign}Umbruch") == "Zeile Umbruch"


@pytest.mark.parametrize("length", [79, 80, 81])
@pytest.mark.parametrize("letter", ["ä", "😀", "e\u0301", "👩\u200d👧"])
def test_a_name_is_as_long_as_its_code_points(letter: str, length: int) -> None:
    name = (letter * 80)[:length]
    hall = a_workshop()
    given = {"id": an_id(), "name": f"  {name}\u202e "}
    if (over := len(clean_line(name)) - 80) <= 0:
        hall.ask(c.CreateCluster(**given))
    else:
        with refused("text_too_long", over=over, limit=80):
            hall.ask(c.CreateCluster(**given))


TEXTS = [
    "Z" + "\u0301" * 20 + "u",
    "Z" + "\u0301\u200d\ufe0f" * 20,
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f" * 3,
    *UNSEEN,
    "😀" * 3,
    "a\x0bb",
    "  Rand ",
    "e\u0301",
    "\u202eumgekehrt",
    "a\tb",
    "\ufeffBOM",
    "👩\u200d👧",
    "",
]


def test_the_browser_cleans_and_counts_alike() -> None:
    script = """import { characters, cleanLine, cleanText } from "./assets/live/typed.js";
    let given = ""; for await (const part of process.stdin) given += part;
    const told = JSON.parse(given).map((text) => [cleanText(text), cleanLine(text), characters(text)]);
    console.log(JSON.stringify(told));"""
    found = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(TEXTS),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    assert json.loads(found.stdout) == [[clean_text(x), clean_line(x), len(clean_text(x))] for x in TEXTS]


# --- numbers ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("1200", 1200), ("1.200", 1200), ("1,200", 1200), ("1 200", 1200), ("1'200", 1200), ("١٢٠٠", 1200)],
        *[
            (" 12 ", 12),
            ("+5", 5),
            ("-5", -5),
            ("\u22125", -5),
            ("1.234.567", 1234567),
            ("۱٬۲۰۰", 1200),
            ("\u200e1200", 1200),
            ("\u20681.200\u2069\u200f", 1200),
            (7, 7),
        ],
    ],
)
def test_a_whole_number_in_everybodys_hand(typed: object, meant: int) -> None:
    assert whole(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["0.500", "1.5", "1,5", "1.23", "12.34.567", "1.200,5", "1e3", "1_0", "+-1", "x", True],
)
def test_what_is_no_whole_number_is_not_made_one(typed: object) -> None:
    with pytest.raises(ValueError, match="number"):
        whole(typed)
    with pytest.raises(ValidationError):
        TypeAdapter(limits.People).validate_python(typed)


@given(st.integers(-(10**15), 10**15), st.sampled_from(",.' \u202f\u2019"))
def test_a_whole_number_that_is_written_is_read(value: int, sign: str) -> None:
    assert whole(str(value)) == whole(f"{value:,}".replace(",", sign)) == value


# --- no string without a rule ---


def _strings(kind: Any, path: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every string in a type, with the rules that are written beside it."""
    notes: tuple[Any, ...] = ()
    while get_origin(kind) is Annotated:
        kind, *beside = get_args(kind)
        notes = (*notes, *beside)
    if kind is str:
        yield path, notes
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, hint in get_type_hints(kind, include_extras=True).items():
            if name != "model_config":
                yield from _strings(hint, f"{path}.{name}")
    else:
        for part in get_args(kind):
            if not isinstance(part, str | int | bool) and part is not Ellipsis:
                yield from _strings(part, f"{path}[]")


def test_every_string_of_a_noun_says_what_an_archive_may_hold() -> None:
    found = [s for noun in (*ENTITIES.values(), ResultRow) for s in _strings(noun, noun.__name__)]
    assert len(found) > 60
    assert [path for path, notes in found if not any(isinstance(note, Let) for note in notes)] == []


# What a device says of itself; none of it is kept or shown.
OPAQUE = {"Hello.epoch", "Hello.language", "Hello.token[]", "KeepDrafts.drafts[]", "Command.drafts[]"}


def test_every_string_of_a_command_is_cleaned_or_bounded_to_a_pattern() -> None:
    found = [s for kind in get_args(get_args(ToServer)[0]) for s in _strings(kind, kind.__name__)]
    found = [(re.sub(r"^.*\.command(\[\])*", "Command", path), notes) for path, notes in found]
    commands = [s for kind in OF_COMMAND for s in _strings(kind, kind.__name__)]
    raw = [
        path
        for path, notes in [*found, *commands]
        if path not in OPAQUE and not any(_is_ruled(note) for note in notes)
    ]
    assert raw == []


def _is_ruled(note: Any) -> bool:
    pattern = isinstance(note, StringConstraints) and note.pattern is not None
    return pattern or getattr(note, "func", None) in (clean_text, clean_line)


def test_keys_are_cleaned_as_values_are() -> None:
    for key in ("wri\x0bte", "write\n", "party!", ""):
        with pytest.raises(ValidationError):
            c.ChangeWorkshop(version=1, title="x", audience="x", target_year=2030, questions={key: "Was?"})
    hall = a_workshop()
    version = hall.state.workshop.version
    with pytest.raises(Refused, match="unknown_phase"):
        hall.ask(
            c.ChangeWorkshop(
                version=version, title="x", audience="x", target_year=2030, questions={"party": "Was?"}
            )
        )


PATTERNS = {
    limits.Id: an_id(),
    limits.JoinCode: "KTM4PZ",
    limits.SlipCode: "KTM4PZKTM4PZ",
    limits.Secret: "x" * 30,
    limits.StepId: "write",
    limits.KindOfStep: "write",
    limits.Language: "de",
    limits.Spoken: "de",
    limits.SpokenOrNone: "",
    CommandId: "abcdefgh",
}


@pytest.mark.parametrize("kind", PATTERNS)
def test_no_pattern_takes_a_line_end(kind: Any) -> None:
    adapter = TypeAdapter(kind)
    assert adapter.validate_python(PATTERNS[kind]) == PATTERNS[kind]
    for end in ("\n", "\r\n", "\x0b", "\u2028", " "):
        with pytest.raises(ValidationError):
            adapter.validate_python(PATTERNS[kind] + end)
    assert not COMMAND_ID.fullmatch("abcdefgh\n")


def _patterns(path: Path) -> Iterator[tuple[int, str]]:
    """The regular expressions of a file that are not read line by line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if (
            name.startswith("re.")
            and "MULTILINE" not in ast.unparse(node)
            and "re.M)" not in ast.unparse(node)
        ):
            yield from ((node.lineno, ast.unparse(value)) for value in node.args[:1])
        yield from ((k.value.lineno, ast.unparse(k.value)) for k in node.keywords if k.arg == "pattern")


def test_no_regular_expression_ends_in_a_dollar() -> None:
    r"""It takes a newline behind what it looks for; `\Z` (in pydantic `\z`) or fullmatch do not."""
    paths = [path for room in ("facilitation", "storage", "app") for path in (ROOT / room).rglob("*.py")]
    found = [(path.name, *at) for path in paths for at in _patterns(path)]
    assert len(found) > 20
    assert [at for at in found if re.search(r"(?<!\\)\$\)*['\"]$", at[2])] == []


def test_a_hall_is_asked_in_the_languages_that_we_speak() -> None:
    assert tuple(code for code, _ in LANGUAGES) == HALL_LANGUAGES


def test_indicators_have_names() -> None:
    hall = a_workshop()
    goal = a_goal(hall, indicators=({"id": an_id(), "name": "Plätze"},))
    assert [i.name for i in hall.state.all(Indicator) if i.goal_id == goal.id] == ["Plätze"]
