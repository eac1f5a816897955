"""The console with the longest names that its forms allow, on screens that moderators have, in every tab."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

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
from tests.browser.test_access import open_a_voting
from tests.browser.test_long_names import SCREENS, long
from tests.builders import an_id

t = texts("de").t

LAPTOPS = [("1366", "light"), ("1440", "dark"), ("landscape", "dark"), ("portrait", "light")]
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


def as_long_as_may_be(hall: Hall) -> None:
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
    page.wait_for_timeout(100)  # until what just came is drawn
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"console-{name}.png")
    sheet = page.add_style_tag(content=UNROLLED)
    found = [*looks.too_wide(page), *looks.crowded(page)]
    sheet.evaluate("one => one.remove()")
    # Titles in the head, and where and when cards were written, are cut on purpose and whole elsewhere.
    excused = ["<input", "<option", ' title="', "card-group", "con-where"]
    return [one for one in found if not any(sign in one for sign in excused)]


@pytest.mark.parametrize(("screen", "scheme"), LAPTOPS)
def test_the_longest_names_have_room(hall: Hall, screen: str, scheme: str) -> None:
    size: dict[str, Any] = SCREENS[screen]
    hall.moderator.goes_to("write")
    as_long_as_may_be(hall)
    page = hall.laptop(color_scheme=scheme, **size).page
    found: dict[str, list[str]] = {}
    for tab, phase in PHASE_OF_TAB.items():
        hall.moderator.goes_to(phase)
        page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
        expect(page.locator("#con-board")).to_have_attribute("aria-labelledby", f"con-tab-{tab}")
        found[tab] = look(page, f"{tab}-{screen}")
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
    hall.moderator.asks(ChangeWorkshop(**kept, title=long(120), place=long(200)))
    page = hall.laptop(**SCREENS["1366"]).page
    title = page.get_by_role("heading", level=1).get_by_role("button")
    cut = "one => one.scrollWidth > one.clientWidth"
    expect(title).to_have_text(long(120))
    assert title.evaluate(cut)
    title.press("Enter")
    expect(title).to_have_attribute("aria-expanded", "true")
    assert not title.evaluate(cut)
    title.press("Escape")
    assert title.evaluate(cut)
