"""Voting slips to print and cut, ten on a page: a QR code, the same code to type, and one sentence.

The codes exist on this paper alone: nothing here keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.addresses import short
from app.exports import facts
from app.exports.typeset import typeset
from app.exports.wording import direction
from app.qr import svg_once
from app.texts import area, texts

GROUP = 4  # letters that are read and typed in one go


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
    spoken = [language for language in slips.languages if area(language, "doc")][:2] or ["en"]
    t = facts.speaking(spoken[0])
    return {
        "lang": t.language,
        "title": {"text": slips.title, "dir": direction(slips.title)},
        "heading": t.t("doc.slip_title"),
        "how": [_spoken(language, "doc.slip_how") for language in spoken],
        "one": [_spoken(language, "doc.slip_one") for language in spoken],
        "type": t.t("doc.slip_type", address=f"{short(slips.base)}/j/{slips.join_code}"),
        "slips": [
            {"code": " ".join(_parts(code)), "qr": svg_once(address_of(slips, code), border=0)}
            for code in slips.codes
        ],
    }


def _spoken(language: str, key: str) -> dict[str, str]:
    said = texts(language).t(key)
    return {"text": said, "dir": direction(said), "lang": language.split("-")[0]}


def _parts(code: str) -> list[str]:
    return [code[at : at + GROUP] for at in range(0, len(code), GROUP)]
