"""The moderators' pages, made with NiceGUI. They are handed the workplace and never touch storage."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from nicegui import app

from app.pages import access, differences, documents, login, manual, run
from app.pages.base.frame import error_page, serve
from app.pages.base.guard import Guard
from app.pages.base.trouble import is_an_error, say_unexpected
from app.pages.base.workshop_page import of_workshop
from app.pages.printing import sheets, slips
from app.pages.setup import form
from app.pages.start import create, dialogue, home
from app.pages.venue_check import report
from app.workplace.workplace import Workplace

PAGES: dict[str, Callable[..., Any]] = {
    "/m": home.build,
    "/m/new": create.build,
    "/m/d/{id}": dialogue.build,
    "/m/w/{code}": of_workshop(run.build),
    "/m/w/{code}/setup": of_workshop(form.build),
    "/m/w/{code}/print": of_workshop(sheets.build),
    "/m/w/{code}/slips": of_workshop(slips.build),
    "/m/w/{code}/documents": of_workshop(documents.build),
    "/m/w/{code}/differences": of_workshop(differences.build),
    "/m/access": access.build,
    "/m/hall": report.build,
    "/m/help": manual.build,
}


def register(workplace: Workplace) -> Guard:
    """Defines all pages. All but the login are for signed-in moderators only: the guard sees to it."""
    guard = Guard(workplace.access.is_moderator)
    serve(workplace, "/m/login", login.build)
    for path, build in PAGES.items():
        serve(workplace, path, build, guard)
    logging.getLogger("nicegui").addFilter(is_an_error)
    app.on_exception(say_unexpected)
    app.on_page_exception(error_page)
    return guard
