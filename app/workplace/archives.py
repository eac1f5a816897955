"""Workshops leave this laptop as archives and arrive from others; what is slow is done beside the loop."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from app.workplace.rooms import Rooms, clock
from facilitation.clocks import Knowledge, knowledge
from facilitation.documentation_parts import PhaseTime
from facilitation.errors import Refused
from facilitation.events import Event, ref
from facilitation.likeness import fields_of
from facilitation.model import Dialogue, Difference, Entity, FieldOfAction, Workshop
from facilitation.state import State
from facilitation.timeline import phase_times
from storage.archive import Archive, ArchiveError, read, write_archive
from storage.merging import counted, merge

# What others stand on comes first.
ORDER = (
    *(
        "dialogue",
        "workshop",
        "group",
        "field",
        "cluster",
        "contribution",
        "goal",
        "indicator",
        "translation",
    ),
    *("participant", "voting", "result", "ballot", "slips"),
)
AT_ONCE = 100  # entities in one commit: phones that write meanwhile wait no longer than for each other


class Report(NamedTuple):
    """What an archive brought. `both`: changed on both laptops; somebody has to choose."""

    workshops: list[Workshop]
    new: int
    changed: int
    both: int


class Archives:
    """One at a time comes in: each takes memory, and chooses join codes."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._arriving = asyncio.Lock()

    async def packed(self, scope: str) -> bytes:
        """A workshop with its dialogue as a zip: all of it as it is now, whatever is said meanwhile."""
        return await _packed(self._rooms, scope)

    async def take_in(self, data: bytes) -> Report:
        """Takes in what is new or changed. Raises ArchiveError, Refused("voting_open"), NotSaved."""
        async with self._arriving:
            return await _take_in(self._rooms, data)


async def _packed(rooms: Rooms, scope: str) -> bytes:
    state = rooms.state(scope).copy()
    dialogue = next((d for d in rooms.dialogues() if d.id == state.workshop.dialogue_id), None)
    asked = list(rooms.state(dialogue.id).all(Difference)) if dialogue else []
    until = {scope: state.seq} | ({dialogue.id: rooms.state(dialogue.id).seq} if dialogue else {})

    def written() -> bytes:
        journals = {at: [e for e in rooms.journal(at) if e.seq <= seq] for at, seq in until.items()}
        known = {at: knowledge(journal) for at, journal in journals.items()}
        return write_archive(state, dialogue, clock(), phase_times(journals[scope]), known, asked)

    return await asyncio.to_thread(written)


async def _take_in(rooms: Rooms, data: bytes) -> Report:
    archive = await asyncio.to_thread(read, data)
    by_scope: dict[str, list[Entity]] = {}
    for entity in archive.entities:
        by_scope.setdefault(getattr(entity, "workshop_id", None) or entity.id, []).append(entity)
    here = {scope for scope in by_scope if rooms.knows(scope)}
    # Refused as a whole, before any of it is taken in.
    events = {scope: await _compared(rooms, scope, found, archive) for scope, found in by_scope.items()}
    total: Counter[str] = Counter()
    for scope, found in by_scope.items():
        event = events.pop(scope)
        if (scope in here) != rooms.knows(scope):  # deleted meanwhile: what is new would be taken in alone
            event = await _compared(rooms, scope, found, archive)
        total.update(await _take(rooms, scope, found, archive, event))
    for scope in by_scope:
        await rooms.follow(scope)
    workshops = [workshop for workshop in rooms.workshops() if workshop.id in by_scope]
    return Report(workshops, total["new"], total["changed"], total["both"])


async def _take(
    rooms: Rooms, scope: str, found: list[Entity], archive: Archive, event: Event | None
) -> Counter[str]:
    """Compared anew where people changed something before it was this archive's turn."""
    total: Counter[str] = Counter()
    while event is not None:
        try:
            for part in _slices(event):
                await rooms.take_up(scope, part)
                total.update(counted(part))
            return total
        except Refused as refused:
            if refused.code != "stale":
                raise
            event = await _compared(rooms, scope, found, archive)
    return total


async def _compared(rooms: Rooms, scope: str, found: list[Entity], archive: Archive) -> Event | None:
    state = rooms.state(scope).copy() if rooms.knows(scope) else State()
    if {kind for kind in (Dialogue, Workshop) if any(state.all(kind))} - {type(one) for one in found}:
        raise ArchiveError("archive_broken", "a workshop that is a dialogue here")
    here = [_as_here(rooms, entity, scope) for entity in found]
    theirs = None if archive.known is None else archive.known.get(scope, {})
    alike = _fields_alike(rooms, here)

    def compared() -> Event | None:
        phases: tuple[PhaseTime, ...] = archive.phases.get(scope, ())
        return merge(state, here, phases, _known_here(rooms, scope), theirs, alike)

    return await asyncio.to_thread(compared)


def _fields_alike(rooms: Rooms, entities: list[Entity]) -> list[FieldOfAction]:
    """Of the other workshops of the same dialogue here, the oldest one's first."""
    arriving = {one.id: one.dialogue_id for one in entities if isinstance(one, Workshop)}
    others = [one for at in arriving.values() for one in rooms.workshops(at) if one.id not in arriving]
    return [field for one in reversed(others) for field in fields_of(rooms.state(one.id))]


def _known_here(rooms: Rooms, scope: str) -> Knowledge:
    return knowledge(rooms.journal(scope))


def _slices(event: Event) -> Iterator[Event]:
    """What is new comes first, in commits that hold up nobody; the last one tells what is known of it all."""
    before = {ref(entity) for entity in event.before}
    fresh = sorted(
        (put for put in event.puts if ref(put) not in before and not isinstance(put, Difference)),
        key=lambda put: ORDER.index(put.type),
    )
    early = fresh[: max(0, len(fresh) - AT_ONCE)]
    for first in range(0, len(early), AT_ONCE):
        yield Event(name="archive_arriving", puts=tuple(early[first : first + AT_ONCE]))
    gone = {ref(put) for put in early}
    yield event.model_copy(update={"puts": tuple(put for put in event.puts if ref(put) not in gone)})


def _as_here(rooms: Rooms, entity: Entity, scope: str) -> Entity:
    """Two laptops may have drawn the same join code; here it can lead to one workshop only. And a dialogue
    may have been given a new title here meanwhile."""
    if not isinstance(entity, Workshop):
        return entity
    code = entity.code if (rooms.scope_of(entity.code) or scope) == scope else rooms.new_code()
    titles = [dialogue.title for dialogue in rooms.dialogues() if dialogue.id == entity.dialogue_id]
    return entity.model_copy(
        update={"code": code, "dialogue_title": next(iter(titles), entity.dialogue_title)}
    )
