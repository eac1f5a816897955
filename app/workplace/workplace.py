"""The hall that this laptop serves: its rooms, found by scope or join code, and its addresses. Pages ask it
and submit commands through it; they never touch storage."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.live.protocol import Rejected
from app.live.room import Room
from app.live.subscribers import Frame
from app.network.addresses import Address
from app.network.invitation import addresses_now, invitation
from app.network.monitor import Network
from app.network.wifi import Wifi, store_wifi, stored_wifi
from app.workplace.access import Access
from app.workplace.checked_phones import Phones
from app.workplace.contact import Contact, store_contact, stored_contact
from app.workplace.keep_awake import Awake
from app.workplace.notices import Warned
from facilitation.catalogue import update
from facilitation.commands import ChangeDialogue, Command, CreateDialogue, CreateWorkshop, FollowDialogue
from facilitation.errors import REFUSALS, Refused
from facilitation.events import Actor, Event, Role
from facilitation.ids import new_code, new_id
from facilitation.likeness import fields_of
from facilitation.model import Dialogue, Workshop
from facilitation.state import State
from facilitation.visibility import Viewer
from storage.store import Store


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


class Hall:
    """One per app. `network`: where this laptop is, or simply its base addresses, asked anew at each look."""

    def __init__(self, store: Store, network: Network | Callable[[], list[str]]) -> None:
        self.store = store
        self.access = Access(store)
        self.network = network if isinstance(network, Network) else _given(store, network)
        self.network.tell.append(self.invite_anew)
        self.warned = Warned(self.invite_anew)
        self._wifi = stored_wifi(store)  # read once: a stage must not need the disk
        self.phones = Phones()
        self.awake = Awake()
        self.peak = 0
        # New at every start: what a phone holds from an earlier run, perhaps of another database
        # put in this one's place, is replaced and never merged.
        self.epoch = secrets.token_hex(8)
        self._rooms: dict[str, Room] = {}
        self._loading = asyncio.Lock()
        self.arriving = asyncio.Lock()  # one archive at a time: each takes memory, and chooses join codes
        self._codes = store.codes()
        self.on_deleted: list[Callable[[str], None]] = []  # whatever else remembers a workshop

    # --- rooms ---

    async def room(self, scope: str) -> Room:
        """The live room of a workshop or dialogue; a scope without entities is an empty room."""
        async with self._loading:
            if scope not in self._rooms:
                self._rooms[scope] = Room(scope, self.store, self.epoch, clock)
                self._rooms[scope].feed.tell_addresses(self._address_frames())
            return self._rooms[scope]

    async def room_of(self, code: str) -> Room | None:
        scope = self._codes.get(code)
        return None if scope is None else await self.room(scope)

    def forget(self, scope: str) -> None:
        """It is on this laptop no more: its codes lead nowhere."""
        self._rooms.pop(scope, None)
        for forgets in self.on_deleted:
            forgets(scope)
        self._codes = {code: at for code, at in self._codes.items() if at != scope}

    def knows(self, scope: str) -> bool:
        return scope in self._rooms

    def scope_of(self, code: str) -> str | None:
        return self._codes.get(code)

    async def open_all(self) -> None:
        """Loads every room, so that the first phone does not wait and a damaged file shows at once."""
        for kind in ("dialogue", "workshop"):
            for scope in self.store.scopes(kind):
                await self.room(scope)
        for dialogue in self.dialogues():
            await self._fill_catalogue(dialogue.id)

    def answer_waiting(self) -> None:
        """The laptop is about to stop: a phone that waits for news would be cut off with an error."""
        for room in self._rooms.values():
            room.feed.answer_waiting()

    async def close(self) -> None:
        for room in self._rooms.values():
            await room.queue.close()

    # --- for pages ---

    async def submit(self, scope: str, command: Command) -> None:
        """A moderator's command. Raises Refused, Gone, or NotSaved."""
        if scope not in self._rooms and not isinstance(command, CreateDialogue | CreateWorkshop):
            raise Gone
        room = await self.room(scope)
        before = fields_of(room.state)
        await self._granted(room, command)
        self._note_code(room)
        if isinstance(command, ChangeDialogue):
            await self._follow(room.state)
        if changed := [field.id for field in fields_of(room.state) if field not in before]:
            await self._fill_catalogue(room.state.workshop.dialogue_id, changed)

    async def _follow(self, state: State) -> None:
        """Workshops bear a copy of their dialogue's title, because they also travel without it."""
        for dialogue in state.all(Dialogue):
            for workshop in self.workshops(dialogue.id):
                if workshop.dialogue_title != dialogue.title:
                    await self.submit(workshop.id, FollowDialogue(title=dialogue.title))

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

    def _note_code(self, room: Room) -> None:
        for workshop in room.state.all(Workshop):
            self._codes[workshop.code] = room.scope

    def state(self, scope: str) -> State:
        """The committed state of a loaded room. Read it, do not change it. Raises Gone."""
        if scope not in self._rooms:
            raise Gone
        return self._rooms[scope].state

    def dialogues(self) -> list[Dialogue]:
        """Newest first."""
        return sorted(
            (d for r in self._rooms.values() for d in r.state.all(Dialogue)), key=lambda d: -d.created_at
        )

    def workshops(self, dialogue_id: str | None = None) -> list[Workshop]:
        """All, or those of one dialogue; newest first."""
        found = (w for r in self._rooms.values() for w in r.state.all(Workshop))
        return sorted((w for w in found if dialogue_id in (None, w.dialogue_id)), key=lambda w: -w.created_at)

    def people(self, code: str) -> int:
        """Participants connected now."""
        room = self._rooms.get(self._codes.get(code, ""))
        return room.feed.people() if room else 0

    def journal(self, scope: str) -> list[Event]:
        return self.store.journal(scope)

    @property
    def saving_problem(self) -> str | None:
        """What keeps the laptop from saving: a code of storage.errors, or None."""
        return next((r.feed.problem for r in self._rooms.values() if r.feed.problem), None)

    @property
    def pin(self) -> str:
        return self.access.pin

    def new_code(self) -> str:
        """A join code that no workshop here has."""
        while (code := new_code()) in self._codes:
            pass
        return code

    # --- for the hall check ---

    def devices(self) -> int:
        """Phones and tablets connected now; the most there ever were at once are `peak`."""
        now = sum(r.role == "participant" for room in self._rooms.values() for r in room.feed.subscribers)
        self.peak = max(self.peak, now)
        return now

    def try_saving(self) -> str | None:
        """Writes something harmless. What keeps it from being saved, of storage.errors. For a thread."""
        try:
            self.store.set_setting("hall_check", str(clock()))
        except Exception as error:  # whatever it is, a moderator must know before the doors open
            return str(getattr(error, "code", "unknown"))
        return None

    @property
    def data_folder(self) -> Path | None:
        """Where the database lies; None where it is not a file."""
        database = self.store.engine.url.database
        return Path(database).parent if self.store.engine.dialect.name == "sqlite" and database else None

    # --- addresses ---

    def addresses(self) -> list[str]:
        """Bases of this laptop, that of the QR codes first."""
        return list(self.network.urls)

    def join_url(self, code: str, group_number: int | None = None) -> str:
        group = f"/g/{group_number}" if group_number is not None else ""
        return f"{self.network.urls[0]}/j/{code}{group}"

    def invitation(self, code: str) -> dict[str, Any]:
        """What stage and console show so that people get into a workshop; without a code, to the laptop."""
        address = self.network.urls[0]
        return invitation(address, self.join_url(code) if code else address, self._wifi)

    def wifi(self) -> Wifi | None:
        """The hall's Wi-Fi, as typed by the moderator; None where none was typed."""
        return self._wifi

    def set_wifi(self, wifi: Wifi | None) -> None:
        store_wifi(self.store, wifi)
        self._wifi = wifi
        self.invite_anew()

    def contact(self) -> Contact | None:
        """Whom people tell what keeps them out; None where nobody was typed."""
        return stored_contact(self.store)

    def set_contact(self, contact: Contact | None) -> None:
        store_contact(self.store, contact)

    def invite_anew(self) -> None:
        """Tells every stage, moderator and phone where the laptop is, and stages to draw their codes anew."""
        frames = self._address_frames()
        for room in self._rooms.values():
            room.feed.tell_addresses(frames)

    def _address_frames(self) -> dict[Viewer, Frame]:
        urls = self.network.urls
        told = {viewer: addresses_now(urls, self._wifi) for viewer in Viewer}
        told[Viewer.MODERATOR] = addresses_now(urls, self._wifi, self.network.alarm, self.warned.codes)
        return {viewer: Frame(message.model_dump_json().encode()) for viewer, message in told.items()}

    # --- archives (app/workplace/archives.py) ---

    async def take_up(self, scope: str, event: Event) -> None:
        """An event from an archive. Raises Refused("stale") where people changed meanwhile what it does."""
        room = await self.room(scope)
        await self._granted(room, event)
        self._note_code(room)

    async def follow(self, scope: str) -> None:
        """After something came in: workshops bear their dialogue's title, and it knows their fields."""
        await self._follow(self.state(scope))
        for workshop in self.state(scope).all(Workshop):
            await self._fill_catalogue(workshop.dialogue_id)


def _given(store: Store, bases: Callable[[], list[str]]) -> Network:
    return Network(store, lambda: [Address(base) for base in bases()])


_halls: list[Hall] = []


def open_hall(hall_of_app: Hall) -> None:
    """Makes this the hall of the running app."""
    _halls[:] = [hall_of_app]


def hall() -> Hall:
    """The hall of the running app. Raises IndexError before there is one."""
    return _halls[0]
