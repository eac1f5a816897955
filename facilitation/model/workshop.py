"""One event, its tables and its devices."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, model_validator

from facilitation import kept
from facilitation.model.agenda import Agenda, asking, standard_agenda
from facilitation.model.base import Entity
from facilitation.model.enums import Device, Format
from facilitation.model.staged import Staged


class Workshop(Staged, Entity):
    """One event with one audience. Holds what the moderator steers: step, timer, stage.

    `phase`: the id of the step of its `agenda` that runs now; `languages`: those spoken in the hall besides
    `language`.
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
    agenda: Agenda = Field(default_factory=standard_agenda, min_length=1)
    phase: kept.StepId = "arrive"
    phase_started_at: kept.Moment = 0
    timer_ends_at: kept.Moment | None = None
    late_allowed: bool = False
    door_closed: bool = False
    languages: kept.Languages = ()
    finished: bool = False
    created_at: kept.Moment

    @model_validator(mode="before")
    @classmethod
    def _with_questions(cls, told: Any) -> Any:
        """Questions may be told beside the agenda: by commands, clocks, journals and archives of 0.1.0."""
        if not isinstance(told, dict) or not {"questions", "questions_in"} & told.keys():
            return told
        rest = {name: value for name, value in told.items() if name not in ("questions", "questions_in")}
        agenda = _AGENDA.validate_python(rest["agenda"]) if "agenda" in rest else standard_agenda()
        own = _QUESTIONS.validate_python(told["questions"]) if "questions" in told else None
        others = _QUESTIONS_IN.validate_python(told["questions_in"]) if "questions_in" in told else None
        return {**rest, "agenda": asking(agenda, own, others)}

    @property
    def questions(self) -> dict[str, str]:
        """The moderator's own wordings, by step."""
        return {step.id: step.question for step in self.agenda if step.question}

    @property
    def questions_in(self) -> dict[str, dict[str, str]]:
        """The same in other languages: language -> step -> wording."""
        found: dict[str, dict[str, str]] = {}
        for step in self.agenda:
            for code, text in step.questions_in.items():
                found.setdefault(code, {})[step.id] = text
        return found


_AGENDA = TypeAdapter(Agenda)
_QUESTIONS = TypeAdapter(dict[str, str])
_QUESTIONS_IN = TypeAdapter(dict[str, dict[str, str]])


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
