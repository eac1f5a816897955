"""Voting slips to print and cut, eight on a page: a QR code, the same code to type, and two sentences.

The codes exist on this paper alone: nothing here keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.exports.wording import direction
from app.network.addresses import short
from app.print.posters import distinct
from app.qr import svg_once
from app.texts import direction as direction_of
from app.texts import texts
from app.typesetting.typeset import typeset

GROUP = 4  # letters that are read and typed in one go
ISOLATED, ENDED = "\u2066", "\u2069"  # an address within an Arabic sentence keeps its own order


class Slips(NamedTuple):
    """What is printed. `base`: the laptop's address; `languages`: the workshop's, its own first."""

    codes: Sequence[str]
    base: str
    join_code: str
    title: str
    languages: Sequence[str]


def render(slips: Slips) -> bytes:
    """A PDF. Blocks for a moment: call it in a thread."""
    return typeset("slips", _data(slips))


def address_of(slips: Slips, code: str) -> str:
    """What a phone opens when it scans the slip."""
    return f"{slips.base}/j/{slips.join_code}/v/{code}"


def _data(slips: Slips) -> dict[str, object]:
    own = slips.languages[0]
    return {
        "lang": own.split("-")[0],
        "title": {"text": slips.title, "dir": direction(slips.title)},
        "heading": texts(own).t("print.slip_title"),
        "slips": [_slip(slips, code, _spoken(slips.languages, n)) for n, code in enumerate(slips.codes)],
    }


def _slip(slips: Slips, code: str, spoken: Sequence[str]) -> dict[str, object]:
    address = f"{ISOLATED}{short(slips.base)}/j/{slips.join_code}{ENDED}"
    return {
        "code": " ".join(_parts(code)),
        "qr": svg_once(address_of(slips, code), border=0),
        "how": [_said(language, "print.slip_how") for language in spoken],
        "type": _said(spoken[0], "print.slip_type", address=address),
        "one": [_said(language, "print.slip_one") for language in spoken],
    }


def _spoken(languages: Sequence[str], number: int) -> Sequence[str]:
    """A slip has room for two languages: the workshop's own and, in turn, one of the others."""
    own, *others = distinct(languages)
    return [own, others[number % len(others)]] if others else [own]


def _said(language: str, key: str, **params: str) -> dict[str, str]:
    said = texts(language).t(key, **params)
    return {"text": said, "dir": direction_of(language), "lang": language.split("-")[0]}


def _parts(code: str) -> list[str]:
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]
