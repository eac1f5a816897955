"""Laptops that exchange archives, without disk and network."""

from __future__ import annotations

import itertools
from typing import Any

from facilitation import commands as c
from facilitation.clocks import knowledge
from facilitation.events import Actor, Decision, Event, ref_of
from facilitation.model import (
    Contribution,
    Difference,
    Workshop,
)
from facilitation.undecided import pairs
from storage.archive.reading import read
from storage.archive.writing import write_archive
from storage.merging.merge import counted, merge
from tests.builders import MODERATOR, Hall, a_card, a_cluster, a_goal, a_workshop, an_id

_openings = itertools.count()


class Laptop:
    """A hall with its journal, as it stands on one laptop since the program was started there."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        hall.state.opening = f"opening {next(_openings)}"

    def as_it_is(self) -> Laptop:
        """What is on its disk, started elsewhere or another time: a backup, or a copied data folder."""
        hall = Hall()
        hall.state, hall.journal = self.hall.state.copy(), list(self.hall.journal)
        return Laptop(hall)

    def ask(self, command: c.Command, actor: Actor = MODERATOR) -> None:
        self.hall.ask(command, actor)

    def packed(self) -> bytes:
        room_id = self.hall.state.workshop.id
        known = knowledge(self.hall.journal)
        return write_archive(self.hall.state, None, 1, known={room_id: known})

    def takes(self, data: bytes) -> dict[str, int]:
        archive = read(data)
        state = self.hall.state
        there = next(e.id for e in archive.entities if isinstance(e, Workshop))
        theirs = (archive.known or {}).get(there)
        mine = knowledge(self.hall.journal)
        event = merge(state, archive.entities, mine=mine, theirs=theirs)
        if event is not None:
            self.arrived(event)
        return dict(counted(event))

    def arrived(self, event: Event) -> None:
        event = event.model_copy(update={"seq": self.hall.state.seq + 1})
        event = Event.model_validate_json(event.model_dump_json())  # as the journal keeps it
        self.hall.state.apply(Decision(event))
        self.hall.journal.append(event)

    def meets(self, other: Laptop) -> None:
        """Each takes the other's archive."""
        mine, theirs = self.packed(), other.packed()
        self.takes(theirs)
        other.takes(mine)

    def copy(self) -> Laptop:
        """Another laptop that has only the archive."""
        there = Laptop(Hall())
        there.takes(self.packed())
        return there

    def now(self, entity: Any) -> Any:
        return self.hall.now(entity)

    def pairs(self) -> list[tuple[Any, ...]]:
        return [pair.values for pair in pairs(self.hall.state)]


def seen(laptop: Laptop) -> dict[tuple[str, str], Any]:
    """All that people see of it, but for what they are asked; join codes are each laptop's own."""
    hidden = {"author_id", "code", "joined_at", "version"}
    there = (e for e in laptop.hall.state.entities() if e.travels and not isinstance(e, Difference))
    return {tuple(ref_of(e)): e.model_dump(mode="json", exclude=hidden) for e in there}


def two() -> tuple[Laptop, Laptop]:
    hall = a_workshop()
    first = Laptop(hall)
    card = a_card(hall, "Die Sprachpaten")
    a_cluster(hall, "Wege", card)
    a_cluster(hall, "Orte", field="Wohnen")
    a_goal(hall, "Ein Ziel", indicators=({"id": an_id(), "name": "Plätze"},))
    return first, first.copy()


def card_of(laptop: Laptop) -> Contribution:
    return next(laptop.hall.state.all(Contribution))


def edit(laptop: Laptop, *texts: str) -> None:
    """Words its card once and once more."""
    for text in texts:
        card = card_of(laptop)
        laptop.ask(c.EditContribution(id=card.id, version=card.version, kind=card.kind, text=text))


def agree(a: Laptop, b: Laptop) -> bool:
    """Whether both show the same, and ask the same."""
    return (seen(a), a.pairs()) == (seen(b), b.pairs())


def asked(laptop: Laptop) -> list[list[str]]:
    """What there is to choose between, in words. What holds comes first."""
    return [[v if isinstance(v, str) else v[0] for v in values] for values in laptop.pairs()]


def settle(laptop: Laptop, text: str) -> None:
    """Chooses this wording."""
    for pair in pairs(laptop.hall.state):
        words = [value[0] for value in pair.values]
        laptop.ask(c.SettleDifference(id=pair.difference.id, choice=words.index(text)))
