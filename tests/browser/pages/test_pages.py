"""What only a real browser shows of the moderators' pages: drafts over a killed server, and the console."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.people import BEAMER, Person

t = texts("de").t

PLACE = "Bürgerhaus Nordhalde, großer Saal"


def sit_down(hall: Hall, path: str) -> Person:
    """A signed-in moderator in front of a page."""
    laptop = hall._let_in(Person(hall._browser, hall.server.base, **BEAMER))
    laptop.context.add_cookies(hall.moderator.cookies)
    laptop.goes_to(path)
    return laptop


def field(page: Page, name: str):
    return page.locator(f'[data-draft="{name}"]')


def test_a_form_survives_a_killed_server_and_makes_one_workshop(own_hall: Hall) -> None:
    laptop = sit_down(own_hall, "/m/new")
    laptop.faults_expected = True
    page = laptop.page
    page.get_by_role("button", name="Ehrenamtliche").click()
    page.locator(".stepper").first.get_by_role("button", name="+").click()
    expect(field(page, "tables")).to_have_value("9")
    own_hall.server.kill()
    field(page, "place").fill(PLACE)  # nobody listens
    with page.expect_event("load", timeout=60_000):  # NiceGUI reloads the page once there is a server again
        own_hall.server.start()
    expect(field(page, "place")).to_have_value(PLACE)
    expect(field(page, "audience")).to_have_value("Ehrenamtliche")
    # Marked by the laptop: so it has heard of the restored drafts, and what is pressed now comes after them.
    choice = page.get_by_role("button", name="Ehrenamtliche")
    expect(choice).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=t("setup.create")).dblclick()
    page.wait_for_url("**/setup")
    expect(field(page, "place")).to_have_value(PLACE)
    assert page.locator(".row-line").count() == 9
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_was_typed_into_a_saved_form_is_saved_after_a_reload(hall: Hall) -> None:
    page = sit_down(hall, f"/m/w/{hall.code}/setup").page
    page.locator("[data-keeps]").wait_for(state="attached")
    field(page, "place").press_sequentially(PLACE)  # and the field is not left
    page.reload()
    expect(field(page, "place")).to_have_value(PLACE)
    page.wait_for_function("Object.keys(localStorage).length === 0")  # the laptop has it
    expect(field(page, "place")).to_have_value(PLACE)  # and saving has not emptied the field
    page.reload()
    expect(field(page, "place")).to_have_value(PLACE)


def test_the_console_is_not_covered_when_the_server_is_gone(own_hall: Hall) -> None:
    laptop = own_hall.laptop()
    laptop.faults_expected = True
    expect(laptop.page.locator(".console-host > *").first).to_be_visible()
    laptop.page.wait_for_function("window.socket?.connected && window.did_handshake")  # else nothing is lost
    own_hall.server.kill()
    laptop.page.wait_for_function("document.getElementById('popup').ariaHidden === 'false'")
    expect(laptop.page.locator("#popup")).to_be_hidden()
    own_hall.server.start()


def test_a_poster_to_print_comes_as_a_file(hall: Hall) -> None:
    page = sit_down(hall, f"/m/w/{hall.code}/print").page
    with page.expect_download() as download:
        page.get_by_role("button", name="A4").click()
    assert download.value.suggested_filename == "Bürgerinnen und Bürger - Poster A4.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_step_and_a_choice_are_saved_at_once(hall: Hall) -> None:
    page = sit_down(hall, f"/m/w/{hall.code}/setup").page
    before = int(field(page, "expected").input_value())
    page.get_by_role("button", name=f"{t('setup.how_many_people')} +").click()
    page.get_by_role("button", name="Unternehmen").click()
    page.wait_for_function("Object.keys(localStorage).length === 0")
    page.reload()
    expect(field(page, "expected")).to_have_value(str(before + 1))
    expect(field(page, "audience")).to_have_value("Unternehmen")


def test_a_number_and_the_buttons_around_it_each_have_a_name_of_their_own(hall: Hall) -> None:
    page = sit_down(hall, f"/m/w/{hall.code}/setup").page
    name = t("setup.how_many_people")
    expect(page.get_by_role("textbox", name=name, exact=True)).to_have_count(1)
    for step in ("+", "−"):
        expect(page.get_by_role("button", name=f"{name} {step}", exact=True)).to_have_count(1)


def test_the_next_step_is_in_sight_below_a_long_list_of_what_is_open(hall: Hall) -> None:
    laptop = sit_down(hall, f"/m/w/{hall.code}/setup")
    laptop.page.set_viewport_size({"width": 1366, "height": 640})
    expect(laptop.page.get_by_role("link", name=t("setup.open"))).to_be_in_viewport(ratio=1)
