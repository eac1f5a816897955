"""The running workshop: the console fills the page and is its own application inside it."""

from __future__ import annotations

from typing import Any

from fastapi.responses import Response
from nicegui import ui

from app.pages.base.frame import not_here
from app.pages.base.words import language
from app.paths import ASSETS
from app.web import bundle
from app.web.shell import boot
from app.workplace.workplace import hall


class Console(ui.element, component=ASSETS / "components" / "console_element.js"):
    """The frame of the Vue console. Built once; NiceGUI never renders inside."""

    def __init__(self, bundle: str, given: dict[str, Any]) -> None:
        super().__init__()
        self.props["bundle"] = bundle
        self.props["boot"] = given


def build(code: str) -> Response | None:
    """At /m/w/CODE."""
    scope = hall().scope_of(code)
    if scope is None:
        return not_here()
    state = hall().state(scope)
    ui.page_title(f"{state.workshop.title} · Zielrunde")
    # The console says itself whether it is connected, so NiceGUI's notice must not cover it.
    ui.add_head_html("<style>#popup.nicegui-error-popup { display: none }</style>")
    ui.add_head_html(f'<link rel="stylesheet" href="{bundle.url("console.css")}">')
    Console(bundle.bundle_url("console"), boot(hall(), "moderator", language(), state, "console"))
    return None
