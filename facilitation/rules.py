"""RULES: one row for each command. To add a command is to add a row, and what it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union

from pydantic import Field

from facilitation import commands as c
from facilitation.agenda import LATE
from facilitation.events import Actor, Decision, Event, Role
from facilitation.handlers import (
    ballots,
    clusters,
    contributions,
    differences,
    goals,
    languages,
    order,
    people,
    slips,
    stage,
    undo,
    votings,
    workshops,
)
from facilitation.model import StepKind
from facilitation.model.agenda import Activity
from facilitation.state import State

# handler(state, command, actor, at): pure; `at` is the moment in ms, ids come with the command. What it
# decides is nearly always an event, and then it returns just that.
Handler = Callable[[State, Any, Actor, int], Event | Decision]

ANYBODY = (Role.NEWCOMER, Role.PARTICIPANT)
SEATED = (Role.PARTICIPANT,)  # as oneself: a moderator is nobody in the hall
WRITERS = (Role.PARTICIPANT, Role.MODERATOR)
MODERATORS = (Role.MODERATOR,)


WRITE, GOALS, READY, VOTE = Activity.WRITE, Activity.GOALS, Activity.READY, Activity.VOTE
AT_TABLE: Literal["at_table"] = "at_table"
UNDO: Literal["undo"] = "undo"
# What any ballot may be refused with, and any step back.
NO_BALLOT = "ballot_empty too_many_on_option too_many_points unknown_option voting_closed"
NO_STEP = "field_not_empty group_not_empty not_last_step nothing_to_undo voting_open"


class Rule(NamedTuple):
    """`refusals`: all codes with which the command can be refused, by its handler or before. What goes beyond
    the limit of a field is no command at all (`limits.beyond`).

    Of participants: `activity`, without which the step does not allow it (None: always), and `at_table`: a
    table that is paused cannot send it. `undoable`: a step that the moderators' "undo" takes back. Opening
    and closing a voting, joining and the workshop's birth are none: people have acted on them.
    """

    command: type[c.Command]
    handler: Handler
    who: tuple[Role, ...]
    activity: Activity | None
    at_table: bool
    undoable: bool
    refusals: frozenset[str]

    @property
    def type(self) -> str:
        return str(self.command.model_fields["type"].default)

    @property
    def of_participants(self) -> bool:
        return Role.PARTICIPANT in self.who

    @property
    def late(self) -> bool:
        """Whether a device may still send it, once late cards are let in."""
        return self.activity in LATE

    def allowed(self, kind: StepKind, late_allowed: bool) -> bool:
        """Whether a participant may send it in a step of this kind."""
        of = self.activity
        return of is None or of in kind.activities or (late_allowed and of in LATE)


def row(
    command: type[c.Command],
    handler: Handler,
    who: tuple[Role, ...],
    refuses: str,
    *marks: Activity | Literal["at_table", "undo"],
) -> Rule:
    """`refuses`: what its handler raises besides "unknown", which anything can be that is gone by now."""
    activity = next((mark for mark in marks if isinstance(mark, Activity)), None)
    before = {
        "not_allowed": True,
        "workshop_finished": Role.PARTICIPANT in who,
        "not_joined": Role.PARTICIPANT in who and Role.NEWCOMER not in who,
        "table_paused": AT_TABLE in marks,
        "phase_closed": activity is not None,
    }
    refusals = frozenset({"unknown", *refuses.split(), *(code for code, may in before.items() if may)})
    return Rule(command, handler, who, activity, AT_TABLE in marks, UNDO in marks, refusals)


RULES: tuple[Rule, ...] = (
    row(c.JoinWorkshop, people.join, ANYBODY, "door_closed not_allowed table_paused"),
    row(c.SignalReady, people.signal_ready, SEATED, "phase_closed", READY),
    row(c.KeepDrafts, people.keep_drafts, SEATED, ""),
    row(
        c.PostContribution,
        contributions.post,
        WRITERS,
        "exists text_too_long",
        WRITE,
        AT_TABLE,
        UNDO,
    ),
    row(
        c.EditContribution,
        contributions.edit,
        WRITERS,
        "not_yours stale text_too_long withdrawn",
        WRITE,
        AT_TABLE,
        UNDO,
    ),
    row(c.WithdrawContribution, contributions.withdraw, WRITERS, "not_yours stale withdrawn", WRITE, UNDO),
    row(c.ReclaimContribution, contributions.reclaim, WRITERS, "not_yours", WRITE, UNDO),
    row(c.ProposeGoal, goals.propose, WRITERS, "exists", GOALS, AT_TABLE, UNDO),
    row(
        c.EditGoal,
        goals.edit,
        WRITERS,
        "exists not_yours stale voting_open withdrawn",
        GOALS,
        AT_TABLE,
        UNDO,
    ),
    row(c.WithdrawGoal, goals.withdraw, WRITERS, "not_yours stale voting_open withdrawn", GOALS, UNDO),
    row(c.ReclaimGoal, goals.reclaim, WRITERS, "not_yours", GOALS, UNDO),
    row(
        c.CastBallot,
        ballots.cast,
        SEATED,
        f"not_allowed slip_needed slip_unknown too_many_turns {NO_BALLOT}",
        VOTE,
    ),
    row(c.CreateDialogue, workshops.create_dialogue, MODERATORS, "exists"),
    row(c.ChangeDialogue, workshops.change_dialogue, MODERATORS, "stale"),
    row(c.ChangeCatalogue, workshops.change_catalogue, MODERATORS, ""),
    row(c.CreateWorkshop, workshops.create, MODERATORS, "exists unknown_phase"),
    row(c.ChangeWorkshop, workshops.change, MODERATORS, "stale unknown_phase", UNDO),
    row(c.FollowDialogue, workshops.follow_dialogue, MODERATORS, "", UNDO),
    row(c.FinishWorkshop, workshops.finish, MODERATORS, "voting_open"),
    row(c.AddGroup, workshops.add_group, MODERATORS, "exists", UNDO),
    row(c.ChangeGroup, workshops.change_group, MODERATORS, "", UNDO),
    row(c.RemoveGroup, workshops.remove_group, MODERATORS, "group_not_empty last_group", UNDO),
    row(c.AddField, workshops.add_field, MODERATORS, "exists", UNDO),
    row(c.ChangeField, workshops.change_field, MODERATORS, "", UNDO),
    row(c.RemoveField, workshops.remove_field, MODERATORS, "field_not_empty", UNDO),
    row(c.GoToPhase, workshops.go_to_phase, MODERATORS, "unknown_phase", UNDO),
    row(c.SetTimer, workshops.set_timer, MODERATORS, ""),
    row(c.AllowLate, workshops.allow_late, MODERATORS, ""),
    row(c.CloseDoor, order.close_door, MODERATORS, ""),
    row(c.PauseGroup, order.pause_group, MODERATORS, ""),
    row(c.HideAllOfDevice, order.hide_all_of_device, MODERATORS, "no_device voting_open", UNDO),
    row(c.ShowOnStage, stage.show, MODERATORS, ""),
    row(c.TurnStage, stage.turn, MODERATORS, ""),
    row(c.DressStage, stage.dress, MODERATORS, ""),
    row(c.MoveContribution, contributions.move, MODERATORS, "", UNDO),
    row(c.HideContribution, contributions.hide, MODERATORS, "", UNDO),
    row(c.RestoreContribution, contributions.restore, MODERATORS, "", UNDO),
    row(c.CreateCluster, clusters.create, MODERATORS, "exists", UNDO),
    row(c.RenameCluster, clusters.rename, MODERATORS, "", UNDO),
    row(c.MoveCluster, clusters.move, MODERATORS, "", UNDO),
    row(c.MergeClusters, clusters.merge, MODERATORS, "same_cluster", UNDO),
    row(c.DissolveCluster, clusters.dissolve, MODERATORS, "", UNDO),
    row(c.HideGoal, goals.hide, MODERATORS, "voting_open", UNDO),
    row(c.RestoreGoal, goals.restore, MODERATORS, "", UNDO),
    row(
        c.OpenVoting,
        votings.open_voting,
        MODERATORS,
        "exists no_options no_slips unknown_option voting_open",
    ),
    row(c.CloseVoting, votings.close, MODERATORS, "voting_closed"),
    row(c.SettleDifference, differences.settle, MODERATORS, "voting_open", UNDO),
    row(c.Translate, languages.translate, MODERATORS, "text_empty withdrawn", UNDO),
    row(c.ChooseTexts, languages.choose_texts, MODERATORS, ""),
    row(c.AskIn, languages.ask_in, MODERATORS, "unknown_phase", UNDO),
    row(c.EnterPaperBallot, ballots.enter_paper, MODERATORS, NO_BALLOT),
    row(c.RemovePaperBallot, ballots.remove_paper, MODERATORS, "voting_closed"),
    row(c.PrintSlips, slips.print_slips, MODERATORS, "exists"),
    row(c.VoidSlips, slips.void_slips, MODERATORS, "voting_open"),
    row(c.Undo, undo.undo, MODERATORS, NO_STEP),
    row(c.Redo, undo.redo, MODERATORS, f"nothing_to_redo {NO_STEP}"),
)

OF_COMMAND = {rule.command: rule for rule in RULES}
OF_TYPE = {rule.type: rule for rule in RULES}

if TYPE_CHECKING:
    AnyCommand = c.Command
else:
    AnyCommand = Annotated[Union[tuple(OF_COMMAND)], Field(discriminator="type")]  # noqa: UP007
