"""A whole workshop with Tab, Enter, Space, arrows and Escape alone: on a phone and at the desk."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import PostContribution, SetTimer
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL, open_a_voting
from tests.browser.people import Person, Phone, eventually
from tests.builders import an_id

t = texts("de").t
BUS = "Der Bus fährt abends nicht mehr"


def is_at(locator: Locator) -> bool:
    return bool(locator.evaluate_all("found => found.includes(document.activeElement)"))


def tabs_to(page: Page, locator: Locator, key: str = "Tab") -> None:
    """Goes on with one key until the keyboard is there. What never comes is out of reach."""
    expect(locator.first).to_be_attached()
    for _ in range(looks.MOST_STOPS):
        if is_at(locator):
            return
        page.keyboard.press(key)
    raise AssertionError(f"out of the keyboard's reach: {locator}")


def presses(person: Person, button: str, key: str = "Enter") -> None:
    tabs_to(person.page, person.page.get_by_role("button", name=t(button)).locator("visible=true"))
    person.page.keyboard.press(key)


def heading_has_the_keyboard(phone: Phone) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_be_focused()


def test_a_participant_needs_no_mouse_and_no_finger(hall: Hall) -> None:
    phone = hall.phone(has_touch=False, is_mobile=False, **STILL)
    page = phone.page
    phone.goes_to(hall.path)
    tabs_to(page, page.get_by_role("radio", name="Tisch 1"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Tisch 2")).to_be_checked()
    tabs_to(page, page.locator("form.join button.filled"))
    page.keyboard.press("Enter")
    heading_has_the_keyboard(phone)
    hall.moderator.goes_to("write")
    heading_has_the_keyboard(phone)
    writes_and_changes_a_card(hall, phone)
    presses(phone, "phone.ready", "Space")
    phone.sees(t("phone.ready_hint"))
    hall.moderator.goes_to("vote")
    heading_has_the_keyboard(phone)
    open_a_voting(hall)
    phone.sees("Was zuerst?")
    heading_has_the_keyboard(phone)
    presses(phone, "phone.give_dot", "Space")
    presses(phone, "phone.send_ballot")
    expect(page.locator(".ballot-state")).to_contain_text(t("common.state.saved"))
    assert not looks.is_lost(page)


def writes_and_changes_a_card(hall: Hall, phone: Phone) -> None:
    page = phone.page
    tabs_to(page, page.get_by_role("radio", name=t("common.kind.strength")))
    page.keyboard.press("ArrowRight")
    tabs_to(page, phone.paper)
    page.keyboard.type(BUS)
    presses(phone, "phone.send_card")
    phone.has(BUS, "saved")
    expect(phone.paper).to_be_focused()
    presses(phone, "common.edit")
    expect(page.locator(".editing textarea")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("!")
    presses(phone, "phone.save_change")
    phone.has(BUS + "!", "saved")
    assert not looks.is_lost(page)
    assert [(card["kind"], card["text"]) for card in hall.moderator.all("contribution")] == [
        ("weakness", BUS + "!")
    ]
    presses(phone, "common.edit")
    presses(phone, "phone.withdraw_card")
    phone.has(BUS + "!", "withdrawn")
    expect(phone.button("common.undo")).to_be_focused()


def test_a_moderator_needs_no_mouse(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    hall.moderator.asks(PostContribution(id=an_id(), kind=Kind.WEAKNESS, text=BUS))
    laptop = hall.laptop(**STILL)
    page = laptop.page
    opens(page, "clusters")
    tabs_to(page, page.get_by_role("button", name=t("console.card_menu", text=BUS)))
    page.keyboard.press("Enter")
    chosen = page.get_by_role("menuitem", name=t("console.move_to"))
    tabs_to(page, chosen, "ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name=t("console.choose_search"))).to_be_focused()
    page.keyboard.type("Bus und Wege")
    page.keyboard.press("Enter")
    eventually(lambda: [one["name"] for one in hall.moderator.all("cluster")], ["Bus und Wege"])
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not looks.is_lost(page)
    opens_and_closes_a_voting(hall, laptop)


def opens(page: Page, tab: str) -> None:
    tabs_to(page, page.locator("[role=tab][aria-selected=true]"))
    tabs_to(page, page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True), "ArrowRight")


def opens_and_closes_a_voting(hall: Hall, laptop: Person) -> None:
    page = laptop.page
    hall.moderator.goes_to("vote")
    opens(page, "voting")
    presses(laptop, "console.voting.open")
    close = page.get_by_role("button", name=t("console.voting.close")).locator("visible=true")
    expect(close).to_have_count(1)
    eventually(lambda: looks.is_lost(page), False)  # the voting may be there before its answer
    tabs_to(page, close)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(close).to_be_focused()
    page.keyboard.press("Enter")
    tabs_to(page, page.get_by_role("dialog").get_by_role("button", name=t("console.voting.close")))
    page.keyboard.press("Enter")
    expect(page.locator(".con-result")).to_be_visible()
    eventually(lambda: len(hall.moderator.all("result")), 1)
    assert not looks.is_lost(page)


def test_a_timer_takes_nothing_away(hall: Hall) -> None:
    """Once it is over, everything is as it was: who needs longer takes longer."""
    hall.moderator.goes_to("write")
    phone = hall.phone(**STILL)
    phone.page.clock.install()
    phone.joins(hall.path, 1)
    hall.moderator.asks(SetTimer(minutes=5))
    phone.sees(t("common.minutes_left", count=5))
    phone.page.clock.fast_forward("07:00")
    phone.sees(t("common.time_over"))
    assert phone.page.locator(":disabled, [aria-disabled=true]").count() == 0
    phone.posts(BUS)
    hall.moderator.has(BUS)
