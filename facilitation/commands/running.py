"""What moderators ask for while the workshop runs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation.commands.base import (
    Command,
    Heading,
    Id,
    Ids,
    Line,
    Points,
    Position,
    StagePage,
    StepId,
    VotingQuestion,
    VotingQuestionsOrNone,
)
from facilitation.limits import LONGEST_TIMER
from facilitation.model import StageSize, StageView


class GoToPhase(Command):
    type: Literal["go_to_phase"] = "go_to_phase"
    phase: StepId


class SetTimer(Command):
    """Minutes from now, or None to stop."""

    type: Literal["set_timer"] = "set_timer"
    minutes: Annotated[float, Field(gt=0, le=LONGEST_TIMER)] | None = None


class AllowLate(Command):
    """Lets in what was still on the phones when the writing phase closed."""

    type: Literal["allow_late"] = "allow_late"
    allowed: bool = True


class CloseDoor(Command):
    """New devices are not let in; whoever has joined goes on."""

    type: Literal["close_door"] = "close_door"
    closed: bool = True


class PauseGroup(Command):
    """Nothing new is taken from this table for now; what it writes waits on its devices."""

    type: Literal["pause_group"] = "pause_group"
    id: Id
    paused: bool = True


class HideAllOfDevice(Command):
    """Takes down all cards and goals of the device that this card or goal (`id`) came from."""

    type: Literal["hide_all_of_device"] = "hide_all_of_device"
    id: Id
    reason: Line = ""


class ShowOnStage(Command):
    """`of`: the field, cluster or card that such a view shows large."""

    type: Literal["show_on_stage"] = "show_on_stage"
    view: StageView = StageView.FOLLOW
    covered: bool = False
    of: Id | None = None


class TurnStage(Command):
    """To a page (from 0) of what the stage shows. `held`: boards, too, stay there."""

    type: Literal["turn_stage"] = "turn_stage"
    page: StagePage
    held: bool = True


class DressStage(Command):
    """Light or dark, and how large letters are, whatever the laptop prefers."""

    type: Literal["dress_stage"] = "dress_stage"
    dark: bool = False
    size: StageSize = 100


class MoveContribution(Command):
    """Into a cluster, or loose into a field, or (both None) back to the pile."""

    type: Literal["move_contribution"] = "move_contribution"
    id: Id
    cluster_id: Id | None = None
    field_id: Id | None = None
    position: Position | None = None


class HideContribution(Command):
    type: Literal["hide_contribution"] = "hide_contribution"
    id: Id
    reason: Line = ""


class RestoreContribution(Command):
    """Takes back that it is hidden, or, `withdrawn`, what its writer did: whichever was seen."""

    type: Literal["restore_contribution"] = "restore_contribution"
    id: Id
    withdrawn: bool = False


class CreateCluster(Command):
    type: Literal["create_cluster"] = "create_cluster"
    id: Id
    name: Heading
    field_id: Id | None = None
    contribution_ids: Ids = ()


class RenameCluster(Command):
    type: Literal["rename_cluster"] = "rename_cluster"
    id: Id
    name: Heading


class MoveCluster(Command):
    """Lays a whole cluster to a field of action, or (None) takes it away from its field."""

    type: Literal["move_cluster"] = "move_cluster"
    id: Id
    field_id: Id | None = None
    position: Position | None = None


class MergeClusters(Command):
    """All cards of `id` move to `into_id`; the heading of `into_id` stays."""

    type: Literal["merge_clusters"] = "merge_clusters"
    id: Id
    into_id: Id


class DissolveCluster(Command):
    """The cards stay, in the cluster's field or on the pile; only the heading goes."""

    type: Literal["dissolve_cluster"] = "dissolve_cluster"
    id: Id


class HideGoal(Command):
    type: Literal["hide_goal"] = "hide_goal"
    id: Id
    reason: Line = ""


class RestoreGoal(Command):
    """As with a card."""

    type: Literal["restore_goal"] = "restore_goal"
    id: Id
    withdrawn: bool = False


class SettleDifference(Command):
    """Of what laptops changed, this holds from now on. 0: what holds already."""

    type: Literal["settle_difference"] = "settle_difference"
    id: Id
    choice: Annotated[int, Field(ge=0, le=1999)]


class DotRulesDraft(BaseModel):
    """`points` None: half of the options, at most 10."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["dots"] = "dots"
    points: Points | None = None
    max_per_option: Points = 2


class OpenVoting(Command):
    """`rules`: by mode, as in the model. `questions_in`: language -> the question.

    `slips_only`: one printed slip, one ballot.
    """

    type: Literal["open_voting"] = "open_voting"
    id: Id
    rules: DotRulesDraft = DotRulesDraft()
    question: VotingQuestion
    questions_in: VotingQuestionsOrNone = Field(default_factory=dict)
    option_ids: Ids
    slips_only: bool = False


class CloseVoting(Command):
    type: Literal["close_voting"] = "close_voting"
    id: Id


class Undo(Command):
    """`seq`: of the step that the moderator saw on the button; without it, whichever is the last."""

    type: Literal["undo"] = "undo"
    seq: int | None = None


class Redo(Command):
    type: Literal["redo"] = "redo"
    seq: int | None = None
