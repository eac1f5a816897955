"""What is ready for the hall and what is not: pure questions to a workshop's state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.venue_check.findings import LOOPBACK
from facilitation.model import FieldOfAction, Group, Participant
from facilitation.questions import unasked
from facilitation.state import State

LARGEST_TABLE = 8  # people per table, beyond which not everybody gets to speak


class Check(NamedTuple):
    """`step`: the part of the form that it belongs to. Texts: setup.ready.<id>.yes/no and .hint.

    `link`: to where it is mended, if not in the form.
    """

    id: str
    step: int
    ok: bool
    params: dict[str, object]
    link: str = ""


def checks(state: State, address: str, people: int, contact: str) -> Iterator[Check]:
    """In the order of the form's steps. `contact`: who answers about accessibility, "" for nobody."""
    workshop = state.workshop
    tables, fields = list(state.all(Group)), list(state.all(FieldOfAction))
    yield Check("occasion", 1, bool(workshop.title and workshop.audience), {})
    yield Check("place", 2, bool(workshop.place and workshop.date), {})
    yield _seats(workshop.expected, tables)
    yield Check("fields", 4, bool(fields), {"count": len(fields)})
    for step, missing in unasked(workshop):
        yield Check("questions", 5, False, {"asked_in": step, "missing": missing})
    yield Check("network", 6, not LOOPBACK.search(address), {"address": address}, "/m/hall")
    tried = people > 0 or any(True for _ in state.all(Participant))
    yield Check("phone", 6, tried, {})
    yield Check("contact", 6, bool(contact), {"name": contact}, "/m#contact")


def _seats(expected: int, tables: list[Group]) -> Check:
    """Whether everybody finds a chair, and nobody sits at a table where not everybody gets to speak."""
    missing = expected - sum(table.seats for table in tables)
    counted: dict[str, object] = {"count": len(tables), "people": expected, "missing": missing}
    if missing > 0:
        return Check("seats", 3, False, counted)
    return Check("tables", 3, 0 < expected <= len(tables) * LARGEST_TABLE, counted)
