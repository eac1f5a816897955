"""The agenda as data: what each phase allows participants, and what phone and stage show in it.

To add a phase, add one entry here and its texts (`common.phase.<id>`, `common.question.<id>`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitation.errors import Refused
from facilitation.model import StageView


class Activity(StrEnum):
    """What participants do in a phase. Which commands that is, is said in facilitation.rules."""

    WRITE = "write"
    GOALS = "goals"
    READY = "ready"
    VOTE = "vote"


LATE = (Activity.WRITE, Activity.GOALS)  # what a late device may still do, once the moderator lets it in


class Phase(NamedTuple):
    """`activities`: besides what one may always do. `phone`: name of the participant page's part."""

    id: str
    activities: tuple[Activity, ...]
    stage: StageView
    phone: str
    minutes: int  # a proposal for the timer


PHASES: tuple[Phase, ...] = (
    Phase("arrive", (), StageView.JOIN, "wait", 15),
    Phase("input", (), StageView.TITLE, "wait", 30),
    Phase("write", (Activity.WRITE, Activity.READY), StageView.QUESTION, "write", 30),
    Phase("sort", (), StageView.BOARD, "board", 30),
    Phase("focus", (), StageView.MATRIX, "matrix", 15),
    Phase("goals", (Activity.GOALS, Activity.READY), StageView.GOALS, "goals", 40),
    Phase("vote", (Activity.VOTE,), StageView.VOTING, "vote", 15),
    Phase("results", (), StageView.RESULT, "results", 20),
)

_BY_ID = {phase.id: phase for phase in PHASES}


def phase(id: str) -> Phase:
    """Raises Refused("unknown_phase")."""
    if id not in _BY_ID:
        raise Refused("unknown_phase", phase=id)
    return _BY_ID[id]
