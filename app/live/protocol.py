"""The messages between browser and server, written once.

`python -m app.live.generate` writes assets/live/protocol.gen.js from these models, from
facilitation.commands and facilitation.model; a contract test compares.
Every frame is one JSON object with a `type`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic_core import ValidationError

from facilitation.commands.base import SlipCode
from facilitation.events import Ref
from facilitation.limits import STAGE_PAGES
from facilitation.model import AnyEntity
from facilitation.rules import AnyCommand

# Raised when a page of the version before would read something else: it is told to load itself anew.
# A default of an entity is such a thing, because it is not sent (see encoding.py).
PROTOCOL_VERSION = 3

# Hard limits of one frame from a device, and how many a device may send.
FRAME_BYTES = 256 * 1024
FRAMES_PER_SECOND = 20
FRAMES_AT_ONCE = 60
# In what a device says. The longest ballot has 4,000; a frame full of zeros would cost the laptop 15 ms to
# read and to refuse.
MOST_VALUES = 20_000

_COMMAND_ID = r"[0-9a-zA-Z_-]{8,64}"
COMMAND_ID = re.compile(_COMMAND_ID)  # for fullmatch
CommandId = Annotated[str, StringConstraints(pattern=rf"^{_COMMAND_ID}\z")]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- device to server -----------------------------------------------------------------------------


class Hello(Message):
    """First frame. `epoch` and `seq`: what the device already holds (seq 0: nothing).

    `token`: a participant's secret; of stages and moderators, what tells their pages apart.
    `slip`: the code of the voting slip that this device holds; it leads to the slip's ballot.
    """

    type: Literal["hello"] = "hello"
    protocol: int
    role: Literal["participant", "moderator", "stage"]
    token: Annotated[str, StringConstraints(min_length=22, max_length=128)] | None = None
    epoch: str = ""
    seq: int = 0
    language: Annotated[str, StringConstraints(max_length=20)] = "de"
    slip: SlipCode | None = None


class Submit(Message):
    """A command. The same `cmd_id` twice is answered with the same acknowledgement."""

    type: Literal["submit"] = "submit"
    cmd_id: CommandId
    command: AnyCommand


class Status(Message):
    """What waits on the device: counted for the moderator, never stored.

    `pages`: of a stage, in how many pages it shows what it shows now.
    """

    type: Literal["status"] = "status"
    unsent: Annotated[int, Field(ge=0, le=10_000)] = 0
    pages: Annotated[int, Field(ge=0, le=STAGE_PAGES)] = 0


class Ping(Message):
    type: Literal["ping"] = "ping"


ToServer = Annotated[Hello | Submit | Status | Ping, Field(discriminator="type")]


# --- server to device -----------------------------------------------------------------------------


class You(BaseModel):
    """Who the device is here: participant, group, and which contributions and goals are its own.

    `withdrawn`: which of them were taken back, perhaps elsewhere; what else of them is missing is hidden.
    `drafts`: what was being typed, perhaps on another device; draft name -> that device's JSON.
    """

    model_config = ConfigDict(frozen=True)

    participant_id: str | None = None
    group_id: str | None = None
    device: str | None = None
    own: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    ballot: dict[str, dict[str, int]] = Field(default_factory=dict)
    ready_for: int | None = None
    drafts: dict[str, str] = Field(default_factory=dict)


class Welcome(Message):
    """Answer to Hello. With `snapshot` (a path) the device replaces what it holds by it."""

    type: Literal["welcome"] = "welcome"
    protocol: int = PROTOCOL_VERSION
    epoch: str
    seq: int
    now: int
    you: You
    snapshot: str | None = None


class Change(BaseModel):
    """One event as this class of viewer may see it."""

    model_config = ConfigDict(frozen=True)

    seq: int
    name: str
    puts: tuple[AnyEntity, ...] = ()
    drops: tuple[Ref, ...] = ()


class Delta(Message):
    """What was committed together, in order."""

    type: Literal["delta"] = "delta"
    changes: tuple[Change, ...]


class Snapshot(Message):
    """Everything, as of `seq`. Served over HTTP; it replaces, it never merges."""

    type: Literal["snapshot"] = "snapshot"
    epoch: str
    seq: int
    entities: tuple[AnyEntity, ...]


class Ack(Message):
    """It is on disk. `version`: of the entity that the command changed, where there is one."""

    type: Literal["ack"] = "ack"
    cmd_id: str
    seq: int
    version: int | None = None


class Rejected(Message):
    """`code` is a refusal, or: malformed, too_large, rate_limited, not_saved, internal."""

    type: Literal["rejected"] = "rejected"
    cmd_id: str | None
    code: str
    params: dict[str, str | int] = Field(default_factory=dict)


class GroupPresence(BaseModel):
    """One table, in counts. A phone is one person; a tablet stands for all who sit there.

    `ready`: how many said so for this phase; `table_ready`: the tablet did, or everybody here.
    For moderators also: `silent` of those here have not written anything in a writing phase,
    `gone` were here and are not connected now (a locked phone, too).
    """

    model_config = ConfigDict(frozen=True)

    phones: int = 0
    tablets: int = 0
    unsent: int = 0
    ready: int = 0
    table_ready: bool = False
    silent: int = 0
    gone: int = 0


class Presence(Message):
    """Who is connected now. Not stored, not numbered; the newest one holds. `ballots` only counts.

    `people`: devices of participants. Who has several, as a phone and a laptop, is one.

    For moderators also: how many ballots came which way (ballot_box.Channel), how many devices were here at
    once at most since a voting opened, name and seq of the next steps to undo and redo, what keeps the laptop
    from saving (`storage.<problem>`), and how many pages the stage has of what it shows (of several stages
    the one with the most).
    """

    type: Literal["presence"] = "presence"
    people: int
    groups: dict[str, GroupPresence]
    stages: int = 0
    moderators: int = 0
    ballots: dict[str, int] = Field(default_factory=dict)
    most_here: dict[str, int] = Field(default_factory=dict)
    by_channel: dict[str, dict[str, int]] = Field(default_factory=dict)
    undo: str | None = None
    undo_seq: int | None = None
    redo: str | None = None
    redo_seq: int | None = None
    problem: str | None = None
    stage_pages: int = 0


class Addresses(Message):
    """Where the laptop is reached now, the address of the QR codes first. With each welcome and each change.

    `invite` is another one whenever what stage and moderators show of it has changed (they fetch it).
    For moderators, until one of them says that they know: `before`, what the codes named before; `warned`,
    what else has happened to the laptop (see app/workplace/notices.py).
    """

    type: Literal["addresses"] = "addresses"
    urls: tuple[str, ...]
    invite: str
    before: str | None = None
    warned: tuple[str, ...] = ()


class Refresh(Message):
    """The device fell behind: fetch this snapshot."""

    type: Literal["refresh"] = "refresh"
    epoch: str
    seq: int
    snapshot: str


class Pong(Message):
    type: Literal["pong"] = "pong"


ToDevice = Annotated[
    Welcome | Delta | Snapshot | Ack | Rejected | Presence | Addresses | Refresh | Pong,
    Field(discriminator="type"),
]

FROM_DEVICE: TypeAdapter[Hello | Submit | Status | Ping] = TypeAdapter(ToServer)
TO_DEVICE: TypeAdapter[Any] = TypeAdapter(ToDevice)

T = TypeVar("T")


def parsed(adapter: TypeAdapter[T], raw: bytes | str) -> T:
    """What a device said. Raises ValidationError, without reading it where it holds too many values."""
    text = raw.encode("utf-8", "replace") if isinstance(raw, str) else raw
    if len(text) > MOST_VALUES and sum(map(text.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ValidationError.from_exception_data("message", [{"type": "recursion_loop", "input": None}])
    return adapter.validate_json(text)
