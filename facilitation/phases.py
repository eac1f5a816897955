"""The agenda as data: what each phase allows participants, and what phone and stage show in it.

To add a phase, add one entry here and its texts (`common.phase.<id>`, `common.question.<id>`).
"""

from __future__ import annotations

from typing import NamedTuple

from facilitation.errors import Refused
from facilitation.model import StageView

_WRITE = frozenset(
    {"post_contribution", "edit_contribution", "withdraw_contribution", "reclaim_contribution"}
)
_GOALS = frozenset({"propose_goal", "edit_goal", "withdraw_goal", "reclaim_goal"})
_ALWAYS = frozenset({"join_workshop", "keep_drafts"})
_READY = frozenset({"signal_ready"})


class Phase(NamedTuple):
    """`allows`: command types of participants. `phone`: name of the participant page's part."""

    id: str
    allows: frozenset[str]
    stage: StageView
    phone: str
    minutes: int  # a proposal for the timer


PHASES: tuple[Phase, ...] = (
    Phase("arrive", _ALWAYS, StageView.JOIN, "wait", 15),
    Phase("input", _ALWAYS, StageView.TITLE, "wait", 30),
    Phase("write", _ALWAYS | _WRITE | _READY, StageView.QUESTION, "write", 30),
    Phase("sort", _ALWAYS, StageView.BOARD, "board", 30),
    Phase("focus", _ALWAYS, StageView.MATRIX, "matrix", 15),
    Phase("goals", _ALWAYS | _GOALS | _READY, StageView.GOALS, "goals", 40),
    Phase("vote", _ALWAYS | {"cast_ballot"}, StageView.VOTING, "vote", 15),
    Phase("results", _ALWAYS, StageView.RESULT, "results", 20),
)

_BY_ID = {phase.id: phase for phase in PHASES}

# Commands that a late device may still send once the moderator lets it in.
LATE = _WRITE | _GOALS


def phase(id: str) -> Phase:
    """Raises Refused("unknown_phase")."""
    if id not in _BY_ID:
        raise Refused("unknown_phase", phase=id)
    return _BY_ID[id]


def allowed(phase_id: str, late_allowed: bool, command_type: str) -> bool:
    """Whether a participant may send a command of this type now."""
    return command_type in phase(phase_id).allows or (late_allowed and command_type in LATE)
