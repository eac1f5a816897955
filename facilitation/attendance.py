"""Who is ready, silent or gone, table by table: counts only, computed, never stored, nobody is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from facilitation.agenda import running
from facilitation.model import Contribution, Device, Goal, Group, Participant, Source
from facilitation.model.agenda import Activity
from facilitation.state import State


class Attendance(NamedTuple):
    """One table. `table_ready`: its tablet said so, or everybody who is here.

    `silent`: here, in a writing phase, and nothing written yet. `gone`: was here, is not connected
    now and has not said "ready" (who has, may well put the phone away).
    """

    ready: int
    table_ready: bool
    silent: int
    gone: int


def attendance(state: State, here: Collection[str]) -> dict[str, Attendance]:
    """Group id -> its attendance. `here`: ids of the participants who are connected now."""
    heard = _Heard(state)
    by_group: dict[str, list[Participant]] = {group.id: [] for group in state.all(Group)}
    for person in state.all(Participant):
        by_group.setdefault(person.group_id, []).append(person)
    since = state.workshop.phase_started_at
    return {id: _of_table(people, here, heard, since) for id, people in by_group.items()}


def _of_table(people: list[Participant], here: Collection[str], heard: _Heard, since: int) -> Attendance:
    ready = [p for p in people if p.ready_for == since]
    present = [p for p in people if p.id in here]
    tablets = [p for p in {*ready, *present} if p.device is Device.TABLET]
    everybody = bool(ready) and all(p.ready_for == since for p in present)
    return Attendance(
        ready=len(ready),
        table_ready=any(p.ready_for == since for p in tablets) if tablets else everybody,
        silent=sum(heard.nothing_from(p) for p in present),
        gone=sum(p.id not in here and p.ready_for != since for p in people),
    )


class _Heard:
    """Who has written something of what the phase asks for. A table's tablets write for one another."""

    def __init__(self, state: State) -> None:
        written = list(_written(state))
        self.asked = _asked(state) is not None
        self.authors = {one.author_id for one in written}
        self.tables = {one.group_id for one in written if one.source is Source.TABLET}

    def nothing_from(self, person: Participant) -> bool:
        shared = person.device is Device.TABLET and person.group_id in self.tables
        return self.asked and person.id not in self.authors and not shared


def _asked(state: State) -> type[Contribution] | type[Goal] | None:
    """What participants write in this phase."""
    activities = running(state.workshop).activities
    if Activity.WRITE in activities:
        return Contribution
    return Goal if Activity.GOALS in activities else None


def _written(state: State) -> Iterator[Contribution | Goal]:
    asked = _asked(state)
    for one in state.all(asked) if asked is not None else ():
        if not one.withdrawn:
            yield one
