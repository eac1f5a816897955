"""Participants' words: kept to the last character, except for what a reader cannot see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from facilitation import commands as c
from facilitation.commands.base import Id, Language
from facilitation.rules import AnyCommand
from facilitation.text import clean_line, clean_text
from tests.builders import a_card, a_workshop, an_id

VERBATIM = [
    "<script>alert('x')</script> & <b>fett</b> {{ 7*7 }} ${1}",
    "=SUMME(A1:A9)",
    "Zusammenhalt: „sehr gut“ – 100 % · ½ ✓",
    "الجيران يساعدون",
    "می\u200cخواهم",  # Persian needs its non-joiner
    "👩\u200d👩\u200d👧 Familie",
    "e\u0301 bleibt zerlegt",
    "Zeile eins\nZeile zwei",
    "a\u200eb\u200fc",  # plain direction marks are harmless
]


@pytest.mark.parametrize("text", VERBATIM)
def test_words_stay_as_they_were_typed(text: str) -> None:
    assert a_card(a_workshop(), text).text == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rand  ", "Rand"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("\u0000nu\u0007ll\u001b[31m", "null[31m"),
        ("gut\u202etulb\u202c", "guttulb"),
        ("\u2066i\u2069\ufeff", "i"),
        ("\ud800halb", "halb"),
        ("\u0085\u009f", ""),
    ],
)
def test_what_a_reader_cannot_see_is_removed(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_has_no_breaks() -> None:
    assert clean_line(" Tisch\n4 ") == "Tisch 4"


def test_what_is_not_text_is_left_to_the_type_check() -> None:
    assert clean_text(7) == 7
    with pytest.raises(ValidationError):
        c.RenameCluster(id=an_id(), name=7)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)
    once.encode()  # no half characters: it can be stored and sent


def command(**values: object) -> dict[str, object]:
    return {"type": "post_contribution", "id": an_id(), "kind": "strength", "text": "gut", **values}


@pytest.mark.parametrize(
    "broken",
    [
        {"text": "x" * 10_000},
        {"text": None},
        {"kind": "opinion"},
        {"id": "1"},
        {"id": "x" * 36},
        {"id": "01A3185C-5006-79F3-A6D0-5085ADCCE269"},
        {"language": "x; drop table"},
        {"author_id": "somebody"},
        {"type": "make_coffee"},
    ],
)
def test_a_command_that_is_not_one_is_not_understood(broken: dict[str, object]) -> None:
    understand = TypeAdapter(AnyCommand).validate_python
    assert understand(command()).text == "gut"
    with pytest.raises(ValidationError):
        understand(command(**broken))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_are_numbers(value: float) -> None:
    with pytest.raises(ValidationError):
        c.MoveContribution(id=an_id(), position=value)
    with pytest.raises(ValidationError):
        c.IndicatorDraft(id=an_id(), name="Zahl", target_value=value)


@pytest.mark.parametrize("language", ["", "de", "ckb", "prs", "zh-Hant", "pt-BR"])
def test_languages_of_all_devices_are_known(language: str) -> None:
    assert TypeAdapter(Language).validate_python(language) == language


def test_an_id_is_a_uuid_in_lower_case() -> None:
    assert TypeAdapter(Id).validate_python(an_id())


def test_ids_that_are_sent_twice_count_once() -> None:
    id = an_id()
    assert c.CreateCluster(id=an_id(), name="x", contribution_ids=(id, id)).contribution_ids == (id,)


@pytest.mark.parametrize("points", [-1, 1.5, 1001])
def test_nobody_gives_negative_or_half_points(points: float) -> None:
    with pytest.raises(ValidationError):
        c.CastBallot.model_validate({"voting_id": an_id(), "marks": {an_id(): points}})


def test_no_pile_of_marks_lies_over_what_is_around() -> None:
    assert (
        clean_text("Z" + "\u0301" * 500 + "u")
        == clean_line("Z" + "\u0301" * 500 + "u")
        == "Z" + "\u0301" * 8 + "u"
    )
    assert clean_text("Z" + "\u0301\u200d" * 50) == "Z" + "\u0301\u200d" * 8 + "\u200d" * 42
    for whole_word in (
        "\u1000\u1039\u1001\u103c\u103d\u103e\u1031\u102b\u1037\u103a",
        "😀" * 20,
        "ế" * 20,
        "!" * 40,
    ):
        assert clean_text(whole_word) == whole_word
