"""Which language a page speaks, and what a text becomes in it."""

from __future__ import annotations

import pytest

from app.texts import (
    LANGUAGES,
    accepted_languages,
    catalogue,
    direction,
    languages_of,
    number,
    of_this_computer,
    preferred,
    texts,
)

CONSOLE = ["de", "en"]


@pytest.mark.parametrize(
    ("asked", "phone", "console"),
    [
        ("", "de", "de"),
        ("de-AT,de;q=0.9", "de", "de"),
        ("de-simple", "de-simple", "de"),
        ("en-US", "en", "en"),
        ("ar-SY", "ar", "en"),
        ("ru-RU,ru;q=0.9,de;q=0.8", "ru", "de"),  # asked for, though second
        ("fa-AF", "fa", "en"),
        ("prs", "fa", "en"),
        ("kmr-TR", "ku", "en"),
        ("ku-Arab-IQ", "de", "de"),  # Sorani under another name
        ("ckb,fr;q=0.5", "fr", "en"),
        ("pl", "de", "de"),
        ("*;q=0.1,,;", "de", "de"),
    ],
)
def test_the_first_wish_that_can_be_met(asked: str, phone: str, console: str) -> None:
    assert (preferred(asked), preferred(asked, CONSOLE)) == (phone, console)


def test_what_was_chosen_comes_before_what_the_browser_asks_for() -> None:
    headers = {"accept-language": "de"}
    assert preferred(accepted_languages({"zielrunde_language": "ku"}, headers)) == "ku"
    assert preferred(accepted_languages({"zielrunde_language": "nonsense"}, headers)) == "de"
    assert preferred(accepted_languages({"zielrunde_language": "ar"}, headers), CONSOLE) == "de"


@pytest.mark.parametrize(
    ("system", "language"), [("en_US.UTF-8", "en"), ("C", "de"), ("tr_TR.UTF-8", "en"), ("de_CH@euro", "de")]
)
def test_the_command_line_speaks_the_computers_language(
    monkeypatch: pytest.MonkeyPatch, system: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert of_this_computer() == language


def test_phones_speak_all_languages_and_two_are_written_from_right_to_left() -> None:
    codes = [code for code, _ in LANGUAGES]
    assert (len(codes), languages_of("phone")) == (10, codes)
    assert [code for code in codes if direction(code) == "rtl"] == ["ar", "fa"]


def test_what_a_language_lacks_comes_from_the_nearest() -> None:
    for language, key in (("de-simple", "de"), ("uk", "en"), ("fr", "en")):
        assert catalogue(language, ["doc"]) == catalogue(key, ["doc"])


@pytest.mark.parametrize(
    ("language", "written"),
    [("de", "1.234,5"), ("de-simple", "1.234,5"), ("en", "1,234.5"), ("fa", "1,234.5"), ("ku", "1.234,5")],
)
def test_numbers_are_written_as_in_the_language_and_with_the_halls_digits(
    language: str, written: str
) -> None:
    assert number(1234.5, language) == written


def test_numbers_that_name_something_stay_as_they_are() -> None:
    t = texts("de").t
    assert t("common.cards", count=12345) == "12.345 Karten"
    assert (t("phone.until", year=2030), t("common.table", number=1001)) == ("bis 2030", "Tisch 1001")


def test_a_language_that_we_do_not_speak_breaks_no_page() -> None:
    """An archive may come from a version that speaks more."""
    assert direction("zz") == "ltr"
    assert texts("zz").t("common.count.strength", 2) == texts("en").t("common.count.strength", 2)
