"""Tables for those who go on working with the results: one sheet per noun, filters on.

Words stay words. No cell is ever turned into a formula, a link or a number because of what
somebody typed; what would be a formula when typed by hand is marked as text (Excel shows an
apostrophe before it) and keeps its wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.exports import facts
from app.exports.wording import direction, isolated
from app.texts import Texts, name_of
from facilitation.documentation.parts import Card, Documentation, GoalPart
from facilitation.model import Kind

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LINE = 15.0
"""Points of a line in the font that spreadsheets take by default (Calibri 11)."""

HIGHEST = 409.0
"""Points that a row may have (Excel's specification)."""

Value = str | int | float | None


class Sheet(NamedTuple):
    """`columns`: label and width. `filtered`: rows that one wants to sort and filter."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: list[Sequence[Value]]
    filtered: bool = True


def render(documentation: Documentation, language: str) -> bytes:
    """Blocks for a moment: call it in a thread."""
    t, file = facts.speaking(language), BytesIO()
    with Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": documentation.head.title, "subject": documentation.head.dialogue})
        formats = _formats(book)
        for sheet in _sheets(documentation, t):
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return file.getvalue()


def _formats(book: Workbook) -> dict[str, Any]:
    """Of a heading, a cell and a cell that is marked as text: for each direction, and for numbers.

    Numbers stand in the middle of a column of numbers, under its heading: at its end they would touch the
    words of the next one, as words would without an indent.
    """
    cell = {"valign": "top", "text_wrap": True}
    kinds = {
        "head": {**cell, "bold": True, "bottom": 2, "bg_color": "#EDF0EC"},
        "cell": cell,
        "quoted": {**cell, "quote_prefix": True},
    }
    sides: dict[str, dict[str, Any]] = {
        "ltr": {"align": "left", "indent": 1, "reading_order": 1},
        "rtl": {"align": "right", "indent": 1, "reading_order": 2},
        "number": {"align": "center", "reading_order": 1},
    }
    return {
        f"{kind} {side}": book.add_format({**format, **align})
        for kind, format in kinds.items()
        for side, align in sides.items()
    }


def _write(page: Worksheet, sheet: Sheet, formats: dict[str, Any]) -> None:
    sides = ["number" if _is_counted(sheet, column) else "ltr" for column in range(len(sheet.columns))]
    for column, (label, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, label, formats[f"head {sides[column]}"])
    for row, values in enumerate([[label for label, _ in sheet.columns], *sheet.rows]):
        page.set_row(row, _height(values, sheet))
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values):
            _fill(page, row, column, value, sides[column], formats)
    page.freeze_panes(1, 0)
    if sheet.filtered and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _is_counted(sheet: Sheet, column: int) -> bool:
    found = [row[column] for row in sheet.rows if column < len(row) and row[column] is not None]
    return bool(found) and not any(isinstance(value, str) for value in found)


def _height(values: Sequence[Value], sheet: Sheet) -> float:
    """Points that a row needs. Written, because not every program works it out by itself."""
    texts = [
        (str(value), width)
        for value, (_, width) in zip(values, sheet.columns, strict=False)
        if value is not None
    ]
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(LINE * lines + 1, HIGHEST)


def _lines(text: str, width: int) -> int:
    """At most, with words that do not break where the line ends."""
    return sum(max(1, -(-len(line) * 5 // (width * 4))) for line in text.split("\n"))


def _fill(page: Worksheet, row: int, column: int, value: Value, side: str, formats: dict[str, Any]) -> None:
    if value is None:
        page.write_blank(row, column, None, formats["cell ltr"])
    elif isinstance(value, str):
        kind = "quoted" if value.startswith(FORMULA_STARTS) else "cell"
        page.write_string(row, column, value, formats[f"{kind} {direction(value)}"])
    else:
        page.write_number(row, column, value, formats[f"cell {side}"])


# --- the sheets -------------------------------------------------------------------------------


def _sheets(documentation: Documentation, t: Texts) -> Iterable[Sheet]:
    return (
        _overview(documentation, t),
        _result(documentation, t),
        _matrix(documentation, t),
        _goals(documentation, t),
        _indicators(documentation, t),
        _cards(documentation, t),
    )


def _overview(documentation: Documentation, t: Texts) -> Sheet:
    head = documentation.head
    rows: list[Sequence[Value]] = [
        (t.t("doc.dialogue"), head.dialogue),
        (t.t("doc.workshop"), head.title),
        *facts.overview(documentation, t),
        *((noun, n) for n, noun in facts.sums(documentation, t)),
        *((facts.step_name(p, t), facts.phase_time(p, t)) for p in head.phases),
    ]
    for group in head.groups:
        devices = t.t("doc.devices_count", phones=group.phones, tablets=group.tablets)
        rows.append((facts.table_name(group, t), f"{devices}, {t.t('doc.cards_count', count=group.cards)}"))
    rows += [("", note) for note in [facts.written(documentation, t), *facts.notes(documentation, t)]]
    return Sheet(t.t("doc.overview"), ((t.t("doc.what"), 32), (t.t("doc.value"), 90)), rows, filtered=False)


def _cards(documentation: Documentation, t: Texts) -> Sheet:
    languages = _languages(documentation)
    columns = (("kind", 18), ("wording", 80), ("group", 18), ("field", 26), ("cluster", 30), ("typed", 26))
    rows = [
        (
            t.t(f"common.kind.{card.kind}"),
            card.text,
            card.group,
            card.field,
            card.cluster if card.cluster is None else facts.cluster_name(card.cluster, t),
            t.t(f"doc.source.{card.source}"),
            card.language,
            *_translated(card, languages),
        )
        for card in documentation.cards()
    ]
    labels = (*_labelled((*columns, ("language", 10)), t), *_translation_columns(languages, t))
    return Sheet(t.t("doc.cards"), labels, list(rows))


def _languages(documentation: Documentation) -> list[str]:
    """Into which languages something was translated; the document's own always has its columns."""
    texts: list[Card | GoalPart] = [*documentation.cards(), *documentation.goals]
    used = {one.language for part in texts for one in part.translations}
    return sorted(
        {documentation.head.language, *used}, key=lambda code: (code != documentation.head.language, code)
    )


def _translation_columns(languages: Sequence[str], t: Texts) -> list[tuple[str, int]]:
    names = (name_of(code) for code in languages)
    return [(f"{t.t('common.translation')} · {name}", 60) for name in names]


def _translated(part: Card | GoalPart, languages: Sequence[str]) -> list[Value]:
    """The translations of a card or goal, in the order of their columns."""
    known = {one.language: one.text for one in part.translations}
    return [known.get(code) for code in languages]


def _matrix(documentation: Documentation, t: Texts) -> Sheet:
    weight = documentation.weight
    kinds = [(t.t(f"common.kind.{kind}"), 18) for kind in Kind]
    columns = ((t.t("doc.field"), 30), *kinds, (t.t("doc.all"), 10), (t.t("doc.focal_points"), 44))
    focal: dict[str | None, list[str]] = {}
    for point in weight.focal_points:
        named = t.t(f"common.count.{point.kind}", count=point.count)
        focal.setdefault(point.field, []).append(named)
    rows: list[Sequence[Value]] = [
        (
            facts.field_name(row.field, t),
            *(cell.count for cell in row.cells),
            row.total,
            ", ".join(focal.get(row.field, [])),
        )
        for row in weight.rows
    ]
    rows.append((t.t("doc.all"), *weight.totals, weight.total, ""))
    return Sheet(t.t("doc.matrix"), columns, rows, filtered=False)


def _goals(documentation: Documentation, t: Texts) -> Sheet:
    languages = _languages(documentation)
    columns = (("goal", 8), ("wording", 90), ("field", 26), ("target_year", 12), ("group", 18))
    rows = [
        (
            goal.number,
            goal.text,
            goal.field,
            goal.target_year,
            goal.group,
            "\n".join(isolated(facts.cluster_name(name, t)) for name in goal.clusters),
            t.t(f"doc.source.{goal.source}"),
            *_translated(goal, languages),
        )
        for goal in documentation.goals
    ]
    more = (("cluster", 34), ("typed", 26))
    labels = (*_labelled((*columns, *more), t), *_translation_columns(languages, t))
    return Sheet(t.t("doc.sheet_goals"), labels, list(rows))


def _indicators(documentation: Documentation, t: Texts) -> Sheet:
    columns = (("goal", 8), ("indicator", 50), ("unit", 20), ("base", 14), ("base_year", 14), ("target", 12))
    rows = [
        (
            goal.number,
            row.name,
            row.unit,
            row.base_value,
            row.base_year,
            row.target_value,
            row.target_year,
            row.source,
        )
        for goal in documentation.goals
        for row in goal.indicators
    ]
    more = (("target_year", 12), ("source", 40))
    return Sheet(t.t("doc.indicators"), _labelled((*columns, *more), t), list(rows))


def _result(documentation: Documentation, t: Texts) -> Sheet:
    """One row per goal and voting, and one that says how was voted, or that people still vote."""
    columns = (("question", 44), ("rank", 8), ("tie", 12), ("goal", 8), ("wording", 80), ("field", 30))
    rows: list[Sequence[Value]] = []
    for voting in documentation.votings:
        for ranked in voting.ranking:
            tied = t.t("doc.yes") if ranked.tied else None
            text = ranked.text if ranked.text is not None else t.t("doc.goal_gone")
            voters = None if voting.few else ranked.voters
            paper = ranked.detail.get("paper")
            what = (voting.question, ranked.rank, tied, ranked.goal, text, ranked.field)
            first = t.t("doc.yes") if ranked.rank == 1 else None
            rows.append((*what, ranked.value, voters, paper, first))
        rows.append((voting.question, None, None, None, facts.voting_facts(voting, t)))
    rows.append((None, None, None, None, t.t("doc.opinion_poll")))
    counts = (("points", 10), ("voters", 16), ("paper_points", 18), ("first_place", 20))
    return Sheet(t.t("doc.result"), _labelled((*columns, *counts), t), rows, filtered=False)


def _labelled(columns: Iterable[tuple[str, int]], t: Texts) -> tuple[tuple[str, int], ...]:
    return tuple((t.t(f"doc.{name}"), width) for name, width in columns)
