"""On the narrowest phones no word of ours is cut, and what people wrote is divided where German allows it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page

from app.texts import LANGUAGES, texts
from facilitation.commands import ChangeField, CreateCluster, PostContribution, ProposeGoal
from facilitation.model import Kind
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL
from tests.browser.people import SMALL, Person
from tests.browser.phone.test_phases import everywhere
from tests.browser.stage.test_stage_two_languages import a_result
from tests.builders import an_id

NARROWEST = SMALL | STILL | {"has_touch": True, "is_mobile": True}
t = texts("de").t
CODES = [code for code, _ in LANGUAGES]

# A browser that divides no words by itself.
_KNOWS_NONE = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { hyphens: manual !important; -webkit-hyphens: manual !important }");
document.adoptedStyleSheets = [sheet];
"""

# The page in each of these languages: words in two lines, except where a hyphen stands or is drawn.
_CUT = """async (codes) => {
  const { live } = codes[1] ? document.querySelector("#app").__vue_app__.config.globalProperties : {};
  const frame = () => new Promise(requestAnimationFrame);
  const range = document.createRange();
  const found = [];
  for (const code of codes) {
    if (live) await live.setLanguage(code);
    for (let n = 0; n < 4; n += 1) await frame(); // until kinds that do not fit have become a list
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: one } = texts.currentNode;
      const shown = one.checkVisibility({ visibilityProperty: true });
      if (!shown || one.closest(".unseen, script, style, noscript, select, svg, .own-code")) continue;
      for (const { index, 0: word } of data.matchAll(/[\\p{L}\\p{M}\\p{N}\\u200c’']+/gu)) {
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const drawn = data[index - 1] === "\\u00ad" ? 1 : 0; // the hyphen in the line above
        const lines = new Set([...range.getClientRects()].slice(drawn).map(({ top }) => Math.round(top)));
        if (lines.size > 1) found.push(`${code}: ${word} in ${one.outerHTML.slice(0, 90)}`);
      }
    }
  }
  return found;
}"""


def knows_none(person: Person) -> Page:
    person.page.add_init_script(_KNOWS_NONE)
    return person.page


def cut(page: Page, place: str, codes: list[str]) -> list[str]:
    """What is cut there in each language. Afterwards the page is in the first again."""
    found = page.evaluate(_CUT, [*codes[1:], codes[0]]) + looks.too_wide(page)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{codes[0]} {place}.png", full_page=True)
    return [f"{place}, {what}" for what in found]


def test_no_word_of_ours_is_cut_in_any_language(hall: Hall) -> None:
    phone = hall.phone(**NARROWEST)
    page = knows_none(phone)
    found: list[str] = []
    everywhere(hall, phone, lambda place: found.extend(cut(page, place, CODES)))
    assert found == [], "\n".join(found)


def test_nor_on_the_pages_that_come_as_they_are_read(hall: Hall) -> None:
    phone = hall.phone(**NARROWEST)
    page = knows_none(phone)
    found: list[str] = []
    for code in CODES:
        chosen = {"name": "zielrunde_language", "value": code, "url": hall.server.base}
        phone.context.add_cookies([chosen])
        for path in ("/check", "/accessibility"):
            phone.goes_to(path)
            page.get_by_role("heading", level=1).wait_for()
            found += cut(page, path.strip("/"), [code])
    assert found == [], "\n".join(found)


TEXT = "Fahrradabstellmöglichkeiten, Geschwindigkeitsbegrenzungen, Kinderbetreuungseinrichtungen"
NAME = "Überraschungsmöglichkeiten für Verwaltungsmitarbeitende"
FIELD = "Zuwanderungsgeschichte und Zivilgesellschaftsentwicklung"


def long_german_words(hall: Hall) -> None:
    """On a card, a cluster and a field."""
    field, card = hall.moderator.all("field")[0]["id"], an_id()
    hall.moderator.asks(
        ChangeField(id=field, name=FIELD),
        PostContribution(id=card, kind=Kind.STRENGTH, text=TEXT, language="de"),
        CreateCluster(id=an_id(), name=NAME, field_id=field, contribution_ids=(card,)),
    )


def test_long_german_words_of_people_are_divided_where_the_browser_cannot(hall: Hall) -> None:
    long_german_words(hall)
    hall.moderator.goes_to("sort")
    phone, stage = hall.phone("ar", **NARROWEST), hall.stage(viewport={"width": 1024, "height": 768})
    for page in (knows_none(phone), knows_none(stage)):
        page.goto(hall.path if page is phone.page else page.url)
    phone.joins(hall.path, 1)
    for phase, seen in (("sort", ".heading-strip h3"), ("focus", "tbody th")):
        hall.moderator.goes_to(phase)
        for page in (phone.page, stage.page):
            page.locator(seen).locator("visible=true").first.wait_for()
            looks.is_drawn(page)
            assert cut(page, phase, [f"people {page.viewport_size}"]) == []
        if phase == "sort":  # nothing of ours stands in what is copied
            phone.page.get_by_text(TEXT, exact=True).wait_for()
            assert "\u00ad" not in phone.page.inner_text("article.card .wording")
            assert phone.page.locator(".joint").count()


# How far apart the letters around a joint are, where they stand in one line.
_GAPS = """() => [...document.querySelectorAll(".joint")].map((joint) => {
  const [before, after] = ["previousSibling", "nextSibling"].map((way) => {
    let text = joint[way];
    while (!text.textContent) text = text[way];
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()];
  });
  const [left, right] = [before.at(-1), after[0]];
  return left.top === right.top ? Math.abs(right.left - left.right) : 0;
})"""


def test_a_word_that_could_be_divided_and_is_not_stays_whole_in_the_marker(hall: Hall) -> None:
    """The first of a result is marked; nothing of the mark lies within a word."""
    hall.moderator.goes_to("goals")
    first = an_id()
    hall.moderator.asks(ProposeGoal(id=first, text="Mehr Integrationskurse."))
    a_result(hall, {first: 2})
    phone, stage = hall.phone(), hall.stage()
    for page in (knows_none(phone), knows_none(stage)):
        page.goto(hall.path if page is phone.page else page.url)
    phone.joins(hall.path, 1)
    for page, marked in ((phone.page, ".marked"), (stage.page, ".stage-row.first .wording span")):
        page.locator(f"{marked} .joint").first.wait_for(state="attached")
        assert max(page.evaluate(_GAPS)) < 0.5


def test_a_noun_that_is_joined_by_an_s_is_divided_there_on_the_console(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    hall.moderator.asks(CreateCluster(id=an_id(), name="Willkommensbehörde"))
    page = knows_none(hall.laptop())
    page.reload()
    page.get_by_role("tab", name=t("console.tab.clusters"), exact=True).click()
    name = page.locator(".con-grid").get_by_text("Willkommensbehörde", exact=True)
    name.wait_for()
    assert re.split("<i[^>]*></i>", name.inner_html())[0].endswith("Willkommens")
