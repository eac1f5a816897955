"""Participants' words, made safe without changing them: what a reader cannot see is removed."""

from __future__ import annotations

import re
from typing import Any

# C0/C1 controls except newline; bidi embeddings, overrides and isolates, which can make a card
# read as something else than it says; BOM; line and paragraph separators. Zero-width joiner and
# non-joiner stay (Persian, emoji), and so do the plain direction marks LRM and RLM.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")


def clean_text(value: Any) -> Any:
    """Text of several lines without control and bidi-override characters and outer blanks.

    Anything but a string is returned as it is, for the type check that follows to refuse.
    """
    if not isinstance(value, str):
        return value
    text = _BREAKS.sub("\n", value).replace("\t", " ")
    return _INVISIBLE.sub("", text).strip()


def clean_line(value: Any) -> Any:
    """Like `clean_text`, with newlines turned into blanks."""
    text = clean_text(value)
    return text.replace("\n", " ") if isinstance(text, str) else text
