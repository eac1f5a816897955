"""Every screen of phone and stage, checked by axe-core, in light and dark, from left and from right."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from facilitation.commands import (
    AllowLate,
    CloseVoting,
    CreateCluster,
    DressStage,
    OpenVoting,
    PostContribution,
    SetTimer,
)
from facilitation.model import Kind
from facilitation.model.agenda import STEP_KINDS
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.people import PHONE, TABLET, Person, Phone
from tests.builders import an_id

QUASAR = "#q-loading-bar"  # NiceGUI's own line at the top of a page; nobody needs to hear of it
STILL = {"reduced_motion": "reduce"}  # half a colour has half a contrast
AXE = """async (context) => {
  const { violations } = await axe.run(context, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}"""
LOOKS = [(scheme, lang) for lang in ("de", "ar") for scheme in ("light", "dark")]


def problems(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds, each with the element that it finds it in. `within`: a selector."""
    looks.is_drawn(page)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(AXE, {"include": [[within]], "exclude": [[QUASAR]]})


def walk_through(hall: Hall, look_at) -> None:
    """Every phase with things in it; `look_at` is called where there is something to see."""
    for phase in STEP_KINDS:
        hall.moderator.goes_to(phase.id)
        if phase.id == "write":
            hall.moderator.asks(SetTimer(minutes=5), *(a_card(kind) for kind in Kind for _ in range(3)))
        if phase.id == "sort":
            gather(hall)
        if phase.id == "vote":
            look_at("vote, before")
            voting = open_a_voting(hall)
            look_at("vote, open")
            hall.moderator.asks(CloseVoting(id=voting))
        look_at(phase.id)


def a_card(kind: Kind) -> PostContribution:
    return PostContribution(id=an_id(), kind=kind, text=f"Eine Karte: {kind}")


def gather(hall: Hall) -> None:
    cards = tuple(card["id"] for card in hall.moderator.all("contribution"))
    field = hall.moderator.all("field")[0]["id"]
    hall.moderator.asks(CreateCluster(id=an_id(), name="Haufen", field_id=field, contribution_ids=cards[:6]))


def open_a_voting(hall: Hall) -> str:
    voting = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options))
    return voting


@pytest.mark.parametrize(("scheme", "lang"), LOOKS)
@pytest.mark.parametrize("device", ["phone", "tablet"])
def test_everybody_can_use_the_participants_page(hall: Hall, device: str, scheme: str, lang: str) -> None:
    size = PHONE if device == "phone" else TABLET
    phone = hall.phone(lang, color_scheme=scheme, **size, **STILL)
    found: dict[str, list[str]] = {}
    phone.goes_to("/")
    phone.page.locator("h1").wait_for()
    found["code"] = problems(phone.page)
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    found["join"] = problems(phone.page)
    if device == "phone":
        phone.button("phone.have_code").tap()
        phone.button("common.next").tap()
        phone.sees(phone.t("phone.code_short"))
        found["a code to come back"] = problems(phone.page)
        phone.button("common.close").tap()
    phone.joins(hall.path, 1)
    if device == "phone":
        phone.button("phone.my_code").tap()
        phone.page.locator(".own-qr svg").wait_for()
        found["my code"] = problems(phone.page)
        phone.button("common.close").tap()
    phone.button("phone.change_language").tap()
    found["languages"] = problems(phone.page)
    phone.button("common.close").tap()

    def look_at(place: str) -> None:
        phone.follows(place)
        if place == "write":
            write(phone, "phone.ready" if device == "phone" else "phone.ready_group")
        found[place] = problems(phone.page)
        if place == "goals":
            phone.page.locator(".goal-form textarea").fill("Niemand wartet länger als eine Woche.")
        if place == "vote, before":
            found["late"] = let_in_late(hall, phone)

    walk_through(hall, look_at)
    assert {place: what for place, what in found.items() if what} == {}


def write(phone: Phone, ready: str) -> None:
    """A card of one's own, which is about to be changed."""
    phone.posts("Meine eigene Karte")
    phone.button(ready).tap()
    phone.sees(phone.t("phone.ready_hint"))
    phone.card("Meine eigene Karte").get_by_role("button").tap()


def let_in_late(hall: Hall, phone: Phone) -> list[str]:
    """What was typed when its round closed, once it may be handed in."""
    hall.moderator.asks(AllowLate())
    phone.sees(phone.t("phone.late_open"))
    found = problems(phone.page)
    phone.button("phone.throw_away").tap()
    return found


ON_STAGE = {phase.id: f'[data-view="{phase.stage.value}"] .stage-view' for phase in STEP_KINDS} | {
    "vote, before": ".stage-voting > .stage-head",
    "vote, open": ".stage-rules",
    "vote": ".stage-voting:not(:has(.stage-rules)) > .stage-foot",
}


@pytest.mark.parametrize(("scheme", "lang"), LOOKS)
def test_everybody_can_read_the_stage(hall: Hall, scheme: str, lang: str) -> None:
    hall.moderator.asks(DressStage(dark=scheme == "dark"))
    stage: Person = hall.stage(**STILL)
    stage.goes_to(f"/stage/{hall.code}?lang={lang}")
    expect(stage.page.locator("html")).to_have_attribute("data-look", scheme)
    found: dict[str, list[str]] = {}

    def look_at(place: str) -> None:
        stage.page.locator(ON_STAGE[place]).first.wait_for()
        found[place] = problems(stage.page)

    walk_through(hall, look_at)
    assert {place: what for place, what in found.items() if what} == {}
