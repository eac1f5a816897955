"""What may be typed, sent or read in: the types of commands, and by `Let` of what archives hold.

Each limit stands here once: a command's field has the type of what its words become in a noun. Texts lose
control and bidi-override characters and outer blanks, and what nobody sees is empty; lengths are code points
of what is left, on the laptop as in the browser (`typed.js`). Whole numbers may be typed in any digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from itertools import count
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from facilitation.errors import Refused
from facilitation.ids import CODE_ALPHABET, CODE_LENGTH, SLIP_LENGTH
from facilitation.text import clean_line, clean_text, in_latin_digits

# The languages in which a hall can be asked. What people write may be in any other.
HALL_LANGUAGES = ("de", "de-simple", "en", "ar", "uk", "ru", "tr", "fa", "ku", "fr")
VALUE_LIMIT = 10**12  # what counts more is counted in millions; a longer number fits no column of a document
CARD_LIMIT = 1000  # a workshop may choose less
GOAL_LIMIT = 500
QUESTION_LIMIT = 300  # of a voting
TRANSLATION_LIMIT = 1500  # what takes 1000 characters in German takes more in others
NAME_LIMIT = 120  # of a dialogue, workshop, table or field of action
LINE_LIMIT = 200  # of whatever else fits on a line
TEXT_LIMIT = 2000  # of a step's question
HEADING_LIMIT = 80  # of a cluster, of a step
STAGE_PAGES = 100  # no hall sits through more
STEPS = 50  # of an agenda: no day has more
FIELDS = 50  # of action, that a workshop begins with
TABLES = 100  # the same
INDICATORS = 10  # of a goal
MOST_POINTS = 1000  # of one ballot
LONGEST_TIMER = 600  # minutes; a step proposes no more
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_SEATS = 30
# Turns are trust made visible: enough for the neighbours of a phone, or for a table (a turn for each seat)
# and its late guests; the moderator sees how many ballots came this way.
PHONE_TURNS, SPARE_TURNS = 3, 4
MOST_PEOPLE = 5000  # expected
COUNT_LIMIT = 2**53  # what a browser can count to
CHANGES_LIMIT = 10**9  # here versions and clocks stop, so that an archive may bring it and leave again
OPENINGS_LIMIT = 10_000  # of one workshop that changed the same thing: one each day for decades
LAST_MOMENT = 4_133_980_799_999  # ms: the end of LAST_YEAR

# `typedWhole` in shared/numbers.js reads the same; tests/contract/golden/whole_numbers.json holds both to it.
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


Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
IdOrNone = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\z")]
Ids = Annotated[tuple[Id, ...], Field(max_length=2000), AfterValidator(_unique)]
JoinCode = Annotated[str, StringConstraints(pattern=rf"^[{CODE_ALPHABET}]{{{CODE_LENGTH}}}\z")]
SlipCode = Annotated[str, StringConstraints(pattern=rf"^[{CODE_ALPHABET}]{{{SLIP_LENGTH}}}\z")]
Secret = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{22,128}\z")]
StepId = Annotated[str, StringConstraints(pattern=r"^[0-9a-z-]{1,36}\z")]
KindOfStep = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}\z")]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?\z")]
Spoken = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(HALL_LANGUAGES)})\z")]
SpokenOrNone = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(HALL_LANGUAGES)})?\z")]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\z"),
    BeforeValidator(clean_line),
    AfterValidator(_calendar_day),
]

Word = Annotated[str, StringConstraints(pattern=r"^[0-9a-z_/-]{1,80}\z")]
Json = Annotated[str, StringConstraints(max_length=8000)]
_TEXT, _LINE = BeforeValidator(clean_text), BeforeValidator(clean_line)  # before lengths are counted
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT), _TEXT]
Line = Annotated[str, StringConstraints(max_length=LINE_LIMIT), _LINE]
SomeLine = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LIMIT), _LINE]
Name = Annotated[str, StringConstraints(min_length=1, max_length=NAME_LIMIT), _LINE]
# People group first and find it together: there may be none yet.
Heading = Annotated[str, StringConstraints(max_length=HEADING_LIMIT), _LINE]
CardText = Annotated[str, StringConstraints(min_length=1, max_length=CARD_LIMIT), _TEXT]
GoalText = Annotated[str, StringConstraints(min_length=1, max_length=GOAL_LIMIT), _TEXT]
VotingQuestion = Annotated[str, StringConstraints(min_length=1, max_length=QUESTION_LIMIT), _TEXT]
TranslationText = Annotated[str, StringConstraints(min_length=1, max_length=TRANSLATION_LIMIT), _TEXT]
# Where nothing is an answer, too: it leaves out, or takes away.
VotingQuestionOrNone = Annotated[str, StringConstraints(max_length=QUESTION_LIMIT), _TEXT]
TranslationTextOrNone = Annotated[str, StringConstraints(max_length=TRANSLATION_LIMIT), _TEXT]

Year = Annotated[int, BeforeValidator(whole), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Seats = Annotated[int, BeforeValidator(whole), Field(ge=1, le=MOST_SEATS)]
People = Annotated[int, BeforeValidator(whole), Field(ge=0, le=MOST_PEOPLE)]
CardLimit = Annotated[int, BeforeValidator(whole), Field(ge=40, le=CARD_LIMIT)]
Points = Annotated[int, BeforeValidator(whole), Field(ge=1, le=MOST_POINTS)]
Given = Annotated[int, BeforeValidator(whole), Field(ge=0, le=MOST_POINTS)]
Minutes = Annotated[int, BeforeValidator(whole), Field(ge=1, le=LONGEST_TIMER)]
StagePage = Annotated[int, BeforeValidator(whole), Field(ge=0, lt=STAGE_PAGES)]
Version = Annotated[int, BeforeValidator(whole), Field(ge=1, le=CHANGES_LIMIT)]
Count = Annotated[int, BeforeValidator(whole), Field(ge=0, le=COUNT_LIMIT)]
Moment = Annotated[int, BeforeValidator(whole), Field(ge=0, le=LAST_MOMENT)]
Value = Annotated[float, Field(ge=-VALUE_LIMIT, le=VALUE_LIMIT, allow_inf_nan=False)]
Position = Annotated[float, Field(ge=-COUNT_LIMIT, le=COUNT_LIMIT, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Languages = Annotated[tuple[Spoken, ...], Field(max_length=30)]
Questions = Annotated[dict[StepId, Text], Field(max_length=STEPS)]
QuestionsIn = Annotated[dict[Spoken, Questions], Field(max_length=30)]
VotingQuestionsIn = Annotated[dict[Spoken, VotingQuestion], Field(max_length=20)]
VotingQuestionsOrNone = Annotated[dict[Spoken, VotingQuestionOrNone], Field(max_length=20)]
Marks = Annotated[dict[Id, Given], Field(max_length=2000)]


def next_number(taken: Collection[int]) -> int:
    """Of a table: behind all others. Where an archive brought the last there is: the first that is free."""
    behind = max(taken, default=0) + 1
    return behind if behind <= CHANGES_LIMIT else next(n for n in count(1) if n not in taken)


# What a person can have typed beyond a limit, and so needs to be told which: pydantic's word -> refusal, and
# the name of the limit there and in our sentence.
_BEYOND = {
    "string_too_short": ("text_empty", "min_length", ""),
    "string_too_long": ("text_too_long", "max_length", "limit"),
    "too_long": ("too_many", "max_length", "most"),
    "less_than_equal": ("number_too_large", "le", "most"),
    "greater_than_equal": ("number_too_small", "ge", "least"),
}


def beyond(error: Mapping[str, Any]) -> Refused | None:
    """The refusal for one of pydantic's errors: of what goes beyond a limit. None for all others."""
    if error["type"] not in _BEYOND:
        return None
    code, theirs, ours = _BEYOND[error["type"]]
    limit = int(error["ctx"][theirs])
    params = {ours: limit} if ours else dict[str, int]()
    if code == "text_too_long":
        params["over"] = len(error["input"]) - limit
    return Refused(code, **params)


class Let(NamedTuple):
    """In a noun: what an archive may hold there. Not asked of what is on this laptop's own disk, because
    a limit that came later must never keep a workshop from being opened."""

    rule: Any
