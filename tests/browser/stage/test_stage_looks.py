"""The stage with the longest names that one may type: nothing is cut, covered, or smaller than beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from facilitation.commands import (
    AddField,
    ChangeField,
    ChangeWorkshop,
    ChooseTexts,
    CreateCluster,
    DressStage,
    MoveContribution,
    PostContribution,
    ProposeGoal,
    ShowOnStage,
    TurnStage,
)
from facilitation.model import Kind, StageView
from facilitation.model.agenda import STEP_KINDS
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.people import Stage, eventually
from tests.browser.voted import a_vote_is_held
from tests.builders import an_id

# 120 letters, 80 for a cluster: what the forms let in.
FIELD = (
    "Gesundheitliche Versorgung, Pflege und psychosoziale Beratungsangebote für Zugewanderte "
    "im ländlichen Raum Nordhalde-Süd"
)
CLUSTER = "Kinderbetreuung während der Sprachkurse und Behördengänge im ganzen Landkreis hi"
CARD = (
    "Der Ausbildungsbetriebsverantwortliche fehlt im Mehrgenerationenhaus, auch die Wohnungsgeberbestätigung."
)
GOAL = "Bis 2030 finden alle Zugewanderten innerhalb von sechs Monaten einen Sprachkurs mit Kinderbetreuung. "
KINDS = tuple(Kind)

SCREENS = {
    "usual": ({"width": 1920, "height": 1080}, 100),
    "laptop": ({"width": 1366, "height": 768}, 100),
    "wide laptop": ({"width": 1440, "height": 900}, 100),
    "small laptop, deep hall": ({"width": 1280, "height": 720}, 150),
    "large, middle": ({"width": 3840, "height": 2160}, 125),
}

SMALLEST = """() => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let least = Infinity;
  while (words.nextNode()) {
    const one = words.currentNode.parentElement;
    const read = one.checkVisibility({ visibilityProperty: true }) && !one.closest("svg");
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (words.currentNode.data.trim() && read) least = Math.min(least, size);
  }
  return least / innerHeight * 100;
}"""
OUTSIDE = """() => {
  const found = [];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  for (const one of document.querySelectorAll("main *")) {
    if (!one.matches("p, span, b, h1, h2, h3, li, article")) continue;
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    if (!width || !seen(one) || one.closest(".stage-link")) continue;
    const clamped = one.closest(".clamped") || getComputedStyle(one).webkitLineClamp !== "none";
    const beyond = left < -2 || right > innerWidth + 2 || top < -2 || bottom > innerHeight + 2;
    const wide = one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).display === "block";
    if (beyond || (wide && !clamped)) found.push(one.outerHTML.slice(0, 160));
  }
  return found;
}"""
SIZES = (
    "where => [...new Set([...document.querySelectorAll(where)].map(one => getComputedStyle(one).fontSize))]"
)


def the_longest_names(hall: Hall) -> tuple[str, str, str]:
    """A field, a cluster and a card that are as long as can be."""
    moderator, workshop = hall.moderator, hall.moderator.all("workshop")[0]
    names = {"title": ("Bürgerinnen und Bürger " * 6)[:120].strip(), "audience": ("Engagierte " * 18).strip()}
    given = {"place": ("Mehrgenerationenhaus " * 9).strip(), "target_year": 2030, "questions": {}}
    moderator.asks(ChangeWorkshop(version=workshop["version"], **names, **given))
    fields = moderator.all("field")
    moderator.asks(ChangeField(id=fields[0]["id"], name=FIELD))
    moderator.asks(ChangeField(id=fields[1]["id"], name="Ehrenamt & Zivilgesellschaft"))
    for name in ("Sport", "Bildung, Kita und Schule", "Teilhabe"):
        moderator.asks(AddField(id=an_id(), name=name))
    cards = [an_id() for _ in range(8)]
    for n, id in enumerate(cards):
        moderator.asks(PostContribution(id=id, kind=KINDS[n % 3], text=CARD))
    cluster = an_id()
    inside = tuple(cards[:5])
    moderator.asks(CreateCluster(id=cluster, name=CLUSTER, field_id=fields[0]["id"], contribution_ids=inside))
    for n, id in enumerate(cards[5:]):
        moderator.asks(MoveContribution(id=id, field_id=fields[n]["id"]))
    moderator.asks(ProposeGoal(id=an_id(), text=GOAL * 2, field_id=fields[0]["id"]))
    return fields[0]["id"], cluster, cards[0]


def faults(stage: Stage, size: int) -> list[str]:
    crowded = [one for one in looks.crowded(stage.page) if one.startswith(("over", "beyond"))]
    least = stage.page.evaluate(SMALLEST)
    small = [f"letters of {least:.2f}"] if least < 2.79 * size / 100 else []
    least_width = (stage.page.viewport_size or {})["height"] / 8
    squeezed = looks.squeezed(stage.page, "main :is([dir=auto], bdi, .wording)", least_width)
    return [*stage.page.evaluate(OUTSIDE), *squeezed, *small, *crowded]


def has_room(stage: Stage, size: int) -> None:
    """Soon: a view is measured once it is there, and until the one before has faded it lies over that."""
    looks.is_drawn(stage.page)
    eventually(lambda: faults(stage, size), [])


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("second", ["", "ar"])
def test_the_longest_names_have_room_on_every_view(hall: Hall, screen: str, second: str) -> None:
    viewport, size = SCREENS[screen]
    field, cluster, card = the_longest_names(hall)
    hall.moderator.asks(ChooseTexts(stage_language=second), DressStage(size=size))
    stage = hall.stage(viewport=viewport)
    for phase in STEP_KINDS:
        hall.moderator.goes_to(phase.id)
        stage.shows(phase.stage.value)
        hall.moderator.asks(TurnStage(page=0))
        has_room(stage, size)
        if phase.id == "vote":
            a_vote_is_held(hall, lambda: has_room(stage, size))
    for view, of in ((StageView.FIELD, field), (StageView.CLUSTER, cluster), (StageView.CARD, card)):
        hall.moderator.asks(ShowOnStage(view=view, of=of), TurnStage(page=0))
        stage.shows(view.value)
        has_room(stage, size)


def sizes_of_names(hall: Hall, stage: Stage) -> list[list[str]]:
    """In which sizes the names of fields stand above cards, in the table and on its focal points."""
    found = []
    for phase, names in (
        ("sort", ".stage-page .stage-group h2"),
        ("focus", ".stage-weight tbody th > span"),
        ("focus", ".stage-focal li b"),
    ):
        hall.moderator.goes_to(phase)
        hall.moderator.asks(TurnStage(page=0))
        stage.page.wait_for_selector(names)
        found.append(stage.page.evaluate(SIZES, names))
    return found


def test_a_long_name_makes_no_name_smaller(hall: Hall) -> None:
    field, stage = hall.moderator.all("field")[0]["id"], hall.stage()
    for _ in range(3):
        id = an_id()
        hall.moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text="Paten helfen."))
        hall.moderator.asks(MoveContribution(id=id, field_id=field))
    before = sizes_of_names(hall, stage)
    assert [len(sizes) for sizes in before] == [1, 1, 1]
    the_longest_names(hall)
    assert sizes_of_names(hall, stage) == before


CUT_NAMES = "names => names.filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.innerText)"


@pytest.mark.parametrize("screen", ["usual", "small laptop, deep hall"])
@pytest.mark.parametrize("second", ["", "ar"])
def test_focal_points_are_fewer_where_their_names_are_long(hall: Hall, screen: str, second: str) -> None:
    viewport, size = SCREENS[screen]
    for n, field in enumerate(hall.moderator.all("field")):
        hall.moderator.asks(ChangeField(id=field["id"], name=f"{FIELD[:-2]} {n}"))
        for _ in range(3):
            id = an_id()
            hall.moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text="Paten helfen."))
            hall.moderator.asks(MoveContribution(id=id, field_id=field["id"]))
    hall.moderator.asks(ChooseTexts(stage_language=second), DressStage(size=size))
    hall.moderator.goes_to("focus")
    stage = hall.stage(viewport=viewport)
    points = stage.page.locator(".stage-focal li").locator("visible=true")
    expect(points.first).to_be_visible()
    has_room(stage, size)
    room = stage.page.locator(".stage-focal ol").bounding_box()
    for point in points.all():
        box = point.bounding_box()
        assert room and box and box["y"] + box["height"] <= room["y"] + room["height"] + 1
    if (screen, second) == ("usual", ""):
        assert points.locator("b").evaluate_all(CUT_NAMES) == []


def test_words_break_with_a_hyphen_of_their_language(hall: Hall) -> None:
    the_longest_names(hall)
    hall.moderator.goes_to("sort")
    stage = hall.stage()
    card = stage.page.locator(".stage-page .wording").first
    assert card.evaluate("one => getComputedStyle(one).hyphens") == "auto"
    assert card.evaluate("one => one.closest('[lang]').lang") == "de"


def test_no_card_hangs_alone_in_a_second_column(hall: Hall) -> None:
    """A cluster with one card too many: its columns share the cards."""
    hall.moderator.goes_to("sort")
    field, cluster = hall.moderator.all("field")[0], an_id()
    hall.moderator.asks(CreateCluster(id=cluster, name="Wohnungssuche", field_id=field["id"]))
    stage = hall.stage()
    seen = set()
    for count in range(1, 14):
        id = an_id()
        hall.moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text="Paten helfen."))
        hall.moderator.asks(MoveContribution(id=id, cluster_id=cluster))
        eventually(lambda: in_company(columns(stage)), count, within=10)
        seen.add(len(columns(stage)))
    assert max(seen) > 1


def in_company(cards: list[int]) -> int:
    """How many cards hang there, if none of several hangs alone; a new one does, before it is moved."""
    return sum(cards) if cards == [1] or min(cards, default=0) > 1 else -1


def columns(stage: Stage) -> list[int]:
    """How many cards hang in each column."""
    found: list[int] = stage.page.locator(".stage-page").last.evaluate(
        """page => [...page.querySelectorAll(".stage-column")]
          .map((one) => one.querySelectorAll("article.card").length)"""
    )
    return found


# What ends in an ellipsis, or would where it were longer by a letter.
CUT = """() => [...document.querySelectorAll(".stage-page *, .stage-strip p, .stage-strip p > *")]
  .filter((one) => one.matches(".stage-group h2, .stage-pinned h3, .stage-again, .stage-strip *"))
  .filter((one) => one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).display !== "inline"
    || getComputedStyle(one).webkitLineClamp !== "none" || getComputedStyle(one).textOverflow === "ellipsis")
  .map((one) => one.className + one.textContent)"""


@pytest.mark.parametrize("second", ["", "ar"])
def test_no_name_on_the_board_is_cut(hall: Hall, second: str) -> None:
    the_longest_names(hall)
    hall.moderator.asks(ChooseTexts(stage_language=second))
    hall.moderator.goes_to("sort")
    hall.moderator.asks(TurnStage(page=0))
    stage = hall.stage()
    expect(stage.page.locator(".stage-page .stage-group h2").first).to_have_text(FIELD)
    expect(stage.page.locator(".stage-page .stage-pinned h3").first).to_have_text(CLUSTER)
    assert stage.page.evaluate(CUT) == []


def test_a_long_name_takes_room_from_its_own_cards_only(hall: Hall) -> None:
    moderator = hall.moderator
    field, other = moderator.all("field")[:2]
    moderator.asks(ChangeField(id=field["id"], name=FIELD[:70]))
    for one in (field, other):
        id = an_id()
        moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text="Paten helfen."))
        moderator.asks(MoveContribution(id=id, field_id=one["id"]))
    moderator.goes_to("sort")
    stage = hall.stage()
    cards = stage.page.locator(".stage-page article.card")
    expect(cards).to_have_count(2)
    tops = sorted(box["y"] for box in (card.bounding_box() for card in cards.all()) if box)
    assert tops[1] - tops[0] > 60, "each card hangs right below its own heading"


@pytest.mark.parametrize("screen", ["usual", "small laptop, deep hall"])
def test_focal_points_stay_in_their_frames_in_two_languages(hall: Hall, screen: str) -> None:
    viewport, size = SCREENS[screen]
    hall.moderator.asks(ChooseTexts(stage_language="ar"), DressStage(size=size))
    fields = hall.moderator.all("field")
    for n in range(12):
        id = an_id()
        hall.moderator.asks(PostContribution(id=id, kind=KINDS[n % 3], text="Paten helfen."))
        hall.moderator.asks(MoveContribution(id=id, field_id=fields[n % 3]["id"]))
    hall.moderator.goes_to("focus")
    stage = hall.stage(viewport=viewport)
    expect(stage.page.locator(".stage-focal li").first).to_be_visible()
    has_room(stage, size)
