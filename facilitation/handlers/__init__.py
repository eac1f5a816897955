"""HANDLERS: which function grants which wish.

handle(state, command, actor, at) -> Decision, or raises Refused. Pure: `at` is the moment in ms,
ids come with the command, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event, Ref, Role
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
    votings,
    workshops,
)
from facilitation.handlers import history as steps
from facilitation.model import Group, Participant
from facilitation.phases import allowed
from facilitation.state import State

# What a handler decides is nearly always an event, and then it returns just that.
Handler = Callable[[State, Any, Actor, int], Event | Decision]

HANDLERS: dict[type[c.Command], Handler] = {
    c.JoinWorkshop: people.join,
    c.SignalReady: people.signal_ready,
    c.KeepDrafts: people.keep_drafts,
    c.PostContribution: contributions.post,
    c.EditContribution: contributions.edit,
    c.WithdrawContribution: contributions.withdraw,
    c.ReclaimContribution: contributions.reclaim,
    c.MoveContribution: contributions.move,
    c.HideContribution: contributions.hide,
    c.RestoreContribution: contributions.restore,
    c.CreateCluster: clusters.create,
    c.RenameCluster: clusters.rename,
    c.MoveCluster: clusters.move,
    c.MergeClusters: clusters.merge,
    c.DissolveCluster: clusters.dissolve,
    c.ProposeGoal: goals.propose,
    c.EditGoal: goals.edit,
    c.WithdrawGoal: goals.withdraw,
    c.ReclaimGoal: goals.reclaim,
    c.HideGoal: goals.hide,
    c.RestoreGoal: goals.restore,
    c.OpenVoting: votings.open_voting,
    c.CloseVoting: votings.close,
    c.Translate: languages.translate,
    c.ChooseTexts: languages.choose_texts,
    c.AskIn: languages.ask_in,
    c.SettleDifference: differences.settle,
    c.CastBallot: ballots.cast,
    c.EnterPaperBallot: ballots.enter_paper,
    c.RemovePaperBallot: ballots.remove_paper,
    c.PrintSlips: slips.print_slips,
    c.VoidSlips: slips.void_slips,
    c.CreateDialogue: workshops.create_dialogue,
    c.ChangeDialogue: workshops.change_dialogue,
    c.CreateWorkshop: workshops.create,
    c.ChangeWorkshop: workshops.change,
    c.FollowDialogue: workshops.follow_dialogue,
    c.FinishWorkshop: workshops.finish,
    c.AddGroup: workshops.add_group,
    c.ChangeGroup: workshops.change_group,
    c.RemoveGroup: workshops.remove_group,
    c.AddField: workshops.add_field,
    c.ChangeField: workshops.change_field,
    c.RemoveField: workshops.remove_field,
    c.GoToPhase: workshops.go_to_phase,
    c.SetTimer: workshops.set_timer,
    c.AllowLate: workshops.allow_late,
    c.CloseDoor: order.close_door,
    c.PauseGroup: order.pause_group,
    c.HideAllOfDevice: order.hide_all_of_device,
    c.ShowOnStage: stage.show,
    c.TurnStage: stage.turn,
    c.DressStage: stage.dress,
    c.Undo: steps.undo_step,
    c.Redo: steps.redo_step,
}

PARTICIPANT_COMMANDS: frozenset[type[c.Command]] = frozenset(
    {
        c.JoinWorkshop,
        c.SignalReady,
        c.KeepDrafts,
        c.PostContribution,
        c.EditContribution,
        c.WithdrawContribution,
        c.ReclaimContribution,
        c.ProposeGoal,
        c.EditGoal,
        c.WithdrawGoal,
        c.ReclaimGoal,
        c.CastBallot,
    }
)

# What one does as oneself, and what a moderator, who is nobody in the hall, cannot do.
ONLY_OF_PARTICIPANTS = (c.JoinWorkshop, c.SignalReady, c.KeepDrafts, c.CastBallot)

# What a table that is paused cannot send. Its people vote and take back as before.
WRITTEN_AT_TABLES = (c.PostContribution, c.EditContribution, c.ProposeGoal, c.EditGoal)

# Steps that the moderator's "undo" takes back. Opening and closing a voting, joining and the
# workshop's birth are not among them: people have acted on them.
UNDOABLE: frozenset[type[c.Command]] = frozenset(
    {
        c.PostContribution,
        c.EditContribution,
        c.WithdrawContribution,
        c.ReclaimContribution,
        c.MoveContribution,
        c.HideContribution,
        c.RestoreContribution,
        c.HideAllOfDevice,
        c.CreateCluster,
        c.RenameCluster,
        c.MoveCluster,
        c.MergeClusters,
        c.DissolveCluster,
        c.ProposeGoal,
        c.EditGoal,
        c.WithdrawGoal,
        c.ReclaimGoal,
        c.HideGoal,
        c.RestoreGoal,
        c.ChangeWorkshop,
        c.FollowDialogue,
        c.AddGroup,
        c.ChangeGroup,
        c.RemoveGroup,
        c.AddField,
        c.ChangeField,
        c.RemoveField,
        c.GoToPhase,
        c.Translate,
        c.SettleDifference,
        c.AskIn,
    }
)


def handle(state: State, command: c.Command, actor: Actor, at: int) -> Decision:
    """Grants a wish or raises Refused. An event gets the number after `state.seq`."""
    _check_role(state, command, actor)
    made = HANDLERS[type(command)](state, command, actor, at)
    decision = made if isinstance(made, Decision) else Decision(made)
    if decision.event is None:
        return decision
    return decision._replace(event=_signed(state, decision.event, command, actor, at))


def _check_role(state: State, command: c.Command, actor: Actor) -> None:
    if actor.role is Role.MODERATOR and not isinstance(command, ONLY_OF_PARTICIPANTS):
        return
    if type(command) not in PARTICIPANT_COMMANDS or actor.role in (Role.MODERATOR, Role.STAGE):
        raise Refused("not_allowed")
    workshop = state.workshop
    if workshop.finished:
        raise Refused("workshop_finished")
    if actor.role is Role.NEWCOMER and not isinstance(command, c.JoinWorkshop):
        raise Refused("not_joined")
    if isinstance(command, WRITTEN_AT_TABLES) and _is_paused(state, actor):
        raise Refused("table_paused")
    if not allowed(workshop.phase, workshop.late_allowed, command.type):  # type: ignore[attr-defined]
        raise Refused("phase_closed")


def _is_paused(state: State, actor: Actor) -> bool:
    person = state.find(Participant, actor.participant_id)
    group = state.find(Group, person.group_id) if person else None
    return group is not None and group.paused


def _signed(state: State, event: Event, command: c.Command, actor: Actor, at: int) -> Event:
    touched = [(entity.type, entity.id) for entity in event.puts] + list(event.drops)
    before = [state.lookup(Ref(type, id)) for type, id in touched]
    return event.model_copy(
        update={
            "seq": state.seq + 1,
            "at": at,
            "actor": actor,
            "opening": state.opening,
            "before": tuple(entity for entity in before if entity is not None),
            "undoable": actor.role is Role.MODERATOR and type(command) in UNDOABLE,
        }
    )
