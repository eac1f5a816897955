"""Keeping order where one device disturbs a hall. Nobody is named: the moderator points at a card."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event
from facilitation.handlers.checks import changed, require_not_voted_on
from facilitation.model import Contribution, Goal, Group
from facilitation.state import State
from facilitation.visibility import is_shown


def close_door(state: State, command: c.CloseDoor, actor: Actor, at: int) -> Event:
    name = "door_closed" if command.closed else "door_opened"
    return Event(name=name, puts=(changed(state.workshop, door_closed=command.closed),))


def pause_group(state: State, command: c.PauseGroup, actor: Actor, at: int) -> Event:
    group = state.get(Group, command.id)
    name = "group_paused" if command.paused else "group_resumed"
    return Event(name=name, puts=(changed(group, paused=command.paused),))


def hide_all_of_device(state: State, command: c.HideAllOfDevice, actor: Actor, at: int) -> Event:
    """Raises Refused: no_device (it was not written on a device here), voting_open."""
    written: list[Contribution | Goal] = [*state.all(Contribution), *state.all(Goal)]
    author = next((one.author_id for one in written if one.id == command.id), None)
    if author is None:
        raise Refused("no_device")
    shown = [one for one in written if one.author_id == author and is_shown(one)]
    for goal in (one for one in shown if isinstance(one, Goal)):
        require_not_voted_on(state, goal)
    return Event(name="device_hidden", puts=tuple(changed(one, hidden=command.reason) for one in shown))
