"""Laptops whose agendas differ: nobody edits one yet, but an archive may bring it, and later versions may."""

from __future__ import annotations

import itertools

import pytest

from facilitation import commands as c
from facilitation.agenda import running
from facilitation.attendance import attendance
from facilitation.events import Decision, Event
from facilitation.handlers.checks import changed
from facilitation.model import Step
from storage.archive import read
from tests.storage.laptops import Laptop, seen, two

OTHER = (
    Step(id="first", kind="write", title="Was ist", minutes=20),
    Step(id="second", kind="write", title="Was kommt", minutes=15),
)


def plan(laptop: Laptop, agenda: tuple[Step, ...], runs: str) -> None:
    state = laptop.hall.state
    begun = state.workshop.phase_started_at + 1
    new = changed(state.workshop, agenda=agenda, phase=runs, phase_started_at=begun)
    event = Event(name="workshop_changed", seq=state.seq + 1, puts=(new,), before=(state.workshop,))
    state.apply(Decision(event))
    laptop.hall.journal.append(event.model_copy(update={"opening": state.opening}))


def ask_in_write(laptop: Laptop, question: str) -> None:
    now = laptop.hall.state.workshop
    about = {"title": now.title, "audience": now.audience, "target_year": 2030, "version": now.version}
    laptop.ask(c.ChangeWorkshop(**about, questions={"write": question}))


@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("meetings", list(itertools.permutations(("ab", "bc", "ca"))))
def test_they_agree_on_one_and_on_a_step_of_it(asks: bool, meetings: tuple[str, ...]) -> None:
    a, b = two()
    c_ = a.copy()
    plan(b, OTHER, "second")
    if asks:
        ask_in_write(a, "Was fehlt?")
        ask_in_write(c_, "Was tut weh?")
    a.ask(c.GoToPhase(phase="sort"))
    by_name = {"a": a, "b": b, "c": c_}
    for one, other in (*meetings, *meetings):
        by_name[one].meets(by_name[other])
    assert seen(a) == seen(b) == seen(c_)
    assert a.pairs() == b.pairs() == c_.pairs() == []
    for laptop in by_name.values():
        workshop = laptop.hall.state.workshop
        assert workshop.phase in {step.id for step in workshop.agenda}
        assert running(workshop).id in {step.kind for step in workshop.agenda}
        assert attendance(laptop.hall.state, ())
        read(laptop.packed())
