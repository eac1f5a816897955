"""What may be typed, sent or read in: the types of commands, and by `Let` of what archives hold.

Texts lose control and bidi-override characters and outer blanks, and what nobody sees is empty; lengths
are code points of what is left, on the laptop as in the browser (`typed.js`). Whole numbers may be typed
in any digits.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from facilitation.ids import CODE_ALPHABET, CODE_LENGTH, SLIP_LENGTH
from facilitation.text import clean_line, clean_text, in_latin_digits

# The languages in which a hall can be asked. What people write may be in any other.
HALL_LANGUAGES = ("de", "de-simple", "en", "ar", "uk", "ru", "tr", "fa", "ku", "fr")
VALUE_LIMIT = 10**12  # what counts more is counted in millions; a longer number fits no column of a document
STAGE_PAGES = 100  # no hall sits through more
COUNT_LIMIT = 2**53  # what a browser can count to
LAST_MOMENT = 253_402_300_799_999  # ms: the end of the year 9999

# `typedWhole` in shared_numbers.js reads the same; tests/contract/golden/whole_numbers.json holds both to it.
_AROUND = re.compile("[\xad\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PARTS = re.compile(r"[\u2019\u066c\s]")
_NOTHING_AFTER = re.compile(r"\u066b0+\Z|[.,\u060c]0{1,2}\Z")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,'])\d{3})(?:\1\d{3})*")
_MOST_WHOLE = 10**16
_SIGNS = {"": 1, "+": 1, "-": -1, "\u2212": -1, "\u2013": -1}


def whole(value: Any) -> Any:
    """A whole number as people type it: 1200, 1.200, 1 200, ١٢٠٠, 12,0.

    Raises ValueError for "1.5", "0.500", True.

    What is neither text nor a truth is returned for the type check that follows.
    """
    if isinstance(value, bool):
        raise ValueError("a truth is no number")
    if not isinstance(value, str):
        return value
    latin = in_latin_digits(_AROUND.sub("", clean_line(value)).strip())
    sign, digits = ("", latin) if latin[:1].isdecimal() else (latin[:1], latin[1:].strip())
    digits = _PARTS.sub("'", _NOTHING_AFTER.sub("", digits)).replace("\u060c", ",")
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"\D", "", digits)
    if sign not in _SIGNS or not digits.isdecimal() or int(digits) >= _MOST_WHOLE:
        raise ValueError("not a whole number")
    return int(digits) * _SIGNS[sign]


def _unique(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _calendar_day(day: str) -> str:
    if day:
        date.fromisoformat(day)
    return day


def _is_there(text: str) -> str:
    if not text:
        raise ValueError("nothing to be seen")
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
IdOrNone = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\z")]
Ids = Annotated[tuple[Id, ...], Field(max_length=2000), AfterValidator(_unique)]
JoinCode = Annotated[str, StringConstraints(pattern=rf"^[{CODE_ALPHABET}]{{{CODE_LENGTH}}}\z")]
SlipCode = Annotated[str, StringConstraints(pattern=rf"^[{CODE_ALPHABET}]{{{SLIP_LENGTH}}}\z")]
Secret = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{22,128}\z")]
PhaseId = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}\z")]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?\z")]
Spoken = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(HALL_LANGUAGES)})\z")]
SpokenOrNone = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(HALL_LANGUAGES)})?\z")]
Day = Annotated[
    str,
    BeforeValidator(clean_line),
    StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\z"),
    AfterValidator(_calendar_day),
]

Word = Annotated[str, StringConstraints(pattern=r"^[a-z_/-]{1,60}\z")]
Json = Annotated[str, StringConstraints(max_length=8000)]
Text = Annotated[str, BeforeValidator(clean_text), StringConstraints(max_length=2000)]
Line = Annotated[str, BeforeValidator(clean_line), StringConstraints(max_length=200)]
SomeText = Annotated[Text, AfterValidator(_is_there)]
SomeLine = Annotated[Line, AfterValidator(_is_there)]

Year = Annotated[int, BeforeValidator(whole), Field(ge=1990, le=2100)]
Seats = Annotated[
    int, BeforeValidator(whole), Field(ge=1, le=30)
]  # a shared device has so many turns, and a few
People = Annotated[int, BeforeValidator(whole), Field(ge=0, le=5000)]
CardLimit = Annotated[int, BeforeValidator(whole), Field(ge=40, le=1000)]
Points = Annotated[int, BeforeValidator(whole), Field(ge=1, le=1000)]
Given = Annotated[int, BeforeValidator(whole), Field(ge=0, le=1000)]
StagePage = Annotated[int, BeforeValidator(whole), Field(ge=0, lt=STAGE_PAGES)]
Version = Annotated[int, BeforeValidator(whole), Field(ge=1, le=COUNT_LIMIT)]
Count = Annotated[int, BeforeValidator(whole), Field(ge=0, le=COUNT_LIMIT)]
Moment = Annotated[int, BeforeValidator(whole), Field(ge=0, le=LAST_MOMENT)]
Value = Annotated[float, Field(ge=-VALUE_LIMIT, le=VALUE_LIMIT, allow_inf_nan=False)]
Position = Annotated[float, Field(ge=-COUNT_LIMIT, le=COUNT_LIMIT, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Marks = Annotated[dict[Id, Given], Field(max_length=2000)]


class Let(NamedTuple):
    """In a noun: what an archive may hold there. Not asked of what is on this laptop's own disk, because
    a limit that came later must never keep a workshop from being opened."""

    rule: Any
