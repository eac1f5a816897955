"""Tables, fields and titles as long as they may be: nothing runs out, no word breaks without a hyphen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from app.live.generate import limits
from facilitation.commands import (
    ChangeField,
    ChangeGroup,
    ChangeWorkshop,
    CreateCluster,
    IndicatorDraft,
    OpenVoting,
    ProposeGoal,
)
from facilitation.limits import GOAL_LIMIT, HEADING_LIMIT, NAME_LIMIT, QUESTION_LIMIT
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.pages.test_long_names import ARABIC, WORDS, Longest, in_words
from tests.browser.people import PHONE, SMALL, TABLET, Phone
from tests.browser.voted import a_result
from tests.builders import an_id

TOUCHED = {"has_touch": True, "is_mobile": True}
UPRIGHT = TABLET | {"viewport": {"width": 768, "height": 1024}}
FLAT = TABLET | {"viewport": {"width": 1024, "height": 768}}
LOOKS = [
    (PHONE, "de", "light", WORDS),
    (PHONE, "ar", "dark", ARABIC),
    (SMALL | TOUCHED, "de", "dark", WORDS),
    (SMALL | TOUCHED, "ru", "light", WORDS),
    (SMALL | TOUCHED, "de", "light", ARABIC),
    (UPRIGHT, "de", "light", WORDS),
    (UPRIGHT, "de", "dark", ARABIC),
    (FLAT, "ar", "light", WORDS),
    (FLAT, "de", "dark", WORDS),
]
# What sticks to an edge lies over what is scrolled there.
_UNSTUCK = (
    "document.querySelectorAll('.foot, .purse, .cast').forEach((one) => (one.style.position = 'static'))"
)


AUDIENCE_LIMIT, PLACE_LIMIT = (
    ChangeWorkshop.model_json_schema()["properties"][name]["maxLength"] for name in ("audience", "place")
)
CARD = "Ausbildungsbetriebe kennen Berufsanerkennungsverfahren nicht, Mehrgenerationenhäuser helfen"


def problems(phone: Phone) -> list[str]:
    page = phone.page
    found = looks.too_wide(page) + looks.crowded(page) + looks.torn(page)
    if folder := os.environ.get("PICTURES"):
        width = (page.viewport_size or {})["width"]
        name = f"{phone.lang}-{width}-{len(os.listdir(folder))}.png"
        page.screenshot(path=Path(folder) / name, full_page=True)
    return found


def as_long_as_may_be(hall: Hall, longest: Longest) -> None:
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "target_year")}
    titles = {"title": longest(NAME_LIMIT, "Workshop der "), "audience": longest(AUDIENCE_LIMIT, "Alle ")}
    hall.moderator.asks(ChangeWorkshop(**kept, **titles, place=longest(PLACE_LIMIT, "Saal der ")))
    for n, group in enumerate(hall.moderator.all("group")[:2], 1):
        hall.moderator.asks(ChangeGroup(id=group["id"], name=f"{n}. {longest(NAME_LIMIT - 3)}"))
    field = hall.moderator.all("field")[0]
    hall.moderator.asks(ChangeField(id=field["id"], name=longest(NAME_LIMIT)))


def a_cluster_and_a_goal(hall: Hall, longest: Longest) -> None:
    cards = tuple(card["id"] for card in hall.moderator.all("contribution"))
    field, group = hall.moderator.all("field")[0]["id"], hall.moderator.all("group")[0]["id"]
    name = longest(HEADING_LIMIT)
    hall.moderator.asks(CreateCluster(id=an_id(), name=name, field_id=field, contribution_ids=cards))
    most = limits()["indicator"]
    words = {part: longest(most[part], f"{part} ") for part in ("name", "unit", "source")}
    values = {"base_value": 1e9, "base_year": 2026, "target_value": 1e12, "target_year": 2030}
    indicator = IndicatorDraft(id=an_id(), **words, **values)
    at = {"field_id": field, "group_id": group, "language": "de"}
    text = longest(GOAL_LIMIT, "Ziel der ")
    hall.moderator.asks(ProposeGoal(id=an_id(), text=text, indicators=(indicator,), **at))


def a_voting(hall: Hall, longest: Longest) -> str:
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    question = longest(QUESTION_LIMIT, "Was ")
    hall.moderator.asks(OpenVoting(id=(voting := an_id()), question=question, option_ids=options))
    return voting


@pytest.mark.parametrize(("size", "lang", "scheme", "words"), LOOKS)
def test_the_longest_names_fit(hall: Hall, size: dict[str, Any], lang: str, scheme: str, words: str) -> None:
    longest = in_words(words)
    as_long_as_may_be(hall, longest)
    phone = hall.phone(lang, color_scheme=scheme, **size)
    found: dict[str, list[str]] = {}
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    phone.page.evaluate(_UNSTUCK)
    found["join"] = problems(phone)
    phone.page.locator("label.table").first.tap()
    found["chosen"] = problems(phone)
    phone.page.locator("form.join button.filled").tap()
    phone.page.locator(".top").wait_for()
    found["wait"] = problems(phone)
    hall.moderator.goes_to("write")
    phone.posts(CARD, "challenge")
    found["write"] = problems(phone)
    phone.card(CARD).get_by_role("button", name=phone.t("common.edit")).tap()
    found["edit"] = problems(phone)
    phone.button("common.cancel").tap()
    a_cluster_and_a_goal(hall, longest)
    for phase, part in (("sort", ".board"), ("focus", ".matrix-page"), ("goals", ".goal-form")):
        hall.moderator.goes_to(phase)
        phone.page.locator(part).wait_for()
        found[phase] = problems(phone)
    hall.moderator.goes_to("vote")
    voting = a_voting(hall, longest)
    phone.page.locator(".options, .turn").first.wait_for()
    if phone.button("phone.turn_begin").count():
        phone.button("phone.turn_begin").tap()
    phone.page.locator(".options").wait_for()
    phone.page.evaluate(_UNSTUCK)
    found["vote"] = problems(phone)
    a_result(hall, voting)
    hall.moderator.goes_to("results")
    phone.page.locator(".results").wait_for()
    found["results"] = problems(phone)
    assert {place: what for place, what in found.items() if what} == {}
