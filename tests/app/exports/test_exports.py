"""What one takes home: opened again, every word is found, and none of it is more than a word."""

from __future__ import annotations

import functools
import re
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from app.demo.story import demo_decisions
from app.exports import EXPORTS
from app.exports.wording import day, direction, number
from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.documentation.parts import Documentation
from facilitation.model import Indicator, Kind
from facilitation.state import State
from tests.builders import (
    NOON,
    a_card,
    a_cluster,
    a_goal,
    a_voting,
    a_workshop,
    an_id,
    cast,
    close,
)

ARABIC = "صار مقهى اللغة مكانًا نلتقي فيه كل أسبوع"
NASTY = (
    '=HYPERLINK("http://boese.example","Gewinn")',
    "+49 30 1234",
    "-1+1",
    "@SUM(A1)",
    "#panic() *fett* _kursiv_ $x^2$ `code` @ziel <label> \\ // [Klammer]",
    "<script>alert(1)</script>",
    "http://boese.example/link",
    "{=1+1} {title}",
)


def pdf(documentation: Documentation, language: str = "de") -> PdfReader:
    return PdfReader(BytesIO(EXPORTS["pdf"].render(documentation, language)))


def xlsx(documentation: Documentation, language: str = "de") -> Workbook:
    return load_workbook(BytesIO(EXPORTS["xlsx"].render(documentation, language)))


def squeezed(text: str) -> str:
    """Without blanks and hyphens: pypdf does not read that those at the ends of lines are soft."""
    return re.sub(r"[\s\xad-]+", "", text)


def words_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def cells(book: Workbook) -> set[object]:
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


@functools.cache
def example(number: int) -> Documentation:
    """The workshops of the example dialogue: administration, volunteers, migrants."""
    decisions = list(demo_decisions(NOON).values())[number + 1]
    state = State()
    for decision in decisions:
        state.apply(decision)
    return document(state, NOON, [one.event for one in decisions if one.event])


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_word_of_a_workshop_is_in_the_pdf(number: int, language: str) -> None:
    made = example(number)
    found = words_of(pdf(made, language))
    said = [card.text for card in made.cards()] + [goal.text for goal in made.goals]
    missing = [text for text in said if direction(text) == "ltr" and squeezed(text) not in found]
    assert missing == []
    for row in (row for goal in made.goals for row in goal.indicators):
        assert squeezed(row.name) in found


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_word_of_a_workshop_is_in_the_tables(number: int) -> None:
    made = example(number)
    found = cells(xlsx(made))
    said = [card.text for card in made.cards()] + [goal.text for goal in made.goals]
    assert [text for text in said if text not in found] == []


def test_the_pdf_can_be_read_out() -> None:
    """PDF/UA: tagged, with a title and a language; typst refuses to make it otherwise."""
    reader = pdf(example(0))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("de")
    assert reader.metadata is not None
    assert reader.metadata.title == "Workshop der Verwaltungsmitarbeitenden"
    assert next(entry.title for entry in reader.outline if not isinstance(entry, list)) == "1 Abstimmung"


def test_the_pdf_brings_letters_for_all_who_wrote() -> None:
    """Subsets are named ABCDEF+Name; what no font has would fall back to a font of the system."""
    hall = a_workshop()
    for text in (
        ARABIC,
        "Курси є лише вранці, ґанок",
        "Ev ararken telefonu kapatıyorlar",
        "چگونه شرکت کنیم؟",
    ):
        a_card(hall, text)
    fonts = {name for page in pdf(document(hall.state, NOON)).pages for name in fonts_of(page)}
    assert fonts == {"NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular"}


def fonts_of(page: object) -> set[str]:
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
    return {font.get_object()["/BaseFont"].split("+")[-1].removesuffix("-Identity-H") for font in fonts}


def test_arabic_is_joined_and_complete() -> None:
    hall = a_workshop()
    a_card(hall, ARABIC)
    found = words_of(pdf(document(hall.state, NOON)))
    assert all(word in found or word[::-1] in found for word in ("مقهى", "اللغة", "أسبوع"))


def test_words_are_never_markup_in_the_pdf() -> None:
    hall = a_workshop(title="#panic() *Titel*", fields=("#Feld *1*",), place="$x$")
    cards = [a_card(hall, text) for text in NASTY]
    a_cluster(hall, "= Überschrift #1", *cards, field="#Feld *1*")
    a_goal(hall, "#let ziel = [*fett*]")
    reader = pdf(document(hall.state, NOON))
    found = words_of(reader)
    assert [t for t in (*NASTY, "#panic()*Titel*", "#let ziel = [*fett*]") if squeezed(t) not in found] == []
    assert not any("/Annots" in page and "boese" in str(page["/Annots"]) for page in reader.pages)


def test_words_are_never_formulas_links_or_numbers_in_the_tables() -> None:
    hall = a_workshop(title="=1+1", place="@Ort")
    for text in (*NASTY, "42", "007"):
        a_card(hall, text)
    book = xlsx(document(hall.state, NOON))
    assert {*NASTY, "42", "007", "=1+1"} <= cells(book)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix, cell.value


def test_the_tables_hold_what_one_counts_with() -> None:
    book = xlsx(example(0))
    assert book.sheetnames == ["Überblick", "Ergebnis", "Matrix", "Ziele", "Indikatoren", "Karten"]
    assert book["Karten"].auto_filter.ref == f"A1:H{len(example(0).cards()) + 1}"
    last = [cell.value for cell in book["Matrix"][book["Matrix"].max_row]]
    assert last[:5] == ["Alle", *example(0).weight.totals, example(0).weight.total]
    result = [(row[1].value, row[2].value, row[6].value) for row in book["Ergebnis"].iter_rows(min_row=2)]
    assert result[:4] == [(1, None, 27), (2, None, 22), (3, "ja", 18), (3, "ja", 18)]
    target = {row[1].value: row[5].value for row in book["Indikatoren"].iter_rows(min_row=2)}
    assert target["Stellenanteile psychosoziale Beratung"] == 2.5


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_cell_shows_the_name_of_a_text(language: str) -> None:
    """A label that is missing is shown as its key."""
    shown = [cell for cell in cells(xlsx(example(0), language)) if isinstance(cell, str)]
    assert [cell for cell in shown if re.fullmatch(r"(doc|common)\.[\w.]+", cell)] == []


def test_results_are_called_an_opinion_poll() -> None:
    assert squeezed("Stimmungsbild, keine Wahl") in words_of(pdf(example(0)))
    assert "Stimmungsbild, keine Wahl" in cells(xlsx(example(0)))


def test_too_few_ballots_are_named_and_not_broken_down() -> None:
    hall = a_workshop(phase="goals")
    goal, person = a_goal(hall), hall.joined()
    voting = a_voting(hall, goal)
    cast(hall, voting, person, {goal: 1})
    close(hall, voting)
    made = document(hall.state, NOON)
    assert "ZuwenigeStimmzettel" in words_of(pdf(made))
    assert [row[7].value for row in xlsx(made)["Ergebnis"].iter_rows(min_row=2, max_row=2)] == [None]


def test_an_open_voting_gives_nothing_away() -> None:
    hall = a_workshop(phase="goals")
    goal, person = a_goal(hall), hall.joined()
    cast(hall, a_voting(hall, goal), person, {goal: 1})
    made = document(hall.state, NOON)
    assert squeezed("Die Abstimmung läuft noch") in words_of(pdf(made))
    assert 1 not in {cell.value for cell in xlsx(made)["Ergebnis"]["G"]}
    assert [str(cell.value).count("läuft noch") for cell in xlsx(made)["Ergebnis"]["E"]] == [0, 1, 0]


def test_what_was_hidden_is_said_to_be_missing() -> None:
    assert squeezed("eine Karte, die die Moderation ausgeblendet hat") in words_of(pdf(example(1)))
    assert "Herr B." not in words_of(pdf(example(1)))


def test_a_language_without_a_catalogue_gets_an_english_document() -> None:
    reader = pdf(example(2), "ar")
    assert "Overview" in words_of(reader)
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_an_empty_workshop_is_a_document_too() -> None:
    made = document(a_workshop(fields=()).state, NOON)
    assert "Eswurdenochnichtabgestimmt." in words_of(pdf(made))
    assert xlsx(made)["Karten"].max_row == 1


def test_a_large_hall_fits() -> None:
    hall = a_workshop(groups=40)
    kinds = list(Kind)
    for n in range(600):
        text = f"Karte {n}: " + "ein langer Gedanke " * 6
        a_card(hall, text.strip(), kind=kinds[n % 3], group_id=hall.group(1 + n % 40).id)
    assert "Karte599:" in words_of(pdf(document(hall.state, NOON)))


def test_lines_and_long_words_stay_whole() -> None:
    hall = a_workshop(card_limit=1000)
    text = "Erste Zeile\nzweite Zeile\n" + "Donaudampfschifffahrtsgesellschaft" * 8
    a_card(hall, text)
    made = document(hall.state, NOON)
    assert squeezed(text) in words_of(pdf(made))
    assert text in cells(xlsx(made))


def test_letters_that_no_font_has_do_not_cost_the_document() -> None:
    hall = a_workshop()
    a_card(hall, "Unser Chor \U0001f3b6 singt \U00013000 weiter")
    reader = pdf(document(hall.state, NOON))
    assert "weiter" in words_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_no_word_leaves_the_page() -> None:
    hall = a_workshop(card_limit=1000)
    a_card(hall, "l" * 900)
    a_goal(hall, "W" * 400)
    reader = pdf(document(hall.state, NOON))
    places: list[tuple[str, float]] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_: places.append((text, tm[4])))
    assert max(len(text.strip()) for text, _ in places if text.strip("lW\n") == "") < 130


def test_a_phase_is_told_with_its_times() -> None:
    hall = a_workshop(phase="arrive")
    hall.ask(c.GoToPhase(phase="sort"), at=NOON + 60_000)
    found = words_of(pdf(document(hall.state, NOON, hall.journal)))
    assert re.search(r"\d\d:\d\d–Kartenordnen", found)


@pytest.mark.parametrize(
    ("written", "language", "read"),
    [
        ("2026-11-16", "de", "16. November 2026"),
        ("2026-11-16", "en", "16 November 2026"),
        ("im Herbst", "de", "im Herbst"),
        ("", "de", ""),
    ],
)
def test_days_are_written_as_people_write_them(written: str, language: str, read: str) -> None:
    assert day(written, language) == read


def test_numbers_are_written_as_people_write_them() -> None:
    assert [number(n, "de") for n in (1234.5, 61, None)] == ["1.234,5", "61", ""]


def test_one_endless_number_takes_the_documents_from_nobody() -> None:
    """Before there was a limit, a phone could store it."""
    hall = a_workshop()
    a_goal(hall, indicators=({"id": an_id(), "name": "Plätze", "target_value": 9},))
    indicator = next(hall.state.all(Indicator))
    hall.state.put(indicator.model_copy(update={"target_value": 1e30}))
    made = document(hall.state, NOON)
    for language in ("de", "en"):
        assert "Plätze" in words_of(pdf(made, language))
        assert 1e30 in cells(xlsx(made, language))


def test_the_first_letter_gives_the_direction() -> None:
    assert [direction(t) for t in (ARABIC, "42 أسبوع", "Deutsch أسبوع", "12:30", "")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]
