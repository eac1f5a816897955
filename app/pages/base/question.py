"""Before something ends, or is deleted: a question with one answer that acts and one that changes nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence

from nicegui import ui

from app.pages.base.parts import Handler, button, plain, tagged
from app.pages.base.trouble import Notice
from app.pages.base.words import t
from app.paths import ASSETS


class Question(ui.element, component=ASSETS / "components" / "pages" / "question_element.js"):
    """Open from its making until it is answered. `between`: builds what stands between words and answers;
    `leave`: the answer that changes nothing, where nothing was under way that could be cancelled."""

    def __init__(
        self,
        title: str,
        words: Sequence[str],
        answer: str,
        act: Handler,
        *,
        between: Callable[[], object] | None = None,
        leave: str = "",
    ) -> None:
        with Notice.page():  # what it was asked from may be drawn anew meanwhile
            super().__init__()
        self._act: Handler | None = act
        heading = f"question-{self.id}"
        self.classes("question").props(f"aria-labelledby={heading}").on("closed", self._gone)
        with self:
            tagged("h2", title).props(f"id={heading} dir=auto")
            for sentence in words:
                tagged("p", sentence).props("dir=auto")
            if between is not None:
                between()
            with plain("div", "question-foot"):
                button(leave or t("common.cancel"), self.close)
                button(answer, self._answered, filled=True)

    def close(self) -> None:
        self.run_method("close")

    async def _answered(self) -> None:
        act, self._act = self._act, None
        if act is None:  # who presses twice means it once
            return
        page = Notice.page()
        self.close()
        with page:  # the question may be gone before its deed is done
            deed = act()
            if inspect.isawaitable(deed):
                await deed

    def _gone(self) -> None:
        if not self.is_deleted:
            self.delete()
