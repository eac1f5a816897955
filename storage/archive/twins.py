"""For each noun a twin whose fields have the types of the commands (`limits.Let` in the model names them).

What the twin refuses, or would change, is no entity of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from facilitation.limits import Let

MAX_MANY = 2000  # entries of a list or map, as in a command


@cache
def twin(noun: type[BaseModel]) -> type[BaseModel]:
    """The noun with the types of the commands in its fields."""
    hints = get_type_hints(noun, include_extras=True)
    given: dict[str, Any] = {
        name: (strict(hints[name]), ... if field.is_required() else field.default)
        for name, field in noun.model_fields.items()
    }
    for name, field in noun.model_fields.items():
        if field.default_factory is not None:
            given[name] = (given[name][0], Field(default_factory=field.default_factory))
    return create_model(noun.__name__, __config__=ConfigDict(extra="forbid"), **given)


def strict(kind: Any) -> Any:
    """A type of a field with each `Let` in it taken at its word; lists and maps bounded."""
    if get_origin(kind) is Annotated:
        base, *notes = get_args(kind)
        return next((note.rule for note in notes if isinstance(note, Let)), base)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return twin(kind)
    if not (parts := get_args(kind)) or not _holds_types(parts):
        return kind
    origin = get_origin(kind)
    inner = tuple(strict(part) for part in parts)
    if origin in (dict, tuple):
        return Annotated[origin[inner], Field(max_length=MAX_MANY)]
    united = inner[0]
    for part in inner[1:]:
        united = united | part
    return united


def _holds_types(parts: Iterable[Any]) -> bool:
    return not any(isinstance(part, str | int) for part in parts)  # of a Literal
