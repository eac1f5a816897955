"""Dates, times, numbers and directions as a reader of a document expects them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from babel.dates import format_date, format_time

from app import texts
from app.texts import locale


def day(written: str, language: str) -> str:
    """A date in ISO form as people write it; anything else as it was typed."""
    try:
        return format_date(date.fromisoformat(written), "long", locale(language))
    except ValueError:
        return written


def clock(at: int, language: str) -> str:
    """The time on this laptop's clock."""
    return format_time(datetime.fromtimestamp(at / 1000), "HH:mm", locale=locale(language))


def moment(at: int, language: str) -> str:
    """Date and time on this laptop's clock."""
    today = format_date(datetime.fromtimestamp(at / 1000), "medium", locale(language))
    return f"{today}, {clock(at, language)}"


def number(value: float | None, language: str) -> str:
    return "" if value is None else texts.number(value, language)


def direction(text: str) -> str:
    """As `dir="auto"` has it: the first letter with a direction decides."""
    found = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in found if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def isolated(text: str) -> str:
    """What somebody typed, to stand within a German or English sentence of ours: its direction moves
    nothing around it. Words from left to right move nothing, and signs of ours in them would keep a reader
    from finding them, and typst from hyphenating."""
    against = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)
    return f"\u2068{text}\u2069" if against else text
