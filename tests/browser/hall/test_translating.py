"""A hall of several languages: an interpreter at work, two languages on the stage, cards read aloud."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import (
    AskIn,
    ChooseTexts,
    CreateCluster,
    DressStage,
    OpenVoting,
    PostContribution,
    Translate,
)
from facilitation.model import CardTexts, Kind
from facilitation.model.agenda import STEP_KINDS
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, menu, press
from tests.browser.hall.test_access import STILL, problems
from tests.browser.people import Phone, eventually
from tests.builders import an_id

t = texts("de").t
BUS = "Der Bus fährt abends nicht mehr"
BUS_UK = "Автобус увечері вже не їздить"
COURSES = "لا توجد دورات لغة في المساء"
COURSES_UK = "Увечері немає мовних курсів"
TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}

# A speech engine that tells what it was asked to say. It is done when it is told so.
ENGINE = """(voices) => {
  const engine = {
    said: [], quiet: 0, getVoices: () => engine.voices, voices: [],
    speak(words) { engine.said.push([words.text, words.lang]); engine.words = words; },
    cancel() { engine.quiet += 1; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: engine, configurable: true });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  addEventListener("load", () => setTimeout(() => {
    engine.voices = voices.map(([lang, localService]) => ({ lang, localService, name: lang }));
    engine.onvoiceschanged?.();
  }));
}"""


def translations(hall: Hall) -> list[tuple[str, str]]:
    return sorted((one["language"], one["text"]) for one in hall.moderator.all("translation"))


def original(page: Page, text: str) -> Locator:
    """The row of the interpreter's list in which this card stands."""
    return page.locator(".con-translate-row", has_text=text)


def test_an_interpreter_translates_while_the_hall_writes(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    hall.moderator.asks(ChooseTexts(stage_language="uk", card_texts=CardTexts.BOTH))
    german, arab = hall.at_table(1), hall.at_table(2, lang="ar")
    german.posts(BUS)
    arab.posts(COURSES)
    page = hall.laptop(**TABLET).page
    page.get_by_role("tab", name=t("console.tab.translate")).click()
    page.get_by_label(t("console.translate.into")).select_option("uk")
    expect(page.get_by_text(t("console.translate.left", count=6))).to_be_visible()  # with four goals
    original(page, BUS).locator("textarea").fill(BUS_UK)
    german.posts("Es gibt zu wenige Wohnungen")  # while the interpreter types
    page.keyboard.press("Enter")
    expect(original(page, COURSES).locator("textarea")).to_be_focused()
    page.keyboard.type(COURSES_UK)
    page.keyboard.press("Enter")
    eventually(lambda: translations(hall), [("uk", BUS_UK), ("uk", COURSES_UK)])
    expect(page.get_by_text(t("console.translate.left", count=5))).to_be_visible()
    assert hall.moderator.texts() == sorted([BUS, COURSES, "Es gibt zu wenige Wohnungen"]), (
        "as they were written"
    )

    hall.moderator.goes_to("sort")
    for reader in (hall.stage(), hall.at_table(3, lang="uk")):
        card = reader.page.locator("article.card", has_text=BUS).locator("visible=true")
        expect(card.locator("[lang=de]")).to_have_text(BUS)
        expect(card.locator("p[lang=uk]")).to_have_text(BUS_UK)
        expect(card.locator(".translated")).to_have_text(f"{reader.t('common.translation')} · Українська")
    german.does_not_see(BUS_UK)


def test_a_reworded_card_says_that_its_translation_is_of_the_old_words(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    writer, reader = hall.at_table(1), hall.at_table(1, lang="uk")
    writer.posts(BUS)
    page = desk(hall)
    menu(page, BUS, "console.translate")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(t("console.translate.into")).select_option("uk")
    dialog.get_by_label(t("common.translation"), exact=True).fill(BUS_UK)
    press(dialog, "common.save")
    eventually(lambda: translations(hall), [("uk", BUS_UK)])
    reader.sees(BUS_UK)
    writer.card(BUS).get_by_role("button").tap()
    writer.page.locator(".editing textarea").fill("Nach acht fährt kein Bus")
    writer.button("phone.save_change").tap()
    reader.sees(f"{reader.t('common.translation_outdated')} · Українська")
    press(page, "console.undo", step=t("console.step.translated"))
    eventually(lambda: translations(hall), [])
    reader.does_not_see(BUS_UK)


def test_the_stage_shows_the_wordings_that_the_moderator_chose(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    card = an_id()
    hall.moderator.asks(
        PostContribution(id=card, kind=Kind.WEAKNESS, text=COURSES, language="ar"),
        Translate(of_id=card, language="de", text="Abends fehlen Kurse", original_version=1),
    )
    stage, page = hall.stage(), hall.laptop().page
    shown = stage.page.locator(".stage-page article.card .wording")
    expect(shown).to_have_text([COURSES])
    press(page, "console.texts")
    for mode, wordings in (
        ("translation", ["Abends fehlen Kurse"]),
        ("both", [COURSES, "Abends fehlen Kurse"]),
        ("original", [COURSES]),
    ):
        page.get_by_label(t(f"console.texts.{mode}"), exact=True).check()
        expect(shown).to_have_text(wordings)
        marks = stage.page.locator(".stage-page .translated")
        expect(marks).to_have_count(len(wordings) - (COURSES in wordings))


def test_the_stage_asks_in_two_languages(hall: Hall) -> None:
    stage = hall.stage()
    second = stage.page.locator(".stage-view .stage-second").first
    hall.moderator.asks(ChooseTexts(stage_language="ar"))
    expect(stage.page.locator(".stage-view h1 [lang=ar]")).to_have_text(texts("ar").t("stage.join"))
    for phase in ("write", "sort", "focus", "goals", "results"):
        hall.moderator.goes_to(phase)
        asked = texts("ar").t(f"common.question.{phase}", year=2030).split()
        expect(second).to_have_text(re.compile(r"\s*".join(map(re.escape, asked))))
        expect(second).to_have_attribute("lang", "ar")
        expect(second).to_have_attribute("dir", "rtl")
        expect(stage.page.locator(".stage-view h1[lang=de]")).to_have_count(1)
    hall.moderator.asks(AskIn(language="ar", phase="results", text="ماذا بعد؟"))
    expect(second).to_have_text("ماذا بعد؟")
    hall.moderator.asks(ChooseTexts(stage_language=""))
    expect(second).to_have_count(0)


def asked(hall: Hall) -> dict[str, Any]:
    """The step of writing, as the moderators have it."""
    agenda = hall.moderator.all("workshop")[0]["agenda"]
    return next(step for step in agenda if step["id"] == "write")


def test_every_phone_asks_in_its_own_language_as_well_as_it_can(hall: Hall) -> None:
    page = hall.laptop().page
    page.goto(f"/m/w/{hall.code}/setup")
    page.locator("[data-keeps]").wait_for(state="attached")
    page.get_by_role("button", name="Українська").click()
    page.locator("details", has_text=t("setup.questions_in", language="Українська")).locator(
        "summary"
    ).click()
    field = page.locator('[data-draft="question.uk.write"]')
    field.fill("Чого вам бракує?")
    field.press("Tab")
    eventually(lambda: asked(hall)["questions_in"], {"uk": "Чого вам бракує?"})
    page.locator("details", has_text=t("setup.questions_change")).locator("summary").click()
    page.locator('[data-draft="question.write"]').fill("Was fehlt Ihnen?")
    page.locator('[data-draft="question.write"]').press("Tab")
    eventually(lambda: asked(hall)["question"], "Was fehlt Ihnen?")
    hall.moderator.goes_to("write")
    for lang, wording, spoken in (
        ("uk", "Чого вам бракує?", "uk"),  # the moderator's own, in this language
        ("en", "Was fehlt Ihnen?", "de"),  # the moderator's own, which nobody translated
    ):
        question = hall.at_table(1, lang=lang).page.locator("h1.question")
        expect(question).to_have_text(wording)
        expect(question).to_have_attribute("lang", spoken)
    hall.moderator.goes_to("sort")
    expect(hall.at_table(1, lang="en").page.locator("h1.question")).to_have_text(
        texts("en").t("common.question.sort")
    )


def test_a_voting_asks_everybody_in_their_language(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    arab = hall.at_table(1, lang="ar")
    page = desk(hall, "voting")
    press(page, "console.voting.open")
    question = arab.page.locator("h1.question")
    expect(question).to_have_text(texts("ar").t("common.question.vote"))
    expect(question).to_have_attribute("lang", "ar")


def speaking(hall: Hall, voices: list[tuple[str, bool]] | None, lang: str = "de") -> Phone:
    """A phone with these voices: language, and whether it is the device's own. None: without any engine."""
    phone = hall.phone(lang)
    script = f"({ENGINE})({json.dumps(voices)})"
    if voices is None:
        script = "Object.defineProperty(window, 'speechSynthesis', { value: undefined })"
    phone.page.add_init_script(script)
    phone.joins(hall.path, 1)
    return phone


def said(phone: Phone) -> list[list[str]]:
    return phone.page.evaluate("speechSynthesis.said")


def test_a_phone_reads_aloud_with_its_own_voice(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = speaking(hall, [("en-US", False), ("de_DE", True)])
    phone.posts(BUS)
    question = phone.page.locator(".asked .speak")
    expect(question).to_have_attribute("aria-pressed", "false")
    question.tap()
    expect(question).to_have_attribute("aria-pressed", "true")
    assert said(phone) == [[t("common.question.write"), "de"]]
    question.tap()
    expect(question).to_have_attribute("aria-pressed", "false")
    card = phone.page.get_by_role("button", name=f"{t('phone.read_aloud')}: {BUS}")
    card.tap()
    expect(card).to_have_attribute("aria-pressed", "true")
    assert said(phone)[-1] == [BUS, "de"]
    phone.page.evaluate("speechSynthesis.words.onend()")
    expect(card).to_have_attribute("aria-pressed", "false")
    card.tap()
    expect(card).to_have_attribute("aria-pressed", "true")
    quiet = phone.page.evaluate("speechSynthesis.quiet")
    hall.moderator.goes_to("focus")
    phone.sees(t("common.question.focus"))
    # What is gone is not read on.
    eventually(lambda: phone.page.evaluate("speechSynthesis.quiet"), quiet + 1)


@pytest.mark.parametrize("voices", [None, [], [("de-DE", False), ("tr-TR", True)]])
def test_where_a_phone_has_no_voice_of_its_own_nothing_offers_it(
    hall: Hall, voices: list[tuple[str, bool]] | None
) -> None:
    hall.moderator.goes_to("write")
    phone = speaking(hall, voices)
    phone.posts(BUS)
    expect(phone.page.locator(".speak")).to_have_count(0)


def test_in_arabic_the_arrow_keys_go_where_they_point(hall: Hall) -> None:
    page = desk(hall)
    page.evaluate("document.documentElement.dir = 'rtl'")
    first = page.get_by_role("tab", name=t("console.tab.kinds"))
    first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name=t("console.tab.clusters"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mixed_hall_can_be_used_by_everybody(hall: Hall, scheme: str) -> None:
    hall.moderator.goes_to("write")
    hall.moderator.asks(ChooseTexts(stage_language="ar", card_texts=CardTexts.BOTH))
    cards = [an_id() for _ in Kind]
    for id, kind in zip(cards, Kind, strict=True):
        hall.moderator.asks(PostContribution(id=id, kind=kind, text=COURSES, language="ar"))
    look = {"color_scheme": scheme, **STILL}
    page = hall.laptop(**TABLET, **look).page
    found: dict[str, list[str]] = {}
    page.get_by_role("tab", name=t("console.tab.translate")).click()
    for text in ("Abends gibt es keine Kurse", "Kurse am Abend fehlen"):
        page.locator(".con-translate-row textarea").first.fill(text)
        page.keyboard.press("Enter")
        eventually(lambda text=text: ("de", text) in translations(hall), True)
        expect(page.locator(".con-translate-row textarea").first).to_have_value("")  # its row has gone
    found["interpreter"] = problems(page)
    page.get_by_role("button", name=t("console.panel.hall")).click()
    press(page, "console.texts")
    found["languages of the stage"] = problems(page)
    page.keyboard.press("Escape")
    hall.moderator.asks(DressStage(dark=scheme == "dark"))
    phone, stage = hall.phone("ar", **look), hall.stage(**STILL)
    expect(stage.page.locator("html")).to_have_attribute("data-look", scheme)
    phone.page.add_init_script(f"({ENGINE})({json.dumps([('ar-SA', True), ('de-DE', True)])})")
    phone.joins(hall.path, 1)
    hall.moderator.asks(CreateCluster(id=an_id(), name="Kurse", contribution_ids=tuple(cards)))
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    for phase in ("write", "sort", "focus", "goals", "vote", "results"):
        hall.moderator.goes_to(phase)
        if phase == "vote":
            hall.moderator.asks(OpenVoting(id=an_id(), question="Was zuerst?", option_ids=goals))
        phone.follows("vote, open" if phase == "vote" else phase)
        stage.shows(next(one.stage.value for one in STEP_KINDS if one.id == phase))
        found[f"phone, {phase}"] = problems(phone.page)
        found[f"stage, {phase}"] = problems(stage.page)
    assert {place: trouble for place, trouble in found.items() if trouble} == {}
