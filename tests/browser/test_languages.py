"""Every phone speaks its owner's language, and says the same as the laptop would."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser

from app import static
from app.paths import ASSETS
from app.texts import LANGUAGES, catalogue, texts

NUMBERS = [*range(121), 1000, 12345, 1_000_000]

# Says every counted text with every number, in a browser whose own language is another one.
SAY = """
async ([module, lang, texts, numbers]) => {
  const { createTexts } = await import(module);
  const { t } = createTexts({ boot: { lang, texts }, page: { documentElement: {}, cookie: "" } });
  return Object.keys(texts).map((key) => numbers.map((count) => t(key, {}, count)));
}
"""


@pytest.mark.parametrize("language", [language for language, _ in LANGUAGES])
def test_browser_and_laptop_count_alike(browser: Browser, language: str) -> None:
    counted = {k: v for k, v in catalogue(language, static.PHONE_AREAS).items() if isinstance(v, list)}
    expected = [[texts(language).t(key, count=number) for number in NUMBERS] for key in counted]
    assert said_in_a_russian_browser(browser, language, counted) == expected


def said_in_a_russian_browser(browser: Browser, language: str, counted: dict[str, Any]) -> list[list[str]]:
    source = base64.b64encode((ASSETS / "live" / "texts.js").read_bytes()).decode()
    page = browser.new_context(locale="ru").new_page()
    try:
        return page.evaluate(SAY, [f"data:text/javascript;base64,{source}", language, counted, NUMBERS])
    finally:
        page.context.close()
