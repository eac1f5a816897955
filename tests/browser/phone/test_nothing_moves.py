"""Nothing moves under a finger: what comes and goes has its place, or lies over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitation.commands import AllowLate, FinishWorkshop, SetTimer, Translate
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import open_a_voting
from tests.browser.people import PHONE, SMALL, TABLET, Phone

UPRIGHT = TABLET | {"viewport": {"width": 768, "height": 1024}}
SIZES = [PHONE, SMALL | {"has_touch": True, "is_mobile": True}, TABLET, UPRIGHT]
NAMES = ["phone", "small", "tablet", "upright"]
LANGUAGES = ["de", "ar", "ru", "de"]
LONG = "Ein Übersetzungstext, der über mehrere Zeilen geht und alles darunter nach unten schiebt. " * 2

# Where `all` are in the next picture that the device shows. An observer is told so after everything that is
# put right before a picture; the callback of a frame may come earlier, while what was pushed is not yet back.
_DRAWN = """const drawn = (all) => new Promise((done) => {
  if (!all.length) done([]);
  const seen = new IntersectionObserver((told) => {
    seen.disconnect();
    done(told.map(({ target, boundingClientRect: { x, y, width, height } }) => ({
      target, x, y, width, height,
    })));
  });
  all.forEach((one) => seen.observe(one));
});"""

_PLACES = f"""async () => {{
  {_DRAWN}
  const kinds = "button, select, textarea, a[href], label.tab, label.table, h1";
  const found = {{}};
  for (const {{ target: one, x, y, width, height }} of await drawn(document.querySelectorAll(kinds))) {{
    const shown = width && height && one.checkVisibility({{ visibilityProperty: true }});
    if (!shown || one.closest(".own-foot, .left-note")) continue;
    const name = one.matches("textarea") ? "paper" : one.matches("h1") ? "heading" : one.innerText.trim();
    let n = 1;
    while (name + n in found) n += 1;
    found[name + n] = [x, y].map(Math.round);
  }}
  return found;
}}"""


def places(page: Page) -> dict[str, list[int]]:
    """Where each thing is that a finger may be about to touch, in pixels of the screen."""
    return page.evaluate(_PLACES)


def moved(before: dict[str, Any], page: Page) -> dict[str, Any]:
    """What is still there, and elsewhere."""
    now = places(page)
    return {name: (at, now[name]) for name, at in before.items() if name in now and now[name] != at}


DEVICES = list(zip(SIZES, LANGUAGES, strict=True))


def sits_down(hall: Hall, **device: Any) -> Phone:
    """Somebody with a card of their own."""
    phone = hall.at_table(1, **device)
    phone.posts(f"Eine eigene Karte auf {device['lang']} und {device['viewport']['width']}", "weakness")
    return phone


@pytest.fixture(scope="module")
def neighbour(shared_hall: Hall) -> Phone:
    shared_hall.moderator.goes_to("write")
    neighbour = shared_hall.at_table(1)
    neighbour.posts("Der erste Gedanke am Tisch")
    return neighbour


@pytest.fixture(scope="module", params=DEVICES, ids=NAMES)
def seated(shared_hall: Hall, neighbour: Phone, request: pytest.FixtureRequest) -> Iterator[Phone]:
    size, lang = request.param
    phone = sits_down(shared_hall, lang=lang, **size)
    phone.faults_expected = True
    yield phone
    phone.context.close()


@pytest.fixture
def writer(seated: Phone) -> Iterator[Phone]:
    """Beside a neighbour who has written, too; the page as if it had been opened just now."""
    seated.page.reload()
    seated.page.locator("article.card[data-state=saved]").first.wait_for()
    yield seated
    seated.paper.fill("")


def test_the_network_comes_and_goes(writer: Phone) -> None:
    before = places(writer.page)
    writer.context.set_offline(True)
    writer.knows_that_the_laptop_is_away()
    assert moved(before, writer.page) == {}
    writer.context.set_offline(False)
    expect(writer.page.get_by_text(writer.t("phone.offline"))).to_have_count(0)
    assert moved(before, writer.page) == {}


def test_the_time_runs_and_is_over(shared_hall: Hall, writer: Phone) -> None:
    hall, before = shared_hall, places(writer.page)
    hall.moderator.asks(SetTimer(minutes=5))
    writer.sees(writer.t("common.minutes_left", count=5))
    assert moved(before, writer.page) == {}
    hall.moderator.asks(SetTimer())
    expect(writer.page.locator(".time")).to_have_count(0)
    assert moved(before, writer.page) == {}


def test_what_cannot_be_sent_yet_is_said_in_its_place(writer: Phone) -> None:
    before = places(writer.page)
    writer.button("phone.send_card").tap()
    writer.sees(writer.t("phone.empty_card"))
    assert moved(before, writer.page) == {}
    writer.paper.fill("x")
    writer.button("phone.send_card").tap()
    writer.sees(writer.t("phone.missing_kind"))
    assert moved(before, writer.page) == {}


def test_who_is_ready_reads_it_without_losing_their_place(writer: Phone) -> None:
    ready = "phone.ready_group" if writer.page.locator(".device").count() else "phone.ready"
    writer.button(ready).scroll_into_view_if_needed()
    before = places(writer.page)
    writer.button(ready).tap()
    writer.sees(writer.t("phone.ready_hint"))
    assert moved(before, writer.page) == {}


def test_cards_of_others_gather_in_a_place_of_their_own(neighbour: Phone, writer: Phone) -> None:
    before = places(writer.page)
    neighbour.writes("Noch ein Gedanke vom Nachbarn", "challenge")
    expect(writer.page.locator(".gathered button")).to_be_visible()
    assert moved(before, writer.page) == {}


@pytest.mark.parametrize(("size", "lang"), DEVICES, ids=NAMES)
def test_what_is_left_is_said_where_it_was_said_before(hall: Hall, size: dict[str, Any], lang: str) -> None:
    hall.moderator.goes_to("write")
    writer = sits_down(hall, lang=lang, **size)
    writer.paper.fill("Halb geschrieben")
    hall.moderator.goes_to("sort")
    note = writer.page.locator(".left-note button")
    expect(note).to_contain_text(writer.t("phone.still_here"))
    before = {
        name: at
        for name, at in places(writer.page).items()
        if not name.startswith(writer.t("phone.still_here"))
    }
    hall.moderator.asks(AllowLate())
    expect(note).to_contain_text(writer.t("phone.late_open"))
    shown = writer.page.evaluate("innerHeight")
    assert {n: m for n, m in moved(before, writer.page).items() if m[0][1] < shown} == {}
    note.tap()
    expect(writer.page.locator(".leftover h2")).to_be_in_viewport()


def test_a_workshop_that_is_over_says_so_in_the_same_line(hall: Hall) -> None:
    phone = hall.at_table(1)
    phone.sees(phone.t("phone.wait.arrive"))
    before = places(phone.page)
    hall.moderator.asks(FinishWorkshop(finished=True))
    phone.sees(phone.t("phone.finished"))
    assert moved(before, phone.page) == {}


@pytest.mark.parametrize("size", SIZES[:2], ids=NAMES[:2])
def test_a_voter_keeps_the_button_while_dots_run_out_and_translations_come(
    hall: Hall, size: dict[str, Any]
) -> None:
    hall.moderator.goes_to("vote")
    voting = open_a_voting(hall)
    phone = hall.at_table(1, lang="uk", **size)
    last = phone.page.locator(".options > li").last.locator(".stepper button").last
    last.tap()
    before = drawn(last)
    for goal in hall.moderator.all("goal")[:2]:
        words = Translate(of_id=goal["id"], language="uk", text=LONG, original_version=goal["text_version"])
        hall.moderator.asks(words)
    expect(phone.page.get_by_text(LONG[:40])).to_have_count(2)
    assert drawn(last) == pytest.approx(before, abs=1)
    (points,) = (one["rules"]["points"] for one in hall.moderator.all("voting") if one["id"] == voting)
    before = drawn(last)
    for give in phone.page.get_by_role("button", name=phone.t("phone.give_dot")).all() * points:
        give.dispatch_event("click")  # a tap would scroll to it
    phone.sees(phone.t("phone.no_dots"))
    assert drawn(last) == pytest.approx(before, abs=1)


def drawn(one: Locator) -> dict[str, float]:
    """Where it is in the next picture that the device shows."""
    place: dict[str, float] = one.evaluate(f"""async (one) => {{
        {_DRAWN}
        const [{{ x, y, width, height }}] = await drawn([one]);
        return {{ x, y, width, height }};
    }}""")
    return place


def test_where_things_are_is_asked_once_for_each_picture(hall: Hall) -> None:
    """Each question makes a phone lay out its page, and sixty cards of a hall come at once."""
    hall.moderator.goes_to("sort")
    phone = hall.at_table(1)
    phone.page.locator(".board").wait_for()  # with it comes what keeps things still
    hall.moderator.goes_to("write")
    phone.paper.wait_for()
    asked = phone.page.evaluate("""async () => {
        let asked = 0;
        const ask = document.elementFromPoint;
        document.elementFromPoint = function (...place) { asked += 1; return ask.apply(this, place); };
        document.activeElement.blur(); // else that is what stays where it is
        const list = document.querySelector("main");
        for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame);
        asked = 0;
        for (let n = 0; n < 60; n += 1) {
          list.appendChild(document.createElement("p"));
          dispatchEvent(new Event("scroll"));
          await null;
        }
        await new Promise(requestAnimationFrame);
        return asked;
    }""")
    assert asked == 1
