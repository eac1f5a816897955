"""The rooms of this laptop, found by id or join code: pages ask them and submit commands through them."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial

from app.live.protocol import Rejected
from app.live.room import Room
from app.live.subscribers import Frame
from app.settings import of_workshop
from facilitation.catalogue import update
from facilitation.commands import ChangeDialogue, Command, CreateDialogue, CreateWorkshop, FollowDialogue
from facilitation.errors import REFUSALS, Refused
from facilitation.events import Actor, Event, Role
from facilitation.ids import new_code, new_id
from facilitation.likeness import fields_of
from facilitation.limits import NAME_LIMIT
from facilitation.model import Dialogue, Workshop
from facilitation.state import State
from facilitation.visibility import Viewer
from storage.errors import StorageProblem
from storage.store import Store

UNKNOWN = 4404, "unknown"
"""As a page is answered whose code leads to no workshop."""


def clock() -> int:
    """Now, in ms since 1970."""
    return time.time_ns() // 1_000_000


class Gone(Exception):
    """What a page was about has been deleted meanwhile."""


class NotSaved(Exception):
    """A moderator's command that the laptop could not save. `code` as in storage.errors, or
    "internal" with the id under which it was logged."""

    def __init__(self, code: str, id: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.id = id


class Rooms:
    """One per app. `addresses`: what a room that is opened tells its subscribers of where the laptop is."""

    def __init__(self, store: Store, addresses: Callable[[], dict[Viewer, Frame]]) -> None:
        self._store = store
        self._addresses = addresses
        # New at every start: what a phone holds from an earlier run, perhaps of another database
        # put in this one's place, is replaced and never merged.
        self.epoch = secrets.token_hex(8)
        self.peak = 0
        self.on_deleted: list[Callable[[str], None]] = []  # whatever else remembers a workshop
        self._rooms: dict[str, Room] = {}
        self._loading = asyncio.Lock()
        self._codes = store.codes()

    # --- rooms ---

    async def room(self, room_id: str) -> Room:
        """The live room of a workshop or dialogue; an id without entities is an empty room."""
        async with self._loading:
            if room_id not in self._rooms:
                self._rooms[room_id] = Room(room_id, self._store, self.epoch, clock)
                self._rooms[room_id].feed.tell_addresses(self._addresses())
            return self._rooms[room_id]

    async def room_of(self, code: str) -> Room | None:
        room_id = self._codes.get(code)
        return None if room_id is None else await self.room(room_id)

    def knows(self, room_id: str) -> bool:
        return room_id in self._rooms

    def room_id_of(self, code: str) -> str | None:
        return self._codes.get(code)

    def new_code(self) -> str:
        """A join code that no workshop here has."""
        while (code := new_code()) in self._codes:
            pass
        return code

    async def open_all(self) -> None:
        """Loads every room, so that the first phone does not wait and a damaged file shows at once."""
        for kind in ("dialogue", "workshop"):
            for room_id in self._store.room_ids(kind):
                await self.room(room_id)
        for dialogue in self.dialogues():
            await self._fill_catalogue(dialogue.id)

    def tell_addresses(self) -> None:
        """Tells every stage, moderator and phone where the laptop is, and stages to draw their codes anew."""
        frames = self._addresses()
        for room in self._rooms.values():
            room.feed.tell_addresses(frames)

    def answer_waiting(self) -> None:
        """The laptop is about to stop: a phone that waits for news would be cut off with an error."""
        for room in self._rooms.values():
            room.feed.answer_waiting()

    async def close(self) -> None:
        for room in self._rooms.values():
            await room.queue.close()

    # --- commands ---

    async def submit(self, room_id: str, command: Command) -> None:
        """A moderator's command. Raises Refused, Gone, or NotSaved."""
        if room_id not in self._rooms and not isinstance(command, CreateDialogue | CreateWorkshop):
            raise Gone
        room = await self.room(room_id)
        before = fields_of(room.state)
        await self._granted(room, command)
        if isinstance(command, ChangeDialogue):
            await self._follow(room.state)
        if changed := [field.id for field in fields_of(room.state) if field not in before]:
            await self._fill_catalogue(room.state.workshop.dialogue_id, changed)

    async def take_up(self, room_id: str, event: Event) -> None:
        """An event from an archive. Raises Refused("stale") where people changed meanwhile what it does."""
        await self._granted(await self.room(room_id), event)

    async def follow(self, room_id: str) -> None:
        """After something came in: workshops bear their dialogue's title, and it knows their fields."""
        await self._follow(self.state(room_id))
        for workshop in self.state(room_id).all(Workshop):
            await self._fill_catalogue(workshop.dialogue_id)

    async def _follow(self, state: State) -> None:
        """Workshops bear a copy of their dialogue's title, because they also travel without it."""
        for dialogue in state.all(Dialogue):
            title = dialogue.title[:NAME_LIMIT]  # archives once brought in longer ones
            for workshop in self.workshops(dialogue.id):
                if workshop.dialogue_title != title:
                    await self.submit(workshop.id, FollowDialogue(title=title))

    async def _fill_catalogue(self, dialogue_id: str, changed: Sequence[str] = ()) -> None:
        """What cannot be saved now is made up with the next change or start."""
        for dialogue in (one for one in self.dialogues() if one.id == dialogue_id):
            states = [self.state(one.id) for one in self.workshops(dialogue_id)]
            if command := update(dialogue, states, changed):
                with contextlib.suppress(NotSaved):
                    await self.submit(dialogue.id, command)

    async def _granted(self, room: Room, command: Command | Event) -> None:
        answer = await room.submit(new_id(clock()), command, Actor(role=Role.MODERATOR))
        if isinstance(answer, Rejected):
            if answer.code in REFUSALS:
                raise Refused(answer.code, **answer.params)
            raise NotSaved(room.feed.problem or answer.code, str(answer.params.get("id", "")))
        for workshop in room.state.all(Workshop):
            self._codes[workshop.code] = room.room_id

    # --- what is ---

    def state(self, room_id: str) -> State:
        """The committed state of a loaded room. Read it, do not change it. Raises Gone."""
        if room_id not in self._rooms:
            raise Gone
        return self._rooms[room_id].state

    def journal(self, room_id: str) -> list[Event]:
        return self._store.journal(room_id)

    def dialogues(self) -> list[Dialogue]:
        """Newest first."""
        return sorted(
            (d for r in self._rooms.values() for d in r.state.all(Dialogue)), key=lambda d: -d.created_at
        )

    def workshops(self, dialogue_id: str | None = None) -> list[Workshop]:
        """All, or those of one dialogue; newest first."""
        found = (w for r in self._rooms.values() for w in r.state.all(Workshop))
        return sorted((w for w in found if dialogue_id in (None, w.dialogue_id)), key=lambda w: -w.created_at)

    @property
    def saving_problem(self) -> str | None:
        """What keeps the laptop from saving: a code of storage.errors, or None."""
        return next((r.feed.problem for r in self._rooms.values() if r.feed.problem), None)

    def people(self, code: str) -> int:
        """Participants connected now."""
        room = self._rooms.get(self._codes.get(code, ""))
        return room.feed.people() if room else 0

    def devices(self) -> int:
        """Phones and tablets connected now; the most there ever were at once are `peak`."""
        now = sum(r.role == "participant" for room in self._rooms.values() for r in room.feed.subscribers)
        self.peak = max(self.peak, now)
        return now

    # --- deleting ---

    async def delete(self, room_id: str) -> None:
        """For good, and everybody who is connected is told. Backups that were made before keep it.

        Raises Gone where somebody else was quicker, or NotSaved; then everything is as it was.
        """
        if room_id not in self._rooms:
            raise Gone
        room = self._rooms[room_id]
        await room.queue.close()
        try:
            await self._off_the_disk(room_id)
        except StorageProblem as problem:
            room.queue.closed = False
            raise NotSaved(problem.code) from problem
        self._forget(room_id)
        for subscriber in list(room.feed.subscribers):
            subscriber.send_away(*UNKNOWN)

    async def _off_the_disk(self, room_id: str) -> None:
        """In its turn behind the commits of all rooms."""
        loop = asyncio.get_running_loop()
        written: asyncio.Future[None] = loop.create_future()

        def told(error: Exception | None) -> None:
            if error is None:
                written.set_result(None)
            else:
                written.set_exception(error)

        deletion = self._store.deletion(room_id, of_workshop(room_id))
        self._store.writer.do(partial(self._store.write, deletion), told, loop)
        await written

    def _forget(self, room_id: str) -> None:
        """It is on this laptop no more: its codes lead nowhere."""
        self._rooms.pop(room_id, None)
        for forgets in self.on_deleted:
            forgets(room_id)
        self._codes = {code: room for code, room in self._codes.items() if room != room_id}
