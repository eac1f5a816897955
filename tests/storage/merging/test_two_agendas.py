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
from facilitation.timeline import phase_times
from storage.archive.reading import read
from storage.archive.writing import write_archive
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


def test_a_pair_in_which_no_question_holds_leaves_the_laptop_all_the_same() -> None:
    """One emptied it, the other worded it anew; all in the usual agenda."""
    a, b = two()
    ask_in_write(a, "Was fehlt?")
    a.meets(b)
    ask_in_write(b, "Was fehlt Ihnen?")
    ask_in_write(a, "")
    a.meets(b)
    third = a.copy()
    for one, other in ((a, third), (b, third), (a, b), (b, third)):
        one.meets(other)
    assert sorted(map(str, a.pairs()[0])) == ["None", "Was fehlt Ihnen?"]
    assert (seen(a), a.pairs()) == (seen(b), b.pairs()) == (seen(third), third.pairs())


def test_a_question_is_taken_back_though_another_one_came_in() -> None:
    a, b = two()
    ask_in_write(a, "Falsch")
    b.ask(c.AskIn(language="uk", phase="write", text="Що?"))
    a.meets(b)
    a.ask(c.Undo())
    now = a.hall.state.workshop
    assert (now.questions, now.questions_in) == ({}, {"uk": {"write": "Що?"}})
    a.ask(c.Redo())
    assert a.hall.state.workshop.questions == {"write": "Falsch"}


def test_the_same_archive_again_changes_nothing() -> None:
    """Its question is of a step that this laptop's agenda does not have."""
    a, b = two()
    plan(b, OTHER, "second")
    b.takes(a.packed())
    ask_in_write(a, "Was fehlt?")
    packed = a.packed()
    b.takes(packed)
    version = b.hall.state.workshop.version
    for _ in range(3):
        assert b.takes(packed)["changed"] == 0
    assert (b.hall.state.workshop.version, b.pairs()) == (version, [])


def test_a_step_may_be_called_name() -> None:
    """Each question is a part of its own, whatever its step is called."""
    steps = tuple(Step(id=id, kind="write", minutes=9) for id in ("name", "second"))
    a, b = two()
    plan(a, steps, "name")
    a.meets(b)
    for laptop, step in ((a, "name"), (b, "second")):
        now = laptop.hall.state.workshop
        about = {"title": now.title, "audience": now.audience, "target_year": 2030, "version": now.version}
        laptop.ask(c.ChangeWorkshop(**about, questions={step: f"Was ist {step}?"}))
    a.meets(b)
    assert set(a.hall.state.workshop.questions) == {"name", "second"}
    assert seen(a) == seen(b)


def test_what_ran_a_step_that_has_gone_is_read_elsewhere() -> None:
    a, b = two()
    plan(b, OTHER, "second")
    a.ask(c.GoToPhase(phase="sort"))
    a.meets(b)
    times = phase_times(a.hall.journal)
    assert read(write_archive(a.hall.state, None, 1, times, {a.hall.state.workshop.id: {}}))
