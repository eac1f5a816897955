"""What a new workshop takes over from another one: everything that was prepared, nothing that was said."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.commands import NewField, NewGroup
from facilitation.model import FieldOfAction, Group
from facilitation.state import State

TAKEN_OVER = ("language", "languages", "stage_language", "card_texts", "questions_in")
"""Of the workshop itself, besides what a form shows."""


def settings_of(state: State) -> dict[str, object]:
    """Values of CreateWorkshop."""
    return {name: getattr(state.workshop, name) for name in TAKEN_OVER}


def tables_of(state: State) -> list[NewGroup]:
    groups = sorted(state.all(Group), key=lambda group: group.number)
    return [NewGroup(name=group.name, seats=group.seats) for group in groups]


def fields_of(state: State) -> list[FieldOfAction]:
    return sorted(state.all(FieldOfAction), key=lambda field: (field.position, field.id))


def fields_named(names: Sequence[str], like: State) -> tuple[str | NewField, ...]:
    """A field of the other workshop keeps its identity; a name that is new makes a new field."""
    known = {field.name: field for field in reversed(fields_of(like))}
    found: list[str | NewField] = []
    for name in names:
        field = known.pop(name, None)
        found.append(NewField(id=field.id, name=name, keywords=field.keywords) if field else name)
    return tuple(found)
