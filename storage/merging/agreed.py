"""What laptops agree on where each of them was right and both together would not be: one number for two
tables, no table at all, a voting with the ballots of both and the result of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facilitation.limits import next_number
from facilitation.model import Ballot, Entity, Group, Voting, VotingResult
from facilitation.voting import counted_again


def table_to_keep(there: Iterable[Entity], gone: Iterable[Entity | None]) -> list[Group]:
    """Of those that are gone, if no other is there: nobody could join. The same one on all laptops."""
    if any(isinstance(entity, Group) for entity in there):
        return []
    tables = [entity for entity in gone if isinstance(entity, Group)]
    return sorted(tables, key=lambda table: (table.number, table.id))[:1]


def of_all_ballots(entities: Iterable[Entity], new: Iterable[Entity]) -> Iterator[VotingResult]:
    """The results that are others with new ballots: a copied data folder may have closed a voting twice."""
    votings = {one.voting_id for one in new if isinstance(one, Ballot)}
    cast: dict[str, list[Ballot]] = {id: [] for id in votings}
    found: dict[str, list[Voting | VotingResult]] = {id: [] for id in votings}
    for entity in entities:
        if isinstance(entity, Ballot) and entity.voting_id in cast:
            cast[entity.voting_id].append(entity)
        elif isinstance(entity, Voting | VotingResult) and entity.id in found:
            found[entity.id].append(entity)
    for id, pair in found.items():
        voting = next(one for one in pair if isinstance(one, Voting))
        result = next(one for one in pair if isinstance(one, VotingResult))
        again = counted_again(result, voting, cast[id])
        if again != result:
            yield again.model_copy(update={"version": result.next_version})


def numbered(entities: Iterable[Entity]) -> Iterator[Group]:
    """Tables with another number: two laptops may have added the same next one."""
    groups = [entity for entity in entities if isinstance(entity, Group)]
    all_of_them, taken = {group.number for group in groups}, set[int]()
    for group in sorted(groups, key=lambda group: (group.number, group.id)):
        if group.number in taken:
            number = next_number(all_of_them)
            all_of_them.add(number)
            yield group.model_copy(update={"number": number})
        taken.add(group.number)
