"""The hall's network comes and goes, and the laptop falls asleep. Nothing is lost, nothing comes twice."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Hall
from tests.browser.people import Phone
from tests.builders import an_id

MINE = "Der Bus fährt abends nicht mehr"

NEVER_OPENS = """
window.WebSocket = class extends EventTarget {
  constructor() { super(); this.readyState = 0; }
  send() { throw new DOMException("not open", "InvalidStateError"); }
  close() { this.readyState = 3; }
};
"""
AT_LAST = "Math.random = () => 0.999;"  # what comes at some quiet moment comes at the latest one
FORBIDDEN = "window.WebSocket = class { constructor() { throw new DOMException('no', 'SecurityError'); } };"


def a_phone(hall: Hall, fault: str) -> Phone:
    """A phone on which WebSockets are blocked or hang in one of the ways that we have seen."""
    phone = hall.phone()
    phone.faults_expected = True
    if fault in ("never opens", "forbidden"):
        phone.page.add_init_script(NEVER_OPENS if fault == "never opens" else FORBIDDEN)
    if fault == "closed at once":
        phone.page.route_web_socket("**/live/**", lambda socket: socket.close())
    if fault == "opens and says nothing":
        phone.page.route_web_socket("**/live/**", lambda socket: None)
    return phone


@pytest.mark.parametrize("fault", ["never opens", "forbidden", "closed at once", "opens and says nothing"])
def test_without_a_websocket_everything_goes_by_http(hall: Hall, fault: str) -> None:
    phone = a_phone(hall, fault)
    phone.joins(hall.path, 1)
    hall.moderator.goes_to("write")
    phone.posts(MINE)
    hall.moderator.has(MINE)
    hall.moderator.goes_to("sort")
    phone.sees(phone.t("phone.board_hint"))
    phone.sees(phone.t("common.link.online"))


def test_what_is_sent_offline_waits_visibly_and_arrives_once(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.posts("Vorher")
    phone.faults_expected = True
    phone.context.set_offline(True)
    phone.writes(MINE)
    phone.writes("Und noch eine", "challenge")
    phone.types("Halb geschr")
    phone.has(MINE, "unsent")
    phone.sees(phone.t("phone.unsent_cards", count=2))
    hall.moderator.has("Vorher")
    phone.context.set_offline(False)
    phone.has(MINE, "saved")
    phone.has("Und noch eine", "saved")
    assert phone.paper.input_value() == "Halb geschr"
    hall.moderator.has("Vorher", MINE, "Und noch eine")


def test_a_screen_that_does_not_come_is_asked_for_until_it_does(hall: Hall) -> None:
    """The phase changes before the second half of the page is there, and the network swallows it."""
    hall.moderator.goes_to("write")
    phone = hall.phone()
    phone.faults_expected = True
    phone.page.add_init_script(AT_LAST)
    asked: list[str] = []

    def swallow(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    phone.page.route("**/phone_later.js*", swallow, times=2)
    phone.joins(hall.path, 1)
    phone.types(MINE)
    hall.moderator.goes_to("sort")
    phone.sees(phone.t("common.link.connecting"))
    phone.sees(phone.t("phone.board_hint"))
    phone.sees(MINE)
    assert len(asked) == 2


def test_two_taps_on_send_post_one_card(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.types(MINE)
    phone.button("phone.send_card").dblclick()
    phone.has(MINE, "saved")
    hall.moderator.has(MINE)


def test_the_laptop_dies_with_cards_on_their_way_and_comes_back(own_hall: Hall) -> None:
    own_hall.moderator.goes_to("write")
    phone, other = own_hall.at_table(1), own_hall.at_table(2)
    phone.faults_expected = other.faults_expected = True
    phone.posts("Vorher gespeichert")
    expect(other.paper).to_be_visible()
    own_hall.server.kill()
    phone.knows_that_the_laptop_is_away()
    other.knows_that_the_laptop_is_away()
    phone.writes(MINE)
    other.writes("Von Tisch 2")
    phone.types("Ein Entwurf")
    phone.has(MINE, "unsent")
    own_hall.server.start()
    phone.has("Vorher gespeichert", "saved")
    phone.has(MINE, "saved")
    other.has("Von Tisch 2", "saved")
    assert phone.paper.input_value() == "Ein Entwurf"
    own_hall.moderator.has("Vorher gespeichert", MINE, "Von Tisch 2")


def test_a_card_that_waits_survives_a_reload_while_the_laptop_is_away(own_hall: Hall) -> None:
    own_hall.moderator.goes_to("write")
    phone = own_hall.at_table()
    phone.faults_expected = True
    expect(phone.paper).to_be_visible()
    own_hall.server.kill()
    phone.knows_that_the_laptop_is_away()
    phone.writes(MINE)
    phone.has(MINE, "unsent")
    own_hall.server.start()
    phone.page.reload()
    phone.has(MINE, "saved")
    own_hall.moderator.has(MINE)


def test_two_tabs_of_one_phone_are_one_person(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    second = phone.opened()
    second.goto(hall.path)
    phone.page.bring_to_front()
    phone.posts(MINE)
    second.locator("article.card", has_text=MINE).wait_for()
    assert len(hall.moderator.all("participant")) == 1


def test_a_foreign_device_cannot_act_as_another(hall: Hall) -> None:
    """Forged ids change nothing: who one is follows from the secret alone."""
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.posts(MINE)
    (card,) = hall.moderator.all("contribution")
    command = {"type": "withdraw_contribution", "id": card["id"], "version": 1}
    submit = {"type": "submit", "cmd_id": an_id(), "command": command}
    for token in (None, "x" * 32):
        hello = {"type": "hello", "protocol": 1, "role": "participant", "token": token}
        answer = phone.context.request.post(
            f"/live/{hall.code}/submit", data={"hello": hello, "submit": submit}
        )
        assert answer.json()["type"] == "rejected"
    hall.moderator.has(MINE)


def an_older_page(route: Route) -> None:
    """The script as if its protocol were not the laptop's."""
    answer = route.fetch()
    older, found = re.subn(r"\.protocol!==[\w$]+", ".protocol!==0", answer.text())
    assert found == 1
    headers = {"content-type": "text/javascript", "cache-control": "no-store"}
    route.fulfill(status=200, headers=headers, body=older)


def test_a_page_older_than_the_laptops_program_says_so_and_keeps_what_is_typed(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.phone()
    phone.page.route(re.compile(r"/participant\.js$"), an_older_page, times=1)
    phone.joins(hall.path, 1)
    phone.sees(phone.t("phone.outdated"))
    phone.types("Halb getippt")
    phone.button("phone.reload").tap()
    phone.sees(phone.t("phone.one_thought"))
    phone.does_not_see(phone.t("phone.outdated"))
    expect(phone.paper).to_have_value("Halb getippt")


LOADS_COUNTED = """
sessionStorage.loads = Number(sessionStorage.loads || 0) + 1;
addEventListener("DOMContentLoaded", () => (document.documentElement.dataset.loads = sessionStorage.loads));
"""


def test_a_stage_older_than_the_laptops_program_reloads_by_itself(hall: Hall) -> None:
    stage = hall.stage()
    stage.page.add_init_script(LOADS_COUNTED)
    stage.page.route(re.compile(r"/stage\.js$"), an_older_page, times=1)
    stage.page.reload()
    expect(stage.page.locator("html[data-loads='2']")).to_be_attached()
    stage.shows("join")


def test_a_moderator_whose_session_ended_is_told_to_sign_in_and_where(hall: Hall) -> None:
    laptop = hall.laptop()
    laptop.sees(laptop.t("console.saved_here"))
    laptop.faults_expected = True
    laptop.context.clear_cookies()
    laptop.context.set_offline(True)
    laptop.sees(laptop.t("console.offline"))
    laptop.context.set_offline(False)
    laptop.sees(laptop.t("console.signed_out"))
    laptop.page.get_by_role("link", name=laptop.t("console.sign_in")).click()
    laptop.page.wait_for_url(f"**/m/login?next=*{hall.code}*")
