"""What the console offers around its cards is used once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import ChangeWorkshop, PostContribution
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, PATEN, card, desk, press, with_cards
from tests.browser.people import eventually, press_twice
from tests.builders import an_id

t = texts("de").t


def test_time_is_chosen_started_prolonged_and_ended(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = desk(hall)
    minutes = page.get_by_role("textbox", name=t("console.timer.minutes"))
    before = int(minutes.input_value())
    press(page, "console.timer.more")
    expect(minutes).to_have_value(str(before + 5))
    press(page, "console.timer.less")
    expect(minutes).to_have_value(str(before))
    minutes.fill("12")
    press(page, "console.timer.start")
    expect(page.locator(".con-time")).to_contain_text("12")
    press(page, "console.timer.longer")
    expect(page.locator(".con-time")).to_contain_text("17")
    press_twice(page.get_by_role("button", name=t("console.timer.longer")))
    expect(page.locator(".con-time")).to_contain_text("27")
    press(page, "console.timer.stop")
    expect(page.get_by_role("button", name=t("console.timer.start"))).to_be_visible()


def test_cards_are_searched_filtered_and_ticked(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    page = desk(hall)
    search = page.get_by_role("searchbox", name=t("console.search"))
    search.fill("Sprachpaten")
    expect(card(page, BUS)).to_have_count(0)
    expect(card(page, PATEN)).to_be_visible()
    search.press("Escape")
    expect(card(page, BUS)).to_be_visible()
    page.get_by_label(t("console.filter")).select_option("hidden")
    expect(card(page, BUS)).to_have_count(0)
    page.get_by_label(t("console.filter")).select_option("wall")
    press(page, "console.select")
    page.get_by_role("checkbox", name=t("console.select_card", text=BUS)).check()
    expect(page.locator(".con-selection")).to_contain_text(t("console.selected", count=1))
    press(page, "console.select_end")
    expect(page.locator(".con-selection")).to_have_count(0)


def test_the_stage_is_hidden_shown_and_opened(hall: Hall) -> None:
    stage = hall.stage()
    laptop = hall.laptop()
    page = laptop.page
    press(page, "console.stage.cover")
    stage.shows("cover")
    press(page, "console.stage.uncover")
    stage.shows("join")
    press(page, "console.stage.other")
    page.get_by_role("menuitemradio").nth(1).click()
    expect(page.locator(".con-stage .con-hint").first).to_contain_text(t("console.stage.instead", view=""))
    with laptop.context.expect_page() as opened:
        page.get_by_role("link", name=t("console.stage.open")).click()
    opened.value.wait_for_url(f"**/stage/{hall.code}")


def test_every_link_of_the_console_leads_where_it_says(hall: Hall) -> None:
    laptop = hall.laptop()
    places = {
        "prepare": f"/m/w/{hall.code}/setup",
        "documents": f"/m/w/{hall.code}/documents",
        "help": "/m/help",
    }
    places |= {"hall": "/m/hall", "home": "/m", "print": f"/m/w/{hall.code}/print"}
    for name, path in places.items():
        laptop.goes_to(f"/m/w/{hall.code}")
        menu = laptop.page.get_by_role("button", name=t("console.menu"), exact=True)
        item = laptop.page.get_by_role("menuitem", name=t(f"console.link.{name}"), exact=True)
        link = laptop.page.get_by_role("link", name=t(f"console.link.{name}"), exact=True)
        menu.or_(link).first.wait_for()
        if link.count() and link.first.is_visible():
            link.first.click()
        else:
            menu.click()
            item.click()
        laptop.page.wait_for_url(f"**{path}")
    page = desk(hall, "voting")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=t("console.voting.slips_print")).click()
    opened.value.wait_for_url(f"**/m/w/{hall.code}/slips")
    opened.value.close()
    page.bring_to_front()  # what lies behind is drawn once a second
    press(page, "console.join_open")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(hall.code)
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name=hall.path).click()
    opened.value.wait_for_url(f"**{hall.path}")
    opened.value.close()
    page.bring_to_front()
    dialog.get_by_role("button", name=t("common.close")).last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_steps_go_forth_and_back(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = desk(hall)

    def phase() -> str:
        return str(hall.moderator.all("workshop")[0]["phase"])

    page.locator(".con-next").click()
    eventually(phase, "sort")
    press(page, "console.phase.back", phase=t("common.phase.write"))
    eventually(phase, "write")
    page.locator(".con-phases button", has_text=t("common.phase.goals")).click()
    page.get_by_role("dialog").get_by_role("button", name=t("common.cancel")).click()
    assert phase() == "write"


def test_a_number_of_the_matrix_leads_to_its_cards(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    hall.moderator.asks(PostContribution(id=an_id(), kind=Kind.STRENGTH, text=PATEN))
    page = desk(hall, "matrix")
    page.get_by_role("button", name=re.compile("^Noch ohne Handlungsfeld")).first.click()
    expect(page.get_by_text(PATEN).first).to_be_visible()


def test_a_voting_is_prepared_with_fewer_goals_and_other_points(hall: Hall) -> None:
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "title", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, languages=("uk",)))
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
    asked = page.get_by_role("textbox", name=re.compile("^" + t("console.voting.question")))
    asked.first.fill("Was zuerst?")
    asked.last.fill("Що спершу?")
    page.get_by_role("checkbox", name=re.compile("^Ziel 0")).uncheck()
    page.get_by_label(t("console.voting.points")).fill("3")
    page.get_by_label(t("console.voting.max")).fill("1")
    press(page, "console.voting.open")
    eventually(
        lambda: [
            (v["rules"]["points"], v["rules"]["max_per_option"], len(v["option_ids"])) for v in votings(hall)
        ],
        [(3, 1, 3)],
    )
    (voting,) = votings(hall)
    assert (voting["question"], voting["questions_in"]) == ("Was zuerst?", {"uk": "Що спершу?"})


def votings(hall: Hall) -> list[dict[str, object]]:
    return hall.moderator.all("voting")
