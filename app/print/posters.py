"""Sheets for the hall: a poster, and one for each table. They name the laptop's address of now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from app.exports.wording import direction
from app.qr import svg
from app.texts import direction as direction_of
from app.texts import texts
from app.typesetting.typeset import typeset

AT_ONCE = 2
"""Languages on one poster: more would be too small to be read from three metres. The others get a poster of
their own. And languages in which one word is said on a table's sheet, where the sentences stand in all."""

PAPERS = {"a4": 1.0, "a3": 2**0.5}


class WifiOnPaper(NamedTuple):
    """`password`: "" where the moderator does not want it printed. It is in the QR code all the same."""

    qr_text: str
    name: str
    password: str = ""


class Invited(NamedTuple):
    """Whom the sheets invite to what. `url`: where the code leads; `address`: what people type;
    `languages`: the workshop's own first."""

    workshop: str
    url: str
    address: str
    code: str
    languages: Sequence[str]
    wifi: WifiOnPaper | None = None


class Table(NamedTuple):
    """`url` and `address`: as in `Invited`, with this table already chosen."""

    number: int
    name: str
    url: str
    address: str


def poster(invited: Invited, paper: str = "a4") -> bytes:
    """A page for each two languages. Blocks for a moment: call it in a thread."""
    spoken = distinct(invited.languages)
    chunks = [spoken[start : start + AT_ONCE] for start in range(0, len(spoken), AT_ONCE)]
    steps = ("scan_first", "scan_then", "choose_table") if invited.wifi else ("scan", "choose_table")
    pages = [_page(invited, invited.url, languages, steps) for languages in chunks]
    return _sheets(invited, pages, PAPERS[paper])


def tables(invited: Invited, found: Iterable[Table]) -> bytes:
    """A page for each table, with all languages: it is read from near. Blocks as `poster` does."""
    spoken = distinct(invited.languages)
    steps = ("scan_first", "scan_then") if invited.wifi else ("scan",)
    pages = [
        _page(invited, table.url, spoken, steps)
        | {
            "address": table.address,
            "number": str(table.number),
            "name": _said(table.name, invited.languages[0]),
        }
        for table in found
    ]
    return _sheets(invited, pages, PAPERS["a4"])


def _sheets(invited: Invited, pages: list[dict[str, Any]], scale: float) -> bytes:
    own = invited.languages[0]
    return typeset(
        "sheets",
        {
            "lang": _tag(own),
            "title": texts(own).t("print.title"),
            "workshop": _said(invited.workshop, own),
            "code": invited.code,
            "scale": scale,
            "pages": pages,
        },
    )


def distinct(languages: Sequence[str]) -> list[str]:
    """Plain German is not printed beside German: sentences as short as these are the same in both."""
    found: dict[str, str] = {}
    for language in languages:
        found.setdefault(_tag(language), language)
    return list(found.values())


def _page(invited: Invited, url: str, languages: Sequence[str], steps: Sequence[str]) -> dict[str, Any]:
    return {
        "codes": _codes(invited, url, languages),
        "titles": _joined("print.title", languages),
        "address": invited.address,
        "type": _joined("print.type", languages),
        "code_label": _joined("print.code", languages),
        "blocks": [_block(language, steps) for language in languages],
    }


def _codes(invited: Invited, url: str, languages: Sequence[str]) -> list[dict[str, Any]]:
    """In the order in which a phone needs them: first the Wi-Fi, then the page."""
    wifi = [_wifi_code(invited.wifi, languages)] if invited.wifi else []
    return [*wifi, {"label": _joined("print.join", languages), "qr": svg(url, border=0), "alt": url}]


def _wifi_code(wifi: WifiOnPaper, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "label": _joined("print.wifi", languages),
        "qr": svg(wifi.qr_text, border=0),
        "alt": texts(languages[0]).t("print.wifi"),  # never the password
        "name": wifi.name,
        "password_label": _joined("print.password", languages),
        "password": wifi.password,
    }


def _block(language: str, steps: Sequence[str]) -> dict[str, Any]:
    t = texts(language).t
    return {
        "lang": _tag(language),
        "dir": direction_of(language),
        "steps": [t(f"print.{step}") for step in steps],
        "aside": [t("print.no_name"), t("print.stay")],
    }


def _joined(key: str, languages: Sequence[str]) -> list[dict[str, str]]:
    """A few words in the first of these languages, each once: several write "Wi-Fi"."""
    return list({texts(one).t(key): _words(one, key) for one in languages[:AT_ONCE]}.values())


def _words(language: str, key: str) -> dict[str, str]:
    return {"text": texts(language).t(key), "dir": direction_of(language), "lang": _tag(language)}


def _said(text: str, language: str) -> dict[str, str]:
    return {"text": text, "dir": direction(text), "lang": _tag(language)}


def _tag(language: str) -> str:
    return language.split("-")[0]
