"""Documents of a workshop, rendered once for all who ask."""

from __future__ import annotations

import asyncio
import time

from app.exports import EXPORTS
from app.fair_use.fair_queue import account_of
from app.fair_use.worker import at_the_press
from app.workplace.rooms import Rooms, clock
from facilitation.documentation.assembling import document
from facilitation.events import ref_of
from facilitation.model import Participant, Voting
from facilitation.state import State

COUNTS_SECONDS = 60  # so old may be, in the document for everybody, how many devices sit at the tables

_Seen = tuple[int, int, str]
_Key = tuple[str, str, bool]


class DocumentCache:
    """One for each server. All methods belong to its event loop."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._rendering: dict[_Key, tuple[_Seen, asyncio.Future[bytes]]] = {}
        rooms.on_deleted.append(self._forget)

    def __len__(self) -> int:
        return len(self._rendering)

    async def renders(self, room_id: str, format: str, *, for_all: bool = False) -> bytes:
        """At the end sixty phones ask for the same document at once: rendered once per state, and never twice
        at a time, however quickly that changes.

        What the workshop is when a rendering begins is in the document. `for_all`: once for all that it says,
        however many devices come and go meanwhile. Raises Gone, Busy, and what the format raises.
        """
        key = room_id, format, for_all
        seen, rendering = self._rendering.get(key, (None, None))
        if rendering is not None and not rendering.done() and seen != self._seen(key):
            await asyncio.wait({rendering})
            before, (seen, rendering) = rendering, self._rendering.get(key, (None, None))
            if rendering is not None and rendering is not before:  # somebody else who waited has begun it
                return await asyncio.shield(rendering)
        if rendering is None or seen != self._seen(key):
            rendering = self._begun(key)
        return await asyncio.shield(rendering)

    def _seen(self, key: _Key) -> _Seen:
        room_id, _, for_all = key
        return _seen(self._rooms, self._rooms.state(room_id), for_all)

    def _begun(self, key: _Key) -> asyncio.Future[bytes]:
        room_id, format, _ = key
        now, copy = self._seen(key), self._rooms.state(room_id).copy()
        rendering = asyncio.ensure_future(_for_everybody(self._rooms, copy, room_id, format, now[-1]))
        self._rendering[key] = now, rendering
        rendering.add_done_callback(lambda done: self._forget_failed(key, done))
        return rendering

    def _forget_failed(self, key: _Key, done: asyncio.Future[bytes]) -> None:
        """The next one tries again; and an error would hold the workshop as it was, with ballots of then."""
        if (done.cancelled() or done.exception()) and self._rendering.get(key, (None, None))[1] is done:
            del self._rendering[key]

    def _forget(self, room_id: str) -> None:
        """Of a workshop that is deleted no document stays in memory either."""
        for key in [key for key in self._rendering if key[0] == room_id]:
            del self._rendering[key]


async def _for_everybody(rooms: Rooms, state: State, room_id: str, format: str, host: str) -> bytes:
    """On nobody's account: who asked first may leave, and the others wait for it, too."""
    account_of.set(None)
    return await at_the_press(rendered, rooms, state, room_id, format, host)


def _seen(rooms: Rooms, state: State, for_all: bool) -> _Seen:
    """What a document's words depend on: the last event, the ballots so far, which are no events, and
    what the dialogue says."""
    ballots = sum(state.box(voting.id).by_channel().total() for voting in state.all(Voting))
    return (_words(state) if for_all else state.seq), ballots, _host(rooms, state)


def _words(state: State) -> int:
    """Another number where anything but the devices has changed, and once a minute."""
    shown = ((*ref_of(e), e.version) for e in state.entities() if not isinstance(e, Participant))
    return hash((frozenset(shown), int(time.monotonic() / COUNTS_SECONDS)))


def _host(rooms: Rooms, state: State) -> str:
    found = (dialogue.host for dialogue in rooms.dialogues() if dialogue.id == state.workshop.dialogue_id)
    return next(found, "")


def rendered(rooms: Rooms, state: State, room_id: str, format: str, host: str) -> bytes:
    """The bytes of the file; takes a while, and is not for the event loop."""
    documentation = document(state, clock(), rooms.journal(room_id), host)
    return EXPORTS[format].render(documentation, state.workshop.language)
