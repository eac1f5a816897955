"""A new dialogue with its first workshop, or one more workshop: one form, ready in under a minute."""

from __future__ import annotations

import time
from datetime import date

from fastapi.responses import Response
from nicegui import ui

from app.pages.base import template
from app.pages.base.form_sections import Audience, question_fields, section, usual_question
from app.pages.base.frame import frame, help_link, not_here
from app.pages.base.parts import Drafts, Field, Stepper, button, more, plain, tagged, whole_number
from app.pages.base.trouble import Notice, ask
from app.pages.base.words import language, t
from app.pages.start.beginning import TEMPLATE, Beginning, Home, copy_of, last_of, of_dialogue
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace
from facilitation.commands import CreateDialogue, CreateWorkshop
from facilitation.ids import new_id
from facilitation.limits import FIELDS, MOST_PEOPLE, NAME_LIMIT, TABLES
from facilitation.text import clean_line

FIELDS_LENGTH = FIELDS * (NAME_LIMIT + 1)  # so many fields of action, each as long as it may be


def build(workplace: Workplace, dialogue: str = "", like: str = "", copy: str = "") -> Response | None:
    """At /m/new; with ?dialogue=ID one more workshop of that dialogue, with ?copy=CODE one like that."""
    begin, title = Beginning(), t("setup.new_dialogue")
    rooms = workplace.rooms
    known = next((d for d in rooms.dialogues() if d.id == dialogue), None)
    if copy:
        room_id = rooms.room_id_of(copy)
        if room_id is None:
            return not_here()
        begin, title = copy_of(rooms, rooms.state(room_id).workshop), t("setup.copy_title")
    elif known:
        begin, title = of_dialogue(rooms, known, like), t("setup.new_workshop")
    with frame(workplace, title, begin.home.title if begin.home else "") as actions:
        with actions:
            help_link()
        NewWorkshop(rooms, begin)
    return None


class NewWorkshop:
    """The form. Its ids are made once, so that pressing twice makes one workshop."""

    def __init__(self, rooms: Rooms, begin: Beginning) -> None:
        self.rooms, self.begin = rooms, begin
        now = time.time_ns() // 1_000_000
        self.dialogue_id = begin.home.id if begin.home else new_id(now)
        self.id, self.code = new_id(now), rooms.new_code()
        self.fields: dict[str, Field] = {}
        with plain("div", "columns create"):
            with plain("div", "main-column form"):
                self._choice()
                self._form()
            with plain("aside", "side paper-side"):
                self._create_button()
        self.drafts = Drafts(begin.drafts)

    def _choice(self) -> None:
        """Like the dialogue's last workshop, or from the template; of a copy only what comes along."""
        home, last = self.begin.home, last_of(self.rooms, self.dialogue_id)
        if self.begin.copied:
            tagged("p", t("setup.copy_text"), "copy-text")
        elif home and last:
            tagged("h2", t("setup.begin"), "label")
            with plain("nav", "choices begin").props(f'aria-label="{t("setup.begin")}"'):
                here = f"/m/new?dialogue={home.id}"
                like = self.begin.like is not None
                _way(t("setup.begin_like", title=last.title), t("setup.begin_like_text"), here, like)
                other = f"{here}&like={TEMPLATE}"
                _way(t("setup.begin_template"), t("setup.begin_template_text"), other, not like)

    def _form(self) -> None:
        steps = iter(range(1, 9))
        if self.begin.home is None:
            with section(next(steps), t("setup.dialogue")):
                self._dialogue_fields()
        with section(next(steps), t("setup.step.occasion")):
            self._audience_fields()
        with section(next(steps), t("setup.place_and_time")), plain("div", "pair"):
            self._add(Field("place", t("setup.place"), self.begin.place))
            self._add(Field("date", t("setup.date"), date.today().isoformat(), calendar=True))
        with section(next(steps), t("setup.tables")), plain("div", "pair"):
            self._add(Stepper("tables", t("setup.how_many_tables"), self.begin.tables, 1, TABLES))
            expected = self.begin.expected
            people = Stepper("expected", t("setup.how_many_people"), expected, 0, MOST_PEOPLE)
            self._add(people.placeholder("0"))
        with more(t("setup.more")):
            self._more_fields()

    def _dialogue_fields(self) -> None:
        year = self.begin.year
        with plain("div", "pair wide-first"):
            self._add(Field("dialogue_title", t("setup.title"), template.name(language()), limit=NAME_LIMIT))
            self._add(Field("target_year", t("common.target_year"), year, digits=True, limit=4))
        self._add(Field("host", t("setup.host"), hint=t("setup.host_hint")))

    def _audience_fields(self) -> None:
        suggestions = template.audiences(language())
        self._add(Audience(suggestions, self.begin.audience or suggestions[0]))

    def _more_fields(self) -> None:
        title, hint = t("setup.workshop_title"), t("setup.workshop_title_hint")
        self._add(Field("title", title, self.begin.title, hint=hint, limit=NAME_LIMIT))
        names = "\n".join(self.begin.field_names())
        self._add(
            Field(
                "fields", t("setup.fields"), names, lines=9, hint=t("setup.one_per_line"), limit=FIELDS_LENGTH
            )
        )
        limit = Field("card_limit", t("setup.card_limit"), self.begin.card_limit, digits=True, limit=4)
        self._add(limit.placeholder(str(template.CARD_LIMIT)))
        spoken = str(self.begin.settings()["language"])
        for field in question_fields(self.begin.agenda, self.begin.questions, self.begin.year, spoken):
            self._add(field)
        if "target_year" in self.fields:
            self.fields["target_year"].input.on_value_change(lambda: self._grey(spoken))

    def _grey(self, spoken: str) -> None:
        """Our questions name the target year that is being typed."""
        year = whole_number(self.text("target_year"))
        steps = {f"question.{step.id}": step for step in self.begin.agenda}
        for field in self._asked():
            field.placeholder(usual_question(steps[field.name], year or self.begin.year, spoken))

    def _asked(self) -> list[Field]:
        return [field for name, field in self.fields.items() if name.startswith("question.")]

    def _add(self, field: Field) -> None:
        self.fields[field.name] = field

    def _create_button(self) -> None:
        tagged("h2", t("setup.new_workshop"))
        if self.begin.like is None:  # else it begins with another workshop, as is said above the form
            tagged("p", t("setup.create_text"), "muted")
        with plain("div", "side-foot"):
            button(t("setup.create"), self._create, "arrow", filled=True).classes("next-step")
            tagged("p", t("setup.change_later"), "muted")

    def text(self, name: str) -> str:
        return self.fields[name].text

    def lines(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, map(clean_line, self.text(name).splitlines())))

    async def _create(self) -> None:
        problem = self._check() or await self._create_dialogue() or await self._create_workshop()
        Notice.say(problem)
        if problem is None:
            self.drafts.forget_all()
            ui.navigate.to(f"/m/w/{self.code}/setup")

    def _check(self) -> str | None:
        """Says at the field what is missing. Whatever has a good default is not asked for."""
        needed = [name for name in ("dialogue_title", "audience", "tables") if name in self.fields]
        missing = [name for name in needed if not self.text(name)]
        for name in needed:
            self.fields[name].complain(t(f"setup.missing.{name}") if name in missing else None)
        return t("setup.missing.something") if missing else None

    async def _create_dialogue(self) -> str | None:
        if self.begin.home is not None or self._is_there():
            return None
        title, year = self.text("dialogue_title"), self.text("target_year")
        return await ask(
            self.rooms,
            self.dialogue_id,
            CreateDialogue,
            id=self.dialogue_id,
            title=title,
            host=self.text("host"),
            target_year=year,
        )

    def _is_there(self) -> bool:
        """The first press has made the dialogue, and only the workshop was refused."""
        return any(d.id == self.dialogue_id for d in self.rooms.dialogues())

    def _home(self) -> Home:
        if self.begin.home:
            return self.begin.home
        made = next(d for d in self.rooms.dialogues() if d.id == self.dialogue_id)
        return Home(made.id, made.title, made.target_year)

    async def _create_workshop(self) -> str | None:
        if self.rooms.room_id_of(self.code):  # pressed twice
            return None
        tables, home = self.fields["tables"], self._home()
        count = (tables.number or 0) if isinstance(tables, Stepper) else 0
        return await ask(
            self.rooms,
            self.id,
            CreateWorkshop,
            id=self.id,
            dialogue_id=home.id,
            dialogue_title=home.title,
            code=self.code,
            title=self.text("title") or self.text("audience"),
            audience=self.text("audience"),
            place=self.text("place"),
            date=self.text("date"),
            target_year=home.target_year,
            expected=self.text("expected") or 0,
            card_limit=self.text("card_limit") or template.CARD_LIMIT,
            groups=self.begin.groups(min(count, 101)),
            fields=self.begin.fields(self.rooms, self.lines("fields")),
            questions=self._questions(),
            **self.begin.settings(),
        )

    def _questions(self) -> dict[str, str]:
        return {field.name.removeprefix("question."): field.text for field in self._asked() if field.text}


def _way(text: str, aside: str, target: str, chosen: bool) -> None:
    """One of the ways to begin: a page of its own, so that what is typed belongs to one of them."""
    with plain("a", "choice").props(f'href="{target}"') as link:
        plain("i", "radio")
        with plain("span", "grow"):
            ui.label(text).props("dir=auto")
            ui.label(aside).classes("muted")
    if chosen:
        link.props("aria-current=true")
