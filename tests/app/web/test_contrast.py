"""The colours of tokens.css in numbers: 4.5:1 for words, 3:1 for what one must see to use it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.web import bundle

TOKENS = Path(__file__).parents[3] / "assets" / "css" / "tokens.css"
GROUNDS = ("wall", "felt", "paper")
KINDS = ("strength", "weakness", "challenge")

WORDS = [
    *((ink, ground) for ink in ("ink", "ink-2") for ground in GROUNDS),
    *(("ink", kind) for kind in KINDS),
    *((f"{kind}-mark", kind) for kind in KINDS),
    *((f"{kind}-mark", ground) for kind in KINDS for ground in GROUNDS),
    *(("heat-ink", f"{kind}-{step}") for kind in KINDS for step in range(1, 5)),
    *(("heat-ink-5", f"{kind}-5") for kind in KINDS),
    ("on-marker", "marker"),
    ("wall", "ink"),
]
# A state is no kind of card.
OF_CARDS = re.compile(r"--(strength|weakness|challenge|kind|marker)")
OF_THE_CHECK = re.compile(r"\.(hall-check|check-|finding|level)")
PARTS = [
    *((part, ground) for part in ("edge", "dot") for ground in GROUNDS),
    ("ink", "marker"),  # the two rings of the focus, of which one stands out from any ground
]


def colours(look: str) -> dict[str, str]:
    """The tokens of light or dark: dark ones replace, what they do not name stays."""
    css = TOKENS.read_text(encoding="utf-8")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split("}", 1)[0]))
    dark = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css.split("prefers-color-scheme: dark")[1]))
    return light if look == "light" else light | dark


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (PARTS, 3.0)], ids=["words", "parts"])
def test_colours_stand_out(look: str, pairs: list[tuple[str, str]], least: float) -> None:
    known = colours(look)
    pale = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}
    if look == "dark":
        pale.pop(("ink", "marker"), None)  # there the light ring alone stands out from dark grounds
    assert {pair: ratio for pair, ratio in pale.items() if ratio < least} == {}


def test_the_hall_check_says_its_states_in_ink() -> None:
    """Green, orange and blue are strengths, weaknesses and challenges; a fault in them looked like a card."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", bundle.css("pages", "check"))
    states = [(selector.strip(), style) for selector, style in rules if OF_THE_CHECK.search(selector)]
    assert any("level-bad" in selector and "var(--ink)" in style for selector, style in states)
    assert [selector for selector, style in states if OF_CARDS.search(style)] == []
