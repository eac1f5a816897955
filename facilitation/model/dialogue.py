"""The series of workshops."""

from __future__ import annotations

from typing import ClassVar, Literal

from facilitation import kept
from facilitation.model.base import Entity


class Dialogue(Entity):
    """A series of workshops, one per audience, that ends in a conference."""

    type: Literal["dialogue"] = "dialogue"
    goes: ClassVar[bool] = False
    title: kept.SomeLine
    host: kept.Line = ""
    target_year: kept.Year
    created_at: kept.Moment
