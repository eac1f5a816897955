"""What people ask for. Every command is validated here, once, for every way in.

Texts lose control and bidi-override characters and outer blanks; limits are hard limits of
the server (the softer card limit of a workshop is checked by the handler, which knows it).
New entities carry an id made on the device, so that asking twice is asking once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from facilitation.model import Device, Kind, Source, StageView
from facilitation.text import clean_line, clean_text

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Language = Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2})?$")]
Text = Annotated[str, BeforeValidator(clean_text), StringConstraints(max_length=2000)]
Line = Annotated[str, BeforeValidator(clean_line), StringConstraints(max_length=200)]
Year = Annotated[int, Field(ge=1990, le=2100)]


def _sorted_unique(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


Ids = Annotated[tuple[Id, ...], Field(max_length=2000), AfterValidator(_sorted_unique)]


class Command(BaseModel):
    """One wish of one actor. Unknown fields are refused, so that a typo is not silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- participants -----------------------------------------------------------------------------


class JoinWorkshop(Command):
    type: Literal["join_workshop"] = "join_workshop"
    group_id: Id
    device: Device = Device.PHONE
    language: Language = "de"


class PostContribution(Command):
    """Participants leave `source`, `group_id` out; moderators set them when they type for others."""

    type: Literal["post_contribution"] = "post_contribution"
    id: Id
    kind: Kind
    text: Text
    language: Language = ""
    group_id: Id | None = None
    source: Source | None = None


class EditContribution(Command):
    type: Literal["edit_contribution"] = "edit_contribution"
    id: Id
    version: int
    kind: Kind
    text: Text


class WithdrawContribution(Command):
    type: Literal["withdraw_contribution"] = "withdraw_contribution"
    id: Id
    version: int


class IndicatorDraft(BaseModel):
    """An indicator as it is typed, before it belongs to a goal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Line
    unit: Line = ""
    base_value: float | None = Field(default=None, allow_inf_nan=False)
    base_year: Year | None = None
    target_value: float | None = Field(default=None, allow_inf_nan=False)
    target_year: Year | None = None
    source: Line = ""


Indicators = Annotated[tuple[IndicatorDraft, ...], Field(max_length=10)]


class ProposeGoal(Command):
    type: Literal["propose_goal"] = "propose_goal"
    id: Id
    text: Text
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
    text: Text
    field_id: Id | None = None
    cluster_ids: Ids = ()
    target_year: Year | None = None
    indicators: Indicators = ()


class WithdrawGoal(Command):
    type: Literal["withdraw_goal"] = "withdraw_goal"
    id: Id
    version: int


class CastBallot(Command):
    """The whole ballot each time: what is sent last counts. Zero points may be left out."""

    type: Literal["cast_ballot"] = "cast_ballot"
    voting_id: Id
    marks: dict[Id, Annotated[int, Field(ge=0, le=1000)]] = Field(max_length=2000)


# --- moderators: preparing ----------------------------------------------------------------------


class CreateDialogue(Command):
    type: Literal["create_dialogue"] = "create_dialogue"
    id: Id
    title: Line
    host: Line = ""
    target_year: Year


class ChangeDialogue(Command):
    type: Literal["change_dialogue"] = "change_dialogue"
    id: Id
    version: int
    title: Line
    host: Line = ""
    target_year: Year


class CreateWorkshop(Command):
    """From a template: phases' questions, groups and fields of action come along."""

    type: Literal["create_workshop"] = "create_workshop"
    id: Id
    dialogue_id: Id
    dialogue_title: Line
    code: Annotated[str, StringConstraints(pattern=r"^[A-HJ-NP-Z2-9]{6}$")]
    title: Line
    audience: Line
    place: Line = ""
    date: Line = ""
    language: Language = "de"
    target_year: Year
    expected: Annotated[int, Field(ge=0, le=5000)] = 0
    card_limit: Annotated[int, Field(ge=40, le=1000)] = 140
    groups: Annotated[tuple[Line, ...], Field(min_length=1, max_length=100)]
    fields: Annotated[tuple[Line, ...], Field(max_length=50)]
    questions: dict[str, Text] = Field(default_factory=dict, max_length=20)


class ChangeWorkshop(Command):
    type: Literal["change_workshop"] = "change_workshop"
    version: int
    title: Line
    audience: Line
    place: Line = ""
    date: Line = ""
    target_year: Year
    expected: Annotated[int, Field(ge=0, le=5000)] = 0
    card_limit: Annotated[int, Field(ge=40, le=1000)] = 140
    questions: dict[str, Text] = Field(default_factory=dict, max_length=20)


class FinishWorkshop(Command):
    """Closes the door (nobody can join or write any more) or opens it again."""

    type: Literal["finish_workshop"] = "finish_workshop"
    finished: bool = True


class AddGroup(Command):
    type: Literal["add_group"] = "add_group"
    id: Id
    name: Line
    seats: Annotated[int, Field(ge=1, le=30)] = 6


class ChangeGroup(Command):
    type: Literal["change_group"] = "change_group"
    id: Id
    name: Line
    seats: Annotated[int, Field(ge=1, le=30)] = 6


class RemoveGroup(Command):
    type: Literal["remove_group"] = "remove_group"
    id: Id


class AddField(Command):
    type: Literal["add_field"] = "add_field"
    id: Id
    name: Line
    keywords: Line = ""


class ChangeField(Command):
    type: Literal["change_field"] = "change_field"
    id: Id
    name: Line
    keywords: Line = ""


class RemoveField(Command):
    type: Literal["remove_field"] = "remove_field"
    id: Id


# --- moderators: running ------------------------------------------------------------------------


class GoToPhase(Command):
    type: Literal["go_to_phase"] = "go_to_phase"
    phase: str


class SetTimer(Command):
    """Minutes from now, or None to stop."""

    type: Literal["set_timer"] = "set_timer"
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None


class AllowLate(Command):
    """Lets in what was still on the phones when the writing phase closed."""

    type: Literal["allow_late"] = "allow_late"
    allowed: bool = True


class ShowOnStage(Command):
    type: Literal["show_on_stage"] = "show_on_stage"
    view: StageView = StageView.FOLLOW
    covered: bool = False


class MoveContribution(Command):
    """Into a cluster, or loose into a field, or (both None) back to the pile."""

    type: Literal["move_contribution"] = "move_contribution"
    id: Id
    cluster_id: Id | None = None
    field_id: Id | None = None
    position: float | None = Field(default=None, allow_inf_nan=False)


class HideContribution(Command):
    type: Literal["hide_contribution"] = "hide_contribution"
    id: Id
    reason: Line = ""


class RestoreContribution(Command):
    type: Literal["restore_contribution"] = "restore_contribution"
    id: Id


class CreateCluster(Command):
    type: Literal["create_cluster"] = "create_cluster"
    id: Id
    name: Line
    field_id: Id | None = None
    contribution_ids: Ids = ()


class RenameCluster(Command):
    type: Literal["rename_cluster"] = "rename_cluster"
    id: Id
    name: Line


class MoveCluster(Command):
    """Lays a whole cluster to a field of action, or (None) takes it away from its field."""

    type: Literal["move_cluster"] = "move_cluster"
    id: Id
    field_id: Id | None = None
    position: float | None = Field(default=None, allow_inf_nan=False)


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
    type: Literal["restore_goal"] = "restore_goal"
    id: Id


class OpenVoting(Command):
    """`points` None: half of the options, at most 10."""

    type: Literal["open_voting"] = "open_voting"
    id: Id
    mode: Literal["dots"] = "dots"
    question: Text
    option_ids: Ids
    points: Annotated[int, Field(ge=1, le=1000)] | None = None
    max_per_option: Annotated[int, Field(ge=1, le=1000)] = 2


class CloseVoting(Command):
    type: Literal["close_voting"] = "close_voting"
    id: Id


class Undo(Command):
    type: Literal["undo"] = "undo"


class Redo(Command):
    type: Literal["redo"] = "redo"


AnyCommand = Annotated[
    JoinWorkshop
    | PostContribution
    | EditContribution
    | WithdrawContribution
    | ProposeGoal
    | EditGoal
    | WithdrawGoal
    | CastBallot
    | CreateDialogue
    | ChangeDialogue
    | CreateWorkshop
    | ChangeWorkshop
    | FinishWorkshop
    | AddGroup
    | ChangeGroup
    | RemoveGroup
    | AddField
    | ChangeField
    | RemoveField
    | GoToPhase
    | SetTimer
    | AllowLate
    | ShowOnStage
    | MoveContribution
    | HideContribution
    | RestoreContribution
    | CreateCluster
    | RenameCluster
    | MoveCluster
    | MergeClusters
    | DissolveCluster
    | HideGoal
    | RestoreGoal
    | OpenVoting
    | CloseVoting
    | Undo
    | Redo,
    Field(discriminator="type"),
]
