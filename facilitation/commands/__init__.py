"""What people ask for. Every command is validated here, once, for every way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from facilitation.commands.ballots import EnterPaperBallot, PrintSlips, RemovePaperBallot, VoidSlips
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
    KeepDrafts,
    PostContribution,
    ProposeGoal,
    ReclaimContribution,
    ReclaimGoal,
    SignalReady,
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
    FollowDialogue,
    NewField,
    NewGroup,
    RemoveField,
    RemoveGroup,
)
from facilitation.commands.running import (
    AllowLate,
    CloseDoor,
    CloseVoting,
    CreateCluster,
    DissolveCluster,
    DressStage,
    GoToPhase,
    HideAllOfDevice,
    HideContribution,
    HideGoal,
    MergeClusters,
    MoveCluster,
    MoveContribution,
    OpenVoting,
    PauseGroup,
    Redo,
    RenameCluster,
    RestoreContribution,
    RestoreGoal,
    SetTimer,
    SettleDifference,
    ShowOnStage,
    TurnStage,
    Undo,
)

AnyCommand = Annotated[
    JoinWorkshop
    | SignalReady
    | KeepDrafts
    | PostContribution
    | EditContribution
    | WithdrawContribution
    | ReclaimContribution
    | ProposeGoal
    | EditGoal
    | WithdrawGoal
    | ReclaimGoal
    | CastBallot
    | CreateDialogue
    | ChangeDialogue
    | CreateWorkshop
    | ChangeWorkshop
    | FollowDialogue
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
    | CloseDoor
    | PauseGroup
    | HideAllOfDevice
    | ShowOnStage
    | TurnStage
    | DressStage
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
    | SettleDifference
    | Translate
    | ChooseTexts
    | AskIn
    | EnterPaperBallot
    | RemovePaperBallot
    | PrintSlips
    | VoidSlips
    | Undo
    | Redo,
    Field(discriminator="type"),
]

__all__ = [
    "AddField",
    "AddGroup",
    "AllowLate",
    "AnyCommand",
    "AskIn",
    "CastBallot",
    "ChangeDialogue",
    "ChangeField",
    "ChangeGroup",
    "ChangeWorkshop",
    "ChooseTexts",
    "CloseDoor",
    "CloseVoting",
    "Command",
    "CreateCluster",
    "CreateDialogue",
    "CreateWorkshop",
    "DissolveCluster",
    "DressStage",
    "EditContribution",
    "EditGoal",
    "EnterPaperBallot",
    "FinishWorkshop",
    "FollowDialogue",
    "GoToPhase",
    "HideAllOfDevice",
    "HideContribution",
    "HideGoal",
    "Id",
    "Ids",
    "IndicatorDraft",
    "JoinWorkshop",
    "KeepDrafts",
    "Language",
    "Line",
    "MergeClusters",
    "MoveCluster",
    "MoveContribution",
    "NewField",
    "NewGroup",
    "OpenVoting",
    "PauseGroup",
    "PostContribution",
    "PrintSlips",
    "ProposeGoal",
    "ReclaimContribution",
    "ReclaimGoal",
    "Redo",
    "RemoveField",
    "RemoveGroup",
    "RemovePaperBallot",
    "RenameCluster",
    "RestoreContribution",
    "RestoreGoal",
    "SetTimer",
    "SettleDifference",
    "ShowOnStage",
    "SignalReady",
    "Text",
    "Translate",
    "TurnStage",
    "Undo",
    "VoidSlips",
    "WithdrawContribution",
    "WithdrawGoal",
    "Year",
]
