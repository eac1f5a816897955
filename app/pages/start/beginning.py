"""What the form of a new workshop begins with: the template, or another workshop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from app.pages.base import template
from app.pages.base.words import language, t
from app.workplace.rooms import Rooms
from facilitation.catalogue import catalogue_of, names_of
from facilitation.commands import NewField, NewGroup
from facilitation.likeness import fields_named, fields_of, settings_of, tables_of
from facilitation.limits import NAME_LIMIT
from facilitation.model import Dialogue, Step, Workshop
from facilitation.model.agenda import standard_agenda
from facilitation.state import State

TEMPLATE = "template"


class Home(NamedTuple):
    """The dialogue to which a new workshop belongs. A copy's may not be on this laptop."""

    id: str
    title: str
    target_year: int


@dataclass(frozen=True)
class Beginning:
    """Values of the form's fields, and what comes along without being shown. `home` None: a new dialogue.

    `catalogue`: names of the dialogue's fields of action, for where none of its workshops is here to be like.
    """

    home: Home | None = None
    like: State | None = None
    copied: bool = False
    tables: int = field(default_factory=template.tables)
    expected: int = field(default_factory=lambda: template.tables() * template.SEATS)
    card_limit: int = template.CARD_LIMIT
    questions: dict[str, str] = field(default_factory=dict)
    title: str = ""
    audience: str = ""
    place: str = ""
    catalogue: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        return self.home.target_year if self.home else date.today().year + template.YEARS_AHEAD

    @property
    def drafts(self) -> str:
        """Under which drafts are kept: what was typed for one beginning is none for another."""
        like = self.like.workshop.id if self.like else TEMPLATE
        return f"new.{self.home.id if self.home else ''}.{like}{'.copy' if self.copied else ''}"

    @property
    def agenda(self) -> tuple[Step, ...]:
        return self.like.workshop.agenda if self.like else standard_agenda()

    def field_names(self) -> list[str]:
        if self.like:
            return [one.name for one in fields_of(self.like)]
        return list(self.catalogue) or template.fields(language())

    def groups(self, count: int) -> tuple[str | NewGroup, ...]:
        """So many tables: those of the other workshop, then fresh ones."""
        known = tables_of(self.like)[:count] if self.like else []
        fresh = (template.table(language(), number + 1) for number in range(len(known), count))
        return (*known, *fresh)

    def fields(self, rooms: Rooms, names: tuple[str, ...]) -> tuple[NewField, ...]:
        catalogue = catalogue_of(rooms.dialogues(), self.home.id) if self.home else {}
        return fields_named(names, catalogue, self.like)

    def settings(self) -> dict[str, object]:
        """What comes along without a field in the form."""
        return settings_of(self.like) if self.like else {"language": language()}


def of_dialogue(rooms: Rooms, dialogue: Dialogue, like: str) -> Beginning:
    """One more workshop of a dialogue: like its newest one, unless the template is asked for. Where all were
    deleted, with the fields of action that they had."""
    home = Home(dialogue.id, dialogue.title, dialogue.target_year)
    last = last_of(rooms, dialogue.id)
    if like == TEMPLATE:
        return Beginning(home)
    return Beginning(home, catalogue=names_of(dialogue)) if last is None else _like(rooms, last, home)


def copy_of(rooms: Rooms, workshop: Workshop) -> Beginning:
    """Everything that was prepared, also names and place; nothing that was said."""
    title = t("setup.copy_of", title=workshop.title)[:NAME_LIMIT]
    home = Home(workshop.dialogue_id, workshop.dialogue_title, workshop.target_year)
    named = {"title": title, "audience": workshop.audience, "place": workshop.place}
    return _like(rooms, workshop, home, copied=True, **named)


def last_of(rooms: Rooms, dialogue_id: str) -> Workshop | None:
    return next(iter(rooms.workshops(dialogue_id)), None)


def _like(rooms: Rooms, workshop: Workshop, home: Home, *, copied: bool = False, **named: Any) -> Beginning:
    state = rooms.state(workshop.id).copy()
    return Beginning(
        home,
        state,
        copied,
        tables=len(tables_of(state)),
        expected=workshop.expected,
        card_limit=workshop.card_limit,
        questions=dict(workshop.questions),
        **named,
    )
