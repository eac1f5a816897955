"""What was sent beside what the server holds, and the report of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.rehearsal.device import CommandRejected
from app.rehearsal.replica import Entity
from app.rehearsal.speaker import Speaker

NAMED = 5  # so many differences are shown word for word


@dataclass
class Sent:
    """Texts of one noun that the devices sent, by id, with what became of the others."""

    noun: str
    words: dict[str, str] = field(default_factory=dict)
    before: frozenset[str] = frozenset()
    trimmed: int = 0
    too_long: int = 0
    limit: int = 0
    refused: dict[str, list[CommandRejected]] = field(default_factory=dict)  # by code


@dataclass
class Comparison:
    """The four ways in which a text can fail to be held once and unchanged."""

    sent: Sent
    held: int
    missing: list[str]
    doubled: list[str]
    changed: list[str]

    @property
    def good(self) -> bool:
        undone = self.sent.too_long or self.sent.refused
        return not (self.missing or self.doubled or self.changed or undone)


def compare(sent: Sent, entities: Iterable[Entity]) -> Comparison:
    """Compares by id and to the last character. A second card of a text that was sent is a double."""
    found = [entity for entity in entities if entity["id"] not in sent.before]
    times = Counter(entity["id"] for entity in found)
    held = {entity["id"]: entity["text"] for entity in found}
    said = set(sent.words.values())
    foreign = [text for id, text in held.items() if id not in sent.words and text in said]
    twice = [held[id] for id in sent.words if times[id] > 1]
    changed = [held[id] for id, words in sent.words.items() if id in held and held[id] != words]
    missing = [words for id, words in sent.words.items() if id not in held]
    return Comparison(sent, len(held.keys() & sent.words.keys()), missing, [*twice, *foreign], changed)


def differing(expected: Mapping[str, int], rows: Sequence[Entity]) -> dict[str, tuple[int, int]]:
    """Options whose points differ: (held, expected). An option nobody names must have none."""
    held = {row["option_id"]: row["value"] for row in rows}
    options = expected.keys() | held.keys()
    pairs = {id: (held.get(id, -1), expected.get(id, 0)) for id in options}
    return {id: pair for id, pair in pairs.items() if pair[0] != pair[1]}


def tell(result: Comparison, speaker: Speaker) -> None:
    """Prints one noun's comparison."""
    sent, what = result.sent, speaker.text(result.sent.noun)
    missing, doubled, changed = map(len, (result.missing, result.doubled, result.changed))
    counts = {"held": result.held, "missing": missing, "doubled": doubled, "changed": changed}
    speaker.say("counts", what=what, sent=len(sent.words), **counts)
    if sent.trimmed:
        speaker.say("trimmed", count=sent.trimmed)
    if sent.too_long:
        speaker.say("too_long", count=sent.too_long, limit=sent.limit)
    for refused in sent.refused.values():
        speaker.say("refused", count=len(refused), why=speaker.why(refused[0]))
    for state in ("missing", "doubled", "changed"):
        for words in getattr(result, state)[:NAMED]:
            speaker.say("named", state=speaker.text(f"state.{state}"), words=words)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; 0 for no values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)] if ordered else 0.0
