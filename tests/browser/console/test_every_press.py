"""What no other story of the console comes to press: each control once, and what comes of it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import (
    CloseVoting,
    CreateCluster,
    EditContribution,
    HideContribution,
    PostContribution,
)
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, PATEN, card, cluster, desk, menu, press, with_cards
from tests.browser.hall.test_access import open_a_voting
from tests.browser.people import eventually
from tests.builders import an_id

t = texts("de").t
GOAL = "Ziel 0"
REASONS = ("name", "insult", "double")


def of(hall: Hall, type: str, text: str) -> dict[str, Any]:
    return next(one for one in hall.moderator.all(type) if one["text"] == text)


def is_now(hall: Hall, type: str, text: str, **values: object) -> None:
    def found() -> dict[str, object]:
        there = [one for one in hall.moderator.all(type) if one["text"] == text]
        return {name: one[name] for one in there for name in values}

    eventually(found, values)


def workshop(hall: Hall, name: str) -> Any:
    return hall.moderator.all("workshop")[0][name]


def picks(page: Page, opener: str, item: str, role: str = "menuitem", **params: object) -> None:
    """Opens a menu by its button, and chooses in it."""
    press(page, opener, **params)
    page.get_by_role(role, name=t(item), exact=True).click()  # type: ignore[arg-type]


def closes(dialog: Locator) -> None:
    """By the button at its end."""
    dialog.get_by_role("button", name=t("common.close"), exact=True).last.click()
    expect(dialog).to_have_count(0)


def hides_with_each_reason(dialog: Locator) -> None:
    typed = dialog.get_by_label(t("console.reason"), exact=True)
    for reason in REASONS:
        press(dialog, f"console.reason.{reason}")
        expect(typed).to_have_value(t(f"console.reason.{reason}"))
    typed.fill("Nennt eine Nachbarin")
    press(dialog, "console.hide_now")
    expect(dialog).to_have_count(0)


def test_a_card_is_hidden_looked_at_shown_to_all_withdrawn_and_brought_back(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    page = desk(hall)
    menu(page, BUS, "console.hide")
    press(page.get_by_role("dialog"), "common.cancel")
    menu(page, BUS, "console.hide")
    hides_with_each_reason(page.get_by_role("dialog"))
    is_now(hall, "contribution", BUS, hidden="Nennt eine Nachbarin")
    away = page.locator("article.con-card[data-state=hidden]")
    press(away, "common.show")
    expect(away).to_contain_text(BUS)
    press(away, "console.cover_again")
    expect(away).not_to_contain_text(BUS)
    press(away, "common.show")
    menu(page, BUS, "console.show_to_all")
    is_now(hall, "contribution", BUS, hidden=None)
    menu(page, BUS, "console.withdraw")
    is_now(hall, "contribution", BUS, withdrawn=True)
    (id,) = (one["id"] for one in hall.moderator.all("contribution") if one["text"] == BUS)
    hall.moderator.asks(HideContribution(id=id))
    page.get_by_label(t("console.filter")).select_option("withdrawn")
    press(away, "common.show")
    menu(page, BUS, "console.show_to_all")
    is_now(hall, "contribution", BUS, hidden=None, withdrawn=True)
    menu(page, BUS, "console.bring_back")
    is_now(hall, "contribution", BUS, withdrawn=False)


def test_a_goal_is_withdrawn_brought_back_hidden_and_shown_to_all(hall: Hall) -> None:
    page = desk(hall, "goals")
    picks(page, "console.goal_menu", "console.withdraw", text=GOAL)
    is_now(hall, "goal", GOAL, withdrawn=True)
    picks(page, "console.goal_menu", "console.bring_back", text=GOAL)
    is_now(hall, "goal", GOAL, withdrawn=False)
    picks(page, "console.goal_menu", "console.hide", text=GOAL)
    hides_with_each_reason(page.get_by_role("dialog"))
    is_now(hall, "goal", GOAL, hidden="Nennt eine Nachbarin")
    picks(page, "console.goal_menu", "console.show_to_all", text=GOAL)
    is_now(hall, "goal", GOAL, hidden=None)


def test_a_goal_is_filled_in_from_the_first_field_to_the_last(hall: Hall) -> None:
    hall.moderator.asks(CreateCluster(id=an_id(), name="Abends"))
    page = desk(hall, "goals")
    picks(page, "console.goal_menu", "console.edit_goal", text=GOAL)
    press(page.get_by_role("dialog"), "common.cancel")
    picks(page, "console.goal_menu", "console.edit_goal", text=GOAL)
    sheet = page.get_by_role("dialog")
    sheet.get_by_label(re.compile("^" + t("console.goal.text", year=".*"))).fill("Mehr Plätze in Kursen")
    sheet.locator("summary", has_text=t("console.goal.clusters", count=0)).click()
    sheet.get_by_label("Abends").check()
    for _ in range(2):
        press(sheet, "console.goal.add_indicator")
    press(sheet, "console.goal.remove_indicator", number=2)
    given = {"name": "Plätze", "unit": "Kurse", "base_value": 12, "base_year": 2024, "target_value": 40}
    given |= {"target_year": 2031, "source": "Volkshochschule"}
    for name, value in given.items():
        named = t("console.goal.counted" if name == "name" else f"console.goal.{name}")
        found = sheet.locator(".con-indicator").get_by_label(named, exact=True)
        (found.last if name == "target_year" else found.first).fill(str(value))  # both years are "im Jahr"
    press(sheet, "common.save")
    expect(sheet).to_have_count(0)
    (indicator,) = hall.moderator.all("indicator")
    assert {name: indicator[name] for name in given} == given
    assert len(of(hall, "goal", "Mehr Plätze in Kursen")["cluster_ids"]) == 1


def ticks(page: Page, *texts: str) -> None:
    press(page, "console.select")
    for text in texts:
        card(page, text).click()


def test_cards_that_were_ticked_are_gathered_named_and_laid(hall: Hall) -> None:
    cards = [f"Karte {n}" for n in range(5)]
    with_cards(hall, *cards)
    page = desk(hall, "clusters")
    ticks(page, *cards)
    press(page, "console.cluster_of")
    press(page.get_by_role("dialog"), "common.cancel")
    press(page, "console.cluster_of")
    page.get_by_role("dialog").get_by_label(t("console.cluster.name")).fill("Wege")
    press(page.get_by_role("dialog"), "console.cluster.create")
    wege = cluster(page, "Wege")
    expect(wege.locator("article")).to_have_count(3)
    press(wege, "common.show_more", count=2)
    expect(wege.locator("article")).to_have_count(5)
    ticks(page, cards[0])
    press(page, "console.move_to")
    page.get_by_role("option", name=t("common.pile")).click()
    expect(page.locator(".con-pile")).to_contain_text(cards[0])
    eventually(lambda: of(hall, "contribution", cards[0])["cluster_id"], None)


def to_field(page: Page, name: str, place: str) -> None:
    press(page, "console.cluster.menu", name=name)
    page.get_by_role("menuitem", name=t("console.cluster.to_field")).click()
    page.get_by_role("option", name=place, exact=True).click()


def test_a_cluster_is_sent_to_a_field_and_back_unfolded_and_folded(hall: Hall) -> None:
    ids = with_cards(hall, BUS, PATEN)
    hall.moderator.asks(CreateCluster(id=an_id(), name="Wege", contribution_ids=ids))
    field = hall.moderator.all("field")[0]
    page = desk(hall, "fields")
    to_field(page, "Wege", field["name"])
    eventually(lambda: hall.moderator.all("cluster")[0]["field_id"], field["id"])
    wege = cluster(page, "Wege")
    expect(wege.locator("article")).to_have_count(0)
    press(wege, "console.unfold", count=2)
    expect(wege.locator("article")).to_have_count(2)
    press(wege, "console.fold")
    expect(wege.locator("article")).to_have_count(0)
    to_field(page, "Wege", t("common.unassigned"))
    eventually(lambda: hall.moderator.all("cluster")[0]["field_id"], None)


def test_a_cluster_gets_its_name_in_place(hall: Hall) -> None:
    hall.moderator.asks(CreateCluster(id=an_id(), name=""))
    page = desk(hall, "clusters")
    press(page, "common.nameless")  # its title says: console.cluster.rename
    name = page.get_by_label(t("console.cluster.name"), exact=True)
    name.fill("Wird nichts")
    name.press("Escape")
    expect(page.locator(".con-rename")).to_have_count(0)
    picks(page, "console.cluster.menu", "console.cluster.rename", name=t("common.nameless"))
    name.fill("Wege")
    press(page, "common.save")
    expect(cluster(page, "Wege")).to_be_visible()


def test_new_cards_gather_above_what_is_being_read_until_they_are_asked_for(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = desk(hall)
    card(page, BUS).hover()
    hall.moderator.asks(PostContribution(id=an_id(), kind=Kind.WEAKNESS, text=PATEN))
    fresh = page.get_by_role("button", name=t("common.new_cards", count=1))
    expect(fresh).to_be_visible()
    expect(card(page, PATEN)).to_have_count(0)
    fresh.click()
    expect(card(page, PATEN)).to_be_visible()


def test_a_line_that_says_no_is_dismissed(hall: Hall) -> None:
    (bus,) = with_cards(hall, BUS)
    page = desk(hall)
    press(page, "console.card_menu", text=BUS)
    words = EditContribution(id=bus, version=1, kind="weakness", text="Inzwischen anders")
    hall.moderator.asks(words)
    page.get_by_role("menuitem", name=t("console.withdraw")).click()
    line = page.locator(".con-lines .notice")
    expect(line).to_have_text(t("refused.stale"))
    press(page, "console.dismiss")
    expect(line).to_have_count(0)


def test_a_workshop_ends_opens_again_and_leads_to_its_documents(hall: Hall) -> None:
    hall.moderator.goes_to("results")
    page = hall.laptop().page
    press(page, "console.finish")
    press(page.get_by_role("dialog"), "console.finish")
    eventually(lambda: workshop(hall, "finished"), True)
    press(page, "console.reopen")
    eventually(lambda: workshop(hall, "finished"), False)
    page.get_by_role("link", name=f"{t('common.next')} {t('console.link.documents')}").click()
    page.wait_for_url(f"**/m/w/{hall.code}/documents")


def test_on_a_narrow_screen_each_panel_comes_for_a_press(hall: Hall) -> None:
    page = hall.laptop(viewport={"width": 768, "height": 1024}).page
    parts = {"agenda": ".con-left", "hall": ".con-right", "board": ".con-middle"}
    for panel, part in parts.items():
        press(page, f"console.panel.{panel}")
        for other in parts.values():
            expect(page.locator(other)).to_be_visible(visible=other == part)


def test_a_translation_is_given_up_and_a_result_is_folded(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = desk(hall)
    menu(page, BUS, "console.translate")
    press(page.get_by_role("dialog"), "common.cancel")
    menu(page, BUS, "console.edit_wording")
    press(page.get_by_role("dialog"), "common.cancel")
    menu(page, BUS, "console.edit_wording")
    page.get_by_role("dialog").get_by_label(t("console.wording")).fill("Nach acht fährt kein Bus")
    page.get_by_role("dialog").locator("label", has_text=t("common.kind.strength")).click()
    press(page.get_by_role("dialog"), "common.save")
    is_now(hall, "contribution", "Nach acht fährt kein Bus", kind="strength")
    hall.moderator.goes_to("vote")
    hall.moderator.asks(CloseVoting(id=open_a_voting(hall)))
    page.get_by_role("tab", name=t("console.tab.voting"), exact=True).click()
    page.locator(".con-result summary", has_text="Was zuerst?").click()
    expect(page.locator(".con-result")).not_to_have_attribute("open", "")


def test_menus_and_dialogs_obey_their_keys_and_close_beside_themselves(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = desk(hall)
    items = page.get_by_role("menuitem")
    for key in ("Escape", "Tab"):
        press(page, "console.card_menu", text=BUS)
        expect(items.first).to_be_focused()
        for move, at in (("End", items.last), ("Home", items.first), ("ArrowUp", items.last)):
            page.keyboard.press(move)
            expect(at).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(items.first).to_be_focused()
        page.keyboard.press(key)
        expect(page.get_by_role("menu")).to_have_count(0)
    menu(page, BUS, "console.move_to")
    options = page.get_by_role("listbox").get_by_role("option")
    for key, nth in (("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(options.nth(nth)).to_have_attribute("aria-selected", "true")
    page.mouse.click(5, 5)  # beside the sheet
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("tab", name=t("console.tab.matrix"), exact=True).click()
    page.locator(".con-matrix td button").first.click()
    closes(page.get_by_role("dialog"))
