"""A workshop with an agenda of its own: two rounds of writing, each with its name and its question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.texts import texts
from facilitation.commands import NewStep
from tests.browser.conftest import CODES, Hall, told
from tests.load.server import Server, prepare

t = texts("de").t
STEPS = (
    NewStep(id="arrive", kind="arrive", minutes=10),
    NewStep(id="is", kind="write", title="Was ist", minutes=20),
    NewStep(id="comes", kind="write", title="Was kommt", minutes=15),
    NewStep(id="results", kind="results", minutes=5),
)
QUESTION = "Was läuft heute gut, was nicht?"


@pytest.fixture
def two_rounds(browser: Browser, tmp_path: Path) -> Iterator[Hall]:
    prepare(tmp_path, CODES[0], phase="arrive", groups=2, agenda=STEPS, questions={"is": QUESTION})
    with Server(tmp_path) as server:
        yield from told(Hall(browser, server, CODES[0]))


def goes_on(page: Page, to: str) -> None:
    expect(page.locator(".con-next b")).to_have_text(to)
    page.wait_for_timeout(600)  # a press within half a second is taken for the same one
    page.locator(".con-next").click()
    expect(page.locator(".con-phases .now")).to_contain_text(to)


def test_the_same_kind_comes_twice_and_nothing_typed_is_lost(two_rounds: Hall) -> None:
    hall = two_rounds
    page, phone, stage = hall.laptop().page, hall.at_table(), hall.stage()
    expect(page.locator(".con-phases li button > span:not(.unseen)")).to_have_text(
        [t("common.phase.arrive"), "Was ist", "Was kommt", t("common.phase.results")]
    )
    expect(phone.page.locator(".next-step b")).to_have_text("Was ist")
    goes_on(page, "Was ist")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(stage.page.locator(".stage-view", has_text=QUESTION)).to_be_visible()
    phone.posts("Der Bus fährt oft.")
    phone.paper.fill("Noch nicht abge")
    goes_on(page, "Was kommt")
    usual = t("common.question.write", year=2030)
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(" ".join(usual.split()))
    expect(phone.page.locator("[role=status]", has_text="Was kommt")).to_have_count(1)
    expect(phone.paper).to_have_value("Noch nicht abge")
    phone.posts("Der Bus fährt seltener.")
    page.locator(".con-back").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(QUESTION)


def test_the_form_asks_for_each_step_and_the_start_page_names_it(two_rounds: Hall) -> None:
    hall = two_rounds
    page = hall.laptop().page
    goes_on(page, "Was ist")
    page.goto(f"{hall.server.base}/m/w/{hall.code}/setup")
    page.locator("summary", has_text=t("setup.questions_change")).click()
    field = page.get_by_label(t("setup.question_at", step="Was kommt"))
    field.fill("Was kommt auf uns zu?")
    field.blur()
    expect(page.get_by_label(t("setup.question_at", step="Was ist"))).to_have_value(QUESTION)
    page.goto(f"{hall.server.base}/m")
    expect(page.get_by_text("Was ist")).to_be_visible()
    phone = hall.at_table()
    page.goto(f"{hall.server.base}/m/w/{hall.code}")
    goes_on(page, "Was kommt")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Was kommt auf uns zu?")
