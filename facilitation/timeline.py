"""When which step ran: read from the journal, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitation.events import Event
from facilitation.model import Participant, Workshop
from facilitation.model.agenda import PhaseTime

ARRIVAL = 6 * 3_600_000
"""ms before the first step within which somebody who joined was arriving. A trial on another day was none."""


def phase_times(events: Iterable[Event]) -> tuple[PhaseTime, ...]:
    """When which step ran. A step that was undone never happened: its entry goes."""
    starts: list[tuple[int, str]] = []
    joined: list[int] = []
    first, end = "", None
    for event in events:
        if event.phases:
            starts = [(ran.started_at, ran.phase) for ran in event.phases]
            end = event.phases[-1].ended_at
        joined += [put.joined_at for put in event.puts if isinstance(put, Participant)]
        for workshop in (put for put in event.puts if isinstance(put, Workshop)):
            first, starts = workshop.agenda[0].id, _begun(starts, workshop)
            end = (end or event.at) if workshop.finished else None
    starts = [*_arrival(starts, joined, first), *starts]
    ends = [at for at, _ in starts[1:]] + [end]
    pairs = zip(starts, ends, strict=False)
    return tuple(PhaseTime(phase=phase, started_at=at, ended_at=until) for (at, phase), until in pairs)


def _begun(starts: list[tuple[int, str]], workshop: Workshop) -> list[tuple[int, str]]:
    if workshop.phase_started_at == workshop.created_at:
        return []  # made, perhaps days ahead, or all taken back: nobody has arrived yet
    before = [start for start in starts if start[0] < workshop.phase_started_at]
    return [*before, (workshop.phase_started_at, workshop.phase)]


def _arrival(starts: Sequence[tuple[int, str]], joined: Iterable[int], first: str) -> list[tuple[int, str]]:
    """Nobody starts the first step: it begins with the first who came before the second did."""
    if not starts or starts[0][1] == first:
        return []
    begun = starts[0][0]
    came = [at for at in joined if begun - ARRIVAL <= at < begun]
    return [(min(came), first)] if came else []


def current(workshop: Workshop) -> tuple[PhaseTime, ...]:
    """What is known without a journal: the step that runs now."""
    return tuple(PhaseTime(phase=phase, started_at=at) for at, phase in _begun([], workshop))
