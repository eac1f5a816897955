"""Clusters: made, named, merged and dissolved. No card is ever lost with a heading."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import changed, require_new
from facilitation.model import Cluster, Contribution, FieldOfAction, Goal
from facilitation.state import State


def cards_of(state: State, cluster_id: str) -> list[Contribution]:
    return [card for card in state.all(Contribution) if card.cluster_id == cluster_id]


def create(state: State, command: c.CreateCluster, actor: Actor, at: int) -> Event:
    require_new(state, Cluster, command.id)
    if command.field_id is not None:
        state.get(FieldOfAction, command.field_id)
    cluster = Cluster(
        id=command.id,
        workshop_id=state.workshop.id,
        name=command.name,
        field_id=command.field_id,
        position=float(at),
    )
    cards = [state.get(Contribution, id) for id in command.contribution_ids]
    moved = tuple(changed(card, cluster_id=cluster.id, field_id=None) for card in cards)
    return Event(name="cluster_created", puts=(cluster, *moved))


def rename(state: State, command: c.RenameCluster, actor: Actor, at: int) -> Event:
    cluster = state.get(Cluster, command.id)
    return Event(name="cluster_renamed", puts=(changed(cluster, name=command.name),))


def move(state: State, command: c.MoveCluster, actor: Actor, at: int) -> Event:
    cluster = state.get(Cluster, command.id)
    if command.field_id is not None:
        state.get(FieldOfAction, command.field_id)
    position = float(at) if command.position is None else command.position
    return Event(name="cluster_moved", puts=(changed(cluster, field_id=command.field_id, position=position),))


def merge(state: State, command: c.MergeClusters, actor: Actor, at: int) -> Event:
    if command.id == command.into_id:
        raise Refused("same_cluster")
    gone, kept = state.get(Cluster, command.id), state.get(Cluster, command.into_id)
    cards = tuple(changed(card, cluster_id=kept.id) for card in cards_of(state, gone.id))
    goals = tuple(_relinked(goal, gone.id, (kept.id,)) for goal in _goals_of(state, gone.id))
    return Event(name="clusters_merged", puts=(*cards, *goals), drops=(ref_of(gone),))


def dissolve(state: State, command: c.DissolveCluster, actor: Actor, at: int) -> Event:
    gone = state.get(Cluster, command.id)
    cards = tuple(changed(card, cluster_id=None, field_id=gone.field_id) for card in cards_of(state, gone.id))
    goals = unlinked(state, gone.id)
    return Event(name="cluster_dissolved", puts=(*cards, *goals), drops=(ref_of(gone),))


def unlinked(state: State, gone: str) -> list[Goal]:
    """The goals that pointed to a cluster, without it."""
    return [_relinked(goal, gone, ()) for goal in _goals_of(state, gone)]


def _goals_of(state: State, cluster_id: str) -> list[Goal]:
    return [goal for goal in state.all(Goal) if cluster_id in goal.cluster_ids]


def _relinked(goal: Goal, gone: str, instead: tuple[str, ...]) -> Goal:
    ids = [id for id in goal.cluster_ids if id != gone]
    return changed(goal, cluster_ids=tuple(dict.fromkeys([*ids, *instead])))
