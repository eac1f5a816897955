"""What no other story of the console comes to press of the stage and of languages: each control once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import ChangeWorkshop, ChooseTexts
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, press, with_cards
from tests.browser.console.test_every_press import closes, picks, workshop
from tests.browser.people import eventually

t = texts("de").t
VIEWS = ("join", "title", "question", "board", "matrix", "goals", "voting", "result", "follow")


def test_the_stage_is_sent_each_view_and_dressed_in_each_look(hall: Hall) -> None:
    page = hall.laptop().page
    for view in VIEWS:
        picks(page, "console.stage.other", f"console.view.{view}", "menuitemradio")
        eventually(lambda: workshop(hall, "stage_view"), view)
    for look, dark in (("dark", True), ("light", False)):
        picks(page, "console.stage.look", f"console.stage.{look}", "menuitemradio")
        eventually(lambda: workshop(hall, "stage_dark"), dark)
    for size in ("125", "150", "100"):
        picks(page, "console.stage.look", f"console.stage.size.{size}", "menuitemradio")
        eventually(lambda: workshop(hall, "stage_size"), int(size))


def test_the_stages_second_language_is_chosen_and_what_is_not_asked_in_it_is_one_press_away(
    hall: Hall,
) -> None:
    kept = {name: workshop(hall, name) for name in ("version", "title", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, questions={"write": "Was fehlt Ihnen?"}))
    hall.moderator.goes_to("write")
    page = hall.laptop().page
    press(page, "console.texts")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile(t("console.texts.second"))).select_option("ar")
    eventually(lambda: workshop(hall, "stage_language"), "ar")
    expect(dialog).to_contain_text(t("console.texts.unasked"))
    closes(dialog)
    press(page, "console.texts")
    dialog.get_by_role("link", name=t("console.link.prepare")).click()
    page.wait_for_url(f"**/m/w/{hall.code}/setup")


def test_an_interpreter_opens_more_rows_and_those_that_are_done(hall: Hall) -> None:
    with_cards(hall, *[f"Karte {n}" for n in range(40)])  # and four goals
    hall.moderator.asks(ChooseTexts(stage_language="uk"))
    page = desk(hall, "translate")
    page.get_by_label(t("console.translate.into")).select_option("uk")
    rows = page.locator(".con-translate > ul > .con-translate-row")
    expect(rows).to_have_count(40)
    press(page, "common.show_more", count=4)
    expect(rows).to_have_count(44)
    rows.first.locator("textarea").fill("Картка")
    rows.first.get_by_role("button", name=re.compile("^" + t("common.save"))).click()
    page.get_by_text(t("console.translate.done", count=1), exact=True).click()
    done = page.locator(".con-details .con-translate-row")
    expect(done.locator("textarea")).to_have_value("Картка")
    done.locator("textarea").fill("Картка нуль")
    done.get_by_role("button", name=re.compile("^" + t("common.save"))).click()
    eventually(lambda: [one["text"] for one in hall.moderator.all("translation")], ["Картка нуль"])
