"""Every phase as it is for people who read by ear, by keyboard, with large letters or with an unsteady hand.

What a screen reader would say of the participants' page lies in aria/ beside this file, one file for each
place, and is compared to the letter. After a deliberate change write it anew, and read what changed:
ZIELRUNDE_ARIA=write python -m pytest tests/browser/phone/test_phases.py -k screen_reader
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from facilitation.commands import AllowLate, CloseVoting, PostContribution, SetTimer
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL, gather, open_a_voting
from tests.browser.people import PHONE, SMALL, TABLET, Phone, eventually
from tests.browser.phone.test_turns import a_tablet, a_voting, saved, slips, types_slip
from tests.builders import an_id

ARIA = Path(__file__).parent / "aria"
PARTS = ["header.top", "div.strip", "main", "footer"]

LARGE = 32  # pixels: twice the size of letters with which browsers come

Look = Callable[[str], None]


def everywhere(hall: Hall, phone: Phone, look: Look) -> None:
    """One phone through everything that it may be asked, from the first scan to the result."""
    coming_in(hall, phone, look)
    hall.moderator.goes_to("input")
    phone.sees(phone.t("phone.wait.input"))
    expect(phone.page.get_by_role("heading", level=1)).to_be_focused()
    look("input")
    writing(hall, phone, look)
    for phase in ("sort", "focus", "goals"):
        hall.moderator.goes_to(phase)
        phone.page.locator(
            {"sort": ".board", "focus": ".matrix-page", "goals": ".goal-form"}[phase]
        ).wait_for()
        look(phase)
    typed_too_late(hall, phone, look)
    voting(hall, phone, look)


def coming_in(hall: Hall, phone: Phone, look: Look) -> None:
    phone.goes_to("/j/ZZZZZZ")
    phone.page.locator("form.join").wait_for()
    look("no such code")
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    look("join")
    phone.joins(hall.path, 1)
    for panel, opener in (("language", "phone.change_language"), ("place", "phone.change_table")):
        phone.button(opener).tap()
        phone.page.locator("section.panel").wait_for()
        look(f"panel {panel}")
        phone.page.keyboard.press("Escape")
        expect(phone.button(opener)).to_be_focused()
    phone.button("phone.my_code").tap()
    phone.page.locator(".own-qr svg").wait_for()
    look("panel code")
    phone.button("common.close").tap()
    look("arrive")


def writing(hall: Hall, phone: Phone, look: Look) -> None:
    hall.moderator.goes_to("write")
    hall.moderator.asks(SetTimer(minutes=5))
    for kind in Kind:
        for n in range(3):
            hall.moderator.asks(PostContribution(id=an_id(), kind=kind, text=f"Eine Karte: {kind} {n}"))
    phone.posts("Meine eigene Karte")
    phone.button("phone.ready").tap()
    phone.sees(phone.t("phone.ready_hint"))
    look("write")
    phone.card("Meine eigene Karte").get_by_role("button").tap()
    phone.page.locator(".editing textarea").fill("x" * 142)
    look("write, changing a card too long")
    phone.button("common.cancel").tap()
    gather(hall)


def typed_too_late(hall: Hall, phone: Phone, look: Look) -> None:
    phone.page.locator(".goal-form textarea").fill("Niemand wartet länger als eine Woche.")
    hall.moderator.goes_to("vote")
    hall.moderator.asks(AllowLate())
    phone.sees(phone.t("phone.late_open"))
    look("late")
    phone.button("phone.throw_away").tap()


def voting(hall: Hall, phone: Phone, look: Look) -> None:
    look("vote, before")
    voting = open_a_voting(hall)
    phone.page.locator(".options").wait_for()
    phone.button("phone.give_dot").first.tap()
    look("vote")
    phone.button("phone.send_ballot").tap()
    expect(phone.page.locator(".ballot-state")).to_contain_text(phone.t("common.state.saved"))
    look("vote, cast")
    phone.button("phone.turn_guest").tap()
    phone.button("phone.turn_begin").wait_for()
    look("vote, a neighbour's turn")
    hall.moderator.asks(CloseVoting(id=voting))
    phone.sees(phone.t("phone.vote_closed"))
    look("vote, closed")
    hall.moderator.goes_to("results")
    phone.page.locator(".results").wait_for()
    look("results")


def said(phone: Phone) -> str:
    """What a screen reader would find on the page, without what is different each time."""
    parts = [phone.page.locator(part) for part in PARTS]
    words = "\n".join(part.aria_snapshot() for part in parts if part.count())
    words = re.sub(r"Noch etwa \d+ Minuten?", "Noch etwa N Minuten", words)
    words = re.sub(r":\n +- /url: .*", "", words)  # nobody says an address
    return re.sub(r"(?:\w ){3}\w(?:, (?:\w ){3}\w)+", "A B C D, E F G H, I J K L", words) + "\n"


def is_as_written(phone: Phone, place: str) -> None:
    path = ARIA / (re.sub(r"\W+", "-", place) + ".yaml")
    if os.environ.get("ZIELRUNDE_ARIA") == "write":
        looks.is_whole(phone.page)  # what is written down is the end of it
        path.parent.mkdir(exist_ok=True)
        path.write_text(said(phone), encoding="utf-8")
    eventually(lambda: said(phone), path.read_text(encoding="utf-8"))


def test_a_screen_reader_says_what_is_to_be_said_in_every_phase(hall: Hall) -> None:
    phone = hall.phone(**STILL)
    everywhere(hall, phone, lambda place: is_as_written(phone, place))


def test_a_screen_reader_says_whose_turn_it_is_on_a_tablet(hall: Hall) -> None:
    a_voting(hall)
    tablet = a_tablet(hall, **STILL)
    is_as_written(tablet, "turn, start")
    tablet.button("phone.turn_begin").tap()
    is_as_written(tablet, "turn, ballot")
    tablet.button("phone.send_blank").tap()
    saved(tablet)
    is_as_written(tablet, "turn, passed on")


def test_a_screen_reader_says_which_slip_counts(hall: Hall) -> None:
    slips(hall, 1)
    a_voting(hall, slips_only=True)
    phone = hall.at_table(**STILL)
    is_as_written(phone, "slip, entry")
    types_slip(phone, "AAAA")
    phone.button("common.next").tap()
    is_as_written(phone, "slip, too short")
    types_slip(phone, "AAAABBBBCCCC")
    phone.button("common.next").tap()
    is_as_written(phone, "slip, held")
    phone.button("phone.send_blank").tap()
    is_as_written(phone, "slip, wrong")


@pytest.mark.parametrize(("lang", "size"), [("de", PHONE), ("ar", SMALL)], ids=["phone", "small and Arabic"])
def test_nothing_is_too_small_too_wide_covered_or_lost(hall: Hall, lang: str, size: dict) -> None:
    phone = hall.phone(lang, **(size | STILL))
    found: dict[str, list[str]] = {}

    def look(place: str) -> None:
        lost = ["the focus is lost"] if joined(phone) and looks.is_lost(phone.page) else []
        page = phone.page
        found[place] = lost + looks.too_small(page) + looks.too_wide(page) + looks.moving(page)
        found[place] += looks.lost_on_the_way(page) + unmarked_names(page)

    everywhere(hall, phone, look)
    assert {place: what for place, what in found.items() if what} == {}


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_letters_twice_as_large_cover_cut_off_and_lose_nothing(hall: Hall, lang: str) -> None:
    """As somebody reads who has chosen "very large" in the browser (WCAG 1.4.4)."""
    phone = hall.phone(lang, **(PHONE | STILL))
    looks.letters(phone.page, LARGE)
    found: dict[str, list[str]] = {}

    def look(place: str) -> None:
        assert phone.page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{LARGE}px"
        found[place] = looks.too_wide(phone.page) + looks.crowded(phone.page)
        if place != "check":  # nothing to press there
            found[place] += looks.lost_on_the_way(phone.page)

    everywhere(hall, phone, look)
    slips(hall, 1)
    a_voting(hall, slips_only=True)
    types_slip(phone, "7K4MW9PQ2XHD")
    look("slip")
    phone.goes_to("/check")
    phone.page.get_by_role("heading", level=1).wait_for()
    look("check")
    phone.goes_to("/accessibility")
    look("statement")
    assert {place: what for place, what in found.items() if what} == {}


def joined(phone: Phone) -> bool:
    return phone.page.locator("header.top").count() > 0


# What the workshop's people named stays in their language on a page of another one.
NAMED = ".board h2 bdi, .heading-strip bdi, .heading-strip h3, .matrix th bdi, .kicker bdi, .goal-form option"
UNMARKED = """([named, words]) => [...document.querySelectorAll(named)]
  .filter((one) => words.includes(one.textContent.trim()) && one.closest("[lang]").lang !== "de")
  .map((one) => `not marked as German: ${one.outerHTML.slice(0, 160)}`)"""


def unmarked_names(page: looks.Page) -> list[str]:
    names = ["Sprache", "Wohnen", "Arbeit", "Haufen", "Bürgerinnen und Bürger"]
    return page.evaluate(UNMARKED, [NAMED, names])


def test_a_tablets_turns_and_slips_are_large_enough_and_never_covered(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    open_a_voting(hall)
    tablet = hall.phone(**(TABLET | STILL))
    tablet.joins(hall.path, 1)
    tablet.button("phone.turn_begin").tap()
    tablet.page.locator(".options").wait_for()
    found = looks.too_small(tablet.page) + looks.too_wide(tablet.page) + looks.lost_on_the_way(tablet.page)
    tablet.button("phone.send_blank").tap()
    tablet.sees(tablet.t("phone.turn_done"))
    assert found + looks.too_small(tablet.page) + looks.lost_on_the_way(tablet.page) == []
    assert not looks.is_lost(tablet.page)
