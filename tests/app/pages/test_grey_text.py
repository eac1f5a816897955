"""Grey text promises nothing but what will really be shown, and "Bereit?" names what is missing."""

from __future__ import annotations

import asyncio

from nicegui import ui
from nicegui.testing import User

from app.pages.setup import readiness
from app.texts import texts
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Workshop
from facilitation.questions import unasked
from tests.app.laptop import misses, sees, t, type_in
from tests.builders import a_workshop


async def test_grey_text_is_what_phones_really_ask(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    def grey(field: str) -> tuple[str, str]:
        (found,) = moderator.find(kind=ui.textarea, marker=field).elements
        return str(found.props["placeholder"]), str(found.props["dir"])

    def ours(language: str, year: int) -> str:
        return texts(language).t("common.question.write", year=year).replace("\n", " ")

    await moderator.open(f"/m/w/{workshop.code}/setup")
    moderator.find(marker="language.ar").click()
    await sees(moderator, t("setup.questions_in", language="العربية"))
    assert grey("question.ar.write") == (ours("ar", 2030), "rtl")
    type_in(moderator, "question.write", "Was fehlt den Ehrenamtlichen?")
    missing = t("setup.ready.questions.no", step=t("common.phase.write"), languages="العربية")
    await sees(moderator, missing)
    assert grey("question.ar.write") == ("Was fehlt den Ehrenamtlichen?", "ltr")
    type_in(moderator, "question.ar.write", "ما الذي ينقص؟")
    await misses(moderator, missing)
    assert grey("question.ar.write")[1] == "rtl"
    type_in(moderator, "target_year", "2035")
    async with asyncio.timeout(20):
        while "2035" not in grey("question.goals")[0]:  # noqa: ASYNC110 - the page offers no event
            await asyncio.sleep(0.01)


async def test_a_new_form_asks_in_grey_for_the_year_that_is_typed(moderator: User) -> None:
    await moderator.open("/m/new")
    type_in(moderator, "target_year", "2041")
    (goals,) = moderator.find(kind=ui.textarea, marker="question.goals").elements
    assert "2041" in goals.props["placeholder"]


def test_whoever_finds_no_chair_is_counted() -> None:
    hall = a_workshop(groups=6)
    for expected, found in ((36, ("tables", True)), (48, ("seats", False)), (0, ("tables", False))):
        kept = {
            name: getattr(hall.state.workshop, name)
            for name in c.ChangeWorkshop.model_fields
            if name != "type"
        }
        hall.ask(c.ChangeWorkshop(**{**kept, "expected": expected}))
        (check,) = [one for one in readiness.checks(hall.state, "", 0, "") if one.step == 3]
        assert (check.id, check.ok) == found
    assert t("setup.ready.seats.no", count=12) == "Es fehlen 12 Plätze"


def test_a_question_is_asked_in_the_language_that_is_nearest() -> None:
    hall = a_workshop(questions={"write": "Was fehlt?"})
    for language in ("ar", "uk"):
        hall.ask(c.AskIn(language=language, phase="goals", text="?"))
    kept = {
        name: getattr(hall.state.workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"
    }
    hall.ask(c.ChangeWorkshop(**{**kept, "languages": ("ar", "de-simple", "uk")}))
    hall.ask(c.AskIn(language="uk", phase="write", text="Чого бракує?"))
    # Plain German reads the German wording; only Arabic is left with a question that it cannot read.
    missing = [(step.id, languages) for step, languages in unasked(hall.state.workshop)]
    assert missing == [("write", ("ar",))]
