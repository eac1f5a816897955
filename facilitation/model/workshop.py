"""One event, its tables and its devices."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from facilitation import kept
from facilitation.model.base import Entity
from facilitation.model.enums import Device, Format
from facilitation.model.staged import Staged


class Workshop(Staged, Entity):
    """One event with one audience. Holds what the moderator steers: phase, timer, stage.

    `languages`: those spoken in the hall besides `language`; `questions_in`: language -> phase -> the
    moderator's own wording.
    """

    type: Literal["workshop"] = "workshop"
    goes: ClassVar[bool] = False
    dialogue_id: kept.Id
    dialogue_title: kept.Name
    code: kept.JoinCode
    format: Format = Format.WORKSHOP
    title: kept.Name
    audience: kept.SomeLine
    place: kept.Line = ""
    date: kept.Day = ""
    language: kept.Spoken = "de"
    target_year: kept.Year
    expected: kept.People = 0
    card_limit: kept.CardLimit = 140
    questions: kept.Questions = Field(default_factory=dict)
    phase: kept.PhaseId = "arrive"
    phase_started_at: kept.Moment = 0
    timer_ends_at: kept.Moment | None = None
    late_allowed: bool = False
    door_closed: bool = False
    languages: kept.Languages = ()
    questions_in: kept.QuestionsIn = Field(default_factory=dict)
    finished: bool = False
    created_at: kept.Moment


class Group(Entity):
    """The small group that works together at one table. `paused`: nothing new is taken from it for now."""

    type: Literal["group"] = "group"
    workshop_id: kept.WorkshopId
    number: kept.Number
    name: kept.Name
    seats: kept.Seats = 6
    paused: bool = False


class Participant(Entity):
    """One device of one person, or one tablet of one group. Never a name, never an address.

    `ready_for`: the `phase_started_at` of the phase for which they said "ready"; so the next phase
    begins with nobody ready.
    """

    type: Literal["participant"] = "participant"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    group_id: kept.GroupId
    device: Device
    language: kept.Language = "de"
    joined_at: kept.Moment
    ready_for: kept.Moment | None = None
