"""The closed lists that entities choose from."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Format(StrEnum):
    """What kind of event a workshop is. A conference, which gathers what others made, is to come."""

    WORKSHOP = "workshop"


class Kind(StrEnum):
    """What a contribution says of the present (strength, weakness) or the future (challenge)."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    CHALLENGE = "challenge"


class Source(StrEnum):
    """Who typed it. Never who said it: nobody is named."""

    PERSON = "person"
    TABLET = "tablet"
    MODERATOR = "moderator"
    PAPER = "paper"


class Device(StrEnum):
    """What a participant holds: an own phone, or the tablet that stands for a whole group."""

    PHONE = "phone"
    TABLET = "tablet"


class StageView(StrEnum):
    """What the projected page can show. FOLLOW means: whatever the phase shows.

    FIELD, CLUSTER and CARD show one of them large: the one that the workshop's `stage_of` names.
    """

    FOLLOW = "follow"
    JOIN = "join"
    TITLE = "title"
    QUESTION = "question"
    BOARD = "board"
    MATRIX = "matrix"
    GOALS = "goals"
    VOTING = "voting"
    RESULT = "result"
    FIELD = "field"
    CLUSTER = "cluster"
    CARD = "card"


class CardTexts(StrEnum):
    """Which wording of translated cards stage and documents show."""

    ORIGINAL = "original"
    TRANSLATION = "translation"
    BOTH = "both"


StageSize = Literal[100, 125, 150]
"""Percent of the usual size of letters on the stage: what the last row needs."""
