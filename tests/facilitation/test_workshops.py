"""What the moderator prepares and steers."""

import pytest

from facilitation import commands as c
from facilitation.events import Actor
from facilitation.model import Dialogue, FieldOfAction, Group, StageView
from facilitation.model.agenda import KINDS_OF_STEPS, STEP_KINDS, standard_agenda
from facilitation.rules import OF_TYPE, RULES
from tests.builders import (
    MODERATOR,
    NOON,
    STAGE,
    Hall,
    a_card,
    a_cluster,
    a_goal,
    a_newcomer,
    a_workshop,
    an_id,
    refused,
)

CHANGED = {
    "title": "Ehrenamt",
    "audience": "Ehrenamtliche",
    "target_year": 2032,
    "questions": {"write": "Was?"},
}


def test_a_dialogue_is_created_and_changed() -> None:
    hall, id = Hall(), an_id()
    given = {"title": "Integration gestalten", "host": "Landkreis Grünau", "target_year": 2030}
    hall.ask(c.CreateDialogue(id=id, **given), at=NOON)
    dialogue = hall.state.get(Dialogue, id)
    assert dialogue == Dialogue(id=id, created_at=NOON, **given)
    with refused("exists"):
        hall.ask(c.CreateDialogue(id=id, **given))
    with refused("text_empty"):
        hall.ask(c.CreateDialogue(id=an_id(), title=" ", target_year=2030))
    hall.ask(c.ChangeDialogue(id=id, version=1, title="Neu", host="", target_year=2031))
    assert hall.now(dialogue).title == "Neu"
    with refused("stale"):
        hall.ask(c.ChangeDialogue(id=id, version=1, title="Zu spät", target_year=2031))
    with refused("unknown"):
        hall.ask(c.ChangeDialogue(id=an_id(), version=1, title="Nichts", target_year=2031))


def test_a_workshop_comes_with_numbered_tables_and_ordered_fields() -> None:
    hall = a_workshop(groups=2, fields=("Sprache", "Wohnen"), phase="arrive")
    workshop = hall.state.workshop
    assert (workshop.code, workshop.phase, workshop.finished) == ("KTM4PZ", "arrive", False)
    assert [(g.number, g.name) for g in hall.state.all(Group)] == [(1, "Tisch 1"), (2, "Tisch 2")]
    assert [(f.position, f.name) for f in hall.state.all(FieldOfAction)] == [
        (0.0, "Sprache"),
        (1.0, "Wohnen"),
    ]
    assert {e.workshop_id for kind in (Group, FieldOfAction) for e in hall.state.all(kind)} == {workshop.id}


def test_a_hall_holds_one_workshop() -> None:
    hall = a_workshop()
    given = hall.state.workshop.model_dump(
        include={"dialogue_id", "dialogue_title", "code", "title", "audience"}
    )
    for id in (hall.state.workshop.id, an_id()):
        with refused("exists"):
            hall.ask(c.CreateWorkshop(id=id, target_year=2030, groups=("Tisch 1",), fields=(), **given))
    with refused("text_empty"):
        a_workshop(title="")


def test_a_workshop_is_changed_by_who_has_seen_its_newest_version() -> None:
    hall = a_workshop(phase="arrive")
    version = hall.state.workshop.version
    hall.ask(c.ChangeWorkshop(version=version, **CHANGED))
    after = hall.state.workshop
    assert {name: getattr(after, name) for name in CHANGED} == CHANGED
    assert (after.phase, after.code) == ("arrive", "KTM4PZ")
    with refused("stale"):
        hall.ask(c.ChangeWorkshop(version=version, **CHANGED))
    with refused("text_empty"):
        hall.ask(c.ChangeWorkshop(version=after.version, **{**CHANGED, "title": ""}))


def test_a_workshop_follows_its_dialogue_and_can_be_brought_back() -> None:
    hall = a_workshop(phase="arrive")
    before = hall.state.workshop
    hall.ask(c.FollowDialogue(title="Integration gemeinsam"))
    after = hall.state.workshop
    assert (after.dialogue_title, after.version) == ("Integration gemeinsam", before.version + 1)
    assert hall.journal[-1].name == "dialogue_followed"
    hall.ask(c.Undo())
    assert hall.state.workshop.dialogue_title == before.dialogue_title


def test_a_hall_speaks_each_language_once_and_its_own_anyway() -> None:
    hall = a_workshop(phase="arrive", language="de")
    spoken = ("ar", "de", "uk", "de-simple", "ar")
    hall.ask(c.ChangeWorkshop(version=hall.state.workshop.version, languages=spoken, **CHANGED))
    assert hall.state.workshop.languages == ("ar", "uk", "de-simple")
    hall.ask(c.Undo())
    assert hall.state.workshop.languages == ()


def test_a_new_phase_stops_the_timer_and_the_stage_follows_again() -> None:
    hall = a_workshop(phase="write")
    hall.ask(c.SetTimer(minutes=1.5), at=NOON)
    hall.ask(c.ShowOnStage(view=StageView.MATRIX, covered=True))
    hall.ask(c.AllowLate())
    before = hall.state.workshop
    assert (before.timer_ends_at, before.stage_view, before.stage_covered) == (NOON + 90_000, "matrix", True)
    hall.ask(c.GoToPhase(phase="sort"), at=NOON)
    after = hall.state.workshop
    assert (after.phase, after.phase_started_at, after.timer_ends_at) == ("sort", NOON, None)
    assert (after.stage_view, after.late_allowed) == (StageView.FOLLOW, False)
    assert isinstance(after.stage_view, StageView)


def test_the_timer_can_be_stopped_and_the_late_door_closed() -> None:
    hall = a_workshop()
    hall.ask(c.SetTimer(minutes=10))
    hall.ask(c.SetTimer())
    assert hall.state.workshop.timer_ends_at is None
    hall.ask(c.AllowLate())
    hall.ask(c.AllowLate(allowed=False))
    assert not hall.state.workshop.late_allowed


def test_there_is_no_such_phase() -> None:
    with refused("unknown_phase", phase="lunch"):
        a_workshop().ask(c.GoToPhase(phase="lunch"))


def test_tables_are_added_renamed_and_removed_while_nobody_needs_them() -> None:
    hall, id = a_workshop(groups=1), an_id()
    with refused("last_group"):
        hall.ask(c.RemoveGroup(id=hall.group().id))
    hall.ask(c.AddGroup(id=id, name="Fensterplatz", seats=8))
    hall.ask(c.ChangeGroup(id=id, name="Am Fenster", seats=7))
    window = hall.state.get(Group, id)
    assert (window.number, window.name, window.seats, window.version) == (2, "Am Fenster", 7, 2)
    hall.ask(c.RemoveGroup(id=id))
    assert hall.state.find(Group, id) is None
    with refused("exists"):
        hall.ask(c.AddGroup(id=hall.group().id, name="Noch eine"))
    for name in ("", "  "):
        with refused("text_empty"):
            hall.ask(c.AddGroup(id=an_id(), name=name))


def test_a_table_that_somebody_used_stays() -> None:
    hall = a_workshop(groups=4)
    hall.joined(group=1)
    a_card(hall, group_id=hall.group(2).id)
    a_goal(hall, group_id=hall.group(3).id)
    for number in (1, 2, 3):
        with refused("group_not_empty"):
            hall.ask(c.RemoveGroup(id=hall.group(number).id))
    hall.ask(c.RemoveGroup(id=hall.group(4).id))


def test_fields_are_added_renamed_and_removed_while_nothing_lies_there() -> None:
    hall, id = a_workshop(fields=("Sprache",)), an_id()
    hall.ask(c.AddField(id=id, name="Sport", keywords="Verein"))
    hall.ask(c.ChangeField(id=id, name="Sport und Verein", keywords="Verein, Trainer"))
    field = hall.state.get(FieldOfAction, id)
    assert (field.name, field.keywords, field.position) == ("Sport und Verein", "Verein, Trainer", 1.0)
    hall.ask(c.RemoveField(id=id))
    assert hall.state.find(FieldOfAction, id) is None
    with refused("exists"):
        hall.ask(c.AddField(id=hall.field("Sprache").id, name="Noch eins"))
    with refused("text_empty"):
        hall.ask(c.AddField(id=an_id(), name=""))


def test_a_field_that_is_used_stays() -> None:
    hall = a_workshop(fields=("Sprache", "Wohnen", "Arbeit", "Sport"))
    a_card(hall, field="Sprache")
    a_cluster(hall, "Paten", field="Wohnen")
    a_goal(hall, field_id=hall.field("Arbeit").id)
    for name in ("Sprache", "Wohnen", "Arbeit"):
        with refused("field_not_empty"):
            hall.ask(c.RemoveField(id=hall.field(name).id))
    hall.ask(c.RemoveField(id=hall.field("Sport").id))


def test_what_is_not_there_cannot_be_changed() -> None:
    hall, id = a_workshop(), an_id()
    for command in (
        c.ChangeGroup(id=id, name="x"),
        c.RemoveGroup(id=id),
        c.ChangeField(id=id, name="x"),
        c.RemoveField(id=id),
    ):
        with refused("unknown"):
            hall.ask(command)


def test_moderators_still_tidy_up_a_finished_workshop() -> None:
    hall = a_workshop()
    hall.ask(c.FinishWorkshop())
    assert hall.state.workshop.finished
    a_card(hall, "Nachgetragen vom Flipchart")


@pytest.mark.parametrize("command", [rule.command for rule in RULES if not rule.of_participants])
def test_moderators_commands_are_moderators_own(command: type[c.Command]) -> None:
    hall = a_workshop()
    empty = command.model_construct()
    for actor in (hall.joined(), a_newcomer(), STAGE):
        with refused("not_allowed"):
            hall.ask(empty, actor)


@pytest.mark.parametrize("command", [rule.command for rule in RULES if rule.of_participants])
def test_the_stage_only_reads(command: type[c.Command]) -> None:
    with refused("not_allowed"):
        a_workshop().ask(command.model_construct(), STAGE)


def test_each_kind_of_steps_allows_what_its_row_says() -> None:
    cards = {"post_contribution", "edit_contribution", "withdraw_contribution", "reclaim_contribution"}
    goals = {"propose_goal", "edit_goal", "withdraw_goal", "reclaim_goal"}
    ready = {"signal_ready"}
    extra = {"write": cards | ready, "goals": goals | ready, "vote": {"cast_ballot"}}
    of_participants = [rule for rule in RULES if rule.of_participants]
    always = {"join_workshop", "keep_drafts"}
    assert {k.id: {rule.type for rule in of_participants if rule.allowed(k, False)} for k in STEP_KINDS} == {
        k.id: always | extra.get(k.id, set()) for k in STEP_KINDS
    }
    assert {step.kind for step in standard_agenda()} <= KINDS_OF_STEPS.keys()
    assert OF_TYPE["post_contribution"].allowed(KINDS_OF_STEPS["sort"], True)
    assert not OF_TYPE["cast_ballot"].allowed(KINDS_OF_STEPS["results"], True)
    assert not OF_TYPE["signal_ready"].allowed(KINDS_OF_STEPS["sort"], True)


def test_an_actors_secret_is_neither_shown_nor_stored() -> None:
    person: Actor = a_workshop().joined(token="very-secret-very-secret")
    assert "very-secret" not in repr(person) + person.model_dump_json()
    assert "very-secret" not in repr(MODERATOR)


def test_a_workshop_like_another_keeps_its_fields_and_the_seats_of_its_tables() -> None:
    field = c.NewField(key=an_id(), name="Mobilität", keywords="Bus")
    given = {
        "title": "Zwei",
        "audience": "Alle",
        "code": "ABC234",
        "dialogue_title": "D",
        "target_year": 2030,
    }
    tables = (c.NewGroup(name="Fenster", seats=9), "Tisch 2")
    hall = Hall()
    create = c.CreateWorkshop(
        id=an_id(), dialogue_id=an_id(), groups=tables, fields=(field, "Arbeit"), **given
    )
    hall.ask(create)
    assert [(group.name, group.seats) for group in hall.state.all(Group)] == [("Fenster", 9), ("Tisch 2", 6)]
    first, second = hall.state.all(FieldOfAction)
    assert (first.key, first.name, first.keywords, second.name) == (field.key, "Mobilität", "Bus", "Arbeit")
