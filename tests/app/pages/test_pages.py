"""The moderators' pages, told with NiceGUI's simulated user on a real hall and a real file."""

from __future__ import annotations

import asyncio
import logging

import pytest
from nicegui import ui
from nicegui.testing import User

from app.texts import LANGUAGES
from app.web import shell
from app.workplace.rooms import NotSaved
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import FieldOfAction, Group, Workshop
from facilitation.state import State
from storage.errors import StorageProblem
from storage.store import Store
from tests.app.laptop import button, sees, t, type_in
from tests.builders import an_id


def state(workplace: Workplace) -> State:
    """Of the one workshop there is."""
    (workshop,) = workplace.rooms.workshops()
    return workplace.rooms.state(workshop.id)


# --- creating ---


async def test_the_first_start_has_one_obvious_action(moderator: User) -> None:
    await moderator.open("/m")
    await sees(moderator, t("setup.first_workshop"))
    await moderator.should_not_see(t("setup.new_dialogue"))


async def test_a_workshop_is_made_from_good_defaults_by_one_press(
    moderator: User, workplace: Workplace
) -> None:
    await moderator.open("/m/new")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    made = state(workplace)
    assert (made.workshop.title, made.workshop.language) == ("Bürgerinnen und Bürger", "de")
    assert [group.name for group in made.all(Group)] == [f"Tisch {n}" for n in range(1, 9)]
    assert len(list(made.all(FieldOfAction))) == 9
    assert made.workshop.questions == {}


async def test_pressing_twice_makes_one_workshop(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m/new")
    press = button(moderator, t("setup.create"))
    press.click()
    press.click()
    await sees(moderator, t("setup.ready"))
    assert (len(workplace.rooms.dialogues()), len(workplace.rooms.workshops())) == (1, 1)


async def test_what_is_missing_is_said_in_a_sentence(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m/new")
    type_in(moderator, "audience", " ")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.missing.audience"))
    assert workplace.rooms.workshops() == []


async def test_a_workshop_that_was_refused_leaves_a_dialogue_to_go_on_with(
    moderator: User, workplace: Workplace
) -> None:
    await moderator.open("/m/new")
    type_in(moderator, "card_limit", "7")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.wrong.card_limit"))
    type_in(moderator, "card_limit", "100")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    assert (len(workplace.rooms.dialogues()), state(workplace).workshop.card_limit) == (1, 100)


async def test_one_more_workshop_asks_nothing_about_the_dialogue(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/new?dialogue={workshop.dialogue_id}")
    await moderator.should_not_see(marker="dialogue_title")
    button(moderator, t("setup.create")).click()
    await sees(moderator, t("setup.ready"))
    assert {made.dialogue_title for made in workplace.rooms.workshops(workshop.dialogue_id)} == {"Dialog"}


# --- preparing ---


async def test_a_field_is_saved_when_one_leaves_it(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    type_in(moderator, "place", "Bürgerhaus")
    type_in(moderator, "expected", "12")
    await sees(moderator, t("setup.ready.tables.yes", count=2, people=12))
    assert (state(workplace).workshop.place, state(workplace).workshop.expected) == ("Bürgerhaus", 12)


async def test_what_is_reported_on_leaving_a_field_is_saved_and_not_sent_back(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    """A restored draft is reported as done before its text is; sent back, it would empty the field."""
    await moderator.open(f"/m/w/{workshop.code}/setup")
    place = moderator.find(kind=ui.input, marker="place").trigger("change", "Bürgerhaus")
    await sees(moderator, f"{t('common.undo')}: {t('console.step.workshop_changed')}")
    assert state(workplace).workshop.place == "Bürgerhaus"
    assert [element.value for element in place.elements] == [""]


async def test_restored_drafts_that_arrive_together_are_all_saved(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    before = workplace.rooms.dialogues()[0].version
    await moderator.open(f"/m/d/{workshop.dialogue_id}")
    for field, text in {"title": "Neuer Titel", "target_year": "2044", "host": "Nordhalde"}.items():
        moderator.find(kind=ui.input, marker=field).trigger("change", text)
    async with asyncio.timeout(20):
        while (saved := workplace.rooms.dialogues()[0]).version < before + 3:  # noqa: ASYNC110 - a room offers no event
            await asyncio.sleep(0.01)
    assert (saved.title, saved.target_year, saved.host) == ("Neuer Titel", 2044, "Nordhalde")


async def test_a_wrong_value_is_said_at_its_field_and_changes_nothing(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    type_in(moderator, "target_year", "20")
    await sees(moderator, t("setup.wrong.target_year"))
    assert state(workplace).workshop.target_year == 2030


async def test_a_change_can_be_taken_back(moderator: User, workplace: Workplace, workshop: Workshop) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    type_in(moderator, "title", "Anderer Titel")
    words = f"{t('common.undo')}: {t('console.step.workshop_changed')}"
    await sees(moderator, words)
    button(moderator, words).click()
    await moderator.should_not_see(words, retries=200)
    assert state(workplace).workshop.title == "Ehrenamtliche"


async def test_tables_and_fields_come_and_go(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    button(moderator, t("setup.add_table")).click()
    type_in(moderator, "new-field", "Arbeit")
    await sees(moderator, t("setup.ready.fields.yes", count=3))
    assert [group.number for group in state(workplace).all(Group)] == [1, 2, 3]
    assert [field.name for field in state(workplace).all(FieldOfAction)] == ["Wohnen", "Sprache", "Arbeit"]


async def test_undo_names_what_another_moderator_did_meanwhile(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    table = next(state(workplace).all(Group))
    await workplace.rooms.submit(workshop.id, c.ChangeGroup(id=table.id, name="Fenster"))
    await sees(moderator, f"{t('common.undo')}: {t('console.step.group_changed')}")


async def test_headings_and_lists_follow_what_is_changed_elsewhere(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    async def changed(title: str) -> None:
        kept = {
            name: getattr(state(workplace).workshop, name)
            for name in c.ChangeWorkshop.model_fields
            if name != "type"
        }
        await workplace.rooms.submit(workshop.id, c.ChangeWorkshop(**{**kept, "title": title}))

    for page in ("setup", "print", "slips", "documents"):
        await moderator.open(f"/m/w/{workshop.code}/{page}")
        await changed(f"Neuer Titel, {page}")
        await sees(moderator, f"Dialog: Neuer Titel, {page}")
    await moderator.open(f"/m/w/{workshop.code}/setup")
    await workplace.rooms.submit(workshop.id, c.AddGroup(id=an_id(), name="Nachzügler"))
    await sees(moderator, t("setup.table_name", number=3))


async def test_whoever_prepares_a_workshop_that_is_deleted_is_led_away(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    await workplace.rooms.delete(workshop.id)
    await sees(moderator, t("error.unknown_workshop"))


# --- trouble ---


async def test_a_save_that_fails_says_so(
    moderator: User,
    workplace: Workplace,
    store: Store,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise StorageProblem("disk_full")

    await moderator.open(f"/m/w/{workshop.code}/setup")
    monkeypatch.setattr(store, "write", full)
    type_in(moderator, "title", "Neu")
    await sees(moderator, t("setup.problem.disk_full"))
    assert state(workplace).workshop.title == "Ehrenamtliche"


@pytest.mark.parametrize("press", ["add_table", "language"])
async def test_what_has_no_field_of_its_own_says_above_that_it_was_not_saved(
    moderator: User, workplace: Workplace, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, press: str
) -> None:
    async def full(*_: object) -> None:
        raise NotSaved("disk_full")

    await moderator.open(f"/m/w/{workshop.code}/setup")
    monkeypatch.setattr(workplace.rooms, "submit", full)
    if press == "language":
        moderator.find(marker="language.ar").click()
    else:
        button(moderator, t("setup.add_table")).click()
    await sees(moderator, t("setup.problem.disk_full"))


async def test_the_unexpected_has_a_number_on_the_screen_and_in_the_log(
    moderator: User,
    workplace: Workplace,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def burst(*_: object) -> None:
        raise ZeroDivisionError

    await moderator.open(f"/m/w/{workshop.code}/setup")
    monkeypatch.setattr(workplace.rooms, "submit", burst)
    type_in(moderator, "title", "Neu")
    with caplog.at_level(logging.ERROR):
        await sees(moderator, t("setup.unexpected", id="").rstrip())
    (number,) = {
        record.args[0] for record in caplog.records if record.name == "app.pages.base.trouble" and record.args
    }
    await sees(moderator, t("setup.unexpected", id=number))


async def test_a_page_that_cannot_be_built_shows_a_sentence_and_no_stack(
    moderator: User, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace.rooms, "dialogues", lambda: 1 / 0)
    answer = await moderator.http_client.get("/m")
    assert answer.status_code == 500
    assert t("setup.error_title") in answer.text
    assert "ZeroDivision" not in answer.text


async def test_an_unknown_code_leads_to_the_start_page_which_says_so(moderator: User) -> None:
    await moderator.open("/m/w/ZZZZZZ/setup")
    await sees(moderator, t("error.unknown_workshop"))


async def test_what_people_typed_is_text_and_never_markup(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    title = "<img src=x onerror=alert(1)>"
    kept = {name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"}
    await workplace.rooms.submit(workshop.id, c.ChangeWorkshop(**{**kept, "title": title}))
    for path in ("/m", f"/m/w/{workshop.code}/setup", f"/m/w/{workshop.code}/print"):
        answer = await moderator.http_client.get(path)
        assert title not in answer.text


async def test_languages_spoken_in_the_hall_come_first_on_the_phones(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    for code in ("uk", "ar", "fr", "fr"):  # the last one was a mistake
        moderator.find(marker=f"language.{code}").click()
    async with asyncio.timeout(20):
        while state(workplace).workshop.version < 5:  # noqa: ASYNC110 - a room offers no event
            await asyncio.sleep(0.01)
    assert state(workplace).workshop.languages == ("ar", "uk")
    offered = [
        code
        for code, _ in shell.page_data(workplace.invitations, "participant", "de", state(workplace), "phone")[
            "languages"
        ]
    ]
    assert offered[:4] == ["de", "ar", "uk", "de-simple"]
    assert sorted(offered) == sorted(code for code, _ in LANGUAGES)
