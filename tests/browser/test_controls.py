"""No control without a test that uses it: what each page offers, compared with a written list.

Whoever adds a control adds a line here, and the test that it names. A line says the control's text, by its
key or (behind `=`) as a pattern, and the test that presses, types or chooses it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.controls import controls, without_control, without_entry
from tests.browser.test_console_controls import AROUND, TAB_CONTROLS
from tests.browser.test_pages import sit_down
from tests.browser.test_ways_between_pages import WAYS

t = texts("de").t
HERE = Path(__file__).parent

WAY = "test_ways_between_pages::test_every_way_leads_where_it_says"
HOME = {"=Zielrunde Startseite": "test_ways_between_pages::test_the_way_home_is_on_every_page"}
CREATE = "test_page_controls::test_everything_that_can_be_said_of_a_new_workshop_is_in_it"
PREPARE = "test_page_controls::test_what_is_prepared_is_saved_and_taken_back"
LISTS = "test_page_controls::test_tables_and_fields_are_renamed_added_and_taken_away"
SPEECH = "test_page_controls::test_languages_are_switched_on_and_questions_asked_in_them"
WIFI = "test_page_controls::test_the_wifi_is_chosen_typed_and_forgotten"
CONTACT = "test_page_controls::test_a_contact_is_typed_on_the_start_page"
DIALOGUE = "test_page_controls::test_a_dialogue_is_changed_and_an_empty_one_deleted"
SHEETS = "test_page_controls::test_every_sheet_comes_as_a_file"
CHECK = "test_page_controls::test_the_hall_check_folds_out_and_lets_the_address_be_chosen"
LEAD = "test_page_controls::test_codes_and_pin_are_shown_renewed_and_devices_signed_out"
CLOSE = "test_start::test_closing_a_workshop_asks_first_and_names_who_is_there"
BIN = "test_start::test_a_deleted_workshop_is_gone_for_everybody"
SLIPS = "test_page_controls::test_slips_are_printed_and_made_void"
SPOKEN = "test_ways_between_pages::test_a_moderator_chooses_the_language"

AUDIENCES = (
    "=Bürgerinnen und Bürger|Bürgermeisterinnen und Bürgermeister|Ehrenamtliche|Unternehmen"
    "|Wohlfahrtsverbände"
    "|Migrantinnen und Geflüchtete|Migrantenselbstorganisationen|Verwaltungsmitarbeitende"
)
WIFI_FORM = {
    "setup.wifi_name": WIFI,
    "setup.wifi_password": WIFI,
    "setup.wifi_wpa": WIFI,
    "setup.wifi_open": WIFI,
    "setup.wifi_hidden": WIFI,
    f"={t('setup.wifi_on_stage')}.*": WIFI,
    f"={t('setup.wifi_on_paper')}.*": WIFI,
}
PEOPLE = {"setup.how_many_people": CREATE, f"={re.escape(t('setup.how_many_people'))} [+−]": CREATE}
NEW = {
    **HOME,
    **PEOPLE,
    "common.help": WAY,
    "setup.audience_other": CREATE,
    AUDIENCES: CREATE,
    "setup.place": CREATE,
    "setup.date": CREATE,
    "setup.how_many_tables": CREATE,
    f"={re.escape(t('setup.how_many_tables'))} [+−]": CREATE,
    "setup.more": CREATE,
    "setup.workshop_title": CREATE,
    "setup.fields": CREATE,
    "setup.card_limit": CREATE,
    "setup.question_at": CREATE,
    "setup.create": "test_pages::test_a_form_survives_a_killed_server_and_makes_one_workshop",
}

# Page (`{w}`: a workshop that is being prepared, `{d}`: its dialogue) -> control -> test.
CONTROLS: dict[str, dict[str, str]] = {
    "/m": {
        **HOME,
        "=Deutsch|English": SPOKEN,
        "common.help": WAY,
        "common.edit": WAY,
        "setup.new_workshop": WAY,
        "setup.run": WAY,
        "setup.prepare": WAY,
        "setup.documents": WAY,
        "setup.copy": WAY,
        "setup.finish": CLOSE,
        "setup.delete": BIN,
        "setup.new_dialogue": WAY,
        "setup.access": WAY,
        "setup.hall_check_open": WAY,
        "setup.archive_choose": "test_start::test_an_archive_is_chosen_and_read_in",
        "setup.contact_edit": CONTACT,
        "setup.contact_name": CONTACT,
        "setup.contact_email": CONTACT,
        "setup.contact_phone": CONTACT,
        "setup.statement_open": WAY,
    },
    "/m/new": {**NEW, "setup.title": CREATE, "common.target_year": CREATE, "setup.host": CREATE},
    "/m/new?dialogue={d}": {
        **NEW,
        f"={t('setup.begin_template')}.*": WAY,
        f"={t('setup.begin_like', title='.*')}.*": WAY,
    },
    "/m/d/{d}": {
        **HOME,
        "common.help": WAY,
        "setup.to_start": WAY,
        "setup.title": DIALOGUE,
        "common.target_year": DIALOGUE,
        "setup.host": DIALOGUE,
    },
    "/m/w/{w}/setup": {
        **HOME,
        "common.help": WAY,
        "console.undo": PREPARE,
        "=[1-6] .*": WAY,
        "setup.workshop_title": PREPARE,
        "setup.audience_other": PREPARE,
        AUDIENCES: "test_pages::test_a_step_and_a_choice_are_saved_at_once",
        "=Einfaches Deutsch|English|العربية|Українська|Русский|Türkçe|فارسی / دری|Kurmancî|Français": SPEECH,
        "setup.place": PREPARE,
        "setup.date": PREPARE,
        "setup.how_many_people": PREPARE,
        f"={re.escape(t('setup.how_many_people'))} [+−]": PREPARE,
        "setup.table_name": LISTS,
        "setup.seats": LISTS,
        f"={t('setup.seats')} [+−]": LISTS,
        "=.*/g/\\d": WAY,
        "setup.remove_table": LISTS,
        "setup.add_table": LISTS,
        "setup.field_name": LISTS,
        "setup.remove_field": LISTS,
        "setup.add_field": LISTS,
        "common.target_year": PREPARE,
        "setup.card_limit": PREPARE,
        "setup.questions_change": PREPARE,
        "setup.question_at": PREPARE,
        "setup.questions_in": SPEECH,
        "setup.hall_check_open": WAY,
        "setup.statement_open": WAY,
        "common.print": WAY,
        "setup.open": WAY,
        "setup.ready.network.no": WAY,
        "setup.ready.contact.no": WAY,
        "setup.ready.place.no": WAY,
        "setup.ready.phone.no": WAY,
    },
    "/m/w/{w}/print": {
        **HOME,
        **WIFI_FORM,
        "common.help": WAY,
        "setup.prepare": WAY,
        "=A3|A4": SHEETS,
        "setup.print_as.tables": SHEETS,
        "setup.slips": WAY,
        "=Deutsch|English": SHEETS,
    },
    "/m/w/{w}/slips": {
        **HOME,
        "common.help": WAY,
        "setup.print_title": WAY,
        "setup.run": WAY,
        "setup.slips_count": SLIPS,
        "setup.slips_print": SLIPS,
    },
    "/m/w/{w}/documents": {
        **HOME,
        "common.help": WAY,
        "setup.run": WAY,
        "setup.print_title": WAY,
        "setup.download": "test_page_controls::test_every_document_comes_as_a_file",
    },
    "/m/hall": {
        **HOME,
        **WIFI_FORM,
        "common.help": WAY,
        f"={t('setup.address_auto')}.*": CHECK,
        "=127.*": CHECK,
        "=Deutsch|English": CHECK,
        "=Bürgerinnen und Bürger": WAY,
        **{f"setup.hint.{hint}": CHECK for hint in ("windows", "mac", "isolation", "captive", "many")},
    },
    "/m/access": {
        **HOME,
        "common.help": WAY,
        "setup.to_start": WAY,
        "setup.access_once_show": LEAD,
        "setup.pin_show": LEAD,
        "setup.access_renew": LEAD,
    },
    "/m/help": {**HOME, "setup.to_start": WAY},
}

# What comes only when another control was used: where, the control to use, what is there then.
OPENED: list[tuple[str, str, dict[str, str]]] = [
    ("/m", "setup.finish", {"common.cancel": SLIPS, "setup.finish_do": CLOSE}),
    ("/m", "setup.delete", {"common.cancel": SLIPS, "setup.export.archive": BIN, "setup.delete_on": BIN}),
    ("/m/access", "setup.access_renew", {"common.cancel": SLIPS, "setup.access_renew": LEAD}),
]


def prepared(hall: Hall) -> tuple[str, str]:
    """A workshop made from the template, with Arabic, and without a date; and its dialogue."""
    page = sit_down(hall, "/m/new").page
    page.get_by_role("button", name=t("setup.create")).click()
    page.wait_for_url("**/setup")
    code = page.url.split("/")[-2]
    page.locator("[data-keeps]").first.wait_for(state="attached")
    page.locator('[data-draft="date"]').fill("")
    page.locator('[data-draft="date"]').blur()
    page.get_by_role("button", name="العربية").click()
    page.get_by_text(t("setup.questions_in", language="العربية")).wait_for()
    page.goto("/m")
    dialogue = page.locator('a[href^="/m/d/"]').first.get_attribute("href") or ""
    return code, dialogue.split("/")[-1]


def test_no_control_is_without_a_test_that_uses_it(own_hall: Hall) -> None:
    workshop, dialogue = prepared(own_hall)
    page = sit_down(own_hall, "/m").page
    untested, gone = [], []
    for path, table in CONTROLS.items():
        page.goto(path.format(w=workshop, d=dialogue))
        page.locator(".page").wait_for()
        for folded in page.locator("details summary").all():
            folded.click()
        found = controls(page)
        untested += [f"{path}: {name}" for name in without_entry(found, table)]
        gone += [f"{path}: {key}" for key in without_control(table, found)]
    for path, opener, table in OPENED:
        page.goto(path)
        page.get_by_role("button", name=t(opener), exact=True).first.click()
        page.get_by_role("dialog").wait_for()
        found = set(page.get_by_role("dialog").locator("a, button").all_inner_texts())
        untested += [f"{path}, {opener}: {name}" for name in without_entry(found, table)]
        gone += [f"{path}, {opener}: {key}" for key in without_control(table, found)]
    assert (untested, gone) == ([], [])


def test_every_test_that_the_list_names_exists() -> None:
    named = {test for table in CONTROLS.values() for test in table.values()}
    named |= {test for _, _, table in OPENED for test in table.values()}
    named |= {test for table in (AROUND, *TAB_CONTROLS.values()) for test in table.values()}
    missing = [test for test in named if f"def {test.split('::')[1]}(" not in source(test.split("::")[0])]
    assert missing == []


def test_every_way_of_the_list_is_followed() -> None:
    """A link that the list calls a way is among those that are really followed."""
    followed = {(page, key) for page, key, _ in WAYS}
    named = {(page, key) for page, table in CONTROLS.items() for key, test in table.items() if test == WAY}
    ways = {(page, key) for page, key in named if not key.startswith("=")}
    assert sorted(ways - followed) == []


def source(module: str) -> str:
    return (HERE / f"{module}.py").read_text("utf-8")


@pytest.mark.parametrize("name", ["Neuer Knopf", "Drucken und Löschen"])
def test_the_list_notices_what_nobody_wrote_into_it(name: str) -> None:
    assert without_entry({name}, CONTROLS["/m"]) == [name]
