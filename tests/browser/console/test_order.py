"""The moderator keeps order: pauses a table, closes the door, takes down what one device wrote."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, menu, press, t


def test_a_table_that_pauses_keeps_its_cards_until_it_goes_on(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1)
    page = desk(hall)
    table = t("common.table", number=1)
    press(page, "console.table_menu", table=table)
    page.get_by_role("menuitem", name=t("console.table_pause")).click()
    expect(page.get_by_text(t("console.table_paused"))).to_be_visible()
    phone.writes("Das wartet")
    phone.has("Das wartet", "late")
    phone.sees(phone.t("refused.table_paused"))
    press(page, "console.table_resume")
    phone.has("Das wartet", "saved")
    hall.moderator.has("Das wartet")


def test_a_closed_door_says_so_and_lets_in_again(hall: Hall) -> None:
    inside = hall.at_table(1)
    page = desk(hall)
    press(page, "console.door_close")
    expect(page.get_by_text(t("console.door_closed"))).to_be_visible()
    late = hall.phone()
    late.goes_to(hall.path)
    late.page.locator("label.table", has_text=late.t("common.table", number=2)).first.tap()
    late.page.locator("form.join button.filled").tap()
    late.sees(late.t("refused.door_closed"))
    expect(inside.page.locator("form.join")).to_have_count(0)
    press(page, "console.door_open")
    expect(page.get_by_text(t("console.door_closed"))).to_have_count(0)
    late.page.locator("form.join button.filled").tap()
    expect(late.page.locator("form.join")).to_have_count(0)


def test_all_that_one_device_wrote_goes_and_comes_back(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    prankster, other = hall.at_table(1), hall.at_table(1)
    prankster.posts("Quatsch 1")
    prankster.posts("Quatsch 2")
    other.posts("Ernst gemeint")
    page = desk(hall)
    menu(page, "Quatsch 1", "console.hide_device")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text(t("console.hide_device_text"))
    press(sheet, "console.hide_now")
    prankster.has("Quatsch 2", "hidden")
    other.has("Ernst gemeint", "saved")
    press(page, "console.undo", step=t("console.step.device_hidden"))
    prankster.has("Quatsch 2", "saved")
