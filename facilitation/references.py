"""What follows from the references that nouns declare (`kept.To`): what is held, and what is a part of what.

Looked up in the models once, when the program starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from facilitation.events import Ref
from facilitation.kept import To
from facilitation.model import ENTITIES, Entity
from facilitation.state import State


class Pointer(NamedTuple):
    """A field of a noun, or of the rows in it (`inner`), that holds ids: one, several, or keys of a map."""

    name: str
    to: To
    inner: str = ""

    def ids(self, entity: Entity) -> Iterable[str]:
        held = getattr(entity, self.name)
        if self.inner:
            return [getattr(row, self.inner) for row in held]
        return (held,) if isinstance(held, str) else held or ()


def _pointers(noun: type[BaseModel]) -> Iterator[Pointer]:
    for name, hint in get_type_hints(noun, include_extras=True).items():
        if name in noun.model_fields:
            yield from (Pointer(name, *found) for found in _found(hint))


def _found(hint: Any) -> Iterator[tuple[To, str]]:
    if get_origin(hint) is Annotated:
        yield from ((note, "") for note in hint.__metadata__ if isinstance(note, To))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield from ((pointer.to, pointer.name) for pointer in _pointers(hint))
    for part in get_args(hint):
        yield from _found(part)


POINTERS: dict[type[Entity], tuple[Pointer, ...]] = {
    noun: tuple(_pointers(noun)) for noun in ENTITIES.values()
}
# By what cannot go: which nouns hold it, and how.
HOLDERS: dict[str, list[tuple[type[Entity], Pointer]]] = {}
# Of parts: the id of what each is a part of. By class, as a frame asks for it again and again.
OWNERS = {
    noun: attrgetter(pointer.name)
    for noun, pointers in POINTERS.items()
    for pointer in pointers
    if pointer.to.part
}
OWNING = {type for pointers in POINTERS.values() for one in pointers if one.to.part for type in one.to.types}
WHOLES = tuple(noun for name, noun in ENTITIES.items() if name in OWNING)

for _noun, _of in POINTERS.items():
    for _pointer in _of:
        for _type in _pointer.to.types if _pointer.to.holds else ():
            HOLDERS.setdefault(_type, []).append((_noun, _pointer))


def points(entity: Entity) -> Iterator[tuple[Ref, ...]]:
    """What an entity stands on: of each tuple, one has to be there."""
    for pointer in POINTERS[type(entity)]:
        yield from (tuple(Ref(type, id) for type in pointer.to.types) for id in pointer.ids(entity))


def is_held(state: State, ref: Ref) -> bool:
    """Whether something is there that could not be without it."""
    holders = HOLDERS.get(ref.type, ())
    return any(ref.id in pointer.ids(one) for noun, pointer in holders for one in state.all(noun))


def parts_of(state: State, ref: Ref) -> list[Entity]:
    """What is a part of it, and goes with it."""
    kinds = OWNERS.items() if ref.type in OWNING else ()
    return [part for kind, owner in kinds for part in state.all(kind) if owner(part) == ref.id]
