"""Documents say how ballots came, and what came on paper where that tells nothing of people."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from pypdf import PdfReader

from app.exports import pdf, xlsx
from app.texts import texts
from facilitation.documentation.assembling import document
from facilitation.documentation.parts import Documentation
from facilitation.model import Device
from tests.builders import NOON, a_goal, a_turn, a_voting, a_workshop, cast, close, on_paper

t = texts("de").t


def counted(papers: int) -> Documentation:
    """Five phones, two turns on a tablet, and so many ballots on paper; all for one goal."""
    hall = a_workshop()
    goal = a_goal(hall)
    voting, tablet = a_voting(hall, goal), hall.joined(device=Device.TABLET)
    for _ in range(5):
        cast(hall, voting, hall.joined(), {goal: 1})
    for _ in range(2):
        cast(hall, voting, tablet, {goal: 1}, turn=a_turn())
    for _ in range(papers):
        on_paper(hall, voting, {goal: 1})
    close(hall, voting)
    return document(hall.state, NOON)


def words(documentation: Documentation) -> str:
    pages = PdfReader(io.BytesIO(pdf.render(documentation, "de"))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def cells(documentation: Documentation) -> list[object]:
    book = load_workbook(io.BytesIO(xlsx.render(documentation, "de")))
    return [cell for row in book[t("doc.result")].iter_rows(values_only=True) for cell in row]


def test_documents_say_how_ballots_came_and_what_came_on_paper() -> None:
    documentation = counted(6)
    said = words(documentation)
    for channel, n in (("device", 5), ("turn", 2), ("paper", 6)):
        assert t(f"common.channel.{channel}", n=n) in said
        assert any(t(f"common.channel.{channel}", n=n) in str(cell) for cell in cells(documentation))
    assert t("common.of_it_paper", n=6) in said
    assert {13, 6} <= set(cells(documentation))


def test_few_papers_are_counted_and_not_broken_down() -> None:
    documentation = counted(4)
    assert t("common.channel.paper", n=4) in words(documentation)
    assert documentation.votings[0].ranking[0].detail == {}
    assert "davon" not in words(documentation)
