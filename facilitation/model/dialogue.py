"""The series of workshops, and the fields of action of its concept."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation import kept
from facilitation.model.base import Entity


class CatalogueField(BaseModel):
    """A field of action as a dialogue knows it. A workshop may call it otherwise.

    `cross_cutting`: it runs through all the others, such as participation.
    """

    model_config = ConfigDict(frozen=True)

    name: kept.Name
    keywords: kept.Line = ""
    cross_cutting: bool = False
    position: kept.Position = 0.0


class Dialogue(Entity):
    """A series of workshops, one per audience, that ends in a conference.

    `catalogue`: the fields of action of its concept, by the key that they have in all its workshops.
    """

    type: Literal["dialogue"] = "dialogue"
    goes: ClassVar[bool] = False
    title: kept.Name
    host: kept.Line = ""
    target_year: kept.Year
    catalogue: dict[kept.Id, CatalogueField] = Field(default_factory=dict)
    created_at: kept.Moment
