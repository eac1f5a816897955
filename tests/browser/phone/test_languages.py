"""Every phone speaks its owner's language, and says the same as the laptop would."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from app.paths import ASSETS
from app.texts import LANGUAGES, catalogue, direction, texts
from app.web import bundle
from tests.browser.conftest import Hall
from tests.browser.people import Phone

CODES = [code for code, _ in LANGUAGES]
NUMBERS = [*range(121), 1000, 12345, 1_000_000]

# Says every counted text with every number, in a browser whose own language is another one.
SAY = """
async ([module, lang, texts, numbers]) => {
  const { Texts } = await import(module);
  const { t } = new Texts({ boot: { lang, texts }, page: { documentElement: {}, cookie: "" } });
  return Object.keys(texts).map((key) => numbers.map((count) => t(key, {}, count)));
}
"""


@pytest.mark.parametrize("language", [language for language, _ in LANGUAGES])
def test_browser_and_laptop_count_alike(browser: Browser, language: str) -> None:
    counted = {k: v for k, v in catalogue(language, bundle.PHONE_AREAS).items() if isinstance(v, list)}
    expected = [[texts(language).t(key, count=number) for number in NUMBERS] for key in counted]
    assert said_in_a_russian_browser(browser, language, counted) == expected


def said_in_a_russian_browser(browser: Browser, language: str, counted: dict[str, Any]) -> list[list[str]]:
    source = base64.b64encode((ASSETS / "live" / "texts.js").read_bytes()).decode()
    page = browser.new_context(locale="ru").new_page()
    try:
        return page.evaluate(SAY, [f"data:text/javascript;base64,{source}", language, counted, NUMBERS])
    finally:
        page.context.close()


def speaks(phone: Phone, language: str) -> None:
    """The page is marked as that language's, and so is the choice."""
    html = phone.page.locator("html")
    expect(html).to_have_attribute("lang", language)
    phone.page.get_by_text(texts(language).t("phone.your_language"), exact=True).wait_for()
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction(language))
    chosen = phone.page.locator(".languages [aria-pressed=true]")
    assert (chosen.inner_text(), chosen.get_attribute("lang")) == (dict(LANGUAGES)[language], language)


@pytest.mark.parametrize(
    ("asked", "language"), [("uk-UA", "uk"), ("kmr", "ku"), ("fa-AF", "fa"), ("pl", "de")]
)
def test_the_browsers_language_is_preselected(hall: Hall, asked: str, language: str) -> None:
    phone = hall.phone(asked)
    phone.goes_to(hall.path)
    speaks(phone, language)


def test_the_chosen_language_wins_and_stays(hall: Hall) -> None:
    phone = hall.phone("tr")
    phone.goes_to(hall.path)
    speaks(phone, "tr")
    phone.page.get_by_role("button", name="Einfaches Deutsch").tap()
    speaks(phone, "de-simple")
    phone.page.reload()
    speaks(phone, "de-simple")


def test_a_change_of_language_loses_nothing_typed(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.types("Der Bus fährt nur zweimal am Tag")
    now = "de"
    for language in [*CODES[1:], "de"]:
        phone.page.get_by_role("button", name=texts(now).t("phone.change_language")).tap()
        phone.page.locator(f".languages [lang={language}]").tap()
        expect(phone.page.locator("html")).to_have_attribute("lang", language)
        phone.page.get_by_role("button", name=texts(language).t("phone.send_card")).wait_for()
        assert phone.page.locator("html").get_attribute("dir") == direction(language)
        assert phone.paper.input_value() == "Der Bus fährt nur zweimal am Tag"
        now = language
