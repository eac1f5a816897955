"""The running workshop: the console fills the page and is its own application inside it."""

from __future__ import annotations

from typing import Any

from nicegui import ui

from app.pages.base.words import language
from app.pages.base.workshop_page import WorkshopPage
from app.paths import ASSETS
from app.web import bundle
from app.web.shell import page_data


class Console(ui.element, component=ASSETS / "components" / "console" / "console_element.js"):
    """The frame of the Vue console. Built once; NiceGUI never renders inside."""

    def __init__(self, bundle: str, given: dict[str, Any]) -> None:
        super().__init__()
        self.props["bundle"] = bundle
        self.props["boot"] = given


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE."""
    ui.page_title(f"{context.workshop.title} · Zielrunde")
    # The console says itself whether it is connected, so NiceGUI's notice must not cover it.
    ui.add_head_html("<style>#popup.nicegui-error-popup { display: none }</style>")
    ui.add_head_html(f'<link rel="stylesheet" href="{bundle.url("console.css")}">')
    given = page_data(context.workplace.invitations, "moderator", language(), context.state, "console")
    Console(bundle.bundle_url("console"), given)
