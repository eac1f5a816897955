"""The start page in a real browser: what is pressed there happens."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.pages.test_pages import sit_down

t = texts("de").t


def archive_of(hall: Hall, folder: Path) -> Path:
    """The workshop as the file that one takes to another laptop."""
    page = sit_down(hall, f"/m/w/{hall.code}/documents").page
    with page.expect_download() as download:
        page.locator('a[href$="/export/archive"]').click()
    file = folder / "workshop.zip"
    download.value.save_as(file)
    return file


def reads_in(page: Page, file: Path) -> None:
    """Presses the button, and chooses the file in the window that the browser then opens."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=t("setup.archive_choose")).click()
    chooser.value.set_files(file)


def test_an_archive_is_chosen_and_read_in(hall_of_few: Hall, tmp_path: Path) -> None:
    file = archive_of(hall_of_few, tmp_path)
    page = sit_down(hall_of_few, "/m").page
    reads_in(page, file)
    expect(page.get_by_role("alert").get_by_text(t("setup.archive_read"))).to_be_visible()
    reads_in(page, file)  # the same file once more is a choice as well
    expect(page.get_by_role("alert").get_by_text(t("setup.archive_read"))).to_be_visible()


def test_what_is_no_archive_is_said(hall_of_few: Hall, tmp_path: Path) -> None:
    file = tmp_path / "letter.zip"
    file.write_bytes(b"Sehr geehrte Damen und Herren")
    page = sit_down(hall_of_few, "/m").page
    reads_in(page, file)
    expect(page.get_by_role("alert").get_by_text(t("setup.problem.archive_foreign"))).to_be_visible()


def test_closing_a_workshop_asks_first_and_names_who_is_there(own_hall: Hall) -> None:
    phone = own_hall.at_table()
    laptop = sit_down(own_hall, "/m")
    page = laptop.page
    closes = page.get_by_role("button", name=t("setup.finish"), exact=True)
    question = page.get_by_role("dialog")
    closes.click()
    laptop.sees(t("setup.finish_people", people=t("common.devices", count=1)))
    laptop.sees(t("setup.finish_text"))
    expect(question.get_by_role("button", name=t("common.cancel"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(closes).to_be_focused()
    phone.sees(t("common.question.arrive").split("\n")[0])
    assert not own_hall.moderator.all("workshop")[0]["finished"]
    closes.click()
    question.get_by_role("button", name=t("setup.finish_do")).click()
    phone.sees(t("phone.finished"))
    page.get_by_role("button", name=t("setup.reopen")).click()
    phone.does_not_see(t("phone.finished"))


def test_a_deleted_workshop_is_gone_for_everybody(own_hall: Hall) -> None:
    phone, stage, laptop = own_hall.at_table(), own_hall.stage(), own_hall.laptop()
    for person in (phone, stage, laptop):
        person.faults_expected = (
            True  # what is not there any more is asked for, and that is said in the console
        )
    desk = sit_down(own_hall, "/m")
    other = sit_down(own_hall, "/m")
    desk.button("setup.delete").click()
    question = desk.page.get_by_role("dialog")
    with desk.page.expect_download() as download:
        question.get_by_role("link", name=t("setup.export.archive")).click()
    assert download.value.suggested_filename.endswith(".zip")
    question.get_by_role("button", name=t("setup.delete_on")).click()
    question.get_by_role("button", name=t("setup.delete_do")).click()
    for person in (phone, stage, laptop):
        person.sees(t("common.workshop_gone"))
    stage.shows("cover")
    for person in (desk, other):  # also where somebody only looks
        person.sees(t("setup.first_workshop"))
    desk.page.get_by_role("link", name=t("setup.first_workshop")).click()
    desk.page.wait_for_url("**/m/new")


def test_no_button_of_a_workshop_stands_alone_in_a_line(own_hall: Hall) -> None:
    page = sit_down(own_hall, "/m").page
    for width in (1366, 1440, 1024, 768):
        page.set_viewport_size({"width": width, "height": 900})
        for row in page.locator(".workshop-actions").all():
            tops = row.locator(".button").evaluate_all(
                "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
            )
            assert min(tops.count(top) for top in tops) > 1, (width, tops)
