"""The moderator holds the stage: pages, one thing large, light or dark, and the size for the last row."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from facilitation.commands import (
    CloseVoting,
    CreateCluster,
    DressStage,
    EnterPaperBallot,
    HideContribution,
    HideGoal,
    MoveContribution,
    OpenVoting,
    PostContribution,
    ProposeGoal,
    ShowOnStage,
    TurnStage,
    WithdrawGoal,
)
from facilitation.model import Kind, StageView
from tests.browser.conftest import Hall
from tests.browser.people import Person, Stage, eventually, press_twice
from tests.builders import an_id

LONG = "Die Sprachkurse am Vormittag erreichen Mütter mit kleinen Kindern nicht ({n})."


def posted(hall: Hall, text: str, kind: Kind = Kind.WEAKNESS) -> str:
    id = an_id()
    hall.moderator.asks(PostContribution(id=id, kind=kind, text=text))
    return id


def a_full_wall(hall: Hall) -> None:
    """More than two pages."""
    hall.moderator.goes_to("sort")
    for n in range(24):
        posted(hall, LONG.format(n=n))


def with_a_clock(stage: Stage) -> Page:
    """From now on the test says what time it is on this stage."""
    stage.page.clock.install()
    stage.page.reload()
    return stage.page


def on_page(person: Person, page: int) -> None:
    """How many there are depends on the fonts of the machine."""
    person.sees(re.compile(f"Seite {page} von "))


def number(stage: Stage) -> str:
    return stage.page.locator(".stage-head p").last.inner_text()


def pressed(laptop: Person, key: str) -> None:
    laptop.button(key).click()


def test_a_page_is_turned_from_the_console_and_stays_on_every_stage(hall: Hall) -> None:
    a_full_wall(hall)
    hall.moderator.asks(TurnStage(page=0))
    first, second, laptop = hall.stage(), hall.stage(), hall.laptop()
    on_page(laptop, 1)
    press_twice(laptop.button("console.stage.next"))
    on_page(laptop, 3)
    for stage in (first, second):
        on_page(stage, 3)
        page = with_a_clock(stage)
        on_page(stage, 3)
        page.clock.fast_forward(60_000)
        on_page(stage, 3)
    pressed(laptop, "console.stage.previous")
    on_page(first, 2)
    on_page(second, 2)


def test_boards_turn_by_themselves_until_they_are_held(hall: Hall) -> None:
    a_full_wall(hall)
    stage, laptop = hall.stage(), hall.laptop()
    page = with_a_clock(stage)
    stage.sees(re.compile(r"Seite \d von "))
    before = number(stage)
    page.clock.fast_forward(12_000)
    eventually(lambda: number(stage) != before, True)
    pressed(laptop, "console.stage.hold")
    expect(laptop.button("console.stage.hold")).to_have_attribute("aria-pressed", "true")
    held = hall.moderator.all("workshop")[0]["stage_page"]
    on_page(stage, held + 1)
    page.clock.fast_forward(60_000)
    on_page(stage, held + 1)


def test_a_result_never_turns_by_itself(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    ids = tuple(an_id() for _ in range(30))
    for n, id in enumerate(ids):
        hall.moderator.asks(ProposeGoal(id=id, text=f"Ziel {n}: " + "Bis 2030 erreichen alle mehr. " * 4))
    hall.moderator.goes_to("vote")
    voting = an_id()
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=ids))
    hall.moderator.asks(EnterPaperBallot(id=an_id(), voting_id=voting, marks={ids[0]: 2, ids[1]: 1}))
    hall.moderator.asks(CloseVoting(id=voting))
    hall.moderator.goes_to("results")
    stage, laptop = hall.stage(), hall.laptop()
    on_page(stage, 1)
    page = with_a_clock(stage)
    on_page(stage, 1)
    page.clock.fast_forward(60_000)
    on_page(stage, 1)
    on_page(laptop, 1)
    expect(laptop.button("console.stage.hold")).to_have_count(0)  # there is nothing to hold


def test_one_card_one_cluster_and_one_field_are_shown_large(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    card, other = posted(hall, "Es fehlt an Wohnungen"), posted(hall, "Der Bus fährt selten")
    hall.moderator.asks(CreateCluster(id=an_id(), name="Wohnungssuche", contribution_ids=(card,)))
    field = hall.moderator.all("field")[0]
    hall.moderator.asks(MoveContribution(id=other, field_id=field["id"]))
    stage, laptop = hall.stage(), hall.laptop()
    laptop.page.get_by_role("tab", name=laptop.t("console.tab.clusters")).click()
    laptop.button("console.card_menu", text="Es fehlt an Wohnungen").click()
    laptop.page.get_by_role("menuitem", name=laptop.t("console.show_large")).click()
    stage.shows("card")
    stage.sees("Es fehlt an Wohnungen")
    laptop.button("console.cluster.menu", name="Wohnungssuche").click()
    laptop.page.get_by_role("menuitem", name=laptop.t("console.show_large")).click()
    stage.shows("cluster")
    stage.sees("Wohnungssuche")
    laptop.sees(laptop.t("console.view.cluster", name="Wohnungssuche"))
    laptop.button("console.stage.other").click()
    laptop.page.get_by_role("menuitem", name=laptop.t("console.stage.large")).click()
    laptop.page.get_by_role("option", name=field["name"]).click()
    stage.shows("field")
    stage.sees("Der Bus fährt selten")
    stage.does_not_see("Es fehlt an Wohnungen")
    stage.page.reload()
    stage.shows("field")
    laptop.button("console.stage.agenda").click()
    stage.shows("board")


def test_a_cluster_without_a_name_yet_is_found_and_named_so_when_it_is_shown_large(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    card = posted(hall, "Es fehlt an Wohnungen")
    hall.moderator.asks(CreateCluster(id=an_id(), contribution_ids=(card,), name=""))
    stage, laptop = hall.stage(), hall.laptop()
    laptop.button("console.stage.other").click()
    laptop.page.get_by_role("menuitem", name=laptop.t("console.stage.large")).click()
    laptop.page.get_by_role("option", name=laptop.t("common.nameless")).click()
    stage.shows("cluster")
    laptop.sees(laptop.t("console.view.cluster", name=laptop.t("common.nameless")))


def test_what_was_shown_large_and_is_hidden_leaves_the_stage_and_the_agenda_comes_back(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    card = posted(hall, "Frau Müller ist schuld")
    stage = hall.stage()
    hall.moderator.asks(ShowOnStage(view=StageView.CARD, of=card))
    stage.shows("card")
    hall.moderator.asks(HideContribution(id=card, reason="Nennt einen Namen"))
    stage.shows("board")
    stage.does_not_see("Frau Müller ist schuld")
    hall.moderator.asks(ShowOnStage(view=StageView.CARD, of=card, covered=True))
    stage.shows("cover")


def test_the_moderator_chooses_light_or_dark_and_not_the_laptops_theme(hall: Hall) -> None:
    stage = hall.stage(color_scheme="dark")
    wall = lambda: stage.page.evaluate("getComputedStyle(document.body).backgroundColor")  # noqa: E731
    assert wall() == "rgb(237, 240, 236)"
    hall.moderator.asks(DressStage(dark=True))
    eventually(wall, "rgb(18, 24, 21)")
    stage.page.reload()
    assert wall() == "rgb(18, 24, 21)"


# The smallest letters on the stage, in hundredths of its height.
SMALLEST = """() => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const sizes = [];
  while (words.nextNode()) {
    const one = words.currentNode.parentElement;
    const read = one.checkVisibility({ visibilityProperty: true }) && !one.closest("svg");
    if (words.currentNode.data.trim() && read)
      sizes.push(parseFloat(getComputedStyle(one).fontSize));
  }
  return Math.round(Math.min(...sizes) / innerHeight * 1000) / 10;
}"""


def test_a_deep_hall_gets_larger_letters_and_fewer_things_on_a_page(hall: Hall) -> None:
    a_full_wall(hall)
    hall.moderator.asks(TurnStage(page=0))
    stage = hall.stage()
    on_page(stage, 1)
    eventually(lambda: stage.page.evaluate(SMALLEST) >= 2.8, True)
    few = number(stage)
    hall.moderator.asks(DressStage(size=150))
    eventually(lambda: stage.page.evaluate(SMALLEST) >= 4.2, True)
    eventually(lambda: number(stage) != few and number(stage).startswith("Seite 1"), True)


def test_a_view_without_pages_does_not_keep_those_of_the_one_before(hall: Hall) -> None:
    a_full_wall(hall)
    laptop, stage = hall.laptop(), hall.stage()
    laptop.sees(re.compile(r"Seite \d+ von "))
    for goal in hall.moderator.all("goal"):
        hall.moderator.asks(WithdrawGoal(id=goal["id"], version=goal["version"]))
    hall.moderator.goes_to("goals")
    stage.shows("goals")
    stage.sees(stage.t("stage.no_goals"))
    expect(laptop.page.get_by_text(re.compile(r"Seite \d+ von "))).to_have_count(0)


def test_of_goals_that_are_read_out_none_is_skipped_when_one_is_hidden(hall: Hall) -> None:
    """What moves up from the next page is seen on this one, since the moderator goes on to the next."""
    hall.moderator.goes_to("goals")
    ids = [an_id() for _ in range(9)]
    for n, id in enumerate(ids):
        hall.moderator.asks(ProposeGoal(id=id, text=f"Ziel {n}: " + "Bis 2030 erreichen alle mehr. " * 8))
    hall.moderator.goes_to("vote")
    stage = hall.stage()
    on_page(stage, 1)
    texts = lambda: stage.page.locator(".stage-page .wording").all_inner_texts()  # noqa: E731
    before = texts()
    hall.moderator.asks(HideGoal(id=ids[0], reason=""))
    eventually(lambda: (len(texts()), before[0] in texts()), (len(before), False))
