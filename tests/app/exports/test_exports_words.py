"""Words of every direction, long names and empty boxes in what one takes home."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
import typst
from pypdf import PageObject, PdfReader

from app.exports import pdf as pdf_export
from app.exports.facts import notes as notes_of
from app.exports.facts import speaking, sums
from app.exports.naming import disposition, file_name
from app.exports.wording import direction
from app.paths import ASSETS
from app.texts import LANGUAGES
from app.typesetting.press import typeset_as
from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.documentation.parts import Documentation
from facilitation.model import Kind, Source
from tests.app.exports.test_exports import example, fonts_of, pdf, squeezed, words_of, xlsx
from tests.builders import NOON, Hall, a_card, a_cluster, a_goal, a_voting, a_workshop, an_id, cast, close

ISOLATE, END = "\u2068", "\u2069"
LONG = "Fortschreibung des Migrations- und Integrationskonzeptes des Landkreises für 2026 bis 2032 im Dialog"


def an_arabic_hall() -> Documentation:
    """Every text that people type is "كلمة <what it is>." here: a word, a blank and a full stop."""
    named = {n: f"كلمة {n}." for n in ("dialogue_title", "title", "audience", "place")}
    steps = [c.NewStep(id=id, kind=id, title="كلمة step.", minutes=9) for id in ("write", "goals", "vote")]
    hall = a_workshop(fields=("كلمة field.", "كلمة empty."), agenda=tuple(steps), **named)
    hall.ask(c.ChangeGroup(id=hall.group().id, name="كلمة group."))
    card = a_card(hall, "كلمة card.", hall.joined(), field="كلمة field.")
    cluster = a_cluster(hall, "كلمة cluster.", card, field="كلمة field.")
    measured = {"id": an_id(), "name": "كلمة name.", "unit": "كلمة unit.", "source": "كلمة source."}
    goal = a_goal(
        hall,
        "كلمة goal.",
        field_id=hall.field("كلمة field.").id,
        cluster_ids=(cluster.id,),
        indicators=({**measured, "base_value": 0.5, "target_value": 12},),
    )
    voting = a_voting(hall, goal)
    cast(hall, voting, hall.joined(), {goal: 1})
    close(hall, voting)
    return document(hall.state, NOON, hall.journal, "كلمة host.")


def strings(found: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string of the template's data that is printed as it is, with the key it lies under."""
    if isinstance(found, dict) and found.get("dir") == "rtl":
        return
    if isinstance(found, dict):
        for name, value in found.items():
            yield from strings(value, name)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from strings(value, key)
    elif isinstance(found, str):
        yield key, found


def test_what_people_typed_has_its_own_direction_everywhere_in_the_pdf() -> None:
    data = pdf_export._data(an_arabic_hall(), speaking("de"))
    for key, text in strings(data):
        if "كلمة" in text and key != "keywords":
            outside = "".join(part.split(END)[-1] for part in text.split(ISOLATE))
            assert "كلمة" not in outside, (key, text)


def test_what_people_typed_has_its_own_direction_in_the_tables() -> None:
    order = {"rtl": 2, "ltr": 1}
    for sheet in xlsx(an_arabic_hall()):
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            assert cell.alignment.readingOrder == order[direction(cell.value)], cell.value


def test_two_long_titles_share_the_head_of_each_page() -> None:
    hall = a_workshop(title=f"1 {LONG}", dialogue_title=f"2 {LONG}", card_limit=500)
    for n in range(40):
        a_card(hall, f"Karte {n} " + "und noch ein Gedanke " * 8)
    page = pdf(document(hall.state, NOON)).pages[1]
    places: list[tuple[str, float, float]] = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, *_: places.append(
            (text.strip(), tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])
        )
    )
    top = float(page.mediabox.height)
    head = [(text, x) for text, x, y in places if text and y > top - 65]
    left, right = (" ".join(t for t, x in head if (x < 297) is first) for first in (True, False))
    assert squeezed(f"1 {LONG}") == squeezed(left)
    assert squeezed(f"2 {LONG}") == squeezed(right)


def test_a_place_of_the_result_is_not_torn_over_two_pages() -> None:
    hall = a_workshop(phase="goals")
    goals = [a_goal(hall, f"anfang{n} " + "mit vielen Wörtern " * 22 + f"ende{n}") for n in range(12)]
    voting = a_voting(hall, *goals, points=4, max_per_option=2)
    cast(hall, voting, hall.joined(), {goals[0]: 2})
    close(hall, voting)
    pages = [squeezed(page.extract_text()) for page in pdf(document(hall.state, NOON)).pages]
    for page in pages:
        assert [n for n in range(12) if (f"anfang{n}" in page) is not (f"ende{n}" in page)] == []


def test_the_result_comes_first_with_its_winner_and_fields() -> None:
    found = words_of(pdf(example(0)))
    winner = example(0).votings[0].ranking[0]
    assert winner.field
    first, then = found.index("DiemeistenPunkte"), found.index("2WoliegendieSchwerpunkte")
    assert found.count("DiemeistenPunkte") == 1
    assert squeezed(f"Ziel {winner.goal} ·") in found[first:then]
    assert squeezed(winner.field) in found[first:then]


@pytest.mark.parametrize("cast_blank", [False, True])
def test_nothing_comes_first_where_nobody_gave_a_point(cast_blank: bool) -> None:
    hall = a_workshop(phase="goals")
    goals = [a_goal(hall, f"Ziel {name}") for name in "AB"]
    voting = a_voting(hall, *goals)
    if cast_blank:
        cast(hall, voting, hall.joined(), {})
    close(hall, voting)
    made = document(hall.state, NOON)
    assert made.votings[0].ranking == ()
    found = words_of(pdf(made))
    assert "DiemeistenPunkte" not in found
    assert ("EswurdekeinStimmzettelabgegeben" in found) is not cast_blank
    assert 1 not in {cell.value for cell in xlsx(made)["Ergebnis"]["B"]}


def test_cards_of_no_table_are_a_row_of_their_own() -> None:
    hall = a_workshop()
    a_card(hall, "Vom Tisch", hall.joined())
    a_card(hall, "Vom Papier", source=Source.PAPER, group_id=None)
    made = document(hall.state, NOON)
    assert sum(group.cards for group in made.head.groups) == made.weight.total == 2
    assert "OhneTisch00" in words_of(pdf(made))


def test_who_invites_is_named() -> None:
    made = document(a_workshop().state, NOON, host="Landkreis Nordhalde")
    assert "LandkreisNordhalde" in words_of(pdf(made))
    assert "Landkreis Nordhalde" in {cell.value for cell in xlsx(made)["Überblick"]["B"]}


def test_arriving_begins_with_the_first_who_came() -> None:
    hall = a_workshop(phase=None)
    created = hall.state.workshop.created_at
    hall.joined()
    hall.ask(c.GoToPhase(phase="write"), at=created + 3_600_000)
    times = [(ran.kind, ran.ended_at) for ran in document(hall.state, NOON, hall.journal).head.phases]
    assert times == [("arrive", created + 3_600_000), ("write", None)]


def test_a_trial_on_another_day_is_no_arrival() -> None:
    hall = a_workshop(phase=None)
    hall.joined()
    hall.ask(c.GoToPhase(phase="write"), at=hall.state.workshop.created_at + 26 * 3_600_000)
    assert [ran.kind for ran in document(hall.state, NOON, hall.journal).head.phases] == ["write"]


def without_fonts_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst, "compile", functools.partial(typst.compile, ignore_system_fonts=True))


def test_emoji_have_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF/UA refuses letters without a shape."""
    without_fonts_of_the_system(monkeypatch)
    hall = a_workshop()
    a_card(hall, "Feste 🎉🌍 Familie 👩‍👩‍👧 Fahne 🇺🇦 👍🏽 ☕️ ❤️")
    data = pdf_export._data(document(hall.state, NOON), speaking("de"))
    made = PdfReader(BytesIO(typeset_as("document", json.dumps(data), ["ua-1"])))
    fonts = {name for page in made.pages for name in fonts_of(page)}
    assert "NotoEmoji-Regular" in fonts


def test_no_font_of_the_laptop_is_needed_for_our_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    without_fonts_of_the_system(monkeypatch)
    hall = a_workshop(card_limit=1000)
    for language, _ in LANGUAGES:
        a_card(hall, " ".join(sorted(letters_of(language))))
    data = pdf_export._data(document(hall.state, NOON), speaking("de"))
    assert typeset_as("document", json.dumps(data), ["ua-1"])


def letters_of(language: str) -> set[str]:
    """Every letter and sign of a catalogue that people see."""
    files = (ASSETS / "translations" / language).glob("*.po")
    return {sign for path in files for sign in path.read_text("utf-8") if not sign.isspace()}


def test_numbers_stand_under_their_headings_and_rows_have_room() -> None:
    hall = a_workshop(card_limit=500)
    a_card(hall, "Ein langer Gedanke, der mehr als eine Zeile braucht. " * 6, field="Sprache")
    book = xlsx(document(hall.state, NOON))
    matrix = book["Matrix"]
    for row in matrix.iter_rows(min_row=1, max_row=2, min_col=2, max_col=5):
        assert {cell.alignment.horizontal for cell in row} == {"center"}
    assert book["Karten"].row_dimensions[2].height >= 4 * 15
    assert book["Karten"].row_dimensions[2].height < 8 * 15


@pytest.mark.parametrize(
    ("title", "date", "name"),
    [
        ("Bürgerinnen und Bürger", "2026-11-16", "2026-11-16 Bürgerinnen und Bürger - Dokumentation.pdf"),
        ('Wohin? "A/B": <x>|*\\', "", "Wohin A B x - Dokumentation.pdf"),
        ("...", "", "KTM4PZ - Dokumentation.pdf"),
        ("ورشة النساء", "2026-11-16", "2026-11-16 ورشة النساء - Dokumentation.pdf"),
        ("x" * 120, "", "x" * 80 + " - Dokumentation.pdf"),
    ],
)
def test_a_file_is_named_as_a_county_files_it(title: str, date: str, name: str) -> None:
    hall: Hall = a_workshop(title=title, date=date)
    assert file_name(hall.state.workshop, "Dokumentation", "pdf") == name
    plain, exact = disposition(name).split("; ")[1:]
    assert plain.isascii()
    assert unquote(exact.removeprefix("filename*=UTF-8''")) == name


def test_a_cluster_without_a_name_is_called_so_in_all_documents() -> None:
    hall = a_workshop(fields=("Sprache",))
    cluster = a_cluster(hall, "", a_card(hall, "Kurse fehlen"), field="Sprache")
    a_card(hall, "Allein")
    a_goal(hall, "Kurse für alle", cluster_ids=(cluster.id,))
    documentation = document(hall.state, NOON)
    assert squeezed("Ohne Namen") in words_of(pdf(documentation))
    book = xlsx(documentation)
    for name in ("Karten", "Ziele"):
        assert "Ohne Namen" in {cell.value for row in book[name] for cell in row}
    assert (1, "Cluster") in sums(documentation, speaking("de"))


VERY_LONG = "Wohnungsgeberbestätigungsformulareinreichungen"


def test_long_words_are_hyphenated_and_found_as_they_were_written() -> None:
    """A hyphen of ours is a soft one in the file; nothing else of ours stands within a word."""
    hall = a_workshop(title=f"{VERY_LONG} {VERY_LONG}", fields=("Zivilgesellschaftliches",), place=VERY_LONG)
    hall.ask(c.ChangeGroup(id=hall.group().id, name=f"Tisch {VERY_LONG}"))
    a_card(hall, "Eins", hall.joined(), field="Zivilgesellschaftliches")
    a_card(hall, f"{VERY_LONG} {'W' * 60}", field="Zivilgesellschaftliches")
    measured = {"id": an_id(), "name": VERY_LONG, "unit": VERY_LONG[:26], "target_value": 12}
    a_goal(hall, "Kurse", field_id=hall.field("Zivilgesellschaftliches").id, indicators=(measured,))
    read = "".join(page.extract_text() + "\n" for page in pdf(document(hall.state, NOON)).pages)
    assert not {"\u200b", ISOLATE, END} & set(read)
    found = read.replace("\xad\n", "")
    assert "\xad" not in found, "soft hyphens stand at the ends of lines only"
    assert found.count("Zivilgesellschaftliches") >= 3  # in the narrow table, too
    assert found.count(VERY_LONG) >= 8
    assert "W" * 60 in squeezed(read)


def test_nothing_is_wider_than_its_page() -> None:
    for word in ("W" * 100, "https://nordhalde.example/" + "0123456789" * 7, "كلمة" * 25):
        hall = a_workshop(title=word, audience=word, place=word, fields=(word,))
        a_card(hall, word, field=word, kind=Kind.WEAKNESS)
        for page in pdf(document(hall.state, NOON)).pages:
            assert beyond(page) == []


def beyond(page: PageObject) -> list[str]:
    """Letters that begin outside of the margins."""
    found: list[str] = []

    def seen(text: str, user: list[float], at: list[float], *_: object) -> None:
        x = at[4] * user[0] + at[5] * user[2] + user[4]
        if text.strip() and not 0.05 * float(page.mediabox.width) < x < 0.95 * float(page.mediabox.width):
            found.append(text)

    page.extract_text(visitor_text=seen)
    return found


@pytest.mark.parametrize("cards", range(0, 36, 3))
def test_what_is_said_about_the_document_stands_on_one_page(cards: int) -> None:
    hall = a_workshop(fields=("Sprache",))
    for _ in range(cards):
        a_card(hall, "Kurse fehlen", field="Sprache")
    documentation = document(hall.state, NOON)
    notes = [speaking("de").t("doc.about"), *notes_of(documentation, speaking("de"))]
    pages = [squeezed(page.extract_text()) for page in pdf(documentation).pages]
    assert any(all(squeezed(note) in page for note in notes) for page in pages)
