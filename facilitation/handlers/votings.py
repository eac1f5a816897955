"""Votings: opened and closed. Results exist only after the close. Voting itself: ballots.py."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.ballot_box import Channel, OpenedBox
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event
from facilitation.handlers.checks import changed, require_new, require_open
from facilitation.model import Goal, SlipSheet, StageView, Voting, Workshop
from facilitation.state import State
from facilitation.visibility import is_shown
from facilitation.voting import VOTING_MODES


def open_voting(state: State, command: c.OpenVoting, actor: Actor, at: int) -> Event:
    require_new(state, Voting, command.id)
    if any(v.open for v in state.all(Voting)):
        raise Refused("voting_open")
    for id in command.option_ids:
        goal = state.get(Goal, id)
        if not is_shown(goal):
            raise Refused("unknown_option")
    if not command.option_ids:
        raise Refused("no_options")
    if command.slips_only and not any(state.all(SlipSheet)):
        raise Refused("no_slips")
    voting = Voting(
        id=command.id,
        workshop_id=state.workshop.id,
        rules=VOTING_MODES[command.rules.mode].rules(command.rules, len(command.option_ids)),
        question=command.question,
        questions_in={code: text for code, text in command.questions_in.items() if text},
        option_ids=command.option_ids,
        slips_only=command.slips_only,
        opened_at=at,
    )
    return Event(name="voting_opened", puts=(voting, *_first_page(state.workshop, at)))


def _first_page(workshop: Workshop, at: int) -> tuple[Workshop, ...]:
    """The hall reads what it votes on from the beginning, wherever the moderator stopped before."""
    if workshop.stage_view is not StageView.FOLLOW:
        return ()
    return (changed(workshop, stage_page=0, stage_page_at=at, stage_held=False),)


def close(state: State, command: c.CloseVoting, actor: Actor, at: int) -> Decision:
    voting = require_open(state, command.id)
    box = state.box(voting.id)
    ballots, by_channel = box.opened(), box.by_channel()
    closed = changed(voting, open=False, closed_at=at)
    counted = {
        f"{channel}_ballots": by_channel[channel] for channel in (Channel.PAPER, Channel.TURN, Channel.SLIP)
    }
    result = VOTING_MODES[voting.rules.mode].tally(closed, ballots).model_copy(update=counted)
    event = Event(name="voting_closed", puts=(closed, result))
    return Decision(event, opened=OpenedBox(voting.id, ballots))
