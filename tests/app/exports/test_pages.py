"""What is higher than a page goes on with the next one: nothing runs off the paper."""

from __future__ import annotations

import re

import pytest
from pypdf import PageObject

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.limits import CARD_LIMIT, GOAL_LIMIT, NAME_LIMIT, TRANSLATION_LIMIT
from facilitation.model import CardTexts, Contribution, Goal
from tests.app.exports.test_exports import pdf, squeezed
from tests.builders import NOON, Hall, a_card, a_goal, a_translation, a_voting, a_workshop, an_id, cast, close

ALL = {"base_value": 1.5, "base_year": 2024, "target_value": 3, "target_year": 2030}


def words(letters: int, tag: str) -> str:
    """So many letters of words that are all different: whichever is missing is noticed."""
    numbered = " ".join(f"{tag}{n}wort" for n in range(letters // 6))
    return numbered[:letters].rsplit(" ", 1)[0]


def on_paper(page: PageObject) -> str:
    """What one reads of a page. What runs off its lower edge is in the file, too, but not on paper."""
    found: list[str] = []

    def reads(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if 0 < tm[5] * cm[3] + cm[5] < float(page.mediabox.height):
            found.append(text)

    page.extract_text(visitor_text=reads)
    return squeezed("".join(found))


def read(hall: Hall) -> list[str]:
    return [on_paper(page) for page in pdf(document(hall.state, NOON)).pages]


def lost(said: str, found: list[str]) -> list[str]:
    together = "".join(found)
    return [word for word in said.split() if squeezed(word) not in together]


@pytest.mark.parametrize("letters", [20, 45, NAME_LIMIT])
def test_a_matrix_of_many_fields_goes_on_with_the_next_page(letters: int) -> None:
    names = [f"Anfang{n}x {words(letters - 12, f'f{n}x')}" for n in range(50)]
    found = "\f".join(read(a_workshop(fields=names)))
    matrix = re.split("2WoliegendieSchwerpunkte|3Ziele", found)[1].split("\f")
    assert lost(" ".join(names), matrix) == []
    for page in (page for page in matrix if "Anfang" in page):
        assert all(kind in page for kind in ("Stärke", "Schwäche", "Herausforderung")), "heads are repeated"


def test_a_goal_with_many_indicators_goes_on_with_the_next_page() -> None:
    measured = [
        ALL | {"id": an_id(), **{part: words(200, f"{part}{n}x") for part in ("name", "unit", "source")}}
        for n in range(10)
    ]
    hall = a_workshop(phase="goals")
    text = words(GOAL_LIMIT, "ziel")
    a_goal(hall, text, indicators=tuple(measured))
    found = read(hall)
    said = [text, *(m[part] for m in measured for part in ("name", "unit", "source"))]
    assert lost(" ".join(map(str, said)), found) == []
    assert all("Ausgangswert" in page for page in found if "source" in page), "heads are repeated"


def translated(hall: Hall, original: Contribution | Goal) -> str:
    """Everything that stands below each other then."""
    texts = [original.text]
    for language in ("en", "fr", "tr", "uk", "ru"):
        texts.append(a_translation(hall, original, language, words(TRANSLATION_LIMIT, language)).text)
    hall.ask(c.ChooseTexts(card_texts=CardTexts.BOTH))
    return " ".join(texts)


def test_a_long_card_with_its_translations_goes_on_with_the_next_page() -> None:
    hall = a_workshop(card_limit=CARD_LIMIT)
    said = translated(hall, a_card(hall, words(CARD_LIMIT, "karte")))
    assert lost(said, read(hall)) == []


def test_a_long_place_of_a_result_goes_on_with_the_next_page() -> None:
    hall = a_workshop(phase="goals")
    goal = a_goal(hall, words(GOAL_LIMIT, "ziel"))
    said = translated(hall, goal)
    voting = a_voting(hall, goal)
    cast(hall, voting, hall.joined(), {goal: 1})
    close(hall, voting)
    result = "".join(read(hall)).split("2WoliegendieSchwerpunkte")[0]
    assert lost(said, [result]) == []


def test_a_card_of_many_lines_goes_on_with_the_next_page() -> None:
    hall = a_workshop(card_limit=CARD_LIMIT)
    text = "\n".join(f"zeile{n}" for n in range(100))
    a_card(hall, text)
    assert lost(text, read(hall)) == []
