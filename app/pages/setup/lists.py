"""The two lists of a workshop's form: tables and fields of action."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from nicegui import ui

from app.network.addresses import short
from app.pages.base import template
from app.pages.base.parts import Drafts, Field, Stepper, address, button, icon, plain, tagged
from app.pages.base.trouble import Notice
from app.pages.base.words import language, t
from app.pages.base.workshop_page import WorkshopPage
from facilitation.catalogue import key_named
from facilitation.commands import (
    AddField,
    AddGroup,
    ChangeField,
    ChangeGroup,
    Command,
    RemoveField,
    RemoveGroup,
)
from facilitation.ids import new_id
from facilitation.likeness import fields_of
from facilitation.limits import MOST_PEOPLE, MOST_SEATS, NAME_LIMIT
from facilitation.model import Entity, FieldOfAction, Group, Workshop


class Form(Protocol):
    """What a list needs of the page around it."""

    context: WorkshopPage
    drafts: Drafts

    @property
    def workshop(self) -> Workshop: ...

    async def ask(self, command: type[Command], **values: Any) -> str | None: ...

    async def change(self, values: Callable[[], dict[str, object]]) -> str | None: ...

    def kept(self, command: type[Command], entity: Entity) -> dict[str, object]: ...

    def saves(self, field: Field, change: Callable[[str], dict[str, object]]) -> Field: ...


class Tables:
    """Number of people expected; the tables with their names and seats."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._shown: list[str] = []

    def ids(self) -> list[str]:
        return [table.id for table in self.tables()]

    def look(self) -> None:
        """Notices a table that came or went elsewhere; what is being typed stays where it is."""
        if self.ids() != self._shown:
            self.rows.refresh()

    def tables(self) -> list[Group]:
        return sorted(self.form.context.state.all(Group), key=lambda group: group.number)

    def build(self) -> None:
        expected = Stepper(
            "expected", t("setup.how_many_people"), self.form.workshop.expected, 0, MOST_PEOPLE
        )
        expected.placeholder("0")
        self.form.saves(expected, lambda typed: {"expected": typed or 0})
        self.rows()
        button(t("setup.add_table"), self._add, "plus").classes("add")

    @ui.refreshable_method
    def rows(self) -> None:
        self._shown = self.ids()
        with plain("div", "rows"):
            for table in self.tables():
                self._row(table)

    def _row(self, table: Group) -> None:
        with plain("div", "row-line"):
            name = Field(
                f"table.{table.id}", t("setup.table_name", number=table.number), table.name, limit=NAME_LIMIT
            )
            seats = Stepper(f"seats.{table.id}", t("setup.seats"), table.seats, 1, MOST_SEATS)
            seats.placeholder(str(template.SEATS))
            with plain("div", "row-link"):
                ui.label(t("setup.table_link")).classes("label")
                link = self.form.context.workplace.invitations.join_url(self.form.workshop.code, table.number)
                address(ui.link("", link, new_tab=True), short(link))
            remove = button("", lambda: self._remove(table, name), "close")
            remove.props(f'aria-label="{t("setup.remove_table", number=table.number)}"').classes("icon-only")
        for field in (name, seats):
            field.on_done(lambda: self._save(table, name, seats))

    async def _save(self, table: Group, name: Field, seats: Field) -> None:
        typed = {field.name: field.text for field in (name, seats)}
        values = {"name": name.text, "seats": seats.text or template.SEATS}
        problem = await self.form.ask(ChangeGroup, **{**self.form.kept(ChangeGroup, table), **values})
        name.complain(problem)
        if problem is None:
            self.form.drafts.forget(typed)

    async def _remove(self, table: Group, name: Field) -> None:
        problem = await self.form.ask(RemoveGroup, id=table.id)
        if problem:
            name.complain(problem)
        else:
            self.rows.refresh()

    async def _add(self) -> None:
        number = max((table.number for table in self.tables()), default=0) + 1
        name = template.table(language(), number)
        Notice.say(await self.form.ask(AddGroup, id=_fresh_id(), name=name, seats=template.SEATS))
        self.rows.refresh()


class FieldsOfAction:
    """The fields of the concept, each a name to type over."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._shown: list[str] = []

    def ids(self) -> list[str]:
        return [field.id for field in fields_of(self.form.context.state)]

    def look(self) -> None:
        """As with tables."""
        if self.ids() != self._shown:
            self.rows.refresh()

    @ui.refreshable_method
    def rows(self) -> None:
        self._shown = self.ids()
        found = fields_of(self.form.context.state)
        with plain("div", "slips"):
            for field in found:
                self._row(field)
            with plain("div", "slip new"):
                icon("plus")
                fresh = Field("new-field", t("setup.add_field"), limit=NAME_LIMIT).placeholder(
                    t("setup.add_field")
                )
                fresh.on_done(lambda: self._add(fresh))

    def _row(self, field: FieldOfAction) -> None:
        with plain("div", "slip"):
            name = Field(f"field.{field.id}", t("setup.field_name"), field.name, limit=NAME_LIMIT)
            remove = button("", lambda: self._remove(field, name), "close").classes("icon-only")
            with remove:
                tagged("span", t("setup.remove_field", name=field.name), "unseen")
        name.on_done(lambda: self._save(field, name))

    async def _save(self, field: FieldOfAction, name: Field) -> None:
        typed = name.text
        problem = await self.form.ask(ChangeField, **{**self.form.kept(ChangeField, field), "name": typed})
        name.complain(problem)
        if problem is None:
            self.form.drafts.forget({name.name: typed})

    async def _remove(self, field: FieldOfAction, name: Field) -> None:
        problem = await self.form.ask(RemoveField, id=field.id)
        if problem:
            name.complain(problem)
        else:
            self.rows.refresh()

    async def _add(self, fresh: Field) -> None:
        typed = fresh.text
        if not typed:
            return
        dialogues = self.form.context.workplace.rooms.dialogues()
        key = key_named(dialogues, self.form.workshop.dialogue_id, typed)
        problem = await self.form.ask(AddField, id=_fresh_id(), key=key, name=typed)
        fresh.complain(problem)
        if problem is None:
            self.form.drafts.forget({fresh.name: typed})
            self.rows.refresh()


def _fresh_id() -> str:
    return new_id(time.time_ns() // 1_000_000)
