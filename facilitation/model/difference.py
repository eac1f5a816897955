"""What laptops changed."""

from __future__ import annotations

from typing import Literal

from facilitation import kept
from facilitation.model.base import Entity


class Difference(Entity):
    """A part of something that laptops changed, neither knowing of the other. Somebody has to choose.

    `part` as in facilitation.clocks; `choices`: as JSON. The last one is what held when this came about; what
    holds since stands beside the others in its place (facilitation.undecided).
    """

    type: Literal["difference"] = "difference"
    workshop_id: kept.WorkshopId
    of_type: kept.Word
    of_id: kept.Id
    part: kept.Word
    choices: tuple[kept.Json, ...]
