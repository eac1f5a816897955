"""The short help, in the moderator's language."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from app.pages.base.frame import frame, link_button
from app.pages.base.parts import plain
from app.pages.base.words import language, t
from app.workplace.workplace import Workplace

_TEXTS = Path(__file__).parent / "help"


def build(workplace: Workplace) -> None:
    """At /m/help."""
    with frame(workplace, t("common.help")) as actions:
        with actions:
            link_button(t("setup.to_start"), "/m", "arrow")
        with plain("section", "narrow help"):
            ui.markdown((_TEXTS / f"{language()}.md").read_text("utf-8"), extras=["header-ids"])
