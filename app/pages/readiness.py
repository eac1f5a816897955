"""What is ready for the hall and what is not: pure questions to a workshop's state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.hallcheck.findings import LOOPBACK
from facilitation.model import FieldOfAction, Group, Participant
from facilitation.state import State

LARGEST_TABLE = 8  # people per table, beyond which not everybody gets to speak


class Check(NamedTuple):
    """`step`: the part of the form that it belongs to. Texts: setup.ready.<id>.yes/no and .hint."""

    id: str
    step: int
    ok: bool
    params: dict[str, object]


def checks(state: State, address: str, people: int, contact: str) -> Iterator[Check]:
    """In the order of the form's steps. `contact`: who answers about accessibility, "" for nobody."""
    workshop = state.workshop
    tables, fields = list(state.all(Group)), list(state.all(FieldOfAction))
    yield Check("occasion", 1, bool(workshop.title and workshop.audience), {})
    yield Check("place", 2, bool(workshop.place and workshop.date), {})
    crowded = workshop.expected > len(tables) * LARGEST_TABLE
    seats = {"count": len(tables), "people": workshop.expected}
    yield Check("tables", 3, workshop.expected > 0 and not crowded, seats)
    yield Check("fields", 4, bool(fields), {"count": len(fields)})
    yield Check("network", 6, not LOOPBACK.search(address), {"address": address})
    tried = people > 0 or any(True for _ in state.all(Participant))
    yield Check("phone", 6, tried, {})
    yield Check("contact", 6, bool(contact), {"name": contact})
