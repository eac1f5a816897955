"""The moderators' pages, made with NiceGUI. They ask the hall and never touch storage."""

from __future__ import annotations

import logging

from nicegui import app

from app.pages import access, differences, documents, login, manual, run
from app.pages.base.frame import error_page, serve
from app.pages.base.trouble import is_an_error, say_unexpected
from app.pages.printing import sheets, slips
from app.pages.setup import form
from app.pages.start import create, dialogue, home
from app.pages.venue_check import report

PAGES = {
    "/m": home.build,
    "/m/new": create.build,
    "/m/d/{id}": dialogue.build,
    "/m/w/{code}": run.build,
    "/m/w/{code}/setup": form.build,
    "/m/w/{code}/print": sheets.build,
    "/m/w/{code}/slips": slips.build,
    "/m/w/{code}/documents": documents.build,
    "/m/w/{code}/differences": differences.build,
    "/m/access": access.build,
    "/m/hall": report.build,
    "/m/help": manual.build,
}


def register() -> None:
    """Defines all pages. All but the login are for signed-in moderators only."""
    serve("/m/login", login.build, guarded=False)
    for path, build in PAGES.items():
        serve(path, build)
    logging.getLogger("nicegui").addFilter(is_an_error)
    app.on_exception(say_unexpected)
    app.on_page_exception(error_page)
