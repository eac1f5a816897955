"""What all nouns share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from facilitation import kept


class Entity(BaseModel):
    """A thing with identity. `version` grows by one with every change.

    `goes`: whether a command, or undoing one, ever takes it away; `travels`: whether it is in archives.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    goes: ClassVar[bool] = True
    travels: ClassVar[bool] = True

    id: kept.Id
    version: kept.Version = 1
