"""What no other story of the moderators' pages comes to press; what comes by itself there moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.texts import texts
from tests.browser.conftest import CODES, Hall, told
from tests.browser.pages.test_page_controls import press
from tests.browser.pages.test_pages import sit_down
from tests.browser.people import Person
from tests.browser.phone.test_faults import NEVER_OPENS
from tests.browser.phone.test_nothing_moves import moved, places
from tests.load.server import Server, prepare

t = texts("de").t
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


def signs_in(hall: Hall, pin: str) -> Person:
    """On another device; the PIN is sent with Enter."""
    other: Person = hall._let_in(Person(hall._browser, hall.server.base))
    other.goes_to("/m")
    other.page.get_by_label(t("setup.pin")).fill(pin)
    other.page.get_by_label(t("setup.pin")).press("Enter")
    other.page.wait_for_url("**/m")
    return other


def test_all_other_devices_are_signed_out_with_one_press(own_hall: Hall) -> None:
    pin = own_hall.server.words().split("PIN ")[1].split()[0]
    others = [signs_in(own_hall, pin) for _ in range(2)]
    page = sit_down(own_hall, "/m/access").page
    expect(page.get_by_role("button", name=t("setup.access_sign_out"), exact=True)).to_have_count(2)
    press(page, "setup.access_sign_out_all")
    press(page, "common.cancel")
    question = page.get_by_role("dialog")
    expect(question).to_have_count(0)
    press(page, "setup.access_sign_out_all")
    expect(question).to_be_visible()
    page.mouse.click(5, 5)  # beside the question
    expect(question).to_have_count(0)
    press(page, "setup.access_sign_out_all")
    question.get_by_role("button", name=t("setup.access_sign_out_all")).click()
    expect(page.get_by_role("alert").get_by_text(t("setup.access_signed_out", count=2))).to_be_visible()
    expect(page.get_by_role("button", name=t("setup.access_sign_out_all"))).to_have_count(0)
    for other in others:  # their pages reload by themselves
        expect(other.page.get_by_label(t("setup.pin"))).to_be_visible()


def test_the_start_page_does_not_show_the_pin(own_hall: Hall) -> None:
    """The laptop's screen is often the hall's."""
    pin = own_hall.server.words().split("PIN ")[1].split()[0]
    page = sit_down(own_hall, "/m").page
    page.get_by_role("heading", level=1).wait_for()
    assert pin not in page.content()
    assert pin not in page.request.get(page.url).text()


def test_a_notice_moves_nothing_and_is_put_away(own_hall: Hall) -> None:
    page = sit_down(own_hall, "/m/access").page
    before = places(page)
    press(page, "setup.access_renew")
    page.get_by_role("dialog").get_by_role("button", name=t("setup.access_renew")).click()
    said = page.get_by_text(t("setup.access_renewed"))
    expect(said).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert moved(before, page) == {}
    press(page, "common.close")
    expect(said).to_be_hidden()
    assert moved(before, page) == {}


@pytest.fixture
def elsewhere(browser: Browser, tmp_path: Path) -> Iterator[tuple[Hall, Path]]:
    """A laptop whose address is what a file says, which has a name, and of which no copy could be made."""
    prepare(tmp_path, CODES[0], goals=4, phase="arrive", groups=4)
    address = tmp_path / "address"
    address.write_text("192.0.2.20", "utf-8")
    (tmp_path / "backups").write_text("no folder", "utf-8")
    with Server(tmp_path, options=("--address", str(address)), program="tests.browser.elsewhere") as server:
        for hall in told(Hall(browser, server, CODES[0])):
            yield hall, address


def test_an_alarm_moves_nothing_and_goes_when_somebody_knows(elsewhere: tuple[Hall, Path]) -> None:
    hall, address = elsewhere
    page = sit_down(hall, "/m").page
    warned = page.get_by_role("alert").filter(has_text=t("storage.warned.no_backup"))
    expect(warned).to_be_visible()
    before = below(page)
    press(page, "setup.moved_seen")
    expect(warned).to_have_count(0)
    assert moved(before, page) == {}
    address.write_text("192.0.2.21", "utf-8")
    alarm = page.get_by_role("alert").filter(has_text=t("setup.moved"))
    expect(alarm).to_contain_text("192.0.2.20")
    assert moved(before, page) == {}
    press(page, "setup.moved_seen")
    expect(alarm).to_have_count(0)


def below(page: Page) -> dict[str, list[int]]:
    """Where everything is but the alarm's own button."""
    return {name: at for name, at in places(page).items() if not name.startswith(t("setup.moved_seen"))}


def test_iphones_that_are_slow_by_number_are_led_to_the_name(elsewhere: tuple[Hall, Path]) -> None:
    hall, _ = elsewhere
    page = sit_down(hall, "/m/hall").page
    page.locator("summary", has_text=t("setup.check_other_codes")).click()
    phone = hall.phone(user_agent=IPHONE)
    phone.faults_expected = True
    phone.hosts |= {"192.0.2.20", "zielrunde.local"}
    phone.page.add_init_script(NEVER_OPENS)
    phone.goes_to("/check")
    phone.sees(t("check.channel_http"))
    expect(page.get_by_role("button", name=t("setup.check.reach.by_name_do"))).to_be_visible()
    expect(page.locator("details.more .address", has_text="zielrunde.local")).to_be_visible()
    press(page, "setup.check.reach.by_name_do")
    expect(page.locator("aside > .address")).to_contain_text("zielrunde.local")
    number = page.get_by_role("button", name="192.0.2.20").last
    number.click()
    expect(page.locator("aside > .address")).to_contain_text("192.0.2.20")
    page.get_by_role("button", name=t("setup.address_name")).click()
    expect(page.locator("aside > .address")).to_contain_text("zielrunde.local")


def test_what_was_opened_stays_open_when_it_is_drawn_anew(elsewhere: tuple[Hall, Path]) -> None:
    hall, address = elsewhere
    page = sit_down(hall, "/m/hall").page
    page.locator("summary", has_text=t("setup.check_other_codes")).click()
    name = page.locator("details.more .address", has_text="zielrunde.local")
    expect(name).to_be_visible()
    old = name.element_handle()
    address.write_text("192.0.2.21", "utf-8")
    page.wait_for_function("one => !one.isConnected", arg=old)
    expect(page.locator("aside > .address")).to_contain_text("192.0.2.21")
    expect(name).to_be_visible()


OPENED_AND_DRAWN_ANEW = """(summary) => {
  summary.click();
  const details = summary.closest("details"), anew = details.cloneNode(true);
  anew.open = false;
  details.replaceWith(anew);
}"""


def test_what_is_drawn_anew_in_the_moment_it_is_opened_stays_open(elsewhere: tuple[Hall, Path]) -> None:
    hall, _ = elsewhere
    page = sit_down(hall, "/m/hall").page
    hint = page.locator("summary", has_text=t("setup.hint.many"))
    for _ in range(2):
        hint.evaluate(OPENED_AND_DRAWN_ANEW)
        expect(page.get_by_text(t("setup.hint.many_text")[:40])).to_be_visible()
        page.evaluate("document.querySelectorAll('details[open] > summary').forEach((one) => one.click())")


DROPPED = """([what, name]) => {
  const carried = new DataTransfer();
  if (what === "file") carried.items.add(new File(["x"], "karten.pdf"));
  else carried.setData("text/plain", "ein Wort");
  const told = { dataTransfer: carried, bubbles: true, cancelable: true };
  return document.querySelector(name).dispatchEvent(new DragEvent("dragover", told))
    || document.querySelector(name).dispatchEvent(new DragEvent("drop", told));
}"""
ANYWHERE = ("body", "h1", "button, a")


@pytest.mark.parametrize("path", ["/m", "/m/w/{code}", "/m/w/{code}/setup", "/m/login"])
def test_a_file_that_is_dropped_anywhere_does_not_take_the_place_of_the_page(
    hall_of_few: Hall, path: str
) -> None:
    page = sit_down(hall_of_few, path.format(code=hall_of_few.code)).page
    page.locator("h1").first.wait_for()
    for place in ANYWHERE:
        assert page.evaluate(DROPPED, ["file", place]) is False, place
        assert page.evaluate(DROPPED, ["text", place]) is True, place  # into a field, say


@pytest.mark.parametrize("path", ["/", "/j/{code}", "/stage/{code}", "/check"])
def test_nor_does_it_on_phones_and_the_stage(hall_of_few: Hall, path: str) -> None:
    """Somebody aims at the console, and hits the projector's window beside it."""
    page = sit_down(hall_of_few, path.format(code=hall_of_few.code)).page
    page.locator("#app[data-v-app]").wait_for(state="attached")
    for place in ("body", "#app *"):
        assert page.evaluate(DROPPED, ["file", place]) is False, place
        assert page.evaluate(DROPPED, ["text", place]) is True, place
