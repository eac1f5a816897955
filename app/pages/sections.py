"""Parts of forms that creating and changing a workshop share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from nicegui import ui

from app.pages.parts import Field, icon, plain, tagged
from app.pages.words import t
from facilitation.phases import PHASES


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


@contextmanager
def more(title: str) -> Iterator[None]:
    """What most people leave as it is. Folded by the browser, so the fields are always there."""
    with plain("details", "more"):
        with plain("summary"):
            icon("chevron")
            ui.label(title)
        with plain("div", "more-body"):
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


def question_fields(asked: Mapping[str, str], year: int) -> Iterator[Field]:
    """A question per phase. Left empty, every phone asks our question in its own language."""
    tagged("h3", t("setup.questions"))
    tagged("p", t("setup.questions_text"), "muted")
    for phase in PHASES:
        label = t(f"common.phase.{phase.id}")
        ours = t(f"common.question.{phase.id}", year=year).replace("\n", " ")
        field = Field(f"question.{phase.id}", label, asked.get(phase.id, ""), limit=2000)
        yield field.placeholder(ours)
