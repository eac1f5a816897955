"""What a line of the log may say: where something went wrong, never what somebody wrote.

Errors quote what they were about: a number that is none, a key that is missing, the arguments of a callback.
So only errors that speak of the machine keep their words; of all others the kind and the place are told.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import traceback
from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import DatabaseError

from storage.errors import StorageProblem

# The driver's words name tables and columns; values are hidden, and never stand in the first line.
OF_THE_MACHINE = (
    *(OSError, MemoryError, ImportError, NameError, AttributeError, TypeError, RuntimeError),
    *(sqlite3.Error, DatabaseError, StorageProblem),
)
# asyncio writes tasks and callbacks out, with the error and the arguments that they have.
_WRITTEN_OUT = re.compile(r"\(.*|exception=.*|result=.*")


class Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":
            lines = str(record.msg).splitlines()  # `Dropping` has filled it in
            record.msg = "\n".join(_WRITTEN_OUT.sub("...", line) for line in lines)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and (words := str(error)):
            record.msg = str(record.msg).replace(words, _words(error))
        return super().format(record)

    def formatException(self, ei: Any) -> str:
        return "".join(_told(ei[1], set())).rstrip() if ei[1] is not None else ""


def _told(error: BaseException, told: set[int]) -> Iterator[str]:
    """As `traceback` writes it, with those that led to it and those that are in it."""
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    inside = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for other in (before, *inside):
        if other is not None and id(other) not in told:
            yield from _told(other, told)
            yield "\nwhich led to\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}: {_words(error)}\n"


def _words(error: BaseException) -> str:
    plain = isinstance(error, OF_THE_MACHINE) and not isinstance(error, UnicodeError)
    return str(error).partition("\n")[0] if plain else "..."
