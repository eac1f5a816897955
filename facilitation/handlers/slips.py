"""Printed voting slips: one slip is one ballot in every voting that asks for slips."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import require_new
from facilitation.model import SlipSheet, Voting
from facilitation.state import State


def print_slips(state: State, command: c.PrintSlips, actor: Actor, at: int) -> Event:
    require_new(state, SlipSheet, command.id)
    hashes = tuple(sorted(command.hashes))  # in an order that tells nothing of the pile's
    sheet = SlipSheet(
        id=command.id, workshop_id=state.workshop.id, hashes=hashes, count=len(hashes), created_at=at
    )
    return Event(name="slips_printed", puts=(sheet,))


def void_slips(state: State, command: c.VoidSlips, actor: Actor, at: int) -> Event:
    """Not while people vote with them: somebody's ballot might already be in the box."""
    sheet = state.get(SlipSheet, command.id)
    if any(voting.open and voting.slips_only for voting in state.all(Voting)):
        raise Refused("voting_open")
    return Event(name="slips_voided", drops=(ref_of(sheet),))
