"""When something goes wrong: a sentence on the screen, the details in the log, a number for both."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable
from typing import ClassVar
from weakref import WeakKeyDictionary

from nicegui import Client, ui
from pydantic import ValidationError

from app.pages.base.parts import button, icon
from app.pages.base.words import t
from app.workplace.rooms import Gone, Rooms
from facilitation.commands import Command
from facilitation.errors import Refused
from facilitation.limits import beyond

log = logging.getLogger(__name__)

# Values with a sentence of their own, `setup.wrong.<name>`.
WRONG = ("target_year", "expected", "card_limit", "groups", "fields", "seats")
# What can be wrong with the disk, and with an archive: `setup.problem.<code>`.
PROBLEMS = (
    *("missing", "read_only", "locked", "disk_full", "newer", "damaged", "unknown"),
    "no_pdf",
    *("archive_foreign", "archive_newer", "archive_broken", "archive_too_large"),
)


class Notice(ui.element):
    """The place on a page for a sentence that must not vanish by itself. It lies over the page."""

    _on: ClassVar[WeakKeyDictionary[Client, Notice]] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.frame = ui.context.slot.parent
        super().__init__("div")
        self.classes("notice page-notice")
        with self:
            self._mark = icon("warning")
            self._words = ui.label().classes("grow").props("role=alert")
            away = button("", lambda: self.set_visibility(False), "close").classes("icon-only")
            away.props(f'aria-label="{t("common.close")}"')
        self.visible = False

    @classmethod
    def here(cls) -> None:
        cls._on[ui.context.client] = cls()

    @classmethod
    def page(cls) -> ui.element:
        """The frame of the page at hand, which is never drawn anew."""
        return cls._on[ui.context.client].frame

    @classmethod
    def say(cls, sentence: str | None, *, good: bool = False) -> None:
        """Shows the sentence on the page at hand; None takes it away. `good`: it is no trouble."""
        notice = cls._on.get(ui.context.client)
        if notice is not None and not notice.is_deleted:
            notice._mark.become("saved" if good else "warning")
            notice._words.text = sentence or ""
            notice.visible = bool(sentence)


async def ask(rooms: Rooms, room_id: str, command: type[Command], /, **values: object) -> str | None:
    """Asks a room for something. Returns None when it is on disk, else the sentence that says why not."""
    try:
        asked = command(**values)
    except ValidationError as error:
        return _wrong_value(error)
    return await attempt(rooms, rooms.submit(room_id, asked))


async def attempt(rooms: Rooms, deed: Awaitable[object]) -> str | None:
    """Returns None when the deed is done, else the sentence that says why not."""
    try:
        await deed
    except Refused as refused:
        return t(f"refused.{refused.code}", **refused.params)
    except Exception as error:
        return _not_done(error, rooms.saving_problem)
    return None


def _wrong_value(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"].startswith("string_too") and (refused := beyond(first)):
        return t(f"refused.{refused.code}", **refused.params)
    place = first["loc"][0] if first["loc"] else ""
    return t(f"setup.wrong.{place if place in WRONG else 'value'}")


def _not_done(error: Exception, problem: str | None) -> str:
    known = _known(error)
    if not known and problem:
        known = f"setup.problem.{problem}"
    if known:
        return t(known)
    logged = getattr(error, "id", "")  # the room has logged it under this number
    return t("setup.unexpected", id=logged or numbered(error))


def _known(error: Exception) -> str:
    """The key of its sentence, or "" where it has none of its own."""
    if isinstance(error, Gone):
        return "error.unknown_workshop"
    code = getattr(error, "code", "")
    return f"setup.problem.{code}" if code in PROBLEMS else ""


def numbered(error: BaseException) -> str:
    """A short number for this error: on the screen and in the log. The same error keeps its number."""
    number = getattr(error, "zielrunde_number", None)
    if number is None:
        number = secrets.token_hex(3).upper()
        error.zielrunde_number = number  # type: ignore[attr-defined]
        log.error("Unexpected error %s", number, exc_info=error)
    return number


def is_an_error(record: logging.LogRecord) -> bool:
    """For NiceGUI's log: that somebody else was quicker is none."""
    return not (record.exc_info and isinstance(record.exc_info[1], Gone))


def say_unexpected(error: Exception) -> None:
    """For what nobody caught in a handler of a page."""
    known = _known(error)
    number = "" if known else numbered(error)
    try:
        Notice.say(t(known) if known else t("setup.unexpected", id=number))
    except RuntimeError:  # a background task without a page: the log has it
        return
