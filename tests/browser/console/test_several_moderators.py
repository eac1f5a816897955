"""Several moderators at once, and one who presses too often: nobody loses a word or a step."""

from playwright.sync_api import expect

from facilitation.commands import (
    CreateCluster,
    EditContribution,
    HideContribution,
    MoveCluster,
    MoveContribution,
)
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, card, cluster, desk, menu, move, press, t, with_cards
from tests.builders import an_id


def test_two_moderators_and_a_reload(hall: Hall) -> None:
    with_cards(hall, BUS)
    first, second = desk(hall, "clusters"), desk(hall, "clusters")
    move(first, BUS, "Bus und Wege")
    expect(cluster(second, "Bus und Wege")).to_contain_text(BUS)
    first.reload()
    expect(cluster(first, "Bus und Wege")).to_contain_text(BUS)
    press(first, "console.undo", step=t("console.step.cluster_created"))
    expect(second.locator("section.con-cluster")).to_have_count(0)


def test_a_wording_that_somebody_else_changed_meanwhile_is_saved_with_the_second_press(hall: Hall) -> None:
    (bus,) = with_cards(hall, BUS)
    page = desk(hall)
    menu(page, BUS, "console.edit_wording")
    sheet = page.get_by_role("dialog")
    sheet.locator("textarea").fill("Meine Fassung")
    hall.moderator.asks(MoveContribution(id=bus))  # who only sorts is in nobody's way
    hall.moderator.asks(EditContribution(id=bus, version=1, kind=Kind.WEAKNESS, text="Die andere Fassung"))
    press(sheet, "common.save")
    expect(sheet.locator(".con-meanwhile")).to_contain_text("Die andere Fassung")
    expect(sheet.locator("textarea")).to_have_value("Meine Fassung")
    press(sheet, "common.cancel")
    menu(page, "Die andere Fassung", "console.edit_wording")
    expect(sheet.locator("textarea")).to_have_value("Meine Fassung")
    press(sheet, "common.save")
    expect(sheet.locator(".con-meanwhile")).to_contain_text("Die andere Fassung")
    press(sheet, "common.save")
    expect(sheet).to_have_count(0)
    hall.moderator.has("Meine Fassung")
    menu(page, "Meine Fassung", "console.edit_wording")
    expect(sheet.locator("textarea")).to_have_value("Meine Fassung")


def test_a_new_name_survives_that_its_cluster_is_moved(hall: Hall) -> None:
    id = an_id()
    hall.moderator.asks(CreateCluster(id=id, name="Paten"))
    page = desk(hall, "clusters")
    press(page, "console.cluster.menu", name="Paten")
    page.get_by_role("menuitem", name=t("console.cluster.rename")).click()
    page.locator(".con-rename input").fill("Sprachpaten")
    page.reload()
    hall.moderator.asks(MoveCluster(id=id))
    press(page, "console.cluster.menu", name="Paten")
    page.get_by_role("menuitem", name=t("console.cluster.rename")).click()
    expect(page.locator(".con-rename input")).to_have_value("Sprachpaten")


def test_a_double_click_takes_one_step_back(hall: Hall) -> None:
    (bus,) = with_cards(hall, BUS)
    hall.moderator.asks(HideContribution(id=bus))
    page = desk(hall)
    hidden, posted = (t(f"console.step.contribution_{done}") for done in ("hidden", "posted"))
    page.get_by_role("button", name=t("console.undo", step=hidden), exact=True).dblclick()
    press(page, "console.undo", step=posted)  # the button names the next step by now
    expect(card(page, BUS)).to_have_count(0)
    page.get_by_role("button", name=t("console.redo", step=posted), exact=True).dblclick()
    expect(page.get_by_role("button", name=t("console.redo", step=hidden), exact=True)).to_be_visible()
    expect(card(page, BUS)).to_be_visible()
