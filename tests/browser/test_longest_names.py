"""Tables, fields and titles as long as they may be: nothing runs out, no word breaks without a hyphen."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.commands import ChangeField, ChangeGroup, ChangeWorkshop
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.people import PHONE, SMALL, TABLET, Phone
from tests.browser.test_access import gather, open_a_voting

TOUCHED = {"has_touch": True, "is_mobile": True}
UPRIGHT = TABLET | {"viewport": {"width": 768, "height": 1024}}
FLAT = TABLET | {"viewport": {"width": 1024, "height": 768}}
LOOKS = [
    (PHONE, "de", "light"),
    (PHONE, "ar", "dark"),
    (SMALL | TOUCHED, "de", "dark"),
    (SMALL | TOUCHED, "ru", "light"),
    (UPRIGHT, "de", "light"),
    (FLAT, "ar", "light"),
    (FLAT, "de", "dark"),
]
TABLE = "Tisch 6 (Sofaecke am Fenster, Mehrgenerationenhaus)"
FIELD = (
    "Ausbildungsbetriebe, Anerkennungsverfahren und Arbeitsmarktintegration für Geflüchtete und Zugewanderte"
)
TITLE = "Integrationsdialog mit Ehrenamtlichen, Migrantenorganisationen und Kreisverwaltung in Nordhalde"
CARD = "Ausbildungsbetriebe kennen Berufsanerkennungsverfahren nicht, Mehrgenerationenhäuser helfen"

# A word in two lines, parted neither at a hyphen of its own nor by one that the browser draws (hyphens: auto,
# in a language that it knows).
_TORN = """(divides) => {
  const torn = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const one = node.parentElement;
    if (!one.checkVisibility() || one.closest(".unseen, script, style, noscript, select, svg")) continue;
    const style = getComputedStyle(one);
    if (divides.includes(one.closest("[lang]").lang) && style.hyphens === "auto") continue;
    if (one.closest("[dir=auto]:not([lang])")) continue; // nobody knows its language, so nobody can divide it
    for (const { index, 0: word } of node.data.matchAll(/[^\\s\\-\\/–]+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) torn.push(word + " in " + one.outerHTML.slice(0, 90));
    }
  }
  return torn;
}"""


def problems(phone: Phone) -> list[str]:
    divides = ["de", "de-simple", "ru"]
    return looks.too_wide(phone.page) + looks.crowded(phone.page) + phone.page.evaluate(_TORN, divides)


def as_long_as_may_be(hall: Hall) -> None:
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, title=TITLE))
    for group in hall.moderator.all("group")[:2]:
        hall.moderator.asks(ChangeGroup(id=group["id"], name=TABLE))
    field = hall.moderator.all("field")[0]
    hall.moderator.asks(ChangeField(id=field["id"], name=FIELD))


@pytest.mark.parametrize(("size", "lang", "scheme"), LOOKS)
def test_the_longest_names_fit(hall: Hall, size: dict[str, Any], lang: str, scheme: str) -> None:
    as_long_as_may_be(hall)
    phone = hall.phone(lang, color_scheme=scheme, **size)
    found: dict[str, list[str]] = {}
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    phone.page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where nothing sticks above anything
    found["join"] = problems(phone)
    phone.page.locator("label.table").first.tap()
    phone.page.locator("form.join button.filled").tap()
    phone.page.locator(".top").wait_for()
    found["wait"] = problems(phone)
    hall.moderator.goes_to("write")
    phone.posts(CARD, "challenge")
    found["write"] = problems(phone)
    phone.card(CARD).get_by_role("button", name=phone.t("common.edit")).tap()
    found["edit"] = problems(phone)
    phone.button("common.cancel").tap()
    gather(hall)
    for phase, part in (("sort", ".board"), ("focus", ".matrix-page"), ("goals", ".goal-form")):
        hall.moderator.goes_to(phase)
        phone.page.locator(part).wait_for()
        found[phase] = problems(phone)
    hall.moderator.goes_to("vote")
    open_a_voting(hall)
    phone.page.locator(".options, .turn").first.wait_for()
    if phone.button("phone.turn_begin").count():
        phone.button("phone.turn_begin").tap()
    phone.page.locator(".options").wait_for()
    phone.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found["vote"] = problems(phone)
    assert {place: what for place, what in found.items() if what} == {}
