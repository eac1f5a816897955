"""The template "integration dialogue": what a new workshop starts with. All of it can be changed."""

from __future__ import annotations

import functools
import json
from typing import Any

from app.paths import ASSETS

SEATS = 6
CARD_LIMIT = 140
YEARS_AHEAD = 5


@functools.cache
def _template() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (ASSETS / "templates" / "integration_dialogue.json").read_text("utf-8")
    )
    return found


def name(language: str) -> str:
    return str(_template()["name"][language])


def audiences(language: str) -> list[str]:
    """One workshop for each: people who share a point of view speak more freely."""
    return [audience[language] for audience in _template()["audiences"]]


def fields(language: str) -> list[str]:
    """The fields of action of the concept that is to be renewed."""
    return [field["name"][language] for field in _template()["fields"]]


def tables() -> int:
    return int(_template()["groups"])


def table(language: str, number: int) -> str:
    return str(_template()["table"][language]).replace("{n}", str(number))
