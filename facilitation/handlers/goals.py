"""Goals with their indicators."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event, Ref, ref_of
from facilitation.handlers.checks import (
    authorship,
    brought_back,
    changed,
    require_editable,
    require_new,
    require_not_voted_on,
    require_writer,
    reworded,
)
from facilitation.model import Cluster, FieldOfAction, Goal, Indicator
from facilitation.state import State
from facilitation.wall import indicators_of


def propose(state: State, command: c.ProposeGoal, actor: Actor, at: int) -> Event:
    require_new(state, Goal, command.id)
    _require_links(state, command.field_id, command.cluster_ids)
    goal = Goal(
        id=command.id,
        workshop_id=state.workshop.id,
        text=command.text,
        language=command.language,
        field_id=command.field_id,
        cluster_ids=command.cluster_ids,
        target_year=command.target_year or state.workshop.target_year,
        created_at=at,
        **authorship(state, actor, command.group_id, command.source),
    )
    return Event(name="goal_proposed", puts=(goal, *_drafted(state, goal, command.indicators)))


def edit(state: State, command: c.EditGoal, actor: Actor, at: int) -> Event:
    """Replaces wording, links and the whole list of indicators."""
    goal = require_editable(state.get(Goal, command.id), actor, command.version, state)
    require_not_voted_on(state, goal)
    _require_indicators_seen(state, goal, command.version)
    cluster_ids = _linked(state, goal, command)
    _require_links(state, command.field_id, cluster_ids)
    new = reworded(
        goal,
        command.text,
        field_id=command.field_id,
        cluster_ids=cluster_ids,
        target_year=command.target_year or goal.target_year,
    )
    kept = {draft.id for draft in command.indicators}
    drops = tuple(ref_of(i) for i in indicators_of(state, goal.id) if i.id not in kept)
    return Event(name="goal_edited", puts=(new, *_drafted(state, new, command.indicators)), drops=drops)


def withdraw(state: State, command: c.WithdrawGoal, actor: Actor, at: int) -> Event:
    goal = require_editable(state.get(Goal, command.id), actor, command.version, state)
    require_not_voted_on(state, goal)
    return Event(name="goal_withdrawn", puts=(changed(goal, withdrawn=True),))


def reclaim(state: State, command: c.ReclaimGoal, actor: Actor, at: int) -> Event:
    goal = require_writer(state.get(Goal, command.id), actor, state)
    return Event(name="goal_reclaimed", puts=(changed(goal, withdrawn=False),))


def hide(state: State, command: c.HideGoal, actor: Actor, at: int) -> Event:
    goal = state.get(Goal, command.id)
    require_not_voted_on(state, goal)
    return Event(name="goal_hidden", puts=(changed(goal, hidden=command.reason),))


def restore(state: State, command: c.RestoreGoal, actor: Actor, at: int) -> Event:
    goal = state.get(Goal, command.id)
    return Event(name="goal_restored", puts=(brought_back(goal, command.withdrawn),))


def _require_indicators_seen(state: State, goal: Goal, version: int) -> None:
    """An edit replaces them all. Raises Refused("stale") where others changed one since this version."""
    if any(indicator.version > version for indicator in indicators_of(state, goal.id)):
        raise Refused("stale")


def _linked(state: State, goal: Goal, command: c.EditGoal) -> tuple[str, ...]:
    """The clusters that were chosen; if one was merged or dissolved meanwhile, those of the goal by now."""
    gone = any(state.find(Cluster, id) is None for id in command.cluster_ids)
    return goal.cluster_ids if gone and command.version < goal.version else command.cluster_ids


def _require_links(state: State, field_id: str | None, cluster_ids: Sequence[str]) -> None:
    if field_id is not None:
        state.get(FieldOfAction, field_id)
    for id in cluster_ids:
        state.get(Cluster, id)


def _drafted(state: State, goal: Goal, drafts: Sequence[c.IndicatorDraft]) -> list[Indicator]:
    return [_indicator(state, goal, draft, n) for n, draft in enumerate(drafts)]


def _indicator(state: State, goal: Goal, draft: c.IndicatorDraft, position: int) -> Indicator:
    """Its version is that of the goal in which it got its present form; as it was, it stays as it was."""
    known = state.lookup(Ref("indicator", draft.id))
    if isinstance(known, Indicator) and known.goal_id != goal.id:
        raise Refused("exists")
    of_goal = {"workshop_id": goal.workshop_id, "goal_id": goal.id, "position": position}
    made = Indicator(**of_goal, **draft.model_dump(), version=known.version if known else goal.version)
    version = made.version if known in (None, made) else max(goal.version, made.next_version)
    return made.model_copy(update={"version": version})
