"""Who changed what how often: what an archive needs to be compared with, part by part, without a common base.

The journal tells it, so nothing is stored besides. A part is a field, or the fields that only make sense
together (PARTS). Each has a vector clock: how often it was changed in each opening of the workshop. Of two
clocks one contains the other (then its part is the newer one), or neither does (then both were changed, and
nobody knew of the other).
An opening is what one start of the program did with what it found on disk. A laptop's name would not do: a
backup put back, a copied data folder and a workshop read in again go on from the same count in another way.
Archives of before have no clocks: of them only the entity's version is known, under the name EARLIER.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from facilitation.events import Event, Known, Ref, ref
from facilitation.model import Contribution, Dialogue, Entity, Goal, Translation, Workshop

Clock = dict[str, int]
EARLIER = "~"
THERE = ""  # the part of a clock that counts how often something was taken away or brought back

# Fields that are changed together. All others are parts of their own.
PARTS: dict[type[Entity], dict[str, tuple[str, ...]]] = {
    Workshop: {"running": ("phase", "phase_started_at", "timer_ends_at", "late_allowed")},
    Contribution: {"text": ("text", "language", "text_version"), "place": ("cluster_id", "field_id")},
    Goal: {"text": ("text", "language", "text_version")},
    Translation: {"text": ("text", "original_version")},
}
# Never changed, or each laptop's own.
FIXED = {"type", "id", "version", "workshop_id", "dialogue_id", "code", "format", "author_id", "joined_at"}
# Maps of which each entry is a part: each question, each field of action.
KEYED: dict[type[Entity], tuple[str, ...]] = {
    Workshop: ("questions", "questions_in"),
    Dialogue: ("catalogue",),
}


Knowledge = dict[Ref, Known]


def parts(entity: Entity) -> dict[str, Any]:
    """What can be changed by itself: part -> value as JSON."""
    held = entity.model_dump(mode="json")
    grouped = PARTS.get(type(entity), {})
    inside = {name for names in grouped.values() for name in names}
    found = {part: [held[name] for name in names] for part, names in grouped.items()}
    for name, value in held.items():
        if name in KEYED.get(type(entity), ()):
            found.update(_flat(name, value))
        elif name not in FIXED and name not in inside:
            found[name] = value
    return found


def with_parts(entity: Entity, values: Mapping[str, Any], version: int) -> Entity:
    """The entity with other values in some parts; None takes a question away."""
    held = entity.model_dump(mode="json")
    grouped = PARTS.get(type(entity), {})
    for part, value in values.items():
        name, *keys = part.split("/")
        if part in grouped:
            held.update(zip(grouped[part], value, strict=True))
        elif keys:
            _put(held[name], keys, value)
        else:
            held[part] = value
    for name in KEYED.get(type(entity), ()):
        held[name] = {key: value for key, value in held[name].items() if value}
    return type(entity).model_validate({**held, "version": version})


def covers(one: Clock, other: Clock) -> bool:
    """Whether whoever has `one` knows all that `other` knows."""
    return all(one.get(opening, 0) >= count for opening, count in other.items() if opening != EARLIER)


def joined(one: Clock, other: Clock) -> Clock:
    return {opening: max(one.get(opening, 0), other.get(opening, 0)) for opening in sorted({*one, *other})}


def together(one: Known | None, other: Known | None, *, gone: bool) -> Known:
    """What is known once both are known."""
    first, second = (known.clocks if known else {} for known in (one, other))
    return Known(
        {part: joined(first.get(part, {}), second.get(part, {})) for part in {*first, *second}}, gone
    )


def knowledge(journal: Iterable[Event]) -> Knowledge:
    """What a laptop knows of everything in a journal."""
    found: Knowledge = {}
    for event in journal:
        if event.name == "archive_imported":
            _arrived(found, event)
        elif event.name == "archive_arriving":  # the first of it; what is known of it comes with the last
            found.update({ref(put): found.get(ref(put)) or Known({}) for put in event.puts})
        else:
            _done_here(found, event)
    return found


def _done_here(found: Knowledge, event: Event) -> None:
    opening = event.opening or str(event.at)  # what happened before openings had names counts by itself
    before = {ref(entity): entity for entity in event.before}
    for put in event.puts:
        at, old = ref(put), before.get(ref(put))
        known = found.get(at)
        if old is None:
            turned = [] if known is None else [THERE, *parts(put)]
        else:
            now, was = parts(put), parts(old)
            turned = [part for part in {*now, *was} if now.get(part) != was.get(part)]
        found[at] = Known(_ticked(known, turned, opening, put.version))
    for at in event.drops:
        gone = _ticked(found.get(at), [THERE], opening, 1)
        found[at] = Known(gone, gone=True)


def _ticked(known: Known | None, turned: Iterable[str], opening: str, version: int) -> dict[str, Clock]:
    clocks = dict(known.clocks) if known else {}
    for part in turned:
        old = clocks.get(part, {})
        clocks[part] = {**old, opening: old.get(opening, 0) + 1, EARLIER: max(version, old.get(EARLIER, 0))}
    return clocks


def _arrived(found: Knowledge, event: Event) -> None:
    for at, known in event.knowledge:
        mine = found.get(at)
        gone = mine.gone if mine else known.gone
        found[at] = together(mine, known, gone=gone)
    for put in event.puts:
        known = found.get(ref(put)) or Known({})
        if not event.knowledge:  # of an older version
            known = together(known, Known({part: {EARLIER: put.version} for part in parts(put)}), gone=False)
        found[ref(put)] = known._replace(gone=False)
    for at in event.drops:
        found[at] = (found.get(at) or Known({}))._replace(gone=True)


def _flat(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or "name" in value:  # a field of the catalogue is one part
        return {name: value}
    return {
        part: text for key, inner in value.items() for part, text in _flat(f"{name}/{key}", inner).items()
    }


def _put(held: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        held = held.setdefault(key, {})
    if value is None:
        held.pop(keys[-1], None)
    else:
        held[keys[-1]] = value
