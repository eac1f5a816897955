"""What happened. One shape for all events, so one put/drop routine serves every reader."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from facilitation.ballot_box import OpenedBox, SealedBallot
from facilitation.model import ENTITIES, AnyEntity, Entity, Workshop
from facilitation.model.agenda import PhaseTime


class Role(StrEnum):
    """Who may ask. The stage only ever reads."""

    NEWCOMER = "newcomer"
    PARTICIPANT = "participant"
    MODERATOR = "moderator"
    STAGE = "stage"


class Actor(BaseModel):
    """Who asks. `token` is the device's secret, `slip` its voting slip, either of them stretched where that
    was done already: in memory while it is connected, never stored."""

    model_config = ConfigDict(frozen=True)

    role: Role
    participant_id: str | None = None
    token: str | None = Field(default=None, exclude=True, repr=False)
    slip: str | None = Field(default=None, exclude=True, repr=False)


class Ref(NamedTuple):
    """A reference to an entity: its type and id."""

    type: str
    id: str


def ref_of(entity: Entity) -> Ref:
    """What points to it."""
    return Ref(entity.type, entity.id)  # type: ignore[attr-defined]


class Known(NamedTuple):
    """Of one entity: how often each laptop changed it, by part, and whether it is gone."""

    clocks: dict[str, dict[str, int]]
    gone: bool = False


class Event(BaseModel):
    """`puts` are whole changed entities, `drops` references to entities that are gone.

    `seq` and `at` (ms) are given by the room when it accepts the event. `before` are the
    entities as they were, for undo. `undoes`/`redoes` name the seq of the event that this one
    takes back or brings back. `phases`: when which phase ran, of a workshop that comes in an archive;
    `knowledge`: what the laptop knew that wrote it; `opening`: under which name changes are counted here
    (see facilitation.clocks).
    """

    model_config = ConfigDict(frozen=True)

    name: str
    seq: int = 0
    at: int = 0
    actor: Actor | None = None
    puts: tuple[AnyEntity, ...] = ()
    drops: tuple[Ref, ...] = ()
    before: tuple[AnyEntity, ...] = ()
    undoes: int | None = None
    redoes: int | None = None
    undoable: bool = False
    opening: str = ""
    phases: tuple[PhaseTime, ...] = ()
    knowledge: tuple[tuple[Ref, Known], ...] = ()


class KeptDrafts(NamedTuple):
    """All that one participant is typing: never an event, never in the journal, told to nobody else.

    Draft name -> the device's own JSON. Empty: nothing is left to keep.
    """

    participant_id: str
    drafts: dict[str, str]


class Decision(NamedTuple):
    """What comes of a command: all that changes, to be read part by part. Only `event` is told to anybody."""

    event: Event | None = None
    ballot: SealedBallot | None = None
    opened: OpenedBox | None = None
    drafts: KeptDrafts | None = None

    @property
    def ends_drafts(self) -> bool:
        """Whether the workshop is over: nobody goes on with what was left half typed."""
        puts = self.event.puts if self.event else ()
        return any(type(entity) is Workshop and entity.finished for entity in puts)

    @property
    def leaves_traces(self) -> bool:
        """Whether it deletes what nobody must find in the files afterwards."""
        return self.opened is not None or self.ends_drafts

    @property
    def version(self) -> int | None:
        """Of what it changed first, which is what was asked for."""
        return self.event.puts[0].version if self.event and self.event.puts else None

    @property
    def voting_id(self) -> str | None:
        """Of a ballot: so long as the voting is open, its command is remembered."""
        return self.ballot.ballot.voting_id if self.ballot else None


def entity_from(data: dict[str, Any]) -> Entity:
    """The entity that `model_dump()` wrote. Raises KeyError or ValidationError."""
    return ENTITIES[data["type"]].model_validate(data)
