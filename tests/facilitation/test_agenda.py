"""A workshop's steps are data: the same kind may come twice, each with its own name, time and question."""

from __future__ import annotations

import pytest

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.likeness import settings_of
from facilitation.model import Workshop
from facilitation.questions import own_question, unasked
from tests.builders import NOON, Hall, a_card, an_id, refused

MINUTE = 60_000
AGENDA = (
    c.NewStep(id="arrive", kind="arrive", minutes=10),
    c.NewStep(id="first", kind="write", title="Was ist", minutes=20),
    c.NewStep(id="second", kind="write", title="Was kommt", minutes=15),
    c.NewStep(id="results", kind="results", minutes=5),
)


def about(**values: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": an_id(),
        "dialogue_id": an_id(),
        "dialogue_title": "Integrationsdialog",
        "code": "KTM4PZ",
        "title": "Ehrenamtliche",
        "audience": "Ehrenamtliche",
        "target_year": 2030,
        "groups": ("Tisch 1",),
        "fields": (),
        "agenda": AGENDA,
    }
    return {**usual, **values}


def a_hall(**values: object) -> Hall:
    hall = Hall()
    hall.ask(c.CreateWorkshop.model_validate(about(**values)), at=NOON)
    return hall


def test_it_begins_with_the_first_step_whatever_its_name() -> None:
    hall = a_hall(agenda=AGENDA[1:])
    assert hall.state.workshop.phase == "first"
    hall.ask(c.PostContribution(id=an_id(), kind="weakness", text="Der Bus fährt nicht."), hall.joined())


def test_the_same_kind_comes_twice_and_takes_cards_both_times() -> None:
    hall = a_hall(questions={"first": "Was ist heute schwer?", "second": "Was wird schwer?"})
    person = hall.joined()
    with refused("phase_closed"):
        hall.ask(c.PostContribution(id=an_id(), kind="weakness", text="Zu früh"), person)
    for step in ("first", "second"):
        hall.phase(step)
        hall.ask(c.PostContribution(id=an_id(), kind="weakness", text=f"Karte in {step}"), person)
    workshop = hall.state.workshop
    assert [own_question(workshop, step, "de")[0] for step in workshop.agenda] == [
        "",
        "Was ist heute schwer?",
        "Was wird schwer?",
        "",
    ]


def test_who_was_ready_for_the_first_is_not_ready_for_the_second() -> None:
    hall = a_hall()
    person = hall.joined()
    hall.phase("first")
    hall.ask(c.SignalReady(ready_for=hall.state.workshop.phase_started_at), person)
    hall.phase("second")
    assert hall.person(person).ready_for != hall.state.workshop.phase_started_at


def test_a_document_tells_both_by_their_names() -> None:
    hall = a_hall()
    for minute, step in enumerate(("arrive", "first", "second"), 1):
        hall.ask(c.GoToPhase(phase=step), at=NOON + minute * MINUTE)
    told = document(hall.state, NOON, hall.journal).head.phases
    assert [(ran.kind, ran.title) for ran in told] == [
        ("arrive", ""),
        ("write", "Was ist"),
        ("write", "Was kommt"),
    ]


def test_each_step_is_asked_in_other_languages_by_itself() -> None:
    hall = a_hall(languages=("uk",), questions={"second": "Was wird schwer?"})
    assert [(step.id, missing) for step, missing in unasked(hall.state.workshop)] == [("second", ("uk",))]
    hall.ask(c.AskIn(language="uk", phase="second", text="Що буде важко?"))
    assert list(unasked(hall.state.workshop)) == []
    assert hall.state.workshop.questions_in == {"uk": {"second": "Що буде важко?"}}
    hall.ask(c.Undo())
    assert hall.state.workshop.questions_in == {}


def test_a_workshop_like_another_one_has_its_agenda_and_questions() -> None:
    first = a_hall(questions={"second": "Was wird schwer?"})
    first.ask(c.AskIn(language="uk", phase="second", text="Що буде важко?"))
    again = a_hall(**{**settings_of(first.state), "questions": first.state.workshop.questions})
    assert again.state.workshop.agenda == first.state.workshop.agenda


def test_changing_the_form_leaves_other_languages_as_they_are() -> None:
    hall = a_hall()
    hall.ask(c.AskIn(language="uk", phase="first", text="Що важко?"))
    now = hall.state.workshop
    form = {"version": now.version, "title": "Neu", "audience": "Alle", "target_year": 2031}
    hall.ask(c.ChangeWorkshop.model_validate({**form, "questions": {"first": "Was ist?"}}))
    assert hall.state.workshop.questions == {"first": "Was ist?"}
    assert hall.state.workshop.questions_in == {"uk": {"first": "Що важко?"}}


@pytest.mark.parametrize(
    ("steps", "code", "params"),
    [
        ((AGENDA[0], AGENDA[0]), "exists", {}),
        ((c.NewStep(id="tea", kind="tea", minutes=5),), "unknown_phase", {"phase": "tea"}),
    ],
)
def test_an_agenda_that_is_none(steps: tuple[c.NewStep, ...], code: str, params: dict[str, str]) -> None:
    with refused(code, **params):
        a_hall(agenda=steps)


def test_a_question_for_no_step_is_refused() -> None:
    with refused("unknown_phase", phase="write"):
        a_hall(questions={"write": "Was?"})
    with refused("unknown_phase", phase="write"):
        a_hall(questions_in={"ar": {"write": "ماذا؟"}})


def test_questions_beside_an_agenda_are_laid_to_its_steps() -> None:
    """As all of 0.1.0 kept them."""
    hall = a_hall(agenda=())
    a_card(hall.phase("write"))
    told = hall.state.workshop.model_dump(mode="json")
    del told["agenda"]
    old = {**told, "questions": {"write": "Was?"}, "questions_in": {"ar": {"write": "ماذا؟", "sort": ""}}}
    read = Workshop.model_validate(old)
    assert (read.questions, read.questions_in) == ({"write": "Was?"}, {"ar": {"write": "ماذا؟"}})
    assert [step.id for step in read.agenda] == [step.id for step in hall.state.workshop.agenda]
