"""Workshops leave this laptop as archives and arrive from others; what is slow is done beside the loop."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import NamedTuple

from app.workplace.rooms import Rooms, clock
from app.workplace.slices import slices
from facilitation.clocks import Knowledge, knowledge
from facilitation.errors import Refused
from facilitation.events import Event
from facilitation.likeness import fields_of
from facilitation.model import Dialogue, Difference, Entity, FieldOfAction, Workshop
from facilitation.model.agenda import PhaseTime
from facilitation.state import State
from facilitation.timeline import phase_times
from storage.archive.format import Archive, ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from storage.merging.merge import counted, merge


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

    async def packed(self, room_id: str) -> bytes:
        """A workshop with its dialogue as a zip: all of it as it is now, whatever is said meanwhile."""
        return await _packed(self._rooms, room_id)

    async def take_in(self, data: bytes) -> Report:
        """Takes in what is new or changed. Raises ArchiveError, Refused("voting_open"), NotSaved."""
        async with self._arriving:
            return await _take_in(self._rooms, data)


async def _packed(rooms: Rooms, room_id: str) -> bytes:
    state = rooms.state(room_id).copy()
    dialogue = next((d for d in rooms.dialogues() if d.id == state.workshop.dialogue_id), None)
    asked = list(rooms.state(dialogue.id).all(Difference)) if dialogue else []
    until = {room_id: state.seq} | ({dialogue.id: rooms.state(dialogue.id).seq} if dialogue else {})

    def written() -> bytes:
        journals = {room: [e for e in rooms.journal(room) if e.seq <= seq] for room, seq in until.items()}
        known = {room: knowledge(journal) for room, journal in journals.items()}
        return write_archive(state, dialogue, clock(), phase_times(journals[room_id]), known, asked)

    return await asyncio.to_thread(written)


async def _take_in(rooms: Rooms, data: bytes) -> Report:
    archive = await asyncio.to_thread(read, data)
    by_room_id: dict[str, list[Entity]] = {}
    for entity in archive.entities:
        by_room_id.setdefault(getattr(entity, "workshop_id", None) or entity.id, []).append(entity)
    here = {room_id for room_id in by_room_id if rooms.knows(room_id)}
    # Refused as a whole, before any of it is taken in.
    events = {
        room_id: await _compared(rooms, room_id, found, archive) for room_id, found in by_room_id.items()
    }
    total: Counter[str] = Counter()
    for room_id, found in by_room_id.items():
        parts = events.pop(room_id)
        if (room_id in here) != rooms.knows(
            room_id
        ):  # deleted meanwhile: what is new would be taken in alone
            parts = await _compared(rooms, room_id, found, archive)
        total.update(await _take(rooms, room_id, found, archive, parts))
    for room_id in by_room_id:
        await rooms.follow(room_id)
    workshops = [workshop for workshop in rooms.workshops() if workshop.id in by_room_id]
    return Report(workshops, total["new"], total["changed"], total["both"])


async def _take(
    rooms: Rooms, room_id: str, found: list[Entity], archive: Archive, parts: list[Event]
) -> Counter[str]:
    """Compared anew where people changed something before it was this archive's turn."""
    total: Counter[str] = Counter()
    while parts:
        try:
            for part in parts:
                await rooms.take_up(room_id, part)
                total.update(counted(part))
            return total
        except Refused as refused:
            if refused.code != "stale":
                raise
            parts = await _compared(rooms, room_id, found, archive)
    return total


async def _compared(rooms: Rooms, room_id: str, found: list[Entity], archive: Archive) -> list[Event]:
    """What it changes, in commits that hold up nobody."""
    state = rooms.state(room_id).copy() if rooms.knows(room_id) else State()
    if {kind for kind in (Dialogue, Workshop) if any(state.all(kind))} - {type(one) for one in found}:
        raise ArchiveError("archive_broken", "a workshop that is a dialogue here")
    here = [_as_here(rooms, entity, room_id) for entity in found]
    theirs = None if archive.known is None else archive.known.get(room_id, {})
    alike = _fields_alike(rooms, here)

    def compared() -> list[Event]:
        phases: tuple[PhaseTime, ...] = archive.phases.get(room_id, ())
        event = merge(state, here, phases, _known_here(rooms, room_id), theirs, alike)
        return slices(event) if event else []

    return await asyncio.to_thread(compared)


def _fields_alike(rooms: Rooms, entities: list[Entity]) -> list[FieldOfAction]:
    """Of the other workshops of the same dialogue here, the oldest one's first."""
    arriving = {one.id: one.dialogue_id for one in entities if isinstance(one, Workshop)}
    others = [one for room in arriving.values() for one in rooms.workshops(room) if one.id not in arriving]
    return [field for one in reversed(others) for field in fields_of(rooms.state(one.id))]


def _known_here(rooms: Rooms, room_id: str) -> Knowledge:
    return knowledge(rooms.journal(room_id))


def _as_here(rooms: Rooms, entity: Entity, room_id: str) -> Entity:
    """Two laptops may have drawn the same join code; here it can lead to one workshop only. And a dialogue
    may have been given a new title here meanwhile."""
    if not isinstance(entity, Workshop):
        return entity
    code = entity.code if (rooms.room_id_of(entity.code) or room_id) == room_id else rooms.new_code()
    titles = [dialogue.title for dialogue in rooms.dialogues() if dialogue.id == entity.dialogue_id]
    return entity.model_copy(
        update={"code": code, "dialogue_title": next(iter(titles), entity.dialogue_title)}
    )
