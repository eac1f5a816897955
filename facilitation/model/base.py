"""What all nouns share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from facilitation import kept


class Entity(BaseModel):
    """A thing with identity. `version` grows by one with every change."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: kept.Id
    version: kept.Version = 1
