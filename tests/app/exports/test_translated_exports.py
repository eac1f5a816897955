"""Translations in what one takes home: the wordings that the moderator chose, each saying what it is."""

from __future__ import annotations

import pytest

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.documentation.parts import Documentation
from facilitation.model import CardTexts
from tests.app.exports.test_exports import ARABIC, pdf, squeezed, words_of, xlsx
from tests.builders import NOON, a_card, a_goal, a_translation, a_voting, a_workshop, cast, close

GERMAN = "Im Sprachcafé treffen wir uns jede Woche"
TREFFEN = "Ein Treffpunkt in jedem Stadtteil"


def a_translated_hall(mode: CardTexts) -> Documentation:
    """An Arabic card in German, a German goal in English, and a vote on it; the card was reworded since."""
    hall = a_workshop()
    card = a_card(hall, ARABIC, language="ar")
    a_translation(hall, card, "de", GERMAN)
    hall.ask(c.EditContribution(id=card.id, version=1, kind=card.kind, text=f"{ARABIC}!"))
    goal = a_goal(hall, TREFFEN, language="de")
    a_translation(hall, goal, "en", "A meeting place in every quarter")
    voting = a_voting(hall, goal)
    cast(hall, voting, hall.joined(), {goal: 1})
    close(hall, voting)
    hall.ask(c.ChooseTexts(card_texts=mode))
    return document(hall.state, NOON)


@pytest.mark.parametrize(
    ("mode", "german", "english", "marks"),
    [
        (CardTexts.ORIGINAL, False, False, 0),
        (CardTexts.TRANSLATION, True, False, 1),
        (CardTexts.BOTH, True, True, 3),
    ],
)
def test_the_pdf_shows_the_wordings_that_the_moderator_chose(
    mode: CardTexts, german: bool, english: bool, marks: int
) -> None:
    reader = pdf(a_translated_hall(mode))
    found = words_of(reader)
    assert squeezed(TREFFEN) in found, "its own language is the document's"
    assert (squeezed(GERMAN) in found) is german
    assert ("Ameetingplaceineveryquarter" in found) is english
    assert found.count("Übersetzung·") + found.count("geändert)·") == marks, "card, goal and the goal's place"
    assert ("Nichtswurdegekürztoderübersetzt" in found) is (mode is CardTexts.ORIGINAL)
    assert ("Originalseithergeändert" in found) is german
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_tables_hold_original_and_translations_whatever_was_chosen() -> None:
    book = xlsx(a_translated_hall(CardTexts.ORIGINAL))
    cards, goals = book["Karten"], book["Ziele"]
    (card,) = (dict(zip(*rows, strict=True)) for rows in [list(cards.iter_rows(values_only=True))])
    assert (card["Wortlaut"], card["Übersetzung · Deutsch"]) == (f"{ARABIC}!", GERMAN)
    (goal,) = (dict(zip(*rows, strict=True)) for rows in [list(goals.iter_rows(values_only=True))])
    assert goal["Übersetzung · English"] == "A meeting place in every quarter"
    assert goal["Übersetzung · Deutsch"] is None
