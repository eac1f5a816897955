"""Preparing a workshop: everything can be changed, at any time, and is saved on leaving a field."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from nicegui import ui

from app.pages.base import template
from app.pages.base.form_sections import Audience, question_fields, section, usual_question
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import Drafts, Field, button, icon, more, plain, tagged
from app.pages.base.trouble import Notice
from app.pages.base.words import language, step_name, t
from app.pages.base.workshop_page import WorkshopPage
from app.pages.differences import open_pairs
from app.pages.setup import readiness
from app.pages.setup.languages import QuestionsIn, Spoken
from app.pages.setup.lists import FieldsOfAction, Tables
from app.paths import ASSETS
from app.qr import svg
from app.texts import name_of
from app.workplace.contact import stored_contact
from facilitation.commands import ChangeWorkshop, Command, Undo
from facilitation.limits import NAME_LIMIT
from facilitation.model import Entity, Workshop
from facilitation.undo import to_undo

STEPS = ("occasion", "place", "tables", "fields", "agenda", "hall")
"""Their names are `setup.step.<id>`."""

LOOK_SECONDS = 3.0

UNDONE_HERE = (
    "workshop_changed",
    "dialogue_followed",
    "group_added",
    "group_changed",
    "group_removed",
    "field_added",
    "field_changed",
    "field_removed",
    "question_translated",
)
"""What can be taken back on this page. Steps of the running workshop are taken back where one sees them."""


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE/setup."""
    page = Setup(context)
    with frame(context.workplace, t("setup.prepare_workshop"), context.title) as actions:
        with actions:
            page.differences()
            page.undo_button()
            help_link()
        with plain("div", "columns setup"):
            page.steps()
            with plain("div", "main-column form"):
                page.form()
            page.ready()
        page.drafts = Drafts(f"w.{context.workshop.id}")
        ui.timer(LOOK_SECONDS, page.look)


class Setup:
    """One moderator's view of the form. Knows no values: what is true is in the rooms."""

    drafts: Drafts

    def __init__(self, context: WorkshopPage) -> None:
        self.context = context
        # Restored drafts of several fields arrive together; each is to build on the one before.
        self._one_by_one = asyncio.Lock()
        self._shown: object = None
        self.questions_in = QuestionsIn(self)
        self.tables, self.fields = Tables(self), FieldsOfAction(self)
        self._asked: list[Field] = []

    @property
    def workshop(self) -> Workshop:
        return self.context.workshop

    def checks(self) -> list[readiness.Check]:
        workplace = self.context.workplace
        # A phone that tried the hall check has been here, too.
        people = workplace.rooms.people(self.workshop.code) + len(workplace.phones.reports())
        contact = stored_contact(workplace.settings)
        name = contact.name if contact else ""
        return list(readiness.checks(self.context.state, workplace.invitations.address, people, name))

    # --- saving ---

    async def ask(self, command: type[Command], **values: object) -> str | None:
        """Asks for a change and shows around the form what has become of it."""
        problem = await self.context.ask(command, **values)
        self.refresh()
        return problem

    def look(self) -> None:
        """Notices a phone that has joined, a new address, and what another moderator changed."""
        if self.context.is_here and self._now() != self._shown:
            self.refresh()

    def _now(self) -> object:
        """What stands around the form depends on it."""
        step = to_undo(self.context.state)
        differences = len(open_pairs(self.context.workplace.rooms, self.context.room_id))
        return self.checks(), step and step.seq, self.tables.ids(), self.fields.ids(), differences

    def refresh(self) -> None:
        self.questions_in.look()
        self.tables.look()
        self.fields.look()
        self._look_at_questions()
        self.differences.refresh()
        self.undo_button.refresh()
        self.steps.refresh()
        self.ready.refresh()

    def saves(self, field: Field, change: Callable[[str], dict[str, object]]) -> Field:
        """`change` turns what is typed into the workshop's new values."""

        async def save() -> None:
            typed = field.text
            problem = await self.change(lambda: change(typed))
            field.complain(problem)
            if problem is None:
                self.drafts.forget({field.name: typed})

        return field.on_done(save)

    async def change(self, values: Callable[[], dict[str, object]]) -> str | None:
        """`values` is called when it is this change's turn, so that it builds on the one before."""
        async with self._one_by_one:
            return await self.ask(ChangeWorkshop, **{**self.kept(ChangeWorkshop, self.workshop), **values()})

    def kept(self, command: type[Command], entity: Entity) -> dict[str, object]:
        """What such a command says where nothing is changed: it names all, and a form shows only some."""
        now = self.context.state.find(type(entity), entity.id) or entity
        return {name: getattr(now, name) for name in command.model_fields if name != "type"}

    def _plain(self, field: Field, empty: object = "") -> Field:
        return self.saves(field, lambda typed: {field.name: typed or empty})

    # --- the form ---

    def form(self) -> None:
        now = self.workshop
        with section(1, t("setup.step.occasion")):
            self._plain(Field("title", t("setup.workshop_title"), now.title, limit=NAME_LIMIT))
            self._plain(Audience(template.audiences(language()), now.audience))
            Spoken(self).build()
        with section(2, t("setup.step.place")), plain("div", "pair"):
            self._plain(Field("place", t("setup.place"), now.place))
            self._plain(Field("date", t("setup.date"), now.date, calendar=True))
        with section(3, t("setup.step.tables")):
            self.tables.build()
        with section(4, t("setup.step.fields")):
            self.fields.rows()
        with section(5, t("setup.step.agenda")):
            self._agenda(now)
        with section(6, t("setup.step.hall")):
            self._hall()

    def _agenda(self, now: Workshop) -> None:
        with plain("div", "pair"):
            self._plain(Field("target_year", t("common.target_year"), now.target_year, digits=True, limit=4))
            limit = Field("card_limit", t("setup.card_limit"), now.card_limit, digits=True, limit=4)
            self._plain(limit.placeholder(str(template.CARD_LIMIT)), template.CARD_LIMIT)
        with more(t("setup.questions_change")):
            for field in question_fields(now.agenda, now.questions, now.target_year, now.language):
                self._asked.append(field)
                self._question(field)
        self.questions_in.fields()

    def _question(self, field: Field) -> None:
        self.saves(field, lambda typed: {"questions": self._questions(field, typed)})

    def _look_at_questions(self) -> None:
        """Our questions name the target year."""
        now = self.workshop
        steps = {f"question.{step.id}": step for step in now.agenda}
        for field in self._asked:
            if field.name in steps:  # another laptop's agenda may have come in
                field.placeholder(usual_question(steps[field.name], now.target_year, now.language))

    def _questions(self, field: Field, typed: str) -> dict[str, str]:
        asked = {**self.workshop.questions, field.name.removeprefix("question."): typed}
        return {id: question for id, question in asked.items() if question}

    def _hall(self) -> None:
        tagged("p", t("setup.hall_text"))
        with plain("ol", "recipe"):
            for n in range(1, 6):
                tagged("li", t(f"setup.hall_{n}"))
        with plain("div", "form-row"):
            link_button(t("setup.hall_check_open"), "/m/hall", "wifi")
            link_button(t("setup.statement_open"), "/accessibility", new_tab=True)

    # --- around the form ---

    @ui.refreshable_method
    def steps(self) -> None:
        """The left column."""
        open_steps = {check.step for check in self.checks() if not check.ok}
        with plain("nav", "side steps"):
            tagged("h2", t("setup.steps"))
            for number, id in enumerate(STEPS, 1):
                with plain("a", "step-link").props(f"href=#step-{number}"):
                    ui.label(str(number)).classes("number")
                    ui.label(t(f"setup.step.{id}")).classes("grow")
                    icon("pencil" if number in open_steps else "saved")
            Where()
            tagged("p", t("setup.any_time"), "muted side-foot")

    @ui.refreshable_method
    def ready(self) -> None:
        """The right column: what is ready, what to hang up, and the door."""
        with plain("aside", "side paper-side"):
            self._poster()
            tagged("h2", t("setup.ready"))
            self._shown = self._now()
            for check in self.checks():
                _check_line(check)
            with plain("div", "side-foot"):
                link_button(t("setup.open"), f"/m/w/{self.workshop.code}", "arrow", filled=True)
                tagged("p", t("setup.open_text"), "muted")

    def _poster(self) -> None:
        code = self.workshop.code
        with plain("div", "qr-strip"):
            with plain("div", "qr-paper"):
                ui.html(svg(self.context.workplace.invitations.join_url(code)), sanitize=False)
                ui.label(code).classes("code")
            with plain("div"):
                tagged("h3", t("setup.poster"))
                tagged("p", t("setup.poster_text"))
                link_button(t("common.print"), f"/m/w/{code}/print", "print", new_tab=True)

    @ui.refreshable_method
    def differences(self) -> None:
        """The way to them, while somebody has to choose."""
        if count := len(open_pairs(self.context.workplace.rooms, self.context.room_id)):
            to = f"/m/w/{self.workshop.code}/differences"
            link_button(t("setup.differences_choose", count=count), to, "warning")

    @ui.refreshable_method
    def undo_button(self) -> None:
        step = to_undo(self.context.state)
        if step and step.name in UNDONE_HERE:
            name = t(f"console.step.{step.name}")
            button(f"{t('common.undo')}: {name}", lambda seq=step.seq: self._undo(seq), "undo")

    async def _undo(self, seq: int) -> None:
        problem = await self.context.ask(Undo, seq=seq)
        Notice.say(problem)
        if problem is None:  # any field may hold the old value again
            self.drafts.forget_all()
            ui.navigate.reload()
        else:
            self.undo_button.refresh()


class Where(ui.element, component=ASSETS / "components" / "pages" / "where_element.js"):
    """In the list of steps: marks the one that is read now."""


def _check_line(check: readiness.Check) -> None:
    with plain("div", "check"):
        icon("saved" if check.ok else "warning")
        with plain("div"):
            if check.ok:
                tagged("p", _sentence(check, "yes"), "strong")
            else:
                with plain("a", "check-link").props(f'href="{check.link or f"#step-{check.step}"}"'):
                    tagged("p", _sentence(check, "no"), "strong")
                tagged("p", _sentence(check, "hint"), "muted")


def _sentence(check: readiness.Check, which: str) -> str:
    given: dict[str, Any] = dict(check.params)
    if check.id == "questions":
        given["step"] = step_name(given.pop("asked_in"))
        given["languages"] = ", ".join(name_of(code) for code in given["missing"])
    key = f"setup.ready.{check.id}.{which}"
    return t(key, **{**given, "count": given["missing"]} if check.id == "seats" else given)
