"""Two laptops meet, in a real browser: the report of the import, the pairs, a choice, and taking it back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.texts import texts
from facilitation import commands as c
from tests.browser.conftest import Hall
from tests.browser.looks import is_drawn, too_wide
from tests.browser.pages.test_long_names import ARABIC, SCREENS, UNROLLED, WORDS, in_words, untidy
from tests.browser.pages.test_pages import sit_down
from tests.browser.pages.test_start import archive_of, reads_in
from tests.browser.pages.test_ways_between_pages import follow
from tests.builders import Hall as Story
from tests.builders import an_id
from tests.storage.laptops import Laptop

t = texts("de").t


def test_what_two_laptops_changed_is_chosen_by_a_click(own_hall: Hall, tmp_path: Path) -> None:
    card = c.PostContribution(id=an_id(), kind="weakness", text="Der letzte Bus fährt um 18 Uhr.")
    own_hall.moderator.asks(card)
    there = Laptop(Story())
    there.takes(archive_of(own_hall, tmp_path).read_bytes())
    edit = {"id": card.id, "version": 1, "kind": "weakness"}
    own_hall.moderator.asks(c.EditContribution(**edit, text="Auf diesem Laptop"))
    there.ask(c.EditContribution(**edit, text="Auf dem anderen Laptop"))
    file = tmp_path / "other.zip"
    file.write_bytes(there.packed())
    page = sit_down(own_hall, "/m").page
    reads_in(page, file)
    question = page.get_by_role("dialog")
    expect(question).to_contain_text(t("setup.archive_report", new=0, changed=0, both=1).split(",")[-1])
    question.get_by_role("button", name=t("setup.differences_later")).click()
    expect(question).to_have_count(0)
    for path in ("/m", f"/m/w/{own_hall.code}/setup"):
        page.goto(path)
        assert follow(page, "setup.differences_choose").endswith(f"/m/w/{own_hall.code}/differences")
    page.goto(f"{own_hall.server.base}/m/w/{own_hall.code}")
    page.get_by_role("link", name=t("console.differences", n=1)).click()
    page.wait_for_url("**/differences")
    pair = page.locator("article.difference")
    expect(pair).to_have_count(1)
    assert too_wide(page) == []
    assert follow(page, "setup.run").endswith(f"/m/w/{own_hall.code}")
    assert follow(page, "common.help").endswith("/m/help")
    other = pair.locator(".wording-choice", has=page.get_by_role("button", name=t("setup.difference.take")))
    wording = other.locator(".wording").inner_text()
    other.get_by_role("button").click()
    expect(pair).to_have_count(0)
    own_hall.moderator.has(wording)
    page.get_by_role("button", name=t("console.step.difference_settled")).click()
    expect(pair).to_have_count(1)
    pair.get_by_role("button", name=t("setup.difference.keep")).click()
    expect(page.get_by_text(t("setup.differences_none"))).to_be_visible()
    assert wording not in own_hall.moderator.texts()


def test_the_console_leads_to_differences_only_while_somebody_has_to_choose(
    own_hall: Hall, tmp_path: Path
) -> None:
    page = sit_down(own_hall, f"/m/w/{own_hall.code}").page
    card = c.PostContribution(id=an_id(), kind="weakness", text="Der letzte Bus fährt um 18 Uhr.")
    own_hall.moderator.asks(card)
    there = Laptop(Story())
    there.takes(archive_of(own_hall, tmp_path).read_bytes())
    edit = {"id": card.id, "kind": "weakness"}
    own_hall.moderator.asks(c.EditContribution(**edit, version=1, text="Auf diesem Laptop"))
    there.ask(c.EditContribution(**edit, version=1, text="Auf dem anderen Laptop"))
    file = tmp_path / "other.zip"
    file.write_bytes(there.packed())
    second = sit_down(own_hall, "/m").page
    reads_in(second, file)
    link = page.get_by_role("link", name=t("console.differences", n=1))
    expect(link).to_be_visible()
    second.get_by_role("dialog").get_by_role("button", name=t("setup.differences_now")).click()
    second.wait_for_url(f"**/m/w/{own_hall.code}/differences")
    version = next(one["version"] for one in own_hall.moderator.all("contribution") if one["id"] == card.id)
    own_hall.moderator.asks(c.EditContribution(**edit, version=version, text="Wir meinen beides"))
    expect(link).to_be_visible()  # nobody has chosen
    (difference,) = own_hall.moderator.all("difference")
    own_hall.moderator.asks(c.SettleDifference(id=difference["id"], choice=0))
    expect(link).to_have_count(0)
    assert "Wir meinen beides" in own_hall.moderator.texts()


def changed(hall: Hall, words: str, first: str) -> Iterator[c.Command]:
    """On one of two laptops, whatever two can change at once; each name as long as it may be."""
    longest = in_words(words)
    (workshop,) = hall.moderator.all("workshop")
    fields, (group, *_) = hall.moderator.all("field"), hall.moderator.all("group")
    kept = {name: workshop[name] for name in ("version", "target_year")}
    names = {"title": f"{first}. {longest(116)}", "audience": f"{first}. {longest(196)}"}
    yield c.ChangeWorkshop(**kept, **names, place=f"{first}. {longest(196)}")
    yield c.ChangeField(id=fields[0]["id"], name=f"{first}. {longest(116)}")
    yield c.ChangeGroup(id=group["id"], name=f"{first}. {longest(116)}", seats=int(first))
    for card in hall.moderator.all("contribution"):
        text = f"{first}. {longest(136)}"
        yield c.EditContribution(id=card["id"], version=1, kind="weakness", text=text)
        yield c.MoveContribution(id=card["id"], field_id=fields[int(first)]["id"])


@pytest.mark.parametrize("words", [WORDS, ARABIC], ids=["latin", "arabic"])
def test_the_longest_pairs_have_room(own_hall: Hall, tmp_path: Path, words: str) -> None:
    for field in own_hall.moderator.all("field"):
        name = f"{field['position']} {in_words(words)(110)}"
        own_hall.moderator.asks(c.ChangeField(id=field["id"], name=name))
    own_hall.moderator.asks(c.PostContribution(id=an_id(), kind="weakness", text=in_words(words)(140)))
    there, elsewhere = Laptop(Story()), list(changed(own_hall, words, "2"))
    there.takes(archive_of(own_hall, tmp_path).read_bytes())
    own_hall.moderator.asks(*changed(own_hall, words, "1"))
    for command in elsewhere:
        there.ask(command)
    file = tmp_path / "other.zip"
    file.write_bytes(there.packed())
    page = sit_down(own_hall, "/m").page
    reads_in(page, file)
    page.get_by_role("dialog").get_by_role("button", name=t("setup.differences_now")).click()
    page.locator("article.difference").nth(7).wait_for()
    page.add_style_tag(content=UNROLLED)
    found: dict[str, list[str]] = {}
    for screen, scheme in (("1366", "light"), ("1920", "dark"), ("portrait", "light"), ("landscape", "dark")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(SCREENS[screen]["viewport"])
        is_drawn(page)
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"differences-{screen}-{scheme}.png", full_page=True)
        found[screen] = untidy(page)
    assert {screen: what for screen, what in found.items() if what} == {}
