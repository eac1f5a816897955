"""Cards: written and withdrawn by participants, moved and hidden by moderators."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event
from facilitation.handlers.checks import (
    authorship,
    brought_back,
    changed,
    require_editable,
    require_new,
    require_writer,
    reworded,
)
from facilitation.model import Cluster, Contribution, FieldOfAction, Workshop
from facilitation.state import State


def post(state: State, command: c.PostContribution, actor: Actor, at: int) -> Event:
    require_new(state, Contribution, command.id)
    card = Contribution(
        id=command.id,
        workshop_id=state.workshop.id,
        kind=command.kind,
        text=_fitting(command.text, state.workshop),
        language=command.language,
        position=float(at),
        created_at=at,
        **authorship(state, actor, command.group_id, command.source),
    )
    return Event(name="contribution_posted", puts=(card,))


def edit(state: State, command: c.EditContribution, actor: Actor, at: int) -> Event:
    card = require_editable(state.get(Contribution, command.id), actor, command.version, state)
    text = _fitting(command.text, state.workshop)
    return Event(name="contribution_edited", puts=(reworded(card, text, kind=command.kind),))


def _fitting(text: str, workshop: Workshop) -> str:
    """Raises Refused("text_too_long", over=...)."""
    limit = workshop.card_limit
    if len(text) > limit:
        raise Refused("text_too_long", over=len(text) - limit, limit=limit)
    return text


def withdraw(state: State, command: c.WithdrawContribution, actor: Actor, at: int) -> Event:
    card = require_editable(state.get(Contribution, command.id), actor, command.version, state)
    return Event(name="contribution_withdrawn", puts=(changed(card, withdrawn=True),))


def reclaim(state: State, command: c.ReclaimContribution, actor: Actor, at: int) -> Event:
    """Its writer takes the withdrawal back; that a moderator has hidden it stays."""
    card = require_writer(state.get(Contribution, command.id), actor, state)
    return Event(name="contribution_reclaimed", puts=(changed(card, withdrawn=False),))


def move(state: State, command: c.MoveContribution, actor: Actor, at: int) -> Event:
    """Into a cluster (then the cluster's field counts), or into a field, or back to the pile."""
    card = state.get(Contribution, command.id)
    if command.cluster_id is not None:
        state.get(Cluster, command.cluster_id)
    if command.field_id is not None:
        state.get(FieldOfAction, command.field_id)
    place = changed(
        card,
        cluster_id=command.cluster_id,
        field_id=None if command.cluster_id else command.field_id,
        position=float(at) if command.position is None else command.position,
    )
    return Event(name="contribution_moved", puts=(place,))


def hide(state: State, command: c.HideContribution, actor: Actor, at: int) -> Event:
    card = state.get(Contribution, command.id)
    return Event(name="contribution_hidden", puts=(changed(card, hidden=command.reason),))


def restore(state: State, command: c.RestoreContribution, actor: Actor, at: int) -> Event:
    """Shows a hidden card again; what its writer withdrew stays so, until that is taken back, too."""
    card = state.get(Contribution, command.id)
    return Event(name="contribution_restored", puts=(brought_back(card, command.withdrawn),))
