"""A new workshop like another one: what was prepared comes along, what was said does not."""

from __future__ import annotations

from nicegui.testing import User

from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Contribution, FieldOfAction, Group, Workshop
from facilitation.state import State
from tests.app.laptop import button, misses, sees, t, type_in
from tests.builders import an_id

OWN = "Was fehlt den Ehrenamtlichen?"


async def prepare(workplace: Workplace, workshop: Workshop) -> None:
    """Another moderator's preparation, and a card."""
    state = workplace.rooms.state(workshop.id)
    table, field = next(state.all(Group)), next(state.all(FieldOfAction))
    kept = {name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"}
    new = {"languages": ("ar", "uk"), "questions": {"write": OWN}, "card_limit": 200, "expected": 14}
    for command in (
        c.ChangeWorkshop(**{**kept, **new, "place": "Rathaus"}),
        c.AskIn(language="ar", phase="write", text="ما الذي ينقص؟"),
        c.ChangeGroup(id=table.id, name="Fensterplatz", seats=9),
        c.ChangeField(id=field.id, name="Mobilität", keywords="Bus, Rad"),
        c.PostContribution(id=an_id(), kind="strength", text="Eine Karte"),
    ):
        await workplace.rooms.submit(workshop.id, command)


def other(workplace: Workplace, workshop: Workshop) -> State:
    (found,) = [one for one in workplace.rooms.workshops() if one.id != workshop.id]
    return workplace.rooms.state(found.id)


def prepared(state: State) -> dict[str, object]:
    """Everything but names, place and date."""
    now = state.workshop
    names = ("languages", "questions", "questions_in", "card_limit", "expected", "language", "target_year")
    return {
        **{name: getattr(now, name) for name in names},
        "tables": [(group.number, group.name, group.seats) for group in state.all(Group)],
        "fields": sorted((f.position, f.key, f.name, f.keywords) for f in state.all(FieldOfAction)),
    }


async def test_a_new_workshop_of_a_dialogue_is_like_the_last_one(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await prepare(workplace, workshop)
    await moderator.open(f"/m/new?dialogue={workshop.dialogue_id}")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    new = other(workplace, workshop)
    assert prepared(new) == prepared(workplace.rooms.state(workshop.id))
    assert not any(new.all(Contribution))
    assert (new.workshop.place, new.workshop.phase) == ("", "arrive")


async def test_it_begins_with_the_template_where_that_is_chosen(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await prepare(workplace, workshop)
    await moderator.open(f"/m/new?dialogue={workshop.dialogue_id}&like=template")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    new = other(workplace, workshop)
    assert (len(list(new.all(Group))), len(list(new.all(FieldOfAction)))) == (8, 9)
    assert (new.workshop.questions, new.workshop.languages) == ({}, ())


async def test_it_begins_with_the_catalogue_where_all_workshops_of_the_dialogue_are_gone(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await prepare(workplace, workshop)
    was = prepared(workplace.rooms.state(workshop.id))["fields"]
    await workplace.rooms.delete(workshop.id)
    await moderator.open(f"/m/new?dialogue={workshop.dialogue_id}")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    assert prepared(other(workplace, workshop))["fields"] == was


async def test_fields_that_are_typed_anew_are_new_and_the_others_keep_their_identity(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    known = {field.name: field.key for field in workplace.rooms.state(workshop.id).all(FieldOfAction)}
    await moderator.open(f"/m/new?dialogue={workshop.dialogue_id}")
    type_in(moderator, "fields", "Arbeit\nSprache")
    type_in(moderator, "tables", "3")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    new = other(workplace, workshop)
    found = {field.name: field.key for field in new.all(FieldOfAction)}
    assert list(found) == ["Arbeit", "Sprache"]
    assert found["Sprache"] == known["Sprache"]
    assert found["Arbeit"] not in known.values()
    assert [group.name for group in new.all(Group)] == ["Tisch 1", "Tisch 2", "Tisch 3"]


async def test_a_copy_is_prepared_in_the_same_way_and_holds_nothing_that_was_said(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await prepare(workplace, workshop)
    await moderator.open(f"/m/new?copy={workshop.code}")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    new, old = other(workplace, workshop), workplace.rooms.state(workshop.id)
    assert prepared(new) == prepared(old)
    assert new.workshop.title == t("setup.copy_of", title=old.workshop.title)
    named = ("audience", "place", "dialogue_id", "dialogue_title")
    assert [getattr(new.workshop, n) for n in named] == [getattr(old.workshop, n) for n in named]
    assert new.workshop.code != old.workshop.code
    assert not any(new.all(Contribution))


async def test_nobody_copies_what_is_not_there(moderator: User) -> None:
    await moderator.open("/m/new?copy=ZZZZZZ")
    await sees(moderator, t("error.unknown_workshop"))


async def test_a_workshop_is_deleted_after_two_questions_and_then_its_dialogue(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/d/{workshop.dialogue_id}")
    await moderator.should_not_see(t("setup.dialogue_delete"))
    await moderator.open("/m")
    button(moderator, t("setup.delete")).click()
    await sees(moderator, t("setup.delete_archive"))
    button(moderator, t("setup.delete_on")).click()
    await sees(moderator, t("setup.delete_backups"))
    assert workplace.rooms.workshops() == [workshop]
    button(moderator, t("setup.delete_do")).click()
    await sees(moderator, t("setup.deleted", title=workshop.title))
    await misses(moderator, workshop.code)
    assert workplace.rooms.workshops() == []
    await moderator.open(f"/m/d/{workshop.dialogue_id}")
    button(moderator, t("setup.dialogue_delete")).click()
    await sees(moderator, t("setup.dialogue_delete_text"))
