"""The laptop's address dies: phones find it at another one, with everything they keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CODES, Hall
from tests.browser.door import Door
from tests.browser.people import Phone
from tests.load.server import Server, prepare

MINE = "Der Bus fährt abends nicht mehr"


class TwoDoors:
    """A laptop with two addresses. People come in by the first."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.first, self.second = Door("127.0.0.1"), Door("localhost")
        prepare(folder, CODES[0], goals=2, phase="write", groups=4)
        named = [part for door in (self.first, self.second) for part in ("--address", door.base)]
        self.server = Server(folder, options=tuple(named))
        self.server.start()
        self.first.leads_to(self.server.port)
        self.hall = Hall(browser, self.server, CODES[0])

    def phone(self, hosts: tuple[str, ...] = ("localhost",)) -> Phone:
        phone = self.hall.phone(base=self.first.base)
        phone.hosts.update(hosts)
        phone.faults_expected = True
        phone.joins(self.hall.path, 1)
        return phone

    def ends(self) -> None:
        self.hall.ends()
        for door in (self.first, self.second):
            door.shuts()
        self.server.stop()


@pytest.fixture
def doors(browser: Browser, tmp_path: Path) -> Iterator[TwoDoors]:
    doors = TwoDoors(browser, tmp_path)
    yield doors
    doors.ends()


def test_a_phone_moves_with_its_draft_and_its_unsent_card(doors: TwoDoors) -> None:
    phone = doors.phone()
    phone.posts("Vorher")
    doors.first.shuts()
    phone.writes(MINE)
    phone.types("Halb geschr")
    phone.has(MINE, "unsent")
    doors.second.leads_to(doors.server.port)
    expect(phone.page).to_have_url(f"{doors.second.base}{doors.hall.path}", timeout=60_000)
    phone.has("Vorher", "saved")
    phone.has(MINE, "saved")
    expect(phone.paper).to_have_value("Halb geschr")
    doors.hall.moderator.has("Vorher", MINE)
    assert len(doors.hall.moderator.all("participant")) == 1
    phone.page.reload()
    phone.has(MINE, "saved")
    expect(phone.paper).to_have_value("Halb geschr")
    doors.hall.moderator.has("Vorher", MINE)


def test_what_comes_along_wins_over_what_was_left_at_that_address_earlier(doors: TwoDoors) -> None:
    """The phone had scanned the other address before, and was another participant there."""
    doors.second.leads_to(doors.server.port)
    phone = doors.phone()
    other = phone.opened()
    other.goto(f"{doors.second.base}{doors.hall.path}")
    other.locator("form.join").wait_for()
    other.close()
    phone.posts("Vorher")
    doors.first.shuts()
    expect(phone.page).to_have_url(f"{doors.second.base}{doors.hall.path}", timeout=60_000)
    phone.has("Vorher", "saved")
    expect(phone.card("Vorher").get_by_role("button", name=phone.t("common.edit"))).to_be_visible()


def test_nobody_is_sent_to_a_stranger_who_sits_at_an_old_address(doors: TwoDoors, tmp_path: Path) -> None:
    """The same software, another laptop: it cannot know the answer."""
    prepare(tmp_path / "other", CODES[0], phase="write", groups=4)
    with Server(tmp_path / "other", options=("--address", doors.second.base)) as stranger:
        doors.second.leads_to(stranger.port)
        phone = doors.phone()
        with phone.page.expect_response(re.compile(f"^{doors.second.base}/here"), timeout=60_000) as asked:
            doors.first.shuts()
            phone.writes(MINE)
        assert len(asked.value.json()["answer"]) == 32
        phone.has(MINE, "unsent")
        assert phone.page.url.startswith(doors.first.base)
