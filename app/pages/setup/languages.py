"""Which languages are spoken in the hall, and the questions in them, on a workshop's form."""

from __future__ import annotations

from nicegui import ui

from app.pages.base.form_sections import question_field, usual_question
from app.pages.base.parts import Field, icon, lasting, more, plain, tagged
from app.pages.base.trouble import Notice
from app.pages.base.words import t
from app.pages.setup.lists import Form
from app.texts import LANGUAGES, direction, name_of, ordered
from facilitation.commands import AskIn
from facilitation.model import Step
from facilitation.questions import own_question


class Spoken:
    """One switch per language besides the workshop's own. Those switched on come first on the phones."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def build(self) -> None:
        own = self.form.workshop.language
        tagged("h3", t("setup.languages"), "label")
        tagged("p", t("setup.languages_text"), "muted")
        with plain("div", "choices short").props(f'role=group aria-label="{t("setup.languages")}"'):
            for code, name in LANGUAGES:
                if code != own:
                    self._switch(code, name)

    def _switch(self, code: str, name: str) -> None:
        with plain("button", "choice").props(f"type=button lang={code}").mark(f"language.{code}") as switch:
            mark = icon("plus")
            ui.label(name).props("dir=auto")

        def show() -> None:
            on = code in self.form.workshop.languages
            switch.props(f"aria-pressed={'true' if on else 'false'}")
            mark.become("check" if on else "plus")

        async def toggle() -> None:
            Notice.say(await self.form.change(lambda: {"languages": self._toggled(code)}))
            show()

        switch.on("click", lasting(toggle))
        show()

    def _toggled(self, code: str) -> list[str]:
        return ordered(set(self.form.workshop.languages) ^ {code})


class QuestionsIn:
    """The moderator's questions in the hall's other languages, a field for each; folded per language."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._shown: tuple[str, ...] = ()
        self._questions: list[tuple[str, str, Field]] = []

    def look(self) -> None:
        """Notices a language that was switched on or off; what is being typed stays where it is."""
        if self.form.workshop.languages != self._shown:
            self.fields.refresh()
        steps = {step.id: step for step in self.form.workshop.agenda}
        for code, id, field in self._questions:
            if id in steps:  # another laptop's agenda may have come in
                self._grey(code, steps[id], field)

    @ui.refreshable_method
    def fields(self) -> None:
        self._shown = self.form.workshop.languages
        self._questions.clear()
        for code in self._shown:
            with more(t("setup.questions_in", language=name_of(code))):
                tagged("p", t("setup.questions_in_text"), "muted")
                for step in self.form.workshop.agenda:
                    self._field(code, step)

    def _field(self, code: str, step: Step) -> None:
        field = question_field(f"question.{code}.{step.id}", step, step.questions_in.get(code, ""))
        self._grey(code, step, field)
        self._questions.append((code, step.id, field))

        async def save() -> None:
            typed = field.text
            problem = await self.form.ask(AskIn, language=code, phase=step.id, text=typed)
            field.complain(problem)
            if problem is None:
                self.form.drafts.forget({field.name: typed})

        field.on_done(save)

    def _grey(self, code: str, step: Step, field: Field) -> None:
        """What phones in this language ask as long as nothing is typed here, in its own direction."""
        now = self.form.workshop
        own, spoken = own_question(now, step, code, without=code)
        field.placeholder(own or usual_question(step, now.target_year, code))
        shown = code if field.text or not own else spoken
        field.input.props(f"lang={shown} dir={direction(shown)}")
