"""One word for one thing (assets/translations/GLOSSARY.md): what was decided against does not come back."""

from __future__ import annotations

import re

import pytest

from app.texts import texts
from tests.test_translations import CASES, ROOT, forms, messages

# Patterns per language: words that had several meanings, prejudged a vote, offended somebody, or named a
# thing that has another name.
DECIDED_AGAINST = {
    "de": (
        r"\bBühne",
        r"(?<!Code-)\bZettel",
        r"\bStapel",
        r"\bSaalcheck",
        r"\bLeitung\b",
        r"\bRunde\b",
        r"\bPhase\b",
        r"[Vv]erdeck",
        r"\bWortlaut",
        r"\bFeld(e?s|er|ern)?\b",
        r"\bWand\b",
        r"\bTaste\b",
        r"\bDialoge?s?\b",
        r"\bAnhalten\b",
        r"\bHerkunft\b",
        r"\bAushang\b",
        r"\bHandeln\b",
        r"\{\w+\} Mensch(en)?\b",
    ),
    "de-simple": (
        r"[Ss]ehr wichtig",
        r"Wichtigste",
        r"\bWorkshop",
        r"\bEinheit\b",
        r"\bIndikator",
        r"[Vv]erdeck",
        r"\bWand\b",
        r"\bGeheim\b",
        r"\bTaste\b",
        r"\bMensch(en)? (hat|haben)\b",
    ),
    "en": (
        r"\bdots?\b",
        r"\b[Rr]eady\b",
        r"\bstage\b",
        r"\buntil \{year\}",
        r"\banew\b",
        r"\bround\b",
        r"\bphase\b",
        r"\b[Dd]ialogue\b(?! series)",
        r"\bfields?\b(?! of action)",
        r"'",
    ),
    "fr": (r"[Pp]riorité", r"(?<!à )\btour\b", r"« | »", r"(?<=\w)[ \u00a0][!?]"),
    "uk": (r"[Пп]рихован\w+ ціль", r"\b[Кк]рок", r"\bнапр\.", r"[Вв]ідкли", r"стіні"),
    "ru": (r"[Сс]крыт\w+ цель", r"\b[Шш]аг", r"\bнапр\.", r"[Оо]тозван", r"\bИтог", r"\bпусто\b", r"стен"),
    "tr": (r"\b[Ff]iş", r"sayıl(ıyor|mıyor)", r"\bhazır\b", r"\b[Tt]ur\b", r"[Dd]uvar"),
    "ar": (r"مجال(ات)? العمل", r"تركيز", r"يُرجى", r"بدون", r"جولة"),
    "fa": (r"^شرکت$", r"شرکت:", r"حوزهٔ کار", r"محرمانه", r"\bدور\b", r"\bگام", r"دیوار"),
    "ku": (r"[Mm]oderasyon", r"\bqad\w+ xebatê", r"nayê hejmartin", r"\b[Gg]av", r"bîra we", r"dîwar|dîwêr"),
}

# Here the word means what it says: the wording of a document, a form's field, an ordinary slip of paper.
MEANT = {
    "de phone.slip_code",
    "de print.slip_one",
    "de doc.wording",
    "de doc.cards_note",
    "de doc.note_verbatim",
    "de doc.note_wording_both",
    "de setup.export_text.pdf",
    "de setup.document_hint.hidden",
    "de setup.saved_on_leaving",
    "de console.tab.fields",  # of seven tabs in a row, beside Cluster and Schwerpunkte
    "de console.translate.hint",
    "de statement.tested_5",
    "en setup.saved_on_leaving",
    "en console.tab.fields",
    "en console.translate.hint",
    "en setup.ready",
    "en setup.summary.good",
}


@pytest.mark.parametrize(("language", "area"), CASES)
def test_what_was_decided_against_does_not_come_back(language: str, area: str) -> None:
    found = [
        f"{key}: {match[0]!r} in {form!r}"
        for key, message in messages(language, area).items()
        if f"{language} {key}" not in MEANT
        for form in forms(message)
        for pattern in DECIDED_AGAINST[language]
        if (match := re.search(pattern, re.sub(r"(?<=\{)(?!year)\w+(?=\})", "", form)))
    ]
    assert found == []


def test_what_is_meant_still_stands_there() -> None:
    known = {f"{language} {key}" for language, area in CASES for key in messages(language, area)}
    assert known >= MEANT


# What the manual puts into quotation marks though no screen says it: headings of its own and of the README,
# examples of questions, and what the program says before it can read a catalogue.
OTHERWISE_QUOTED = {
    "A dress rehearsal",
    "Dennoch öffnen",
    "Der Anschluss … ist belegt",
    "Dieser Laptop verbietet einen Baustein",
    "Mehrere Sprachen",
    "Was gehen wir zuerst an?",
    "Was ist am wichtigsten?",
}


def manual() -> str:
    return " ".join((ROOT / "MANUAL.md").read_text("utf-8").split())


def test_the_manual_quotes_what_stands_on_the_screen() -> None:
    said = "\n".join(
        form
        for language, area in CASES
        if language == "de"
        for message in messages(language, area).values()
        for form in forms(message)
    ).lower()
    quoted = {words for words in re.findall("„([^“]+)“", manual()) if words not in OTHERWISE_QUOTED}
    assert sorted(words for words in quoted if words.strip(" .…").lower() not in said) == []


@pytest.mark.parametrize("pattern", [p for p in DECIDED_AGAINST["de"] if not re.search(p, "Wortlaut Feld")])
def test_manual_and_help_call_things_what_the_screens_call_them(pattern: str) -> None:
    help = (ROOT / "app" / "pages" / "help" / "de.md").read_text("utf-8")
    assert re.findall(rf".{{0,40}}(?:{pattern}).{{0,20}}", f"{manual()}\n{help}") == []


# These sentences stand under cards, goals and ballots alike: none of them names one of the three.
UNDER_ANYTHING = re.compile(
    r"common\.(state|detail)\..*|phone\.(late_open|hidden_detail)"
    r"|refused\.(phase_closed|unknown|exists|stale|not_yours|withdrawn|text_\w+|table_paused|not_joined)"
    r"|error\.(malformed|too_large|rate_limited|not_saved)"
    r"|console\.(unsent|unsent_here|late_\w+|source|translate\.\w+|meanwhile)"
)
CARD_GOAL_BALLOT = {
    "de": r"Karte|Ziel\b|Stimmzettel",
    "de-simple": r"Karte|Ziel\b|Stimmzettel",
    "en": r"\bcard|\bgoal|\bballot",
    "fr": r"\bcarte|\bobjectif|\bbulletin",
    "uk": r"картк|ціл[ьі]\b|бюлетен",
    "ru": r"карточк|цел[ьи]\b|бюллетен",
    "ar": r"بطاق|هدف|ورقة تصويت",
    "fa": r"کارت|هدف|برگهٔ رأی",
    "ku": r"\bkart|\barmanc|\bpelik",
    "tr": r"\bkart|\bhedef|\boy pusula",
}


@pytest.mark.parametrize("language", CARD_GOAL_BALLOT)
def test_what_stands_under_cards_goals_and_ballots_names_none_of_them(language: str) -> None:
    said = {
        key: forms(message)
        for spoken, area in CASES
        if spoken == language
        for key, message in messages(language, area).items()
        if UNDER_ANYTHING.fullmatch(key)
    }
    assert len(said) > 20
    named = re.compile(CARD_GOAL_BALLOT[language], re.IGNORECASE)
    assert {key: found for key, found in said.items() if any(map(named.search, found))} == {}


# What a moderator and a participant fill in is one thing, so it has one name on console and phone.
ONE_NAME = {
    "phone.indicator_name": "console.goal.counted",
    "phone.unit": "console.goal.unit",
    "phone.base_value": "console.goal.base_value",
    "phone.target_value": "console.goal.target_value",
    "phone.in_year": "console.goal.base_year",
    "phone.source": "console.goal.source",
    "phone.from_source": "console.goal.source_is",
    "phone.add_indicator": "console.goal.add_indicator",
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_phone_and_console_call_the_parts_of_a_goal_alike(language: str) -> None:
    said = texts(language).t
    given = {"source": "X", "number": 1}
    assert {key: said(key, **given) for key in ONE_NAME} == {
        key: said(other, **given) for key, other in ONE_NAME.items()
    }
