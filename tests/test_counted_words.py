"""A number governs the word beside it: plural forms, or "X: n", in every language.

No catalogue knows what stands before a number on the screen, or how many numbers a sentence has. So every
placeholder is listed here as a number or not, and only the `count` of plural forms stands beside a noun.
"""

from __future__ import annotations

import re

import pytest

from app.texts import LANGUAGES, texts
from tests.test_translations import CASES, forms, messages

NUMBERS = """
all asked available back ballots both changed count doubled equal expected free given groups held least
limit max min minutes missing most ms n new now options p50 p95 peak people percent phones points pool
ready reconnects same seats seconds sent tablets used voters
"""
NAMING = "number page pages port rank year"  # numbers that name something
WORDS = """
address addresses base before browser cards channels clusters code column columns device devices end field
fields file folder goals group host id language languages link moment name phase pin place reason sheet source
state step survey table tables target text time title url view what why words
"""

# These are filled with words, though elsewhere with a number.
WORDED = {
    ("people", "console.voting.ballots_of"),
    ("people", "console.voting.close_text"),
    ("ballots", "console.voting.close_text"),
    ("now", "console.moved_text"),
    ("now", "setup.moved_text"),
    ("now", "setup.print_outdated_address"),
    ("given", "cli.source.not_a_mapping"),
    ("given", "cli.source.not_a_time"),
}
FIXED = {"check.lock_text"}  # always 20 seconds, and written for 20

# What may follow a number that has no plural forms: what is not counted, units, and nouns that never change.
BESIDE = {
    "de": """
        von für auf mit nacheinander bis statt ohne zu abgelehnt gesendet gespeichert vermisst doppelt
        verändert s ms min std gb zeichen
    """,
    "de-simple": "von auf mit nacheinander s ms zeichen",
    "en": """
        of or to here for on with taking instead too refused sent stored missing doubled changed s ms min h gb
    """,
    "fr": "sur avec et au à s ms",
    "uk": "з із за на по с мс",
    "ru": "из за на по с мс",
    "ar": "من على لكل بالتناوب بالقسائم فأكثر ث مللي",
    "ku": "ji li bi û s ms",
}  # Turkish and Persian nouns stay singular after any number

BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
FILLED = re.compile(r"\{(\w+)\}")
NEXT = re.compile(rf"\{{(\w+)\}}[{BLANKS}]+([^\W\d_]+)")

NUMBERED = (0, 1, 2, 5, 21, 100)
COUNTED = {
    "de": "0 Karten, 1 Karte, 2 Karten, 5 Karten, 21 Karten, 100 Karten",
    "de-simple": "0 Karten, 1 Karte, 2 Karten, 5 Karten, 21 Karten, 100 Karten",
    "en": "0 cards, 1 card, 2 cards, 5 cards, 21 cards, 100 cards",
    "fr": "0 carte, 1 carte, 2 cartes, 5 cartes, 21 cartes, 100 cartes",
    "uk": "0 карток, 1 картка, 2 картки, 5 карток, 21 картка, 100 карток",
    "ru": "0 карточек, 1 карточка, 2 карточки, 5 карточек, 21 карточка, 100 карточек",
    "tr": "0 kart, 1 kart, 2 kart, 5 kart, 21 kart, 100 kart",
    "fa": "0 کارت, 1 کارت, 2 کارت, 5 کارت, 21 کارت, 100 کارت",
    "ku": "0 kart, 1 kart, 2 kart, 5 kart, 21 kart, 100 kart",
    "ar": "لا بطاقات, بطاقة واحدة, بطاقتان, 5 بطاقات, 21 بطاقة, 100 بطاقة",
}

# The stage shows how many ballots there are in large letters before these words: 1, of 12.
ONE_OF_TWELVE = {
    "de": "von 12 Stimmzetteln abgegeben",
    "de-simple": "von 12 Stimmzetteln",
    "en": "of 12 ballots cast",
    "fr": "sur 12 bulletins",
    "uk": "з 12 бюлетенів надіслано",
    "ru": "из 12 бюллетеней",
    "tr": "/ 12 oy pusulası geldi",
    "fa": "از 12 برگهٔ رأی رسیده است",
    "ku": "ji 12 pelikên dengdanê",
    "ar": "من 12: أوراق التصويت المسلَّمة",
}


def counts(name: str, key: str) -> bool:
    return name in NUMBERS.split() and (name, key) not in WORDED and key not in FIXED


@pytest.mark.parametrize(("language", "area"), CASES)
def test_every_placeholder_is_known_to_be_a_number_or_not(language: str, area: str) -> None:
    found = {n for m in messages(language, area).values() for form in forms(m) for n in FILLED.findall(form)}
    assert found - set(f"{NUMBERS} {NAMING} {WORDS}".split()) == set()


@pytest.mark.parametrize(("language", "area"), [case for case in CASES if case[0] in BESIDE])
def test_no_number_stands_beside_a_word_that_it_does_not_govern(language: str, area: str) -> None:
    wrong = [
        f"{key}: {{{name}}} {word}"
        for key, message in messages(language, area).items()
        for form in forms(message)
        for name, word in NEXT.findall(form)
        if counts(name, key) and not (name == "count" and len(forms(message)) > 1)
        if word.lower() not in BESIDE[language].split()
    ]
    assert wrong == []


@pytest.mark.parametrize("language", [language for language, _ in LANGUAGES])
def test_cards_are_counted_as_people_count_them(language: str) -> None:
    t = texts(language).t
    assert ", ".join(t("common.cards", count=n) for n in NUMBERED) == COUNTED[language]
    assert t("stage.ballots_cast", count=12) == ONE_OF_TWELVE[language]


# Each of these numbers has another form of the noun than the one before it.
APART = {
    "de": (1, 2),
    "de-simple": (1, 2),
    "en": (1, 2),
    "fr": (1, 2),
    "uk": (1, 2, 5),
    "ru": (1, 2, 5),
    "ar": (1, 2, 5, 21),
}  # Turkish, Persian and Kurdish nouns stay as they are
# But not where a number stands alone or behind a colon, where a preposition makes two and five alike, and
# where a noun never changes.
ALONE = """
common.show_more phone.here phone.dots_left stage.tables_ready console.goal.clusters console.ready_here
console.silent console.gone console.paper.count
"""
ALONE_IN_ARABIC = "phone.unsent_things stage.ballots stage.ballots_cast"
AFTER_A_PREPOSITION = "common.minutes_left common.focal_threshold phone.most_per_goal stage.ballots_cast"
UNCHANGING = re.compile(r"Stimmzettel|Code-Zettel|Zeichen|Cluster")


def apart(language: str, key: str) -> tuple[int, ...]:
    if key in (ALONE + ALONE_IN_ARABIC * (language == "ar")).split():
        return ()
    return APART[language][:2] if key in AFTER_A_PREPOSITION.split() else APART[language]


def counted(language: str, area: str) -> list[str]:
    """Texts that have plural forms."""
    return [key for key, message in messages(language, area).items() if len(forms(message)) > 1]


def plural_forms(language: str, area: str) -> dict[str, dict[int, str]]:
    """What each of them says of each number, after the number."""
    t = texts(language).t
    return {key: {n: t(key, count=n) for n in NUMBERED} for key in counted(language, area)}


@pytest.mark.parametrize(("language", "area"), CASES)
def test_every_number_can_be_told_from_what_is_said(language: str, area: str) -> None:
    """One and two may be a word; a form that forgets its number would be shown for 5, 21, in French for 0."""
    silent = [
        f"{key} {n}: {said[n]}"
        for key, said in plural_forms(language, area).items()
        if "{count}" in "".join(forms(messages(language, area)[key]))
        for n in NUMBERED
        if str(n) not in said[n] and list(said.values()).count(said[n]) > 1
    ]
    assert silent == []


@pytest.mark.parametrize(("language", "area"), [case for case in CASES if case[0] in APART])
def test_every_counted_noun_has_the_form_that_its_number_asks_for(language: str, area: str) -> None:
    wrong = []
    for key, said in plural_forms(language, area).items():
        words = [re.sub(r"\d+", "", said[n]) for n in apart(language, key)]
        alike = len(set(words)) < len(words)
        if alike and not (language.startswith("de") and UNCHANGING.search(words[0])):
            wrong.append(f"{key}: {said}")
    assert wrong == []
