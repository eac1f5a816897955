"""Printed slips make "one person, one vote" real: one slip is one ballot, whichever device it is used on."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Hall
from tests.browser.hall.test_workshop import give, is_saved
from tests.browser.people import Phone, eventually
from tests.browser.phone.test_coming_back import ballots_cast
from tests.browser.phone.test_turns import (
    a_tablet,
    a_voting,
    heading,
    points,
    result,
    saved,
    shows_no_marks,
    slips,
    takes_a_turn,
    types_slip,
)


def test_one_slip_on_two_phones_is_one_ballot(hall: Hall) -> None:
    slip, other = slips(hall)
    voting = a_voting(hall, slips_only=True)
    anna = hall.phone()
    anna.joins(f"{hall.path}/v/{slip}", 1)
    give(anna, "Ziel 0", 2)
    assert slip not in anna.page.url
    anna.button("phone.send_ballot").tap()
    is_saved(anna)
    ben = hall.at_table(2)
    heading(ben, "phone.slip_title")
    types_slip(ben, slip)
    ben.button("common.next").tap()
    expect(marked(ben, "Ziel 0")).to_have_count(2)
    ben.page.locator(".options li", has_text="Ziel 0").get_by_role(
        "button", name=ben.t("phone.take_dot")
    ).tap()
    ben.button("phone.send_changed_ballot").tap()
    is_saved(ben)
    clara = hall.at_table(2)
    types_slip(clara, other)
    clara.button("common.next").tap()
    give(clara, "Ziel 1", 1)
    clara.button("phone.send_ballot").tap()
    is_saved(clara)
    anna.page.reload()
    expect(marked(anna, "Ziel 0")).to_have_count(1)
    found = result(hall, voting)
    assert (found["ballots"], found["slip_ballots"], points(found)) == (2, 2, [1, 1, 0, 0])


def marked(device: Phone, goal: str) -> Locator:
    return device.page.locator(".options li", has_text=goal).locator(".dots i:not(.free)")


def test_a_wrong_slip_is_said_and_the_dots_wait_for_the_right_one(hall: Hall) -> None:
    (slip,) = slips(hall, 1)
    voting, phone = a_voting(hall, slips_only=True), hall.at_table()
    types_slip(phone, "AAAA")
    phone.button("common.next").tap()
    phone.sees(phone.t("phone.slip_missing"))
    types_slip(phone, "AAAABBBBCCCC")
    phone.button("common.next").tap()
    give(phone, "Ziel 3", 2)
    phone.button("phone.send_ballot").tap()
    phone.sees(phone.t("refused.slip_unknown"))
    types_slip(phone, slip)
    phone.button("common.next").tap()
    is_saved(phone)
    assert points(result(hall, voting)) == [2, 0, 0, 0]


def test_a_tablet_asks_for_a_slip_in_every_turn(hall: Hall) -> None:
    first, second = slips(hall)
    voting, tablet = a_voting(hall, slips_only=True), a_tablet(hall)
    for slip in (first, second, first):
        tablet.button("phone.turn_begin").tap()
        types_slip(tablet, slip)
        takes_a_turn(tablet, "Ziel 0")
        saved(tablet)
        tablet.button("phone.turn_another").tap()
    assert not any(slip in tablet.page.content() for slip in (first, second))
    found = result(hall, voting)
    assert (found["ballots"], found["slip_ballots"], points(found)) == (2, 2, [2, 0, 0, 0])


def test_a_slip_in_the_address_is_not_left_there_and_nobody_else_gets_it(hall: Hall) -> None:
    (slip,) = slips(hall, 1)
    a_voting(hall, slips_only=True)
    phone = hall.phone()
    phone.goes_to(f"{hall.path}/v/{slip}")
    expect(phone.page).to_have_url(re.compile(rf"{hall.path}$"))
    assert slip not in str(hall.moderator.all("slips"))
    assert hall.moderator.all("slips")[0]["hashes"] == []


def test_a_wrong_slip_on_a_tablet_is_corrected_without_showing_the_ballot(hall: Hall) -> None:
    (slip,) = slips(hall, 1)
    voting, tablet = a_voting(hall, slips_only=True), a_tablet(hall)
    tablet.button("phone.turn_begin").tap()
    types_slip(tablet, "AAAABBBBCCCC")
    takes_a_turn(tablet, "Ziel 2")
    tablet.sees(tablet.t("refused.slip_unknown"))
    shows_no_marks(tablet)
    types_slip(tablet, slip)
    tablet.button("phone.slip_again").tap()
    saved(tablet)
    assert points(result(hall, voting)) == [1, 0, 0, 0]


def test_a_neighbours_slip_on_my_phone_shows_neither_of_us_the_others_marks(hall: Hall) -> None:
    mine, theirs = slips(hall)
    voting, phone = a_voting(hall, slips_only=True), hall.phone()
    phone.joins(f"{hall.path}/v/{mine}", 1)
    give(phone, "Ziel 0", 2)
    phone.goes_to(f"{hall.path}/v/{theirs}")
    asks_whose(phone, theirs)
    phone.page.reload()
    asks_whose(phone, theirs)
    phone.button("phone.turn_guest").tap()
    takes_a_turn(phone, "Ziel 3")
    saved(phone)
    phone.button("phone.turn_back").tap()
    expect(marked(phone, "Ziel 0")).to_have_count(2)
    expect(marked(phone, "Ziel 3")).to_have_count(0)
    assert theirs not in phone.page.evaluate("JSON.stringify(localStorage)")
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    found = result(hall, voting)
    assert (found["ballots"], found["slip_ballots"], points(found)) == (2, 2, [2, 1, 0, 0])


def asks_whose(phone: Phone, slip: str) -> None:
    end = f"\u2066… {slip[-4:]}\u2069"
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(phone.t("phone.slip_whose", end=end))


def test_my_own_other_slip_takes_the_place_of_the_first_and_has_a_ballot_of_its_own(hall: Hall) -> None:
    first, second = slips(hall)
    voting, phone = a_voting(hall, slips_only=True), hall.phone()
    phone.joins(f"{hall.path}/v/{first}", 1)
    give(phone, "Ziel 0", 1)
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    give(phone, "Ziel 1", 1)
    phone.goes_to(f"{hall.path}/v/{second}")
    phone.button("phone.slip_mine").tap()
    shows_no_marks(phone)
    give(phone, "Ziel 2", 2)
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    found = result(hall, voting)
    assert (found["ballots"], points(found)) == (2, [2, 1, 0, 0])


def test_an_answer_for_the_slip_before_is_not_shown_as_the_ballot_of_this_one(hall: Hall) -> None:
    first, second = slips(hall)
    a_voting(hall, slips_only=True)
    phone = hall.phone()
    phone.faults_expected = True
    phone.joins(f"{hall.path}/v/{first}", 1)
    give(phone, "Ziel 0", 2)
    phone.context.set_offline(True)
    phone.button("phone.send_ballot").tap()
    phone.sees(phone.t("phone.ballot_stays"))
    phone.button("phone.slip_other").tap()
    types_slip(phone, second)
    phone.button("common.next").tap()
    shows_no_marks(phone)
    phone.context.set_offline(False)
    eventually(lambda: ballots_cast(hall), 1)
    shows_no_marks(phone)
    phone.button("phone.send_blank").wait_for()
