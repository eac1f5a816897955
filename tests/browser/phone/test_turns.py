"""One person, one ballot, whoever owns the device: a group's tablet, a neighbour's phone, printed slips."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from facilitation.commands import CloseVoting, OpenVoting, PrintSlips
from facilitation.ids import new_slip, slip_hash
from facilitation.limits import PHONE_TURNS
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import LOOKS, STILL, problems
from tests.browser.hall.test_workshop import give, is_saved
from tests.browser.looks import until
from tests.browser.people import TABLET, Phone, eventually
from tests.builders import an_id


def a_voting(hall: Hall, **values: object) -> str:
    voting = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options, **values))
    return voting


def slips(hall: Hall, count: int = 2) -> list[str]:
    codes = [new_slip() for _ in range(count)]
    (workshop,) = hall.moderator.all("workshop")
    hall.moderator.asks(
        PrintSlips(id=an_id(), hashes=tuple(slip_hash(workshop["id"], code) for code in codes))
    )
    return codes


def a_tablet(hall: Hall, table: int = 1, **device: object) -> Phone:
    tablet = hall.phone(**(TABLET | device))
    tablet.joins(hall.path, table)
    return tablet


def heading(device: Phone, key: str) -> None:
    expect(device.page.get_by_role("heading", level=1)).to_have_text(device.t(key))


def types_slip(device: Phone, slip: str) -> None:
    device.page.get_by_label(device.t("phone.slip_code")).fill(slip.lower())


def takes_a_turn(device: Phone, goal: str, dots: int = 1) -> None:
    device.button("phone.turn_begin").tap()
    shows_no_marks(device)
    give(device, goal, dots)
    device.button("phone.send_ballot").tap()
    heading(device, "phone.turn_done")


def shows_no_marks(device: Phone) -> None:
    """No ballot, or one on which nobody has put anything."""
    expect(device.page.locator(".options .dots i:not(.free)")).to_have_count(0)


def result(hall: Hall, voting: str) -> dict:
    hall.moderator.asks(CloseVoting(id=voting))
    (found,) = (one for one in hall.moderator.all("result") if one["id"] == voting)
    return found


def points(found: dict) -> list[int]:
    return [row["value"] for row in found["rows"]]


def counted(device: Phone, people: int) -> None:
    expect(device.page.locator(".turn-count")).to_have_text(device.t("phone.turns_here", count=people))


def test_a_table_votes_in_turns_and_nobody_sees_anothers_ballot(hall: Hall) -> None:
    voting, tablet = a_voting(hall), a_tablet(hall)
    heading(tablet, "phone.turn_next")
    takes_a_turn(tablet, "Ziel 0", 2)
    counted(tablet, 1)
    tablet.button("phone.turn_another").tap()
    heading(tablet, "phone.turn_next")
    tablet.button("phone.turn_begin").tap()
    give(tablet, "Ziel 1", 1)
    tablet.page.reload()
    heading(tablet, "phone.turn_next")
    counted(tablet, 1)
    takes_a_turn(tablet, "Ziel 2")
    other = tablet.opened()
    other.goto(hall.path)
    expect(other.get_by_role("heading", level=1)).to_have_text(tablet.t("phone.turn_next"))
    other.close()
    tablet.page.goto("about:blank")
    tablet.page.go_back()
    heading(tablet, "phone.turn_next")
    takes_a_turn(tablet, "Ziel 2")
    counted(tablet, 3)
    found = result(hall, voting)
    assert (found["ballots"], found["turn_ballots"], points(found)) == (3, 3, [2, 2, 0, 0])


def test_the_stage_names_how_many_are_to_come_only_while_that_is_known(hall: Hall) -> None:
    a_voting(hall)
    phone, stage = hall.at_table(2), hall.stage()
    stage.sees(stage.t("stage.ballots_cast", count=1))
    tablet = a_tablet(hall)
    stage.sees(stage.t("stage.ballots", count=0))
    takes_a_turn(tablet, "Ziel 0")
    give(phone, "Ziel 1", 1)
    phone.button("phone.send_ballot").tap()
    stage.sees(stage.t("stage.ballots", count=2))
    expect(stage.page.locator(".stage-cast b")).to_have_text("2")


def test_the_devices_own_back_takes_no_marks_of_a_turn(hall: Hall) -> None:
    a_voting(hall)
    tablet = a_tablet(hall)
    tablet.button("phone.turn_begin").tap()
    give(tablet, "Ziel 0", 1)
    tablet.page.go_back()
    tablet.button("phone.change_language").tap()
    tablet.page.go_back()
    expect(tablet.page.locator("section.panel")).to_have_count(0)
    expect(tablet.page.locator(".options .dots i:not(.free)")).to_have_count(1)
    tablet.button("phone.send_ballot").tap()
    heading(tablet, "phone.turn_done")
    until(tablet.page, "history.state === null")


def test_a_turn_survives_the_laptops_death_between_cast_and_answer_and_shows_nothing(own_hall: Hall) -> None:
    voting, tablet = a_voting(own_hall), a_tablet(own_hall)
    tablet.faults_expected = True
    takes_a_turn(tablet, "Ziel 0")
    saved(tablet)
    own_hall.server.kill()
    tablet.knows_that_the_laptop_is_away()
    tablet.button("phone.turn_another").tap()
    takes_a_turn(tablet, "Ziel 1", 2)
    tablet.sees(tablet.t("phone.ballot_stays"))
    tablet.button("phone.turn_another").tap()
    tablet.button("phone.turn_begin").tap()
    shows_no_marks(tablet)
    tablet.button("phone.turn_leave").tap()
    secrets = "Object.entries(localStorage).filter(([k, v]) => v.includes('cast_ballot')).length"
    assert tablet.page.evaluate(secrets) == 1, "until it is on the laptop, the device keeps it"
    own_hall.server.start()
    eventually(lambda: tablet.page.evaluate(secrets), 0, 30)
    counted(tablet, 2)
    found = result(own_hall, voting)
    assert (found["ballots"], points(found)) == (2, [2, 1, 0, 0])


def saved(device: Phone) -> None:
    expect(device.page.locator(".turn .state")).to_contain_text(device.t("common.state.saved"))


def test_a_neighbour_votes_on_my_phone_and_my_ballot_stays_mine(hall: Hall) -> None:
    voting, phone = a_voting(hall), hall.at_table()
    give(phone, "Ziel 0", 2)
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    phone.button("phone.turn_guest").tap()
    heading(phone, "phone.turn_guest")
    phone.page.reload()
    heading(phone, "phone.turn_guest")
    takes_a_turn(phone, "Ziel 3")
    phone.sees(phone.t("phone.turn_return"))
    phone.button("phone.turn_back").tap()
    expect(phone.page.locator(".options li", has_text="Ziel 0").locator(".dots i:not(.free)")).to_have_count(
        2
    )
    give(phone, "Ziel 1", 0)
    phone.page.locator(".options li", has_text="Ziel 0").get_by_role(
        "button", name=phone.t("phone.take_dot")
    ).tap()
    phone.button("phone.send_changed_ballot").tap()
    is_saved(phone)
    found = result(hall, voting)
    assert (found["ballots"], found["turn_ballots"], points(found)) == (2, 1, [1, 1, 0, 0])


def test_a_phone_has_turns_for_a_few_neighbours_and_says_when_there_are_no_more(hall: Hall) -> None:
    a_voting(hall)
    phone = hall.at_table()
    phone.button("phone.turn_guest").tap()
    for _ in range(PHONE_TURNS):
        takes_a_turn(phone, "Ziel 0")
        phone.button("phone.turn_another").tap()
    phone.sees(phone.t("refused.too_many_turns", max=PHONE_TURNS))
    expect(phone.button("phone.turn_begin")).to_have_count(0)
    phone.button("phone.turn_back").tap()
    expect(phone.page.locator(".options li")).to_have_count(4)


def test_an_empty_ballot_says_so_before_it_is_cast(hall: Hall) -> None:
    voting, phone = a_voting(hall), hall.at_table()
    expect(phone.button("phone.send_ballot")).to_have_count(0)
    phone.button("phone.send_blank").tap()
    is_saved(phone)
    found = result(hall, voting)
    assert (found["ballots"], found["detail"]["given"]) == (1, 0)


def test_no_ballot_that_is_cast_is_complained_about(hall: Hall) -> None:
    a_voting(hall, rules={"points": 1})
    phone = hall.at_table()
    give(phone, "Ziel 0", 1)
    more = phone.page.locator(".options li", has_text="Ziel 1").get_by_role(
        "button", name=phone.t("phone.give_dot")
    )
    more.tap(force=True)
    phone.sees(phone.t("phone.no_dots"))
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    phone.does_not_see(phone.t("phone.no_dots"))


# --- for everybody ---


@pytest.mark.parametrize(("scheme", "lang"), LOOKS)
def test_everybody_can_use_the_screens_of_a_turn(hall: Hall, scheme: str, lang: str) -> None:
    found: dict[str, list[str]] = {}
    slips(hall, 1)
    voting, tablet = a_voting(hall), a_tablet(hall, lang=lang, color_scheme=scheme, **STILL)
    found["start"] = problems(tablet.page)
    tablet.button("phone.turn_begin").tap()
    found["ballot"] = problems(tablet.page)
    tablet.button("phone.send_blank").tap()
    saved(tablet)
    found["passed"] = problems(tablet.page)
    hall.moderator.asks(CloseVoting(id=voting))
    a_voting(hall, slips_only=True)
    tablet.button("phone.turn_begin").tap()
    found["slip"] = problems(tablet.page)
    types_slip(tablet, "AAAABBBBCCCC")
    tablet.button("phone.turn_begin").tap()
    tablet.button("phone.send_blank").tap()
    tablet.sees(tablet.t("phone.turn_refused"))
    found["refused"] = problems(tablet.page)
    phone = hall.phone(lang, color_scheme=scheme, **STILL)
    phone.joins(hall.path, 2)
    found["own slip"] = problems(phone.page)
    phone.button("phone.turn_guest").tap()
    found["neighbour"] = problems(phone.page)
    phone.button("phone.turn_back").tap()
    phone.button("common.next").tap()
    phone.sees(phone.t("phone.slip_missing"))
    found["slip too short"] = problems(phone.page)
    types_slip(phone, "AAAABBBBCCCC")
    phone.button("common.next").tap()
    phone.sees(phone.t("phone.slip_held"))
    found["slip held"] = problems(phone.page)
    assert {screen: what for screen, what in found.items() if what} == {}


def test_a_turn_can_be_taken_by_keyboard_and_says_where_one_is(hall: Hall) -> None:
    a_voting(hall)
    tablet = a_tablet(hall)
    tablet.button("phone.turn_begin").focus()
    tablet.page.keyboard.press("Enter")
    expect(tablet.page.get_by_role("heading", level=1)).to_be_focused()
    tablet.page.locator(".options li", has_text="Ziel 0").get_by_role(
        "button", name=tablet.t("phone.give_dot")
    ).focus()
    tablet.page.keyboard.press("Enter")
    tablet.button("phone.send_ballot").focus()
    tablet.page.keyboard.press("Enter")
    heading(tablet, "phone.turn_done")
    expect(tablet.page.get_by_role("heading", level=1)).to_be_focused()
