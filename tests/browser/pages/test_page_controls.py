"""Each control of the moderators' pages is used once, in the browser, as a moderator would."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from app.exports import EXPORTS
from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.pages.test_pages import field, sit_down
from tests.browser.people import Person

t = texts("de").t

PDF = b"%PDF"


def press(page: Page, key: str, role: str = "button", **params: object) -> None:
    page.get_by_role(role, name=t(key, **params), exact=True).first.click()  # type: ignore[arg-type]


def types(page: Page, name: str, text: str) -> None:
    field(page, name).fill(text)
    field(page, name).blur()


def saved(page: Page) -> None:
    """Nothing that was typed waits any more, and the page is loaded again."""
    page.wait_for_function("Object.keys(localStorage).length === 0")
    page.reload()
    page.locator("[data-keeps]").first.wait_for(state="attached")


def downloads(page: Page, button: Locator) -> bytes:
    with page.expect_download() as found:
        button.click()
    return found.value.path().read_bytes()


def at(hall: Hall, page: str) -> Person:
    desk = sit_down(hall, f"/m/w/{hall.code}/{page}")
    desk.page.locator(".page").wait_for()
    return desk


# --- forms: what is typed is there afterwards ---


def test_everything_that_can_be_said_of_a_new_workshop_is_in_it(hall: Hall) -> None:
    page = sit_down(hall, "/m/new").page
    page.locator("[data-keeps]").wait_for(state="attached")
    page.get_by_text(t("setup.more")).click()
    page.get_by_role("button", name="Unternehmen").click()
    given = {
        "dialogue_title": "Reihe im Kreis",
        "host": "Landkreis Nordhalde",
        "target_year": "2034",
        "audience": "Firmen im Kreis",
        "place": "Kantine",
        "date": "2026-12-01",
        "title": "Betriebe",
        "fields": "Arbeit\nMobilität",
        "card_limit": "120",
        "question.write": "Was fehlt den Betrieben?",
    }
    for name, text in given.items():
        types(page, name, text)
    page.get_by_role("button", name=f"{t('setup.how_many_tables')} −").click()
    page.get_by_role("button", name=f"{t('setup.how_many_tables')} +").click()
    types(page, "tables", "3")
    page.get_by_role("button", name=f"{t('setup.how_many_people')} −").click()
    page.get_by_role("button", name=f"{t('setup.how_many_people')} +").click()
    types(page, "expected", "18")
    press(page, "setup.create")
    page.wait_for_url("**/setup")
    for name in ("title", "audience", "place", "date", "card_limit", "question.write", "target_year"):
        expect(field(page, name)).to_have_value(given[name])
    expect(field(page, "expected")).to_have_value("18")
    assert page.locator(".row-line").count() == 3
    assert [one.input_value() for one in page.locator('[data-draft^="field."]').all()] == [
        "Arbeit",
        "Mobilität",
    ]


def test_a_dialogue_is_changed_and_an_empty_one_deleted(own_hall: Hall) -> None:
    page = sit_down(own_hall, "/m/new").page
    press(page, "setup.create")
    page.wait_for_url("**/setup")
    page.goto("/m")
    press(page, "common.edit", "link")
    for name, text in (("title", "Neue Reihe"), ("host", "Kreis"), ("target_year", "2036")):
        types(page, name, text)
    expect(page.locator(".bar-title")).to_contain_text("Neue Reihe")
    saved(page)
    expect(field(page, "host")).to_have_value("Kreis")
    expect(field(page, "target_year")).to_have_value("2036")
    here = page.url
    page.goto("/m")
    page.get_by_role("button", name=t("setup.delete"), exact=True).first.click()
    press(page, "setup.delete_on")
    press(page, "setup.delete_do")
    expect(page.locator(".page-notice")).to_contain_text(t("setup.deleted", title="").strip())
    page.goto(here)
    press(page, "setup.dialogue_delete")
    page.get_by_role("dialog").get_by_role("button", name=t("setup.dialogue_delete")).click()
    page.wait_for_url("**/m")
    expect(page.get_by_text("Neue Reihe")).to_have_count(0)


def test_what_is_prepared_is_saved_and_taken_back(hall: Hall) -> None:
    page = at(hall, "setup").page
    page.get_by_text(t("setup.questions_change")).click()
    given = {
        "title": "Anderer Titel",
        "audience": "Alle",
        "place": "Rathaus",
        "date": "2026-12-24",
        "target_year": "2033",
        "card_limit": "99",
        "question.write": "Was fehlt?",
    }
    for name, text in given.items():
        types(page, name, text)
    expect(page.locator(".bar-title")).to_contain_text("Anderer Titel")  # without loading it again
    page.get_by_role("button", name=f"{t('setup.how_many_people')} −").click()
    types(page, "expected", "20")
    saved(page)
    for name, text in {**given, "expected": "20"}.items():
        expect(field(page, name)).to_have_value(text)
    page.get_by_role("button", name=t("common.undo")).click()
    expect(field(page, "expected")).not_to_have_value("20")


def test_languages_are_switched_on_and_questions_asked_in_them(hall: Hall) -> None:
    page = at(hall, "setup").page
    arabic = page.get_by_role("button", name="العربية")
    arabic.click()
    expect(arabic).to_have_attribute("aria-pressed", "true")
    page.get_by_text(t("setup.questions_in", language="العربية")).click()
    types(page, "question.ar.write", "ما الذي ينقص؟")
    saved(page)
    expect(field(page, "question.ar.write")).to_have_value("ما الذي ينقص؟")
    arabic.click()
    expect(arabic).to_have_attribute("aria-pressed", "false")


def test_tables_and_fields_are_renamed_added_and_taken_away(hall: Hall) -> None:
    page = at(hall, "setup").page
    tables = page.locator(".row-line")
    before = tables.count()
    press(page, "setup.add_table")
    expect(tables).to_have_count(before + 1)
    last = tables.last
    last.get_by_label(t("setup.table_name", number=before + 1)).fill("Am Fenster")
    last.get_by_role("button", name=f"{t('setup.seats')} +").click()
    last.get_by_role("button", name=f"{t('setup.seats')} −").click()
    last.get_by_label(t("setup.seats"), exact=True).fill("4")
    last.get_by_label(t("setup.seats"), exact=True).blur()
    saved(page)
    expect(page.locator('[data-draft^="seats."]').last).to_have_value("4")
    press(page, "setup.remove_table", number=before + 1)
    expect(tables).to_have_count(before)
    fields = page.locator('[data-draft^="field."]')
    kept = fields.count()
    types(page, "new-field", "Mobilität")
    expect(fields).to_have_count(kept + 1)
    fields.last.fill("Verkehr")
    fields.last.blur()
    saved(page)
    expect(fields.last).to_have_value("Verkehr")
    press(page, "setup.remove_field", name="Verkehr")
    expect(fields).to_have_count(kept)


def test_a_contact_is_typed_on_the_start_page(settings_hall: Hall) -> None:
    page = sit_down(settings_hall, "/m#contact").page
    page.get_by_text(t("setup.contact_edit")).click()
    for name, text in (
        ("contact_name", "Amt"),
        ("contact_phone", "110"),
        ("contact_email", "amt@kreis.example"),
    ):
        types(page, name, text)
    expect(page.get_by_text(t("setup.contact_saved"))).to_be_visible()
    saved(page)
    expect(field(page, "contact_email")).to_have_value("amt@kreis.example")


# --- files, paper, hall ---


def test_every_sheet_comes_as_a_file(hall: Hall) -> None:
    page = at(hall, "print").page
    for name in ("A4", "A3", t("setup.print_as.tables"), "Deutsch", "English"):
        assert downloads(page, page.get_by_role("button", name=name, exact=True)).startswith(PDF)


@pytest.mark.parametrize("path", ["/m/hall", "/m/w/{code}/print"])
def test_the_wifi_is_chosen_typed_and_forgotten(settings_hall: Hall, path: str) -> None:
    page = sit_down(settings_hall, path.format(code=settings_hall.code)).page
    types(page, "wifi_ssid", "Saal")
    expect(page.get_by_text(t("setup.wifi_half"))).to_be_visible()
    types(page, "wifi_password", "Willkommen26")
    expect(page.get_by_text(t("setup.wifi_saved"))).to_be_visible()
    for key in ("setup.wifi_hidden", "setup.wifi_on_stage", "setup.wifi_on_paper", "setup.wifi_open"):
        choice = page.get_by_role("button", name=t(key))
        choice.click()
        expect(choice).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=t("setup.wifi_wpa")).click()
    saved(page)
    expect(page.get_by_role("button", name=t("setup.wifi_hidden"))).to_have_attribute("aria-pressed", "true")
    press(page, "setup.wifi_forget")
    press(page, "setup.wifi_forget_do")
    expect(field(page, "wifi_ssid")).to_have_value("")
    expect(page.get_by_text(t("setup.wifi_forgotten"))).to_be_visible()


def test_the_hall_check_folds_out_and_lets_the_address_be_chosen(settings_hall: Hall) -> None:
    page = sit_down(settings_hall, "/m/hall").page
    for hint in ("windows", "mac", "isolation", "captive", "many"):
        page.get_by_text(t(f"setup.hint.{hint}"), exact=True).click()
        expect(page.get_by_text(t(f"setup.hint.{hint}_text").split("\n")[0])).to_be_visible()
    offered = page.locator(".choices").first.get_by_role("button")
    for chosen in (1, 0):
        offered.nth(chosen).click()
        expect(offered.nth(chosen)).to_have_attribute("aria-pressed", "true")
    for name in ("Deutsch", "English"):
        assert downloads(page, page.get_by_role("button", name=name, exact=True)).startswith(PDF)


def test_slips_are_printed_and_made_void(hall: Hall) -> None:
    page = at(hall, "slips").page
    types(page, "slips", "4")
    assert downloads(page, page.get_by_role("button", name=t("setup.slips_print"))).startswith(PDF)
    press(page, "setup.slips_void")
    press(page, "common.cancel")
    press(page, "setup.slips_void")
    press(page, "setup.slips_void_do")
    expect(page.get_by_role("button", name=t("setup.slips_void"))).to_have_count(0)


def test_every_document_comes_as_a_file(hall: Hall) -> None:
    page = at(hall, "documents").page
    files = page.get_by_role("link", name=t("setup.download"))
    assert files.count() == len(EXPORTS) + 1  # and the archive
    for number in range(files.count()):
        assert len(downloads(page, files.nth(number))) > 100


# --- who may lead ---


def test_codes_and_pin_are_shown_renewed_and_devices_signed_out(own_hall: Hall) -> None:
    desk = sit_down(own_hall, "/m/access")
    page = desk.page
    press(page, "setup.access_once_show")
    expect(page.locator(".check-qr svg")).to_be_visible()
    press(page, "setup.access_once_hide")
    press(page, "setup.pin_show")
    pin = page.locator(".code").inner_text()
    other = own_hall._let_in(Person(own_hall._browser, own_hall.server.base))
    other.goes_to("/m")
    other.page.get_by_label(t("setup.pin")).fill(pin)
    other.page.get_by_role("button", name=t("setup.login"), exact=True).click()
    other.page.wait_for_url("**/m")
    press(page, "setup.access_sign_out")
    page.get_by_role("dialog").get_by_role("button", name=t("setup.access_sign_out_do")).click()
    expect(page.get_by_role("button", name=t("setup.access_sign_out"), exact=True)).to_have_count(0)
    press(page, "setup.pin_hide")
    expect(page.locator(".code")).to_have_count(0)
    press(page, "setup.access_renew")
    page.get_by_role("dialog").get_by_role("button", name=t("setup.access_renew")).click()
    expect(page.get_by_text(t("setup.access_renewed"))).to_be_visible()
    press(page, "setup.pin_show")
    expect(page.locator(".code")).not_to_have_text(pin)
