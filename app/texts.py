"""Texts for people: one gettext catalogue per language and area, read once.

Keys are symbolic (`phone.send_card`); plural entries become lists in gettext's order. The same
catalogues serve Python and, as JSON, the browser.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Iterable, Mapping
from decimal import InvalidOperation
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_minus_sign_symbol

from app.paths import ASSETS

# Code as in <html lang>, and what its readers call it. Plain German is called plain, not "Leichte
# Sprache": that name promises that people who need it have checked the texts (DIN SPEC 33429).
LANGUAGES: tuple[tuple[str, str], ...] = (
    ("de", "Deutsch"),
    ("de-simple", "Einfaches Deutsch"),
    ("en", "English"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("fa", "فارسی / دری"),
    ("ku", "Kurmancî"),
    ("fr", "Français"),
)
LOCALES = {"de-simple": "de", "en": "en_GB"}
"""Where Babel's name is another one; British: the day before the month, as everywhere around us."""

FALLBACKS = {"de-simple": ("de",), "en": ("de",), "de": ("en",)}
"""Where a text comes from that a language lacks; all others ask English, then German."""

ALSO_CALLED = {"kmr": "ku", "prs": "fa", "pes": "fa"}
"""What browsers call some of our languages. Sorani (ckb) is not among them: our Kurdish is Kurmanji."""

COOKIE = "zielrunde_language"
AREAS = (
    "common",
    "phone",
    "stage",
    "console",
    "setup",
    "check",
    "doc",
    "print",
    "statement",
    "refused",
    "error",
    "storage",
    "cli",
)
SOURCE_LANGUAGE = "de"

NAMING = frozenset({"year", "number", "port"})
"""Placeholders whose numbers name something, and are written without a mark for thousands."""

Text = str | list[str]


@functools.cache
def area(language: str, name: str) -> dict[str, Text]:
    """One catalogue. An area that a language does not have (yet) is empty."""
    path = ASSETS / "translations" / language / f"{name}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file, locale=locale(language)))
    return {_key(m.id): _text(m.string) for m in messages if m.id}


def _key(id: Any) -> str:
    return str(id if isinstance(id, str) else id[0])


def _text(string: Any) -> Text:
    return str(string) if isinstance(string, str) else [str(s) for s in string]


def catalogue(language: str, areas: Iterable[str]) -> dict[str, Text]:
    """The texts of some areas. What a language lacks comes from its fallbacks."""
    merged: dict[str, Text] = {}
    for name in areas:
        for source in reversed((language, *fallbacks(language))):
            merged.update({k: v for k, v in area(source, name).items() if v})
    return merged


def fallbacks(language: str) -> tuple[str, ...]:
    return FALLBACKS.get(language, ("en", SOURCE_LANGUAGE))


def languages_of(name: str) -> list[str]:
    """The languages that have texts of their own for an area. Only on phones these are all."""
    return [code for code, _ in LANGUAGES if area(code, name)]


def ordered(first: Iterable[str]) -> list[str]:
    """Languages in the order of LANGUAGES, each once."""
    return [code for code, _ in LANGUAGES if code in set(first)]


@functools.cache
def locale(language: str) -> Locale:
    """Babel's rules for plural forms, numbers, dates and direction; English ones for the unknown."""
    try:
        return Locale.parse(LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(LOCALES["en"])


def number(value: float, language: str) -> str:
    """As people write it, in the digits that are printed everywhere in the hall.

    Babel cannot group more digits than it counts with; such a number is given short (1e+30) rather
    than not at all, because no single number may keep a document from everybody.
    """
    try:
        said = str(format_decimal(value, locale=locale(language), numbering_system="latn"))
    except InvalidOperation:
        return f"{value:g}"
    # Babel writes a plain hyphen in all languages: from right to left it would stand behind the number.
    return said.replace("-", get_minus_sign_symbol(locale(language), numbering_system="latn"), 1)


class Texts:
    """One language's texts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = catalogue(language, AREAS)

    def t(self, key: str, count: Any = None, **params: object) -> str:
        """The text with its placeholders filled; `count` picks the plural form.

        A missing key is returned as it is, so that a screen says something rather than nothing.
        """
        text = self._texts.get(key, key)
        if isinstance(text, list):
            text = text[min(_plural(self.language, count or 0), len(text) - 1)]
        values = {"count": count, **params} if count is not None else params
        for name, value in values.items():
            text = text.replace("{" + name + "}", self._said(name, value))
        return text

    def _said(self, name: str, value: object) -> str:
        if isinstance(value, int | float) and name not in NAMING:
            return number(value, self.language)
        return str(value)


@functools.cache
def texts(language: str) -> Texts:
    return Texts(language)


@functools.cache
def _order(language: str) -> list[str]:
    """Plural categories in CLDR's order, which is that of our catalogues."""
    rule = locale(language).plural_form
    return [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in {*rule.tags, "other"}]


def _plural(language: str, count: int) -> int:
    return _order(language).index(locale(language).plural_form(count))


def name_of(code: str) -> str:
    """What a language calls itself."""
    return dict(LANGUAGES).get(code, code)


def direction(language: str) -> str:
    return str(locale(language).text_direction)


def of_this_computer() -> str:
    """The language of the command line: that of the system if we speak it there, else German."""
    if sys.platform == "win32":
        import ctypes
        from locale import windows_locale

        named = windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    else:
        named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return preferred(re.sub(r"[.@].*", "", named).replace("_", "-"), languages_of("cli"))


def accepted_languages(cookies: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """What to ask `preferred` for: the language chosen on this device, then those of its browser."""
    return ",".join((cookies.get(COOKIE, ""), headers.get("accept-language", "")))


def preferred(accept_language: str, languages: Iterable[str] = ()) -> str:
    """The first of our languages in a browser's Accept-Language header.

    Asked for one that we speak, but not here, it is what stands in for that one; else German.
    """
    here = list(languages) or [code for code, _ in LANGUAGES]
    asked = [known for entry in accept_language.split(",") if (known := _known(entry.split(";")[0]))]
    stand_ins = [stand_in for code in asked for stand_in in fallbacks(code)]
    return next((code for code in (*asked, *stand_ins) if code in here), SOURCE_LANGUAGE)


def _known(tag: str) -> str | None:
    """Our code for a browser's tag: "prs-AF" is fa, "de-AT" is de, "ku-Arab" is none of ours."""
    parts = tag.strip().lower().split("-")
    if parts[0] == "ku" and "arab" in parts:
        return None
    parts[0] = ALSO_CALLED.get(parts[0], parts[0])
    ours = [code for code, _ in LANGUAGES]
    starts = ("-".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((start for start in starts if start in ours), None)
