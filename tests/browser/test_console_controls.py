"""What the console offers around its cards is used once, and a list names the test of each control."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import PostContribution
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.controls import controls, without_control, without_entry
from tests.browser.people import eventually
from tests.browser.test_console import BUS, PATEN, card, desk, press, with_cards
from tests.builders import an_id

t = texts("de").t

TIMER = "test_console_controls::test_time_is_chosen_started_prolonged_and_ended"
FIND = "test_console_controls::test_cards_are_searched_filtered_and_ticked"
STAGE = "test_console_controls::test_the_stage_is_hidden_shown_and_opened"
LINKS = "test_console_controls::test_every_link_of_the_console_leads_where_it_says"
STEPS = "test_console_controls::test_steps_go_forth_and_back"
VOTE = "test_console_controls::test_a_voting_is_prepared_with_fewer_goals_and_other_points"
TABS = "test_dragging::test_each_tab_begins_at_its_top"
LOOK = "test_stage_control::test_the_moderator_chooses_light_or_dark_and_not_the_laptops_theme"
DOOR = "test_order::test_a_closed_door_says_so_and_lets_in_again"
TABLE = "test_order::test_a_table_that_pauses_keeps_its_cards_until_it_goes_on"
UNDO = "test_console::test_next_leads_everybody_to_the_next_phase_and_undo_back"
MENU = "test_console::test_a_card_is_moved_without_dragging"
TRANSLATE = "test_translating::test_an_interpreter_translates_while_the_hall_writes"
PIN = "test_console_forms::test_the_pin_is_shown_on_demand_only"
MATRIX = "test_console_controls::test_a_number_of_the_matrix_leads_to_its_cards"
GOAL = "test_goals::test_an_indicator_that_the_moderator_took_out_is_gone_for_its_writer_too"
NEW = "test_dragging::test_the_place_for_a_new_cluster_takes_cards"
TEXTS = "test_translating::test_the_stage_shows_the_wordings_that_the_moderator_chose"

PHASES = "Ankommen|Zahlen und Fakten|Karten schreiben|Karten ordnen|Schwerpunkte sehen|Ziele schreiben"

AROUND = {
    "=Bürgerinnen und Bürger": "test_longest_console::test_the_whole_title_is_one_press_away",
    "console.undo": UNDO,
    **{f"console.link.{name}": LINKS for name in ("home", "prepare", "hall", "print", "documents", "help")},
    f"=([\\d:]+ )?(geplant )?({PHASES}|Abstimmen|Ergebnis und Abschluss)( erledigt)?": STEPS,
    "console.phase.back": STEPS,
    "=Weiter .*": STEPS,
    "console.timer.less": TIMER,
    "console.timer.more": TIMER,
    "=Minuten.*": TIMER,
    "console.timer.start": TIMER,
    "console.stage.open": STAGE,
    "console.stage.cover": STAGE,
    "console.stage.other": STAGE,
    "console.stage.look": LOOK,
    "console.texts": TEXTS,
    "console.join_open": LINKS,
    "console.pin": PIN,
    "console.door_close": DOOR,
    "console.table_menu": TABLE,
    **{f"console.tab.{tab}": TABS for tab in ("kinds", "clusters", "fields", "matrix", "goals", "voting")},
    "console.tab.translate": TRANSLATE,
}
CARDS = {
    "console.search": FIND,
    f"={t('console.filter')}.*": FIND,
    "console.select": FIND,
    "console.write_card": "test_console::test_a_card_for_somebody_without_a_device",
}
TAB_CONTROLS: dict[str, dict[str, str]] = {
    "kinds": {**CARDS, "console.card_menu": MENU},
    "clusters": {
        **CARDS,
        "console.card_menu": MENU,
        "console.new_cluster": NEW,
    },
    "matrix": {"=Noch ohne Handlungsfeld, .*": MATRIX},
    "goals": {
        "console.write_goal": "test_goals::test_a_moderator_is_told_as_well_and_loses_nothing",
        "console.goal_menu": GOAL,
    },
    "voting": {
        "console.voting.question": "test_translating::test_a_voting_asks_everybody_in_their_language",
        f"={t('console.voting.points')}.*": VOTE,
        "console.voting.max": VOTE,
        "=Ziel \\d": VOTE,
        f"={t('console.voting.slips_only')}.*": "test_paper::test_a_vote_with_slips_needs_slips_and_says_so",
        "console.voting.slips_print": LINKS,
        "console.voting.open": "test_console::test_a_voting_is_opened_watched_and_closed",
    },
    "translate": {
        f"={re.escape(t('console.translate.into'))}.*": TRANSLATE,
        "console.translate.of": TRANSLATE,
        "=Speichern.*": TRANSLATE,
    },
}


def test_no_control_of_the_console_is_without_a_test_that_uses_it(hall: Hall) -> None:
    with_cards(hall, BUS)
    hall.moderator.goes_to("write")
    page = desk(hall)
    card(page, BUS).wait_for()
    untested, gone = [], []
    for tab, own in TAB_CONTROLS.items():
        page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
        page.locator("#con-board").wait_for()
        table, found = {**AROUND, **own}, controls(page)
        untested += [f"{tab}: {name}" for name in without_entry(found, table)]
        gone += [f"{tab}: {key}" for key in without_control(table, found)]
    assert (untested, gone) == ([], [])


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
    expect(page.get_by_role("dialog")).to_contain_text(hall.code)
    page.get_by_role("dialog").get_by_role("button", name=t("common.close")).first.click()
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
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
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


def votings(hall: Hall) -> list[dict[str, object]]:
    return hall.moderator.all("voting")
