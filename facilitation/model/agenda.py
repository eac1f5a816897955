"""The steps of a workshop, and the kinds of steps there are.

To add a kind, add one row here and its texts: `common.phase.<id>`, `common.question.<id>`,
`console.next.<id>`, and `phone.wait.<id>` where phones wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from facilitation import kept
from facilitation.model.enums import StageView


class Activity(StrEnum):
    """What participants do in a step. Which commands that is, is said in facilitation.rules."""

    WRITE = "write"
    GOALS = "goals"
    READY = "ready"
    VOTE = "vote"


class StepKind(NamedTuple):
    """`activities`: besides what one may always do. `phone`: name of the participant page's part; `tab`: of
    the console's that shows what such a step works on, "" for none. `hands_out`: people take a document home.
    """

    id: str
    activities: tuple[Activity, ...]
    stage: StageView
    phone: str
    tab: str
    minutes: int  # a proposal for a step's
    hands_out: bool = False


STEP_KINDS: tuple[StepKind, ...] = (
    StepKind("arrive", (), StageView.JOIN, "wait", "", 15),
    StepKind("input", (), StageView.TITLE, "wait", "", 30),
    StepKind("write", (Activity.WRITE, Activity.READY), StageView.QUESTION, "write", "kinds", 30),
    StepKind("sort", (), StageView.BOARD, "board", "clusters", 30),
    StepKind("focus", (), StageView.MATRIX, "matrix", "matrix", 15),
    StepKind("goals", (Activity.GOALS, Activity.READY), StageView.GOALS, "goals", "goals", 40),
    StepKind("vote", (Activity.VOTE,), StageView.VOTING, "vote", "voting", 15),
    StepKind("results", (), StageView.RESULT, "results", "voting", 20, hands_out=True),
)

KINDS_OF_STEPS = {kind.id: kind for kind in STEP_KINDS}


class Step(BaseModel):
    """One step of an agenda; the same kind may come twice.

    `title`: "" for the kind's own name; `minutes`: a proposal for the timer; `question`: in the workshop's
    language, "" for ours; `questions_in`: language -> the moderator's own wording.
    """

    model_config = ConfigDict(frozen=True)

    id: kept.StepId
    kind: kept.KindOfStep
    title: kept.Heading = ""
    minutes: kept.Minutes
    question: kept.Text = ""
    questions_in: dict[kept.Spoken, kept.Text] = Field(default_factory=dict)


class PhaseTime(BaseModel):
    """When a step ran, in ms. `phase`: its id; `ended_at` None: it still runs, or nobody closed it."""

    model_config = ConfigDict(frozen=True)

    phase: str
    started_at: int
    ended_at: int | None = None


Agenda = tuple[Step, ...]
Asked = Mapping[str, str]  # step -> wording


# An integration dialogue (S1 to S6). All workshops of 0.1.0 had it: a kind that is added does not come in.
STANDARD = ("arrive", "input", "write", "sort", "focus", "goals", "vote", "results")


def standard_agenda() -> Agenda:
    """Of a workshop that was given none. Each step's id is its kind."""
    return tuple(Step(id=id, kind=id, minutes=KINDS_OF_STEPS[id].minutes) for id in STANDARD)


def reverted(was: Agenda, then: Agenda, now: Agenda) -> Agenda:
    """What is now, with all of `was` that nobody changed since as it is `then`: each question by itself."""
    steps = then if [step.id for step in now] == [step.id for step in was] else now
    old, new, known = ({step.id: step for step in agenda} for agenda in (was, then, now))
    return tuple(_reverted(old.get(step.id), new.get(step.id), known.get(step.id, step)) for step in steps)


def _reverted(was: Step | None, then: Step | None, now: Step) -> Step:
    if was is None or then is None:
        return now
    values: dict[str, Any] = {
        name: getattr(then, name)
        for name in ("kind", "title", "minutes", "question")
        if getattr(now, name) == getattr(was, name)
    }
    others = dict(now.questions_in)
    for code in {*was.questions_in, *then.questions_in}:
        if others.get(code) == was.questions_in.get(code):
            others[code] = then.questions_in.get(code, "")
    values["questions_in"] = {code: others[code] for code in sorted(others) if others[code]}
    return now.model_copy(update=values)


def asking(agenda: Agenda, own: Asked | None, others: Mapping[str, Asked] | None) -> Agenda:
    """The agenda with these questions and no others; None: those it has. `others`: by language. One
    of no step is left out."""
    return tuple(_asking(step, own, others) for step in agenda)


def _asking(step: Step, own: Asked | None, others: Mapping[str, Asked] | None) -> Step:
    values: dict[str, Any] = {} if own is None else {"question": own.get(step.id, "")}
    if others is not None:
        in_all = {code: asked.get(step.id, "") for code, asked in others.items()}
        values["questions_in"] = {code: text for code, text in in_all.items() if text}
    return step.model_copy(update=values)
