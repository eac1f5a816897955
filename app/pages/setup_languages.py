"""Which languages are spoken in the hall, on a workshop's form."""

from __future__ import annotations

from nicegui import ui

from app.pages.parts import icon, plain, tagged
from app.pages.setup_lists import Form
from app.pages.words import t
from app.texts import LANGUAGES, ordered


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

        async def turn() -> None:
            await self.form.change(lambda: {"languages": self._turned(code)})
            show()

        switch.on("click", turn)
        show()

    def _turned(self, code: str) -> list[str]:
        return ordered(set(self.form.workshop.languages) ^ {code})
