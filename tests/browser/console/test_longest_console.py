"""The console with the longest names that its forms allow, on screens that moderators have, in every tab."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from app.texts import texts
from facilitation.commands import (
    ChangeField,
    ChangeGroup,
    ChangeWorkshop,
    CreateCluster,
    MoveContribution,
    PauseGroup,
    PostContribution,
    ProposeGoal,
    SetTimer,
)
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import open_a_voting
from tests.browser.pages.test_long_names import ARABIC, SCREENS, WORDS
from tests.browser.pages.test_long_names import long as longest
from tests.browser.people import PHONE, SMALL, Person
from tests.builders import an_id

t = texts("de").t

LAPTOPS = [
    ("1366", "light", "de", WORDS),
    ("1366", "dark", "en", WORDS),
    ("1440", "dark", "de", ARABIC),
    ("1920", "light", "de", WORDS),
    ("landscape", "dark", "de", WORDS),
    ("portrait", "light", "en", ARABIC),
    ("portrait", "light", "de", WORDS),
]
PHASE_OF_TAB = {
    "kinds": "write",
    "clusters": "sort",
    "fields": "sort",
    "matrix": "focus",
    "goals": "goals",
    "voting": "vote",
    "translate": "vote",
}
# Without the columns' own scrolling, so that what lies below is no longer out of its frame.
UNROLLED = """.zr.zr .con { height: auto } .zr.zr .con :is(.con-left, .con-right) { overflow: visible }
.zr.zr .con .con-board, .zr.zr .con .con-split > * { overflow: visible; height: auto }
.zr.zr .con :is(.con-steps, .con-do), .zr.zr .con :is(.con-kind > h2, .con-pile h2) { position: static }"""


def as_long_as_may_be(hall: Hall, words: str = WORDS) -> None:
    long = functools.partial(longest, words=words)
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, title=long(120), audience=long(200), place=long(200)))
    groups, fields = hall.moderator.all("group"), hall.moderator.all("field")
    for group in groups[:2]:
        hall.moderator.asks(ChangeGroup(id=group["id"], name=long(120), seats=12))
    hall.moderator.asks(ChangeField(id=fields[0]["id"], name=long(120)))
    ids = [an_id() for _ in range(4)]
    for id, kind in zip(ids, [*Kind, Kind.WEAKNESS], strict=True):
        card = PostContribution(id=id, kind=kind, text=long(140), group_id=groups[0]["id"])
        hall.moderator.asks(card)
    hall.moderator.asks(
        CreateCluster(id=an_id(), name=long(80), field_id=fields[0]["id"], contribution_ids=tuple(ids[:2])),
        MoveContribution(id=ids[2], field_id=fields[0]["id"]),
        ProposeGoal(id=an_id(), text=long(300), field_id=fields[0]["id"], group_id=groups[0]["id"]),
        SetTimer(minutes=30),
        PauseGroup(id=groups[0]["id"], paused=True),
    )


def look(page: Page, name: str) -> list[str]:
    looks.is_drawn(page)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"console-{name}.png")
    sheet = page.add_style_tag(content=UNROLLED)
    squeezed = looks.squeezed(page, ".con [dir=auto], .con .wording", 64)
    found = [*looks.too_wide(page), *looks.crowded(page), *looks.torn(page), *squeezed]
    sheet.evaluate("one => one.remove()")
    # Titles in the head, and where and when cards were written, are cut on purpose and whole elsewhere.
    excused = ["<input", "<option", ' title="', "card-group", "con-where"]
    return [one for one in found if not any(sign in one for sign in excused)]


@pytest.mark.parametrize(("screen", "scheme", "lang", "words"), LAPTOPS)
def test_the_longest_names_have_room(hall: Hall, screen: str, scheme: str, lang: str, words: str) -> None:
    """Also on an English console of a German hall: each word is divided as its own language does it."""
    size: dict[str, Any] = SCREENS[screen]
    t = texts(lang).t
    hall.moderator.goes_to("write")
    as_long_as_may_be(hall, words)
    page = hall.laptop(color_scheme=scheme, lang=lang, **size).page
    found: dict[str, list[str]] = {}
    for tab, phase in PHASE_OF_TAB.items():
        hall.moderator.goes_to(phase)
        page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
        expect(page.locator("#con-board")).to_have_attribute("aria-labelledby", f"con-tab-{tab}")
        found[tab] = look(page, f"{tab}-{screen}-{lang}")
    open_a_voting(hall)
    page.get_by_role("tab", name=t("console.tab.voting"), exact=True).click()
    page.locator(".con-ballots").wait_for()
    found["ballots"] = look(page, f"ballots-{screen}")
    for panel in ("agenda", "hall"):
        button = page.get_by_role("button", name=t(f"console.panel.{panel}"), exact=True)
        if button.is_visible():
            button.click()
            found[panel] = look(page, f"{panel}-{screen}")
    assert {place: what for place, what in found.items() if what} == {}


def test_the_whole_title_is_one_press_away(hall: Hall) -> None:
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "target_year", "audience")}
    hall.moderator.asks(ChangeWorkshop(**kept, title=longest(120), place=longest(200)))
    page = hall.laptop(**SCREENS["1366"]).page
    title = page.get_by_role("heading", level=1).get_by_role("button")
    cut = "one => one.scrollWidth > one.clientWidth"
    expect(title).to_have_text(longest(120))
    assert title.evaluate(cut)
    title.press("Enter")
    expect(title).to_have_attribute("aria-expanded", "true")
    assert not title.evaluate(cut)
    title.press("Escape")
    assert title.evaluate(cut)


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["phone", "small"])
def test_the_longest_names_have_room_where_one_joins(hall: Hall, size: dict[str, Any]) -> None:
    hall.moderator.goes_to("write")
    as_long_as_may_be(hall)
    phone = hall.phone(**PHONE | size)
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    assert looks.too_wide(phone.page) == []
    phone.joins(hall.path, 3)  # a page wider than its screen puts other things under the finger
    assert looks.too_wide(phone.page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_next_keeps_its_place_when_a_line_comes(hall: Hall, screen: str) -> None:
    """What the laptop would say of a full disk is put into its mouth."""
    said: list[tuple[WebSocketRoute, dict[str, Any]]] = []
    problem: list[str | None] = [None]

    def in_between(socket: WebSocketRoute) -> None:
        def passes(text: str | bytes) -> None:
            frame = json.loads(text)
            if frame["type"] == "presence":
                frame["problem"] = problem[-1]
                said.append((socket, frame))
            socket.send(json.dumps(frame))

        socket.connect_to_server().on_message(passes)

    laptop = hall._let_in(Person(hall._browser, hall.server.base, **SCREENS[screen]))
    laptop.context.add_cookies(hall.moderator.cookies)
    page = laptop.page
    page.route_web_socket("**/live/**", in_between)
    laptop.goes_to(f"/m/w/{hall.code}")
    agenda = page.get_by_role("button", name=t("console.panel.agenda"), exact=True)
    page.locator("#con-board").wait_for(state="attached")
    if agenda.is_visible():
        agenda.click()
    forth = page.locator(".con-next")
    before = forth.bounding_box()
    problem.append("disk_full")
    socket, frame = said[-1]
    socket.send(json.dumps(frame | {"problem": "disk_full"}))
    expect(page.locator(".con-lines .notice")).to_be_visible()
    assert forth.bounding_box() == before
    expect(forth).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [1366, 1440])
def test_tools_stand_in_one_row(hall: Hall, width: int, language: str) -> None:
    laptop = hall.laptop(viewport={"width": width, "height": 768}, lang=language)
    for tab in ("kinds", "clusters", "fields"):
        laptop.page.get_by_role("tab", name=laptop.t(f"console.tab.{tab}"), exact=True).click()
        tools = laptop.page.locator(".con-tools > :not(.con-tabs)")
        expect(tools).to_have_count(4)
        boxes = [tool.bounding_box() for tool in tools.all()]
        middles = [box["y"] + box["height"] / 2 for box in boxes if box]
        assert max(middles) - min(middles) < 4, middles
