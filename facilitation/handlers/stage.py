"""What the moderator does with the stage: show, turn the page, hold, choose how it looks.

None of it is a step that undo takes back: the hall has seen it, and the next step is a button away.
"""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event
from facilitation.handlers.checks import steered
from facilitation.stage import LARGE, first_page
from facilitation.state import State


def show(state: State, command: c.ShowOnStage, actor: Actor, at: int) -> Event:
    """Something else begins with its first page; covering leaves the page, and also what is gone by now.

    Raises Refused("unknown") where there is no such field, cluster or card.
    """
    workshop = state.workshop
    same = (command.view, command.of or "") == (workshop.stage_view, workshop.stage_of)
    shown = {} if same else first_page(command.view, at, _of(state, command))
    return steered(state, "stage_changed", stage_covered=command.covered, **shown)


def turn(state: State, command: c.TurnStage, actor: Actor, at: int) -> Event:
    return steered(state, "stage_turned", stage_page=command.page, stage_page_at=at, stage_held=command.held)


def dress(state: State, command: c.DressStage, actor: Actor, at: int) -> Event:
    return steered(state, "stage_dressed", stage_dark=command.dark, stage_size=command.size)


def _of(state: State, command: c.ShowOnStage) -> str:
    kind = LARGE.get(command.view)
    if kind is None:
        return ""
    if command.of is None:
        raise Refused("unknown")
    return state.get(kind, command.of).id
