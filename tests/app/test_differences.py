"""What stands between two choices is written as everywhere else."""

from __future__ import annotations

from typing import Any

import pytest

from app.pages import differences
from app.texts import texts
from tests.builders import a_workshop


@pytest.mark.parametrize(
    ("part", "value", "written"),
    [
        ("base_value", 1234.5, "1.234,5"),
        ("target_value", 12.0, "12"),
        ("target_value", None, texts("de").t("setup.difference.empty")),
        ("base_year", 2024, "2024"),
        ("date", "2026-11-28", "28. November 2026"),
        ("date", "", texts("de").t("setup.difference.empty")),
        ("kind", "weakness", "Schwäche"),
        ("place", [None, None], texts("de").t("setup.difference.nowhere")),
        ("place", "Bürgerhaus", "Bürgerhaus"),  # of a workshop
        ("place", "", texts("de").t("setup.difference.empty")),
    ],
)
def test_a_value_is_written_for_its_reader(
    monkeypatch: pytest.MonkeyPatch, part: str, value: Any, written: str
) -> None:
    monkeypatch.setattr(differences, "language", lambda: "de")
    monkeypatch.setattr(differences, "t", texts("de").t)
    assert differences.shown(a_workshop().state, part, value) == written
