"""What a hall does to phones, shown in a real browser: each ends with exactly what its person did, once."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from facilitation.commands import CloseVoting, OpenVoting, SetTimer
from facilitation.model.agenda import STEP_KINDS
from tests.browser.cable import Cables
from tests.browser.conftest import CODES, Hall
from tests.browser.hall.test_workshop import give, is_saved
from tests.browser.people import Phone
from tests.builders import an_id
from tests.load.server import Server, prepare

MINE = "Der Bus fährt abends nicht mehr"
OFFLINE_SECONDS = 60
KEY_MS = 20

NO_STORAGE = """
const no = { get() { throw new DOMException("no", "SecurityError"); }, set() {}, configurable: true };
Object.defineProperty(window, "localStorage", no);
Object.defineProperty(window, "sessionStorage", no);
Object.defineProperty(Document.prototype, "cookie", { get: () => "", set() {}, configurable: true });
"""
# A phone whose owner never set the date: a day behind, and its timers run as everybody's.
A_DAY_OFF = "const now = Date.now; Date.now = () => now() %+d * 86400000;"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
IN_APPS = {
    "Instagram": f"{IPHONE} Mobile/15E148 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5; de_DE; scale=3.00)",
    "WeChat": f"{ANDROID} Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MicroMessenger/8.0.47.2560",
}


class Cabled:
    """A laptop whose only address is dead: so phones wait for their cable instead of looking elsewhere."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        prepare(folder, CODES[0], goals=4, phase="write", groups=4)
        self.dead = socket.socket()  # taken, so that nobody else listens there, and never listening
        self.dead.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{self.dead.getsockname()[1]}"
        self.server = Server(folder, options=("--address", address))
        self.server.start()
        self.hall = Hall(browser, self.server, CODES[0])
        self.cables = Cables(self.server.port).__enter__()
        self.phones: dict[str, Phone] = {}

    def phone(self, name: str, port: int) -> Phone:
        """A phone at the end of a cable, seated; its cards bear its name."""
        phone = self.phones[name] = self.hall.phone(base=f"http://127.0.0.1:{port}")
        phone.faults_expected = True
        phone.joins(self.hall.path, len(self.phones) % 4 + 1)
        phone.paper.wait_for()
        return phone

    def ends(self) -> None:
        self.hall.ends()
        self.cables.__exit__(None, None, None)
        self.server.stop()
        self.dead.close()


@pytest.fixture
def cabled(browser: Browser, tmp_path: Path) -> Iterator[Cabled]:
    cabled = Cabled(browser, tmp_path)
    yield cabled
    cabled.ends()


def types(phone: Phone, text: str) -> None:
    """Key by key, as a person does; then sent."""
    phone.chooses("strength")
    phone.paper.tap()
    phone.page.keyboard.type(text, delay=KEY_MS)
    phone.button("phone.send_card").tap()


def test_a_minute_of_bad_networks_loses_nothing(cabled: Cabled) -> None:
    """Silent, cut, dropped every 10 s, blocked, hanging: five phones, five cards each, and a ballot."""
    silent, cut, falling = (cabled.cables.lay() for _ in range(3))
    blocked, hanging = cabled.cables.lay("blocked"), cabled.cables.lay("hanging")
    for name, wire in (
        ("still", silent),
        ("ab", cut),
        ("fällt", falling),
        ("zu", blocked),
        ("hängt", hanging),
    ):
        cabled.phone(name, wire.port)
    cabled.cables.drop_sockets(falling, every=10)
    begun = time.monotonic()
    cabled.cables.at(silent.fall_silent, cut.cut)
    for number in range(1, 6):
        for name, phone in cabled.phones.items():
            types(phone, f"{name} {number}")
        cabled.phones["ab"].page.wait_for_timeout(
            max(0, begun + number * OFFLINE_SECONDS / 5 - time.monotonic()) * 1000
        )
    for name in ("still", "ab"):
        cabled.phones[name].sees(cabled.phones[name].t("phone.unsent_cards", count=5))
    assert falling.drops  # after two, a phone takes the other way
    cabled.cables.at(silent.mend, cut.mend)
    for name, phone in cabled.phones.items():
        for number in range(1, 6):
            phone.has(f"{name} {number}", "saved")
    cabled.hall.moderator.has(*(f"{name} {number}" for name in cabled.phones for number in range(1, 6)))
    vote_without_network(cabled, [silent.fall_silent, cut.cut], [silent.mend, cut.mend])


def vote_without_network(cabled: Cabled, away: list, back: list) -> None:
    """All see the vote; then two lose their network, give their dots and send them."""
    voting = open_a_voting(cabled.hall)
    for phone in cabled.phones.values():
        phone.page.locator(".options .stepper").first.wait_for()
    cabled.cables.at(*away)
    for phone in cabled.phones.values():
        give(phone, "Ziel 1", 1)
        phone.button("phone.send_ballot").tap()
    cabled.cables.at(*back)
    for phone in cabled.phones.values():
        is_saved(phone)
    assert points_of(cabled.hall, voting)["Ziel 1"] == len(cabled.phones)


def open_a_voting(hall: Hall) -> str:
    voting = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options))
    return voting


def points_of(hall: Hall, voting: str) -> dict[str, int]:
    """Closes the voting. Points by the goals' texts; each device that voted counts once."""
    hall.moderator.asks(CloseVoting(id=voting))
    words = {goal["id"]: goal["text"] for goal in hall.moderator.all("goal")}
    (result,) = hall.moderator.all("result")
    assert result["ballots"] == len(hall.moderator.all("participant"))
    return {words[row["option_id"]]: row["value"] for row in result["rows"]}


def test_a_page_reloaded_at_every_step_is_one_person_with_one_card_and_one_ballot(hall: Hall) -> None:
    phone = hall.phone()
    phone.goes_to(hall.path)
    phone.page.reload()
    phone.joins(hall.path, 2)
    for phase in STEP_KINDS:
        if phase.id == "vote":
            voting = open_a_voting(hall)
        else:
            hall.moderator.goes_to(phase.id)
        phone.page.reload()
        if phase.id == "write":
            phone.types(MINE)
            phone.page.reload()
            expect(phone.paper).to_have_value(MINE)
            phone.button("phone.send_card").tap()
            phone.page.reload()
            phone.has(MINE, "saved")
        if phase.id == "vote":
            give(phone, "Ziel 2", 2)
            phone.page.reload()
            phone.button("phone.send_ballot").tap()
            phone.page.reload()
            is_saved(phone)
            assert points_of(hall, voting) == {"Ziel 0": 0, "Ziel 1": 0, "Ziel 2": 2, "Ziel 3": 0}
        phone.page.locator("main h1").first.wait_for()
    hall.moderator.has(MINE)
    assert len(hall.moderator.all("participant")) == 1


def test_two_tabs_of_one_person_write_as_one_and_cast_one_ballot(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    second = phone.opened()
    second.goto(hall.path)
    phone.page.bring_to_front()
    phone.posts("Im ersten Fenster")
    second.bring_to_front()
    second.locator(".side label.tab", has_text=phone.t("common.kind.strength")).tap()
    second.locator(".side .composer textarea").fill("Im zweiten Fenster")
    second.get_by_role("button", name=phone.t("phone.send_card")).tap()
    phone.page.bring_to_front()
    phone.has("Im zweiten Fenster", "saved")
    voting = open_a_voting(hall)
    give(phone, "Ziel 1", 1)
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    second.bring_to_front()
    second.reload()
    second.locator(".ballot-state").wait_for()
    hall.moderator.has("Im ersten Fenster", "Im zweiten Fenster")
    assert points_of(hall, voting)["Ziel 1"] == 1


def a_whole_story(hall: Hall, phone: Phone) -> None:
    """Joins, writes and votes; every step answered as on any other phone."""
    phone.joins(hall.path, 1)
    hall.moderator.goes_to("write")
    phone.posts(MINE)
    voting = open_a_voting(hall)
    give(phone, "Ziel 3", 2)
    phone.button("phone.send_ballot").tap()
    is_saved(phone)
    hall.moderator.has(MINE)
    assert points_of(hall, voting)["Ziel 3"] == 2


def test_without_storage_and_cookies_everything_works_until_the_page_is_left(hall: Hall) -> None:
    phone = hall.phone()
    phone.page.add_init_script(NO_STORAGE)
    a_whole_story(hall, phone)


@pytest.mark.parametrize("app", IN_APPS)
def test_in_the_browser_of_an_app_nothing_is_different(hall: Hall, app: str) -> None:
    a_whole_story(hall, hall.phone(user_agent=IN_APPS[app]))


@pytest.mark.parametrize("days", [-1, 1])
def test_a_phone_whose_clock_is_wrong_by_a_day_shows_the_right_minutes(hall: Hall, days: int) -> None:
    phone = hall.phone()
    phone.page.add_init_script(A_DAY_OFF % days)
    hall.moderator.goes_to("write")
    phone.joins(hall.path, 1)
    phone.posts("Vorher")
    hall.moderator.asks(SetTimer(minutes=7))
    phone.sees(phone.t("common.minutes_left", count=7))
    phone.posts("Nachher")
    expect(phone.page.locator(".list article.card").first).to_contain_text("Nachher")
    hall.moderator.has("Vorher", "Nachher")
