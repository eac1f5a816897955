"""Texts for people: one gettext catalogue per language and area, read once.

Keys are symbolic (`phone.send_card`); plural entries become lists in gettext's order. The same
catalogues serve Python and, as JSON, the browser.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po

from app.paths import ASSETS

LANGUAGES: tuple[tuple[str, str], ...] = (("de", "Deutsch"), ("en", "English"), ("ar", "العربية"))
RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "he", "ur"})
AREAS = ("common", "phone", "stage", "console", "setup", "doc", "refused", "error")
SOURCE_LANGUAGE = "de"

Text = str | list[str]


@functools.cache
def area(language: str, name: str) -> dict[str, Text]:
    """One catalogue. An area that a language does not have (yet) is empty."""
    path = ASSETS / "translations" / language / f"{name}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file, locale=language))
    return {_key(m.id): _text(m.string) for m in messages if m.id}


def _key(id: Any) -> str:
    return str(id if isinstance(id, str) else id[0])


def _text(string: Any) -> Text:
    return str(string) if isinstance(string, str) else [str(s) for s in string]


def catalogue(language: str, areas: Iterable[str]) -> dict[str, Text]:
    """The texts of some areas. What a language lacks comes in English, then in German."""
    merged: dict[str, Text] = {}
    for name in areas:
        for fallback in (SOURCE_LANGUAGE, "en", language):
            merged.update({k: v for k, v in area(fallback, name).items() if v})
    return merged


class Texts:
    """One language's texts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = catalogue(language, AREAS)

    def t(self, key: str, count: int | None = None, **params: object) -> str:
        """The text with its placeholders filled; `count` picks the plural form.

        A missing key is returned as it is, so that a screen says something rather than nothing.
        """
        text = self._texts.get(key, key)
        if isinstance(text, list):
            text = text[min(_plural(self.language, count or 0), len(text) - 1)]
        values = {"count": count, **params} if count is not None else params
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text


@functools.cache
def texts(language: str) -> Texts:
    return Texts(language)


@functools.cache
def _order(language: str) -> list[str]:
    """Plural categories in CLDR's order, which is that of our catalogues."""
    rule = Locale.parse(language).plural_form
    return [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in {*rule.tags, "other"}]


def _plural(language: str, count: int) -> int:
    return _order(language).index(Locale.parse(language).plural_form(count))


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def preferred(accept_language: str, languages: Iterable[str] = ()) -> str:
    """The first of our languages in a browser's Accept-Language header, else German."""
    ours = list(languages) or [code for code, _ in LANGUAGES]
    for entry in accept_language.split(","):
        code = entry.split(";")[0].strip().lower().split("-")[0]
        if code in ours:
            return code
    return SOURCE_LANGUAGE
