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
    """`activities`: besides what one may always do. `phone`: name of the participant page's part; `tab`: of
    the console's that shows what this phase works on, "" for none. `hands_out`: people take a document home.
    """

    id: str
    activities: tuple[Activity, ...]
    stage: StageView
    phone: str
    tab: str
    minutes: int  # a proposal for the timer
    hands_out: bool = False


PHASES: tuple[Phase, ...] = (
    Phase("arrive", (), StageView.JOIN, "wait", "", 15),
    Phase("input", (), StageView.TITLE, "wait", "", 30),
    Phase("write", (Activity.WRITE, Activity.READY), StageView.QUESTION, "write", "kinds", 30),
    Phase("sort", (), StageView.BOARD, "board", "clusters", 30),
    Phase("focus", (), StageView.MATRIX, "matrix", "matrix", 15),
    Phase("goals", (Activity.GOALS, Activity.READY), StageView.GOALS, "goals", "goals", 40),
    Phase("vote", (Activity.VOTE,), StageView.VOTING, "vote", "voting", 15),
    Phase("results", (), StageView.RESULT, "results", "voting", 20, hands_out=True),
)

_BY_ID = {phase.id: phase for phase in PHASES}


def phase(id: str) -> Phase:
    """Raises Refused("unknown_phase")."""
    if id not in _BY_ID:
        raise Refused("unknown_phase", phase=id)
    return _BY_ID[id]


def doing(activity: Activity | None) -> Phase:
    """The first one in which participants do this. Raises StopIteration."""
    return next(one for one in PHASES if activity in one.activities)
