"""What all commands share: their base class and the types of what is typed.

Texts lose control and bidi-override characters and outer blanks; limits are hard limits of
the server (the softer card limit of a workshop is checked by the handler, which knows it).
New entities carry an id made on the device, so that asking twice is asking once.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from facilitation.ids import CODE_ALPHABET, SLIP_LENGTH
from facilitation.text import clean_line, clean_text

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?$")]
Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")]
Text = Annotated[str, BeforeValidator(clean_text), StringConstraints(max_length=2000)]
Line = Annotated[str, BeforeValidator(clean_line), StringConstraints(max_length=200)]
Year = Annotated[int, Field(ge=1990, le=2100)]
VALUE_LIMIT = 10**12  # what counts more is counted in millions; a longer number fits no column of a document
Value = Annotated[float, Field(ge=-VALUE_LIMIT, le=VALUE_LIMIT, allow_inf_nan=False)]
Secret = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{22,128}$")]
SlipCode = Annotated[str, StringConstraints(pattern=rf"^[{CODE_ALPHABET}]{{{SLIP_LENGTH}}}$")]


def _unique(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


Marks = Annotated[dict[Id, Annotated[int, Field(ge=0, le=1000)]], Field(max_length=2000)]
Ids = Annotated[tuple[Id, ...], Field(max_length=2000), AfterValidator(_unique)]


class Command(BaseModel):
    """One wish of one actor. Unknown fields are refused, so that a typo is not silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
