"""What the entities of an archive may hold: only what a command would have let in here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from facilitation.clocks import Knowledge, asked_in, parts
from facilitation.errors import Refused
from facilitation.events import Ref, ref_of
from facilitation.ids import translation_id
from facilitation.limits import CHANGES_LIMIT, INDICATORS, LAST_MOMENT, OPENINGS_LIMIT, STEPS, Id
from facilitation.model import (
    ENTITIES,
    Ballot,
    Dialogue,
    Difference,
    Entity,
    Group,
    Indicator,
    Translation,
    Voting,
    VotingResult,
    Workshop,
)
from facilitation.model.agenda import KINDS_OF_STEPS, PhaseTime
from facilitation.references import points
from facilitation.undecided import chosen_of
from facilitation.voting import VOTING_MODES, counted_again
from storage.archive.format import room_id
from storage.archive.twins import MAX_MANY, twin

MAX_WORKSHOPS = 1000
MAX_PHASES = 1000  # somebody may go back and forth all day
MAX_TOLD = 1_000_000  # names in all that is known: each of them is an object in memory
MAX_NAME = 200  # of a part or an opening
GOES = {name for name, noun in ENTITIES.items() if noun.goes and noun.travels}
_ID = TypeAdapter[str](Id)
MAX_INDICATORS = 10 * INDICATORS  # of a goal: all from each of ten laptops


def check(entity: Entity, told: Any = None) -> None:
    """Raises ValueError where an entity holds what no command would have let in. `told`: as it came."""
    held = entity.model_dump(mode="json", exclude={"author_id"})
    if twin(type(entity)).model_validate(held).model_dump(mode="json", exclude={"author_id"}) != held:
        raise ValueError("a text that nobody can have typed")
    if isinstance(entity, Workshop):
        _check_workshop(entity)
        _check_questions(told or {}, entity)
    if isinstance(entity, Voting) and not entity.option_ids:
        raise ValueError("a voting about nothing")
    if isinstance(entity, Translation) and entity.id != translation_id(entity.of_id, entity.language):
        raise ValueError("a translation that nobody can have made")


def check_all(entities: Sequence[Entity]) -> None:
    """What was read belongs together, as it would in a room. Raises ValueError."""
    _check_ids(entities)
    known = {ref_of(entity): room_id(entity) for entity in entities}
    for entity in entities:
        if isinstance(entity, Voting) and entity.open:
            raise ValueError("an open voting")
        of = room_id(entity)
        if not all(any(known.get(ref) == of for ref in one_of) for one_of in points(entity)):
            raise ValueError(f"{ref_of(entity)} points to nothing")
    check_together(entities)


def _check_ids(entities: Sequence[Entity]) -> None:
    if len({ref_of(entity) for entity in entities}) != len(entities):
        raise ValueError("an id twice")
    if not any(isinstance(entity, Workshop) for entity in entities):
        raise ValueError("no workshop")
    begun = [entity.id for entity in entities if isinstance(entity, Workshop | Dialogue)]
    if len(begun) != len(set(begun)) or len(begun) > MAX_WORKSHOPS:
        raise ValueError("a workshop that is a dialogue")
    codes = [entity.code for entity in entities if isinstance(entity, Workshop)]
    if len(codes) != len(set(codes)):
        raise ValueError("two workshops behind one code")


def check_together(entities: Sequence[Entity], differences: Sequence[Difference] = ()) -> None:
    """What they say of each other. Raises ValueError."""
    known = {ref_of(entity): entity for entity in entities}
    if len(differences) > MAX_MANY or len({one.id for one in differences}) < len(differences):
        raise ValueError("more differences than anybody settles")
    for difference in differences:
        _check_difference(difference, known.get(Ref(difference.of_type, difference.of_id)))
    _check_tables(entities)
    of_goals = Counter(entity.goal_id for entity in entities if isinstance(entity, Indicator))
    if any(count > MAX_INDICATORS for count in of_goals.values()):
        raise ValueError("more indicators than anybody reads")
    _check_votings(entities)


def told_in_few(known: bytes) -> bytes:
    """The JSON of what is known, before it is read. Raises ValueError where it would fill the memory."""
    if known.count(b":") + known.count(b"{") > MAX_TOLD:
        raise ValueError("more changes than a dialogue has")
    return known


def check_known(known: Knowledge, entities: Sequence[Entity]) -> None:
    """Raises ValueError where a laptop that has these entities cannot know this."""
    there = {ref_of(entity) for entity in entities}
    for ref, of in known.items():
        _ID.validate_python(ref.id)
        if ref.type not in ENTITIES or len(of.clocks) > MAX_MANY:
            raise ValueError("knowledge of nothing")
        if of.gone and (ref in there or ref.type not in GOES):
            raise ValueError("gone, and there; or nothing that ever goes")
        for part, clock in of.clocks.items():
            if max(map(len, (part, *clock))) > MAX_NAME:
                raise ValueError("names that nothing has")
            if len(clock) > OPENINGS_LIMIT or not all(0 < count <= CHANGES_LIMIT for count in clock.values()):
                raise ValueError("more changes than anybody makes")


def _check_difference(difference: Difference, entity: Entity | None) -> None:
    """Whatever is chosen, it must be something that could have come in by itself."""
    check(difference)
    if not 2 <= len(set(difference.choices)) == len(difference.choices) <= MAX_MANY:
        raise ValueError("nothing to choose between")
    if entity is None:
        return
    for choice in difference.choices:
        try:
            chosen = chosen_of(entity, difference.part, json.loads(choice))
        except Refused as refused:
            raise ValueError("a choice that is none") from refused
        if ref_of(chosen) != ref_of(entity) or not _is_part(difference.part, entity):
            raise ValueError("a choice of something else")
        check(chosen)


def _is_part(part: str, entity: Entity) -> bool:
    """A question that nobody asks at the moment is one, too."""
    if isinstance(entity, Workshop) and (step := asked_in(part)):
        return step in {one.id for one in entity.agenda}
    return part in parts(entity)


def check_phases(phases: Sequence[PhaseTime], workshop: Workshop) -> None:
    """Raises ValueError where no steps of this workshop can have run at these times."""
    steps = {step.id for step in workshop.agenda}
    starts = [ran.started_at for ran in phases]
    ends = [ran.ended_at or ran.started_at for ran in phases]
    if len(phases) > MAX_PHASES or any(ran.phase not in steps for ran in phases):
        raise ValueError("phases that no workshop has")
    if starts != sorted(starts) or any(not 0 <= at <= LAST_MOMENT for at in (*starts, *ends)):
        raise ValueError("phases at moments that no calendar has")


def _check_workshop(workshop: Workshop) -> None:
    steps = Counter(step.id for step in workshop.agenda)
    if len(workshop.agenda) > STEPS or workshop.phase not in steps or max(steps.values()) > 1:
        raise ValueError("an agenda that no workshop has")
    if not {step.kind for step in workshop.agenda} <= KINDS_OF_STEPS.keys():
        raise ValueError("a step of no kind")
    if any(not text for step in workshop.agenda for text in step.questions_in.values()):
        raise ValueError("a question of no words")


def _check_questions(told: Any, workshop: Workshop) -> None:
    """As 0.1.0 told them, beside the agenda. Raises ValueError for one of no step."""
    steps = {step.id for step in workshop.agenda}
    asked = [told.get("questions", {}), *told.get("questions_in", {}).values()]
    if any(questions.keys() - steps for questions in asked):
        raise ValueError("a question of no step")


def _check_tables(entities: Sequence[Entity]) -> None:
    """The last one of a workshop cannot be taken away: nobody could join it any more."""
    numbers = Counter((e.workshop_id, e.number) for e in entities if isinstance(e, Group))
    if any(count > 1 for count in numbers.values()):
        raise ValueError("two tables of one number")
    laid = {workshop_id for workshop_id, _ in numbers}
    if any(isinstance(entity, Workshop) and entity.id not in laid for entity in entities):
        raise ValueError("a workshop without a table")


def _check_votings(entities: Sequence[Entity]) -> None:
    votings = {entity.id: entity for entity in entities if isinstance(entity, Voting)}
    results = {entity.id: entity for entity in entities if isinstance(entity, VotingResult)}
    cast: dict[str, list[Ballot]] = {id: [] for id in votings}
    for ballot in entities:
        if isinstance(ballot, Ballot):
            _check_ballot(ballot, votings.get(ballot.voting_id))
            cast[ballot.voting_id].append(ballot)
    if results.keys() != votings.keys():
        raise ValueError("a result of no voting, or a voting without its result")
    for id, voting in votings.items():
        _check_result(results[id], voting, cast[id])


def _check_result(result: VotingResult, voting: Voting, ballots: Sequence[Ballot]) -> None:
    if voting.closed_at is None or counted_again(result, voting, ballots) != result:
        raise ValueError("a result that these ballots do not give")
    if result.paper_ballots + result.turn_ballots + result.slip_ballots > result.ballots:
        raise ValueError("more ballots than were cast")


def _check_ballot(ballot: Ballot, voting: Voting | None) -> None:
    try:
        if voting is None or voting.workshop_id != ballot.workshop_id:
            raise ValueError("a ballot of no voting")
        VOTING_MODES[voting.rules.mode].check(voting, ballot.marks)
    except Refused as refused:
        raise ValueError(f"a ballot that is none: {refused.code}") from refused
