"""Votings, their ballots and results."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from facilitation import kept
from facilitation.model.base import Entity


class DotRules(BaseModel):
    """So many points for each person, at most so many of them on one option."""

    model_config = ConfigDict(frozen=True)

    mode: Literal["dots"] = "dots"
    points: kept.Points
    max_per_option: kept.Points


# One for each mode of facilitation.voting: with a second one a union, told apart by `mode`.
VotingRules = DotRules


class Voting(Entity):
    """One round of voting. `option_ids` are goals; `rules`: what a ballot may hold, by the mode.

    `questions_in`: language -> the question; `slips_only`: only printed one-time slips count.
    """

    type: Literal["voting"] = "voting"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    rules: VotingRules
    question: kept.VotingQuestion
    option_ids: kept.OptionIds
    open: bool = True
    opened_at: kept.Moment
    closed_at: kept.Moment | None = None
    questions_in: kept.VotingQuestionsIn = Field(default_factory=dict)
    slips_only: bool = False

    @model_validator(mode="before")
    @classmethod
    def _as_told_before(cls, told: Any) -> Any:
        """Of 0.1.0, in journals and archives: the rules of dots stood on the voting itself."""
        if isinstance(told, dict) and "points" in told and "rules" not in told:
            rules = {name: told[name] for name in ("mode", "points", "max_per_option") if name in told}
            return {**told, "rules": rules}
        return told


class ResultRow(BaseModel):
    """One option's share of a result. Equal values share a rank (1, 2, 2, 4).

    `value`: what the options are ranked by, of dots the points. `voters`: None where the ballots were few.
    `detail`: what a mode tells besides, of dots `paper`, those of the points that came on paper.
    """

    model_config = ConfigDict(frozen=True)

    option_id: kept.GoalId
    rank: kept.Number
    value: kept.Count
    voters: kept.Count | None
    detail: dict[kept.Word, kept.Count] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _as_told_before(cls, told: Any) -> Any:
        """Of 0.1.0: there were points only."""
        if isinstance(told, dict) and "points" in told:
            paper = told.get("paper_points", 0)
            return {**told, "value": told["points"], "detail": {"paper": paper} if paper else {}}
        return told


class VotingResult(Entity):
    """Computed once from the ballots, when a voting is closed. `id` is the voting's id.

    Of `ballots` came so many on paper, in turns on shared devices, with slips; the rest from own devices.
    `detail`: what a mode tells of all ballots together, of dots the points `given` of those `available`.
    """

    type: Literal["result"] = "result"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    ballots: kept.Count
    detail: dict[kept.Word, kept.Count] = Field(default_factory=dict)
    paper_ballots: kept.Count = 0
    turn_ballots: kept.Count = 0
    slip_ballots: kept.Count = 0
    rows: tuple[ResultRow, ...]

    @property
    def decided(self) -> bool:
        """Whether anything came before anything else: somebody gave something."""
        return any(row.value for row in self.rows)

    @model_validator(mode="before")
    @classmethod
    def _as_told_before(cls, told: Any) -> Any:
        """Of 0.1.0: there were points only."""
        if isinstance(told, dict) and "points_given" in told:
            detail = {"given": told["points_given"], "available": told["points_available"]}
            return {**told, "detail": detail}
        return told


class Ballot(Entity):
    """One person's marks: points per option. Knows neither person, device, time nor order."""

    type: Literal["ballot"] = "ballot"
    goes: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    voting_id: kept.VotingId
    marks: kept.Marks
    paper: bool = False


class SlipSheet(Entity):
    """Printed one-time voting slips: of each only a one-way hash of the code on it, which nobody is sent."""

    type: Literal["slips"] = "slips"
    travels: ClassVar[bool] = False
    workshop_id: kept.WorkshopId
    hashes: tuple[kept.Id, ...]
    count: kept.Count
    created_at: kept.Moment
