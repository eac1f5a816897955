"""What a new workshop takes over from another one: everything that was prepared, nothing that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from facilitation.commands import NewField, NewGroup, NewStep
from facilitation.model import CatalogueField, FieldOfAction, Group
from facilitation.state import State

TAKEN_OVER = ("language", "languages", "stage_language", "card_texts", "questions_in")
"""Of the workshop itself, besides what a form shows."""


def settings_of(state: State) -> dict[str, object]:
    """Values of CreateWorkshop."""
    steps = [NewStep(**step.model_dump(include=set(NewStep.model_fields))) for step in state.workshop.agenda]
    return {"agenda": tuple(steps), **{name: getattr(state.workshop, name) for name in TAKEN_OVER}}


def tables_of(state: State) -> list[NewGroup]:
    groups = sorted(state.all(Group), key=lambda group: group.number)
    return [NewGroup(name=group.name, seats=group.seats) for group in groups]


def fields_of(state: State) -> list[FieldOfAction]:
    return sorted(state.all(FieldOfAction), key=lambda field: (field.position, field.id))


def fields_named(
    names: Sequence[str], catalogue: Mapping[str, CatalogueField], like: State | None
) -> tuple[NewField, ...]:
    """A field of the other workshop or of the catalogue keeps its key; a new name makes a new field."""
    known = {field.name: NewField(key=key, **_said(field)) for key, field in catalogue.items()}
    for field in reversed(fields_of(like)) if like else ():
        known[field.name] = NewField(key=field.key, **_said(field))
    return tuple(known.pop(name, NewField(name=name)) for name in names)


def _said(field: FieldOfAction | CatalogueField) -> dict[str, str]:
    return {"name": field.name, "keywords": field.keywords}
