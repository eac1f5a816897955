"""The table of commands is true: what it says of a command is what happens to it."""

from __future__ import annotations

import pytest

from facilitation.errors import REFUSALS
from facilitation.rules import RULES, Rule, row
from tests.refusals import refusals


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.type)
def test_a_row_names_all_refusals_and_no_other(rule: Rule) -> None:
    before = row(rule.command, rule.handler, rule.who, "", *_marks(rule)).refusals
    assert rule.refusals == before | refusals(rule.handler)


def _marks(rule: Rule) -> list[object]:
    return [mark for mark in (rule.activity, "at_table" if rule.at_table else None) if mark]


def test_no_refusal_is_left_over() -> None:
    """Those of a field's limit are said where a command is read (limits.beyond)."""
    of_limits = {"number_too_large", "number_too_small", "too_many", "text_empty"}
    assert {code for rule in RULES for code in rule.refusals} | of_limits == set(REFUSALS)
