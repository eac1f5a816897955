"""The fields of action of a dialogue: what is the same one in all its workshops, and the list of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from facilitation.commands import CatalogueEntry, ChangeCatalogue
from facilitation.ids import field_key
from facilitation.likeness import fields_of
from facilitation.limits import COUNT_LIMIT, NAME_LIMIT
from facilitation.model import CatalogueField, Dialogue, FieldOfAction
from facilitation.state import State


def catalogue_of(dialogues: Iterable[Dialogue], id: str) -> Mapping[str, CatalogueField]:
    """Nothing where the dialogue is not on this laptop."""
    return next((one.catalogue for one in dialogues if one.id == id), {})


def names_of(dialogue: Dialogue) -> tuple[str, ...]:
    """What a new workshop takes over where there is no other to be like, in their order."""
    fields = sorted(dialogue.catalogue.values(), key=lambda field: (field.position, field.name))
    return tuple(field.name for field in fields)


def key_named(dialogues: Iterable[Dialogue], id: str, name: str) -> str:
    """The key of what the dialogue's catalogue calls so, or ""."""
    found = catalogue_of(dialogues, id)
    return next((key for key, field in found.items() if field.name == name), "")


def fresh_key(dialogue_id: str, name: str, id: str, taken: Iterable[str]) -> str:
    """For a field of which nobody says which one of the dialogue it is: made of the name.

    `taken`: the keys of the workshop's other fields. One that was renamed keeps the key of its old name; who
    then adds another of that name means another field.
    """
    key = field_key(dialogue_id, name)
    return key if key not in taken else field_key(dialogue_id, name, id)


def update(
    dialogue: Dialogue, workshops: Iterable[State], changed: Iterable[str] = ()
) -> ChangeCatalogue | None:
    """What the catalogue has yet to learn of the dialogue's workshops, the newest one first.

    `changed`: ids of fields that one of them may have renamed. The catalogue follows once no workshop here
    says what it says; until then the other name is a deviation. An entry never goes by itself: another laptop
    may have workshops with that field.
    """
    fields = [field for state in workshops for field in fields_of(state)]
    news = _missing(dialogue, fields)
    for id in changed:
        news |= _renamed(dialogue, fields, id)
    return ChangeCatalogue(id=dialogue.id, fields=news) if news else None


def _missing(dialogue: Dialogue, fields: Iterable[FieldOfAction]) -> dict[str, CatalogueEntry]:
    last = max((field.position for field in dialogue.catalogue.values()), default=-1.0)
    new: dict[str, FieldOfAction] = {}
    for field in fields:
        if field.key and field.key not in dialogue.catalogue:
            new.setdefault(field.key, field)
    return {
        key: CatalogueEntry(
            name=_name(field), keywords=field.keywords, position=min(last + place, COUNT_LIMIT)
        )
        for place, (key, field) in enumerate(new.items(), 1)
    }


def _name(field: FieldOfAction) -> str:
    """Archives once brought in longer ones than anybody may type."""
    return field.name[:NAME_LIMIT]


def _renamed(dialogue: Dialogue, fields: Sequence[FieldOfAction], id: str) -> dict[str, CatalogueEntry]:
    key = next((field.key for field in fields if field.id == id), "")
    known = dialogue.catalogue.get(key)
    said = [(_name(field), field.keywords) for field in fields if field.key == key]
    if known is None or (known.name, known.keywords) in said:
        return {}
    name, keywords = said[0]
    return {key: CatalogueEntry(**{**known.model_dump(), "name": name, "keywords": keywords})}


def keyed(
    fields: Iterable[FieldOfAction],
    dialogue_id: str,
    here: Iterable[FieldOfAction],
    alike: Iterable[FieldOfAction],
) -> Iterator[FieldOfAction]:
    """Fields of one workshop, each with a key. Those of an archive of before have none.

    `here`: the fields of the same workshop on this laptop; `alike`: those of the dialogue's other workshops.
    The same name is the same field, and so is the same id: workshops once took fields over with their ids.
    """
    own = {field.id: field.key for field in here}
    named, known = dict[str, str](), dict[str, str]()
    for field in alike:
        named.setdefault(field.name, field.key)
        known.setdefault(field.id, field.key)
    taken: set[str] = set()
    for field in sorted(fields, key=lambda field: (field.position, field.id)):
        if not field.key:
            key = named.get(field.name) or known.get(field.id) or ""
            if not key or key in taken:
                key = fresh_key(dialogue_id, field.name, field.id, taken)
            field = field.model_copy(update={"key": own.get(field.id, key)})
        taken.add(field.key)
        yield field
