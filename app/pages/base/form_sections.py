"""Parts of forms that creating and changing a workshop share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from nicegui import ui

from app.pages.base.parts import Field, plain, tagged
from app.pages.base.words import step_name, t
from app.texts import texts
from facilitation.limits import TEXT_LIMIT
from facilitation.model import Step


@contextmanager
def section(number: int, title: str, aside: str = "") -> Iterator[None]:
    """A numbered step of a form."""
    with plain("section", "step-section").props(f"id=step-{number}"):
        with plain("div", "step-head"):
            with plain("h2"):
                ui.label(str(number))
                ui.label(title)
            if aside:
                ui.label(aside).classes("muted")
        yield


class Audience(Field):
    """For whom: one of the suggestions, or any other words."""

    def __init__(self, suggestions: list[str], value: str) -> None:
        tagged("h3", t("setup.for_whom"), "label")
        with plain("div", "choices").props(f'role=group aria-label="{t("setup.audience")}"'):
            self._choices = {name: self._choice(name) for name in suggestions}
        super().__init__("audience", t("setup.audience_other"), value)
        self.input.on_value_change(self._show)
        self._show()

    def _choice(self, name: str) -> ui.element:
        # In the browser, as if typed: chosen is drafted like typed, and survives a restart too.
        fill = f"() => window.zrFill('audience', {json.dumps(name)})"
        with plain("button", "choice").props("type=button").on("click", js_handler=fill) as choice:
            plain("i", "radio")
            ui.label(name)
        return choice

    def _show(self) -> None:
        for name, choice in self._choices.items():
            choice.props(f"aria-pressed={'true' if name == self.text else 'false'}")


def question_fields(
    agenda: Iterable[Step], asked: Mapping[str, str], year: int, language: str
) -> Iterator[Field]:
    """A question per step. Left empty, every phone asks our question in its own language."""
    tagged("h3", t("setup.questions"))
    tagged("p", t("setup.questions_text"), "muted")
    for step in agenda:
        field = question_field(f"question.{step.id}", step, asked.get(step.id, ""))
        yield field.placeholder(usual_question(step, year, language))


def question_field(name: str, step: Step, value: str) -> Field:
    """In several lines: a question that one sees only half of is not read again before it is asked."""
    label = t("setup.question_at", step=step_name(step))
    return Field(name, label, value, lines=2, limit=TEXT_LIMIT)


def usual_question(step: Step, year: int, language: str) -> str:
    """Ours, on one line: some browsers show line ends in grey text, others do not."""
    return texts(language).t(f"common.question.{step.kind}", year=year).replace("\n", " ")
