"""What all nouns share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from facilitation import kept
from facilitation.limits import CHANGES_LIMIT


class Entity(BaseModel):
    """A thing with identity. `version` grows by one with every change.

    `goes`: whether a command, or undoing one, ever takes it away; `travels`: whether it is in archives.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    goes: ClassVar[bool] = True
    travels: ClassVar[bool] = True

    id: kept.Id
    version: kept.Version = 1

    @property
    def next_version(self) -> int:
        """The last one is its own: what an archive may bring can be changed here and leave again."""
        return min(self.version + 1, CHANGES_LIMIT)
