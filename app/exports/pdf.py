"""The document as PDF: typeset by typst from assets/print/document.typ, tagged and in its language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.exports import facts
from app.exports.wording import direction, isolated, number
from app.texts import Texts
from app.typesetting.typeset import typeset
from facilitation.documentation.parts import (
    Card,
    Documentation,
    FieldPart,
    GoalPart,
    Head,
    Heap,
    MatrixRow,
    RankedGoal,
    VotingPart,
    Weight,
)
from facilitation.model import Kind

_LABELS = (
    "doc.about",
    "doc.all",
    "doc.base",
    "doc.cards",
    "doc.cards_by_field",
    "doc.focal_points",
    "doc.from",
    "doc.goal",
    "doc.first_place",
    "doc.goals",
    "doc.group",
    "doc.heads_note",
    "doc.indicator",
    "doc.kind",
    "doc.no_cards",
    "doc.no_goals",
    "doc.no_indicators",
    "doc.no_votings",
    "doc.opinion_poll",
    "doc.overview",
    "doc.page",
    "doc.phase",
    "doc.phones",
    "doc.points",
    "doc.rank",
    "doc.source",
    "doc.tablets",
    "doc.target",
    "doc.time",
    "doc.votings",
    "doc.weight",
    "doc.wording",
)


def render(documentation: Documentation, language: str) -> bytes:
    """Takes up to a second, and blocks: call it in a thread."""
    return typeset("document", _data(documentation, facts.speaking(language)))


def _data(documentation: Documentation, t: Texts) -> dict[str, Any]:
    """Everything that the template prints, in the reader's language."""
    head = documentation.head
    return {
        "lang": t.language,
        "t": {key.removeprefix("doc."): t.t(key) for key in _LABELS} | _weight_note(documentation, t),
        "kinds": {kind: t.t(f"common.kind.{kind}") for kind in Kind},
        "title": _said(head.title, head.language, t),
        "subtitle": t.t("doc.subtitle"),
        "keywords": [head.dialogue, head.audience],
        "dialogue": _said(head.dialogue, head.language, t),
        "written": facts.written(documentation, t),
        "facts": [(label, _said(value, "", t)) for label, value in facts.overview(documentation, t)],
        "sums": [(number(n, t.language), noun) for n, noun in facts.sums(documentation, t)],
        "phases": [
            (facts.phase_time(p, t), _said(facts.step_name(p, t), head.language if p.title else "", t))
            for p in head.phases
        ],
        **_heads(documentation, t),
        "weight": _weight(documentation.weight, t),
        "cards_note": facts.cards_note(documentation, t),
        "fields": [_field(part, head, t) for part in documentation.fields if part.heaps],
        "empty_fields": facts.empty_fields(documentation, t),
        "goals": [_goal(goal, head, t) for goal in documentation.goals],
        "votings": [_voting(voting, documentation, t) for voting in documentation.votings],
        "notes": facts.notes(documentation, t),
    }


def _said(text: str, language: str, t: Texts) -> dict[str, str]:
    return {"text": text, "dir": direction(text), "lang": language.split("-")[0] or t.language}


def _texts(part: Card | GoalPart, head: Head, t: Texts) -> list[dict[str, str]]:
    """The wordings that a reader gets, each with what it says of itself: "" for an original."""
    return [
        _said(one.text, one.language, t) | {"mark": facts.translation_mark(one, t)}
        for one in facts.wordings(part, head)
    ]


def _weight_note(documentation: Documentation, t: Texts) -> dict[str, str]:
    return {"weight_note": t.t("doc.weight_note", count=documentation.weight.threshold)}


def _heads(documentation: Documentation, t: Texts) -> dict[str, Any]:
    head = documentation.head
    total = (head.phones, head.tablets, sum(group.cards for group in head.groups))
    rows = [
        (_said(facts.table_name(g, t), "", t), *_counts((g.phones, g.tablets, g.cards), t))
        for g in head.groups
    ]
    return {"groups": rows, "groups_total": [t.t("doc.all"), *_counts(total, t)]}


def _counts(numbers: Iterable[int], t: Texts) -> list[str]:
    return [number(n, t.language) for n in numbers]


def _weight(weight: Weight, t: Texts) -> dict[str, Any]:
    return {
        "rows": [_row(row, t) for row in weight.rows],
        "totals": _counts(weight.totals, t),
        "total": number(weight.total, t.language),
        "focal_points": [
            {
                "kind": p.kind,
                "field": _said(p.field, "", t),
                "count": t.t(f"common.count.{p.kind}", count=p.count),
            }
            for p in weight.focal_points
        ],
    }


def _row(row: MatrixRow, t: Texts) -> dict[str, Any]:
    cells = [
        {"kind": cell.kind, "heat": cell.heat, "count": number(cell.count, t.language)} for cell in row.cells
    ]
    field = _said(facts.field_name(row.field, t), "", t)
    return {"field": field, "cells": cells, "total": number(row.total, t.language)}


def _field(part: FieldPart, head: Head, t: Texts) -> dict[str, Any]:
    name = isolated(facts.field_name(part.field, t))
    heading = t.t("doc.field_heading", field=name, count=part.total)
    return {"field": heading, "heaps": [_heap(heap, len(part.heaps) > 1, head, t) for heap in part.heaps]}


def _heap(heap: Heap, among_others: bool, head: Head, t: Texts) -> dict[str, Any]:
    """Cards without a cluster need a heading only beside cards that have one."""
    alone = t.t("doc.no_cluster") if among_others else None
    name = alone if heap.name is None else facts.cluster_name(heap.name, t)
    return {"name": name and _said(name, "", t), "cards": [_card(card, head, t) for card in heap.cards]}


def _card(card: Card, head: Head, t: Texts) -> dict[str, Any]:
    return {"texts": _texts(card, head, t), "kind": card.kind, "from": facts.origin(card, t)}


def _goal(goal: GoalPart, head: Head, t: Texts) -> dict[str, Any]:
    rows = [
        (
            _said(row.name, goal.language, t),
            facts.base(row, t),
            facts.target(row, t),
            _said(row.source, goal.language, t),
        )
        for row in goal.indicators
    ]
    return {
        "texts": _texts(goal, head, t),
        "heading": t.t("doc.goal_heading", number=goal.number),
        "facts": facts.goal_facts(goal, t),
        "indicators": rows,
    }


def _voting(voting: VotingPart, documentation: Documentation, t: Texts) -> dict[str, Any]:
    return {
        "question": _said(voting.question, "", t),
        "facts": facts.voting_facts(voting, t),
        "ties": t.t("doc.ties") if any(ranked.tied for ranked in voting.ranking) else "",
        "most": max((ranked.value for ranked in voting.ranking), default=1),
        "ranking": [_ranked(ranked, documentation, t) for ranked in voting.ranking],
    }


def _ranked(ranked: RankedGoal, documentation: Documentation, t: Texts) -> dict[str, Any]:
    goal = documentation.goals[ranked.goal - 1] if ranked.goal else None
    gone = [_said(t.t("doc.goal_gone"), "", t) | {"mark": ""}]
    texts = _texts(goal, documentation.head, t) if goal else gone
    rank, paper = t.t("doc.rank_number", rank=ranked.rank), facts.from_paper(ranked, t)
    return {
        "texts": texts,
        "rank": rank,
        "first": ranked.rank == 1,
        "about": facts.rank_facts(ranked, t),
        "dots": ranked.value,
        "points": number(ranked.value, t.language),
        "paper": paper,
    }
