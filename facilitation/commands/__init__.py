"""What people ask for. Every command is validated here, once, for every way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from facilitation.commands.base import (
    Command,
    Id,
    Ids,
    Language,
    Line,
    Text,
    Year,
)
from facilitation.commands.languages import AskIn, ChooseTexts, Translate
from facilitation.commands.participants import (
    CastBallot,
    EditContribution,
    EditGoal,
    IndicatorDraft,
    JoinWorkshop,
    PostContribution,
    ProposeGoal,
    WithdrawContribution,
    WithdrawGoal,
)
from facilitation.commands.preparing import (
    AddField,
    AddGroup,
    ChangeDialogue,
    ChangeField,
    ChangeGroup,
    ChangeWorkshop,
    CreateDialogue,
    CreateWorkshop,
    FinishWorkshop,
    RemoveField,
    RemoveGroup,
)
from facilitation.commands.running import (
    AllowLate,
    CloseVoting,
    CreateCluster,
    DissolveCluster,
    GoToPhase,
    HideContribution,
    HideGoal,
    MergeClusters,
    MoveCluster,
    MoveContribution,
    OpenVoting,
    Redo,
    RenameCluster,
    RestoreContribution,
    RestoreGoal,
    SetTimer,
    ShowOnStage,
    Undo,
)

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
    | Translate
    | ChooseTexts
    | AskIn

__all__ = [
    "AddField",
    "AddGroup",
    "AllowLate",
    "AnyCommand",
    "CastBallot",
    "ChangeDialogue",
    "ChangeField",
    "ChangeGroup",
    "AskIn",
    "ChangeWorkshop",
    "CloseVoting",
    "Command",
    "CreateCluster",
    "CreateDialogue",
    "ChooseTexts",
    "CreateWorkshop",
    "DissolveCluster",
    "EditContribution",
    "EditGoal",
    "FinishWorkshop",
    "GoToPhase",
    "HideContribution",
    "HideGoal",
    "Id",
    "Ids",
    "IndicatorDraft",
    "JoinWorkshop",
    "Language",
    "Line",
    "MergeClusters",
    "MoveCluster",
    "MoveContribution",
    "OpenVoting",
    "PostContribution",
    "ProposeGoal",
    "Redo",
    "RemoveField",
    "RemoveGroup",
    "RenameCluster",
    "RestoreContribution",
    "RestoreGoal",
    "SetTimer",
    "ShowOnStage",
    "Text",
    "Undo",
    "WithdrawContribution",
    "WithdrawGoal",
    "Year",
]
    "Translate",
