"""Which step of a workshop is which, and what its kind allows and shows."""

from __future__ import annotations

from facilitation.errors import Refused
from facilitation.model import Step, StepKind, Workshop
from facilitation.model.agenda import KINDS_OF_STEPS, STEP_KINDS, Activity

LATE = (Activity.WRITE, Activity.GOALS)  # what a late device may still do, once the moderator lets it in


def step(workshop: Workshop, id: str) -> Step:
    """Raises Refused("unknown_phase")."""
    found = next((one for one in workshop.agenda if one.id == id), None)
    if found is None:
        raise Refused("unknown_phase", phase=id)
    return found


def kind_of(step: Step) -> StepKind:
    return KINDS_OF_STEPS[step.kind]


def step_now(workshop: Workshop) -> Step:
    """The step that runs now; the first one where the agenda has none of that name. `stepNow` in the browser
    decides likewise."""
    return next((one for one in workshop.agenda if one.id == workshop.phase), workshop.agenda[0])


def running(workshop: Workshop) -> StepKind:
    """The kind of the step that runs now."""
    return kind_of(step_now(workshop))


def doing(activity: Activity | None) -> StepKind:
    """The first kind in which participants do this. Raises StopIteration."""
    return next(kind for kind in STEP_KINDS if activity in kind.activities)
