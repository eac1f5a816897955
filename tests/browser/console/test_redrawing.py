"""What is drawn anew while somebody's hand or eye rests on it is still what it was."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from facilitation.commands import AddField, AddGroup, FinishWorkshop
from tests.browser.conftest import Hall
from tests.browser.pages.test_pages import sit_down, t
from tests.builders import an_id


def test_a_press_counts_though_what_was_typed_before_is_saved_under_it(hall: Hall) -> None:
    page = preparation(hall)
    page.locator('[data-draft="title"]').fill("Ein neuer Titel")
    door = page.get_by_role("link", name=t("setup.open"))
    door.hover()
    old = door.element_handle()
    page.mouse.down()
    page.wait_for_function("one => !one.isConnected", arg=old)
    page.mouse.up()
    page.wait_for_url(f"**/m/w/{hall.code}")


def test_the_focus_stays_where_it_was_when_somebody_else_changes_the_workshop(hall: Hall) -> None:
    page = preparation(hall)
    door = page.get_by_role("link", name=t("setup.open"))
    door.focus()
    old = door.element_handle()
    hall.moderator.asks(AddGroup(id=an_id(), name="Tisch am Fenster", seats=6))
    page.wait_for_function("one => !one.isConnected", arg=old)
    expect(door).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/m/w/{hall.code}")


def test_what_now_says_something_else_is_not_pressed(hall: Hall) -> None:
    """Undo takes back the last step: another one than the finger was on."""
    page = preparation(hall)
    hall.moderator.asks(AddField(id=an_id(), name="Wohnen am Fluss"))
    undo = page.get_by_role("button", name=t("common.undo"))
    expect(undo).to_be_visible()
    undo.hover()
    old = undo.element_handle()
    page.mouse.down()
    hall.moderator.asks(AddGroup(id=an_id(), name="Tisch am Fenster", seats=6))
    page.wait_for_function("one => !one.isConnected", arg=old)
    page.mouse.up()
    expect(undo).to_be_visible()
    assert "Wohnen am Fluss" in [field["name"] for field in hall.moderator.all("field")]
    assert "Tisch am Fenster" in [group["name"] for group in hall.moderator.all("group")]


def preparation(hall: Hall) -> Page:
    return sit_down(hall, f"/m/w/{hall.code}/setup").page


def test_the_focus_does_not_pass_to_the_same_button_of_another_row(own_hall: Hall) -> None:
    """A row above it has that button no more: Enter would end the workshop below."""
    copying, page = (sit_down(own_hall, "/m").page for _ in range(2))
    rows = page.locator("article.workshop")
    for count in (2, 3):
        copying.goto(f"{own_hall.server.base}/m/new?copy={own_hall.code}")
        copying.get_by_role("button", name=t("setup.create")).click()
        expect(rows).to_have_count(count)
    expect(rows.first).to_contain_text(own_hall.code)
    finish = rows.nth(1).get_by_role("button", name=t("setup.finish"))
    finish.focus()
    old = finish.element_handle()
    own_hall.moderator.asks(FinishWorkshop())
    page.wait_for_function("one => !one.isConnected", arg=old)
    expect(finish).to_be_focused()
