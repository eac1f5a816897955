"""Votings, their ballots and results."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation import kept
from facilitation.model.base import Entity


class Voting(Entity):
    """One round of voting with one mode. `option_ids` are goals.

    `questions_in`: language -> the question; `slips_only`: only printed one-time slips count.
    """

    type: Literal["voting"] = "voting"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    mode: Literal["dots"] = "dots"
    question: kept.SomeText
    option_ids: tuple[kept.OptionId, ...]
    points: kept.Points
    max_per_option: kept.Points
    open: bool = True
    opened_at: kept.Moment
    closed_at: kept.Moment | None = None
    questions_in: dict[kept.Spoken, kept.Text] = Field(default_factory=dict)
    slips_only: bool = False


class ResultRow(BaseModel):
    """One option's share of a result. Equal points share a rank (1, 2, 2, 4).

    `paper_points`: those of `points` that came on paper. `voters`: None where the ballots were few.
    """

    model_config = ConfigDict(frozen=True)

    option_id: kept.GoalId
    points: kept.Count
    voters: kept.Count | None
    rank: kept.Number
    paper_points: kept.Count = 0


class VotingResult(Entity):
    """Computed once from the ballots, when a voting is closed. `id` is the voting's id.

    Of `ballots` came so many on paper, in turns on shared devices, with slips; the rest from own devices.
    """

    type: Literal["result"] = "result"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    ballots: kept.Count
    points_given: kept.Count
    points_available: kept.Count
    paper_ballots: kept.Count = 0
    turn_ballots: kept.Count = 0
    slip_ballots: kept.Count = 0
    rows: tuple[ResultRow, ...]


class Ballot(Entity):
    """One person's marks: points per option. Knows neither person, device, time nor order."""

    type: Literal["ballot"] = "ballot"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    voting_id: kept.VotingId
    marks: dict[kept.GoalId, kept.Given]
    paper: bool = False


class SlipSheet(Entity):
    """Printed one-time voting slips: of each only a one-way hash of the code on it, which nobody is sent."""

    type: Literal["slips"] = "slips"
    travels: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    hashes: tuple[kept.Id, ...]
    count: kept.Count
    created_at: kept.Moment
