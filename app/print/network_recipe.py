"""What the venue's technician should know: one page, to be ticked off."""

from __future__ import annotations

import math
from typing import NamedTuple

from app.exports import facts
from app.qr import svg
from app.texts import number
from app.typesetting.typeset import typeset

FEWEST_PER_POINT, MOST_PER_POINT = 20, 30
"""Phones that one access point serves well; more associate, but share the air."""

SMALLEST_POOL = 50
ADDRESSES_EACH = 2  # a phone that comes back may be given another address: phones change theirs

ON = ("wifi", "points", "security", "cable", "fixed", "pool", "private", "uplink")
OFF = ("isolation", "portal", "filter", "idle", "multicast")
TESTS = range(1, 5)


class Venue(NamedTuple):
    """`addresses`: the laptop's, the one in the codes first. `check`: the page on which a phone tests."""

    addresses: tuple[str, ...]
    port: int
    check: str
    people: int


def recipe(venue: Venue, language: str) -> bytes:
    """In German or English. Blocks for a moment: call it in a thread."""
    t = facts.speaking(language)
    values = {
        "people": venue.people,
        "points": access_points(venue.people),
        "pool": number(addresses_needed(venue.people), t.language),
        "port": venue.port,
    }

    def say(id: str) -> str:
        return t.t(f"doc.network_{id}", **values)

    said = {id: say(id) for id in ("title", "lead", "laptop", "on", "off", "test")}
    known = {"address": ", ".join(venue.addresses), "port": say("port_value"), "load": say("load_value")}
    lists = {
        "facts": [(say(id), value) for id, value in known.items()],
        "switch_on": [say(f"on_{id}") for id in ON],
        "switch_off": [say(f"off_{id}") for id in OFF],
        "tests": [say(f"test_{id}") for id in TESTS],
    }
    code = {"qr": svg(venue.check, border=0), "check": venue.check}
    return typeset("network", {"lang": t.language, **said, **lists, **code})


def access_points(people: int) -> str:
    """ "2–3" for 60: as many as serve them well, and as many as do so at ease."""
    least, most = math.ceil(people / MOST_PER_POINT), math.ceil(people / FEWEST_PER_POINT)
    return str(least) if least == most else f"{least}–{most}"


def addresses_needed(people: int) -> int:
    return max(SMALLEST_POOL, math.ceil(people * ADDRESSES_EACH / 10) * 10)
