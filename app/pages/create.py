"""A new dialogue with its first workshop, or one more workshop: one form, ready in under a minute."""

from __future__ import annotations

import time
from datetime import date

from nicegui import ui

from app.halls import hall
from app.pages import template
from app.pages.frame import frame, help_link
from app.pages.parts import Drafts, Field, Stepper, button, plain, tagged
from app.pages.sections import Audience, more, question_fields, section
from app.pages.trouble import Notice, ask
from app.pages.words import language, t
from facilitation.commands import CreateDialogue, CreateWorkshop
from facilitation.ids import new_id
from facilitation.model import Dialogue


def build(dialogue: str = "") -> None:
    """At /m/new; with ?dialogue=ID one more workshop of that dialogue."""
    known = next((d for d in hall().dialogues() if d.id == dialogue), None)
    title = t("setup.new_workshop") if known else t("setup.new_dialogue")
    with frame(title, known.title if known else "") as actions:
        with actions:
            help_link()
        NewWorkshop(known)


class NewWorkshop:
    """The form. Its ids are made once, so that pressing twice makes one workshop."""

    def __init__(self, dialogue: Dialogue | None) -> None:
        self.dialogue = dialogue
        now = time.time_ns() // 1_000_000
        self.dialogue_id = dialogue.id if dialogue else new_id(now)
        self.id, self.code = new_id(now), hall().new_code()
        self.fields: dict[str, Field] = {}
        with plain("div", "columns create"):
            with plain("div", "main-column form"):
                self._form()
            with plain("aside", "side paper-side"):
                self._create_button()
        self.drafts = Drafts(f"new.{dialogue.id if dialogue else ''}")

    def _form(self) -> None:
        steps = iter(range(1, 9))
        if self.dialogue is None:
            with section(next(steps), t("setup.dialogue")):
                self._dialogue_fields()
        with section(next(steps), t("setup.step.occasion")):
            self._audience_fields()
        with section(next(steps), t("setup.place_and_time")), plain("div", "pair"):
            self._add(Field("place", t("setup.place")))
            self._add(Field("date", t("setup.date"), date.today().isoformat(), calendar=True))
        with section(next(steps), t("setup.tables")), plain("div", "pair"):
            self._add(Stepper("tables", t("setup.how_many_tables"), template.tables(), 1, 100))
            expected = template.tables() * template.SEATS
            self._add(Stepper("expected", t("setup.how_many_people"), expected, 0, 5000))
        with more(t("setup.more")):
            self._more_fields()

    def _dialogue_fields(self) -> None:
        year = date.today().year + template.YEARS_AHEAD
        with plain("div", "pair wide-first"):
            self._add(Field("dialogue_title", t("setup.title"), template.name(language()), limit=120))
            self._add(Field("target_year", t("common.target_year"), year, digits=True, limit=4))
        self._add(Field("host", t("setup.host"), hint=t("setup.host_hint")))

    def _audience_fields(self) -> None:
        suggestions = template.audiences(language())
        self._add(Audience(suggestions, suggestions[0]))

    def _more_fields(self) -> None:
        self._add(Field("title", t("setup.workshop_title"), hint=t("setup.workshop_title_hint"), limit=120))
        names = "\n".join(template.fields(language()))
        self._add(
            Field("fields", t("setup.fields"), names, lines=9, hint=t("setup.one_per_line"), limit=5000)
        )
        self._add(Field("card_limit", t("setup.card_limit"), template.CARD_LIMIT, digits=True, limit=4))
        usual = date.today().year + template.YEARS_AHEAD
        for field in question_fields({}, self.dialogue.target_year if self.dialogue else usual):
            self._add(field)

    def _add(self, field: Field) -> None:
        self.fields[field.name] = field

    def _create_button(self) -> None:
        tagged("h2", t("setup.new_workshop"))
        tagged("p", t("setup.create_text"), "muted")
        with plain("div", "side-foot"):
            button(t("setup.create"), self._create, "arrow", filled=True).classes("next-step")
            tagged("p", t("setup.change_later"), "muted")

    def text(self, name: str) -> str:
        return self.fields[name].text

    def lines(self, name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

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
        if self.dialogue is not None or self._is_there():
            return None
        title, year = self.text("dialogue_title"), self.text("target_year")
        return await ask(
            self.dialogue_id,
            CreateDialogue,
            id=self.dialogue_id,
            title=title,
            host=self.text("host"),
            target_year=year,
        )

    def _is_there(self) -> bool:
        """The first press has made the dialogue, and only the workshop was refused."""
        return any(d.id == self.dialogue_id for d in hall().dialogues())

    async def _create_workshop(self) -> str | None:
        dialogue = next(d for d in hall().dialogues() if d.id == self.dialogue_id)
        if hall().scope_of(self.code):  # pressed twice
            return None
        tables = self.fields["tables"]
        count = (tables.number or 0) if isinstance(tables, Stepper) else 0
        return await ask(
            self.id,
            CreateWorkshop,
            id=self.id,
            dialogue_id=dialogue.id,
            dialogue_title=dialogue.title,
            code=self.code,
            title=self.text("title") or self.text("audience"),
            audience=self.text("audience"),
            place=self.text("place"),
            date=self.text("date"),
            language=language(),
            target_year=dialogue.target_year,
            expected=self.text("expected") or 0,
            card_limit=self.text("card_limit") or template.CARD_LIMIT,
            groups=tuple(template.table(language(), n + 1) for n in range(min(count, 101))),
            fields=self.lines("fields"),
            questions=self._questions(),
        )

    def _questions(self) -> dict[str, str]:
        asked = {name: field.text for name, field in self.fields.items() if name.startswith("question.")}
        return {name.removeprefix("question."): text for name, text in asked.items() if text}
