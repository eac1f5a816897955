"""Participants' words, made safe without changing them: what a reader cannot see is removed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# On one letter. Burmese and Tibetan need most; hundreds of them would lie over the cards around.
MARKS = 8
_MANY_SIGNS = re.compile(rf"\W{{{MARKS + 1}}}")

# C0/C1 controls except newline; bidi embeddings, overrides and isolates, which can make a card
# read as something else than it says; BOM; line and paragraph separators; U+FFFC, which dictation on iPhones
# leaves behind. Zero-width joiner and non-joiner stay (Persian, emoji), and so do the plain direction marks
# LRM and RLM.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ud800-\udfff]"
)
# What ends a line for `str.splitlines`; Word's line break is the vertical tab.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# What leaves no mark on paper. Default_Ignorable_Code_Point of Unicode 16 (DerivedCoreProperties.txt), which
# holds the Hangul fillers and variation selectors; then what has a width and no ink: Braille, musical, Khitan
# and hieroglyphic blanks; controls and private use. Blanks are what `\s` says. `typed.js` has the same list.
_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\ue000-\uf8ff"
    "\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U000ffffd\U00100000-\U0010fffd]*"
)


def is_seen(text: str) -> bool:
    """Whether a reader sees anything of it. Joiners, fillers and blanks alone are nothing."""
    return _UNSEEN.fullmatch(text) is None


def clean_text(value: Any) -> Any:
    """Text of several lines without control and bidi-override characters, piles of marks and outer blanks.

    "" if nothing of it is seen. Anything but a string is returned as it is, for the type check that
    follows to refuse.
    """
    if not isinstance(value, str):
        return value
    text = _unpiled(_INVISIBLE.sub("", _BREAKS.sub("\n", value).replace("\t", " ")).strip())
    return text if is_seen(text) else ""


def _unpiled(text: str) -> str:
    if not _MANY_SIGNS.search(text):
        return text
    kept, marks = [], 0
    for sign in text:
        category = unicodedata.category(sign)
        if category != "Cf":  # a joiner between them starts no new letter
            marks = marks + 1 if category.startswith("M") else 0
        if marks <= MARKS or category == "Cf":
            kept.append(sign)
    return "".join(kept)


def clean_line(value: Any) -> Any:
    """Like `clean_text`, with newlines turned into blanks."""
    text = clean_text(value)
    return text.replace("\n", " ") if isinstance(text, str) else text


def in_latin_digits(text: str) -> str:
    """Digits of any script as 0 to 9; all else stays."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
