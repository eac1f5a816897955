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

from facilitation.events import Event, Known, Ref, ref_of
from facilitation.limits import CHANGES_LIMIT, OPENINGS_LIMIT
from facilitation.model import Contribution, Dialogue, Difference, Entity, Goal, Translation, Workshop

Clock = dict[str, int]
EARLIER = "~"
THERE = ""  # the part of a clock that counts how often something was taken away or brought back
NOW = "now"  # of a difference: which changes wrote what holds, where it was changed since; else by choice

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
    held = _held(entity)
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
    held = _held(entity)
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
    if isinstance(entity, Workshop):
        _fit_to_agenda(held)
    return type(entity).model_validate({**held, "version": version})


def _held(entity: Entity) -> dict[str, Any]:
    """A workshop's questions beside its agenda: each is changed by itself, and was so before agendas were."""
    held = entity.model_dump(mode="json")
    if isinstance(entity, Workshop):
        bare = [step.model_dump(exclude={"question", "questions_in"}) for step in entity.agenda]
        held |= {"agenda": bare, "questions": entity.questions, "questions_in": entity.questions_in}
    return held


def asked_in(part: str) -> str:
    """The step whose question a part of a workshop is; "" for any other part."""
    name, *keys = part.split("/")
    return keys[-1] if keys and name in KEYED[Workshop] else ""


def _fit_to_agenda(held: dict[str, Any]) -> None:
    """Where two agendas met: no question of a step that is gone, and the first step if the running one is."""
    steps = [step["id"] for step in held["agenda"]]
    if held["phase"] not in steps:
        held["phase"] = steps[0]
    for asked in (held["questions"], *held["questions_in"].values()):
        for id in asked.keys() - set(steps):
            del asked[id]


def covers(one: Clock, other: Clock) -> bool:
    """Whether whoever has `one` knows all that `other` knows."""
    return all(one.get(opening, 0) >= count for opening, count in other.items() if opening != EARLIER)


def joined(*clocks: Clock) -> Clock:
    openings = sorted({opening for clock in clocks for opening in clock})[-OPENINGS_LIMIT:]
    return {opening: max(clock.get(opening, 0) for clock in clocks) for opening in openings}


def together(one: Known | None, other: Known | None, *, gone: bool) -> Known:
    """What is known once both are known."""
    first, second = (known.clocks if known else {} for known in (one, other))
    return Known(
        {part: joined(first.get(part, {}), second.get(part, {})) for part in {*first, *second}}, gone
    )


def knowledge(journal: Iterable[Event]) -> Knowledge:
    """What a laptop knows of everything in a journal."""
    folding = _Folding()
    for event in journal:
        if event.name == "archive_imported":
            folding.arrived(event)
        elif event.name == "archive_arriving":
            folding.arriving(event)
        else:
            folding.done_here(event)
    return folding.found


class _Folding:
    """Of a difference, the parts are the numbers of its choices (and NOW): which changes wrote each."""

    def __init__(self) -> None:
        self.found: Knowledge = {}
        self._undecided: dict[tuple[Ref, str], set[Ref]] = {}  # what is asked about -> the differences

    # --- what was done here ---

    def done_here(self, event: Event) -> None:
        opening = event.opening or str(event.at)  # what happened before openings had names counts by itself
        before = {ref_of(entity): entity for entity in event.before}
        for put in event.puts:
            if not isinstance(put, Difference):
                self._changed(put, before.get(ref_of(put)), opening)
        for put in event.puts:
            if isinstance(put, Difference):
                self._asked_again(put, opening)
        for ref in event.drops:
            one = before.get(ref)
            if isinstance(one, Difference):
                self._chosen(one, opening)
            else:
                self.found[ref] = Known(_ticked(self.found.get(ref), [THERE], opening, 1), gone=True)

    def _changed(self, put: Entity, old: Entity | None, opening: str) -> None:
        ref, known = ref_of(put), self.found.get(ref_of(put))
        if old is None:  # a translation may have been made elsewhere, too: its id is no secret
            touched = [] if known is None and not isinstance(put, Translation) else [THERE, *parts(put)]
        else:
            now, was = parts(put), parts(old)
            touched = [part for part in {*now, *was} if now.get(part) != was.get(part)]
        self.found[ref] = Known(_ticked(known, touched, opening, put.version))
        for part in touched if self._undecided else ():
            for one in self._undecided.get((ref, part), ()):
                told = self._last(ref, part, opening)
                self.found[one] = Known({**self.found[one].clocks, NOW: told})

    def _asked_again(self, one: Difference, opening: str) -> None:
        """A choice was taken back. Who knows of it must not take what is here again for what it replaced."""
        told = self._tick(one, opening)
        again = {opening: told[opening]}
        self._stands(one, {NOW: told, **dict.fromkeys(choice_keys(one), again)})

    def _chosen(self, one: Difference, opening: str) -> None:
        """Also where what holds was chosen, so that nothing else tells of it."""
        self._tick(one, opening)
        self._settled(one)

    def _tick(self, one: Difference, opening: str) -> Clock:
        ref, part = about(one)
        known = self.found.get(ref)
        self.found[ref] = Known(_ticked(known, [part], opening, 1), known.gone if known else False)
        return self._last(ref, part, opening)

    def _last(self, ref: Ref, part: str, opening: str) -> Clock:
        clock = self.found[ref].clocks[part]
        return {opening: clock[opening], EARLIER: clock[EARLIER]}

    # --- what came in ---

    def arriving(self, event: Event) -> None:
        """The first of it; what is known of it comes with the last."""
        for put in event.puts:
            self.found[ref_of(put)] = (self.found.get(ref_of(put)) or Known({}))._replace(gone=False)

    def arrived(self, event: Event) -> None:
        found, told = self.found, {ref: known for ref, known in event.knowledge if ref.type != "difference"}
        for ref, known in told.items():
            mine = found.get(ref)
            found[ref] = together(mine, known, gone=mine.gone if mine else known.gone)
        for put in event.puts:
            if isinstance(put, Difference):
                continue
            known = found.get(ref_of(put)) or Known({})
            if not told:  # of an older version
                earlier = {part: {EARLIER: put.version} for part in parts(put)}
                known = together(known, Known(earlier), gone=False)
            found[ref_of(put)] = known._replace(gone=False)
        self._settle_and_ask(event)

    def _settle_and_ask(self, event: Event) -> None:
        for one in event.before:
            if isinstance(one, Difference):
                self._settled(one)
        for ref in event.drops:
            if ref.type != "difference":
                self.found[ref] = (self.found.get(ref) or Known({}))._replace(gone=True)
        told = dict(event.knowledge)
        for put in event.puts:
            if isinstance(put, Difference):
                self._came(put, told.get(ref_of(put), Known({})).clocks)

    def _came(self, one: Difference, told: dict[str, Clock]) -> None:
        """Those of before do not tell who wrote what: it may be any change that is known."""
        ref, part = about(one)
        known = self.found.get(ref) or Known({})
        clock = known.clocks.get(part, {})
        by = {name: told[name] for name in (NOW, *choice_keys(one)) if name in told}
        self.found[ref] = known._replace(clocks={**known.clocks, part: joined(clock, *by.values())})
        self._stands(one, {name: by.get(name, clock) for name in (*choice_keys(one), *by)})

    def _stands(self, one: Difference, by: dict[str, Clock]) -> None:
        self.found[ref_of(one)] = Known(by)
        self._undecided.setdefault(about(one), set()).add(ref_of(one))

    def _settled(self, one: Difference) -> None:
        self.found.pop(ref_of(one), None)
        self._undecided.get(about(one), set()).discard(ref_of(one))


def about(one: Difference) -> tuple[Ref, str]:
    """What is asked about."""
    return Ref(one.of_type, one.of_id), one.part


def choice_keys(one: Difference) -> list[str]:
    """What its choices are called, by place, in the clocks that tell who wrote each."""
    return [str(n) for n in range(len(one.choices))]


def _ticked(known: Known | None, touched: Iterable[str], opening: str, version: int) -> dict[str, Clock]:
    clocks = dict(known.clocks) if known else {}
    for part in touched:
        old = clocks.get(part, {})
        count = min(old.get(opening, 0) + 1, CHANGES_LIMIT)
        now = {opening: count, EARLIER: max(version, old.get(EARLIER, 0))}
        clocks[part] = {**_with_room_for(now, old), **now}
    return clocks


def _with_room_for(now: Clock, old: Clock) -> Clock:
    """What is forgotten is asked about once more; what grew for ever would leave in no archive."""
    if len(old) + len(now) <= OPENINGS_LIMIT:
        return old
    return dict([item for item in old.items() if item[0] not in now][len(now) - OPENINGS_LIMIT :])


def _flat(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or name.startswith("catalogue/"):  # a field of it is one part
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
