"""What participants ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from facilitation.commands.base import (
    CardText,
    Command,
    GoalText,
    Id,
    Ids,
    Language,
    Line,
    Marks,
    Secret,
    SlipCode,
    SomeLine,
    Value,
    Year,
)
from facilitation.limits import INDICATORS
from facilitation.model import Device, Kind, Source


class JoinWorkshop(Command):
    type: Literal["join_workshop"] = "join_workshop"
    group_id: Id
    device: Device = Device.PHONE
    language: Language = "de"


class SignalReady(Command):
    """ "We are ready" for the phase that began at `ready_for` (ms); None takes it back."""

    type: Literal["signal_ready"] = "signal_ready"
    ready_for: int | None


# What is being typed and may wait on the laptop for another device. Ballots are not among it:
# a ballot that nobody has cast is nobody's business but its writer's.
DraftName = Literal["card", "edit", "goal", "goal_edit"]
DraftText = Annotated[str, StringConstraints(max_length=20_000)]


class KeepDrafts(Command):
    """What the participant is typing, as the device's own JSON. "" takes a draft away; others stay."""

    type: Literal["keep_drafts"] = "keep_drafts"
    drafts: dict[DraftName, DraftText]


class PostContribution(Command):
    """Participants leave `source`, `group_id` out; moderators set them when they type for others."""

    type: Literal["post_contribution"] = "post_contribution"
    id: Id
    kind: Kind
    text: CardText
    language: Language = ""
    group_id: Id | None = None
    source: Source | None = None


class EditContribution(Command):
    type: Literal["edit_contribution"] = "edit_contribution"
    id: Id
    version: int
    kind: Kind
    text: CardText


class WithdrawContribution(Command):
    type: Literal["withdraw_contribution"] = "withdraw_contribution"
    id: Id
    version: int


class ReclaimContribution(Command):
    """Takes a withdrawal back. No version: whatever happened since, its writer wants it to count."""

    type: Literal["reclaim_contribution"] = "reclaim_contribution"
    id: Id


class IndicatorDraft(BaseModel):
    """An indicator as it is typed, before it belongs to a goal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: SomeLine
    unit: Line = ""
    base_value: Value | None = None
    base_year: Year | None = None
    target_value: Value | None = None
    target_year: Year | None = None
    source: Line = ""


Indicators = Annotated[tuple[IndicatorDraft, ...], Field(max_length=INDICATORS)]


class ProposeGoal(Command):
    type: Literal["propose_goal"] = "propose_goal"
    id: Id
    text: GoalText
    language: Language = ""
    field_id: Id | None = None
    cluster_ids: Ids = ()
    target_year: Year | None = None
    indicators: Indicators = ()
    group_id: Id | None = None
    source: Source | None = None


class EditGoal(Command):
    type: Literal["edit_goal"] = "edit_goal"
    id: Id
    version: int
    text: GoalText
    field_id: Id | None = None
    cluster_ids: Ids = ()
    target_year: Year | None = None
    indicators: Indicators = ()


class WithdrawGoal(Command):
    type: Literal["withdraw_goal"] = "withdraw_goal"
    id: Id
    version: int


class ReclaimGoal(Command):
    """Takes a withdrawal back."""

    type: Literal["reclaim_goal"] = "reclaim_goal"
    id: Id


class CastBallot(Command):
    """The whole ballot each time: what is sent last counts. Zero points may be left out.

    `turn`: a secret made for one person's turn on a shared device; without it the ballot is the
    device's own. `slip`: the code of a printed slip, where a voting asks for one. `blank`: without
    any points, on purpose.
    """

    type: Literal["cast_ballot"] = "cast_ballot"
    voting_id: Id
    marks: Marks
    turn: Secret | None = None
    slip: SlipCode | None = None
    blank: bool = False
