"""What an entity of an archive may hold: only what a command would have let in here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from facilitation.documentation_parts import PhaseTime
from facilitation.ids import CODE_LENGTH, normal_code, translation_id
from facilitation.model import Entity, Group, Translation, Voting, Workshop
from facilitation.phases import PHASES
from facilitation.text import clean_text

MAX_TEXT = 2000
MAX_COUNT = 2**53  # what a browser can count to
MAX_SEATS = 30  # a shared device has so many turns, and a few
MAX_LANGUAGES = 30
MAX_PHASES = 1000  # somebody may go back and forth all day
LAST_MOMENT = 253_402_300_799_999  # the end of the year 9999

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")


def check(entity: Entity) -> None:
    """Raises ValueError where an entity holds what no command would have let in."""
    if not _ID.fullmatch(entity.id) or entity.version < 1:
        raise ValueError(f"not an id: {entity.id}")
    if not all(_LANGUAGE.fullmatch(language) for language in _languages(entity)):
        raise ValueError("not a language")
    _check_kind(entity)
    if any(not 0 <= at <= LAST_MOMENT for name, at in entity if name.endswith("_at") and at is not None):
        raise ValueError("a moment that no calendar has")
    for value in _values(entity.model_dump(mode="json", exclude={"author_id"})):
        if isinstance(value, str) and (len(value) > MAX_TEXT or value != clean_text(value)):
            raise ValueError("a text that nobody can have typed")
        if not _countable(value):
            raise ValueError("a number that nobody can have typed")


def _countable(value: object) -> bool:
    """Values that people typed may be as large as they like: commands once let them in."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or abs(value) <= MAX_COUNT


def check_phases(phases: Sequence[PhaseTime]) -> None:
    """Raises ValueError where phases cannot have run at these times."""
    known = {phase.id for phase in PHASES}
    starts = [ran.started_at for ran in phases]
    ends = [ran.ended_at or ran.started_at for ran in phases]
    if len(phases) > MAX_PHASES or any(ran.phase not in known for ran in phases):
        raise ValueError("phases that no workshop has")
    if starts != sorted(starts) or any(not 0 <= at <= LAST_MOMENT for at in (*starts, *ends)):
        raise ValueError("phases at moments that no calendar has")


def _languages(entity: Entity) -> list[str]:
    """They end up in attributes of pages. Where none is known, it is empty."""
    known = [getattr(entity, name, "") for name in ("language", "stage_language")]
    several = [*getattr(entity, "languages", ()), *getattr(entity, "questions_in", ())]
    return [*filter(None, known), *several]


def _check_kind(entity: Entity) -> None:
    if isinstance(entity, Workshop):
        _check_workshop(entity)
    if isinstance(entity, Group) and not 1 <= entity.seats <= MAX_SEATS:
        raise ValueError("a table that no hall has")
    if isinstance(entity, Voting) and len(entity.questions_in) > MAX_LANGUAGES:
        raise ValueError("more languages than a hall speaks")
    if isinstance(entity, Translation):
        made = entity.id == translation_id(entity.of_id, entity.language)
        if not (made and entity.language and entity.text and entity.original_version > 0):
            raise ValueError("a translation that nobody can have made")


def _check_workshop(workshop: Workshop) -> None:
    if not _ID.fullmatch(workshop.dialogue_id):
        raise ValueError(f"not an id: {workshop.dialogue_id}")
    if workshop.phase not in {phase.id for phase in PHASES}:
        raise ValueError(f"unknown phase: {workshop.phase}")
    if normal_code(workshop.code) != workshop.code or len(workshop.code) != CODE_LENGTH:
        raise ValueError(f"not a code: {workshop.code}")
    if max(len(workshop.languages), len(workshop.questions_in)) > MAX_LANGUAGES:
        raise ValueError("more languages than a hall speaks")


def _values(value: Any) -> Iterator[str | int | float | None]:
    """All plain values in what `model_dump()` gives, keys of dictionaries too."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield value
