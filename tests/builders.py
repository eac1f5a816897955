"""Short words for telling stories about a workshop. Everything goes through the real handlers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from pydantic import ValidationError

from facilitation import commands as c
from facilitation.ballot_box import SealedBallot
from facilitation.deciding import decide
from facilitation.errors import Refused
from facilitation.events import Actor, Decision, Event, Role
from facilitation.ids import new_id, new_slip, participant_id, slip_hash, translation_id
from facilitation.limits import beyond
from facilitation.model import (
    Cluster,
    Contribution,
    Device,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Kind,
    Participant,
    Translation,
    Voting,
    VotingResult,
)
from facilitation.rules import OF_COMMAND
from facilitation.state import State

E = TypeVar("E", bound=Entity)

NOON = 1_800_000_000_000
FIELDS = ("Sprache", "Wohnen", "Arbeit")

MODERATOR = Actor(role=Role.MODERATOR)
STAGE = Actor(role=Role.STAGE)

_moments = itertools.count(NOON)


def an_id() -> str:
    return new_id(next(_moments))


def a_newcomer(token: str | None = None) -> Actor:
    """Somebody whose device has made its secret but who sits at no table yet."""
    token = token or f"a-secret-of-a-device-{next(_moments)}"
    return Actor(role=Role.NEWCOMER, participant_id=participant_id(token), token=token)


class Hall:
    """A workshop under way: asks and applies, as the room does, without room and disk."""

    def __init__(self) -> None:
        self.state = State()
        self.journal: list[Event] = []

    def ask(self, command: c.Command, actor: Actor = MODERATOR, at: int | None = None) -> Decision:
        """Decides a command and applies it. Raises Refused."""
        try:
            decision = decide(self.state, command, actor, next(_moments) if at is None else at)
        except Refused as refused:
            assert refused.code in OF_COMMAND[type(command)].refusals
            raise
        if decision.event is not None:
            self.journal.append(decision.event)
        self.state.apply(decision)
        return decision

    def now(self, entity: E) -> E:
        """The entity as it is by now."""
        return self.state.get(type(entity), entity.id)

    def group(self, number: int = 1) -> Group:
        return next(g for g in self.state.all(Group) if g.number == number)

    def field(self, name: str) -> FieldOfAction:
        return next(f for f in self.state.all(FieldOfAction) if f.name == name)

    def phase(self, phase: str) -> Hall:
        self.ask(c.GoToPhase(phase=phase))
        return self

    def joined(self, group: int = 1, device: Device = Device.PHONE, token: str | None = None) -> Actor:
        """A participant who has sat down."""
        newcomer = a_newcomer(token)
        self.ask(c.JoinWorkshop(group_id=self.group(group).id, device=device), newcomer)
        return newcomer.model_copy(update={"role": Role.PARTICIPANT})

    def person(self, actor: Actor) -> Participant:
        return self.state.get(Participant, actor.participant_id)


def a_workshop(
    groups: int = 3, fields: Iterable[str] = FIELDS, phase: str | None = "write", **values: Any
) -> Hall:
    """A hall with an open workshop, by default while people write cards; None: as it was made."""
    hall = Hall()
    given = {
        "dialogue_title": "Integration gestalten",
        "code": "KTM4PZ",
        "title": "Bürgerinnen und Bürger",
        "audience": "Bürgerinnen und Bürger",
        "target_year": 2030,
        **values,
    }
    names = tuple(f"Tisch {n}" for n in range(1, groups + 1))
    hall.ask(c.CreateWorkshop(id=an_id(), dialogue_id=an_id(), groups=names, fields=tuple(fields), **given))
    return hall.phase(phase) if phase else hall


def a_card(
    hall: Hall,
    text: str = "Die Sprachpaten",
    actor: Actor = MODERATOR,
    kind: Kind = Kind.STRENGTH,
    field: str | None = None,
    **values: Any,
) -> Contribution:
    """A posted card, laid to the field of that name."""
    id = an_id()
    hall.ask(c.PostContribution(id=id, kind=kind, text=text, **values), actor)
    if field is not None:
        hall.ask(c.MoveContribution(id=id, field_id=hall.field(field).id))
    return hall.state.get(Contribution, id)


def a_cluster(hall: Hall, name: str, *cards: Contribution, field: str | None = None) -> Cluster:
    id = an_id()
    field_id = hall.field(field).id if field else None
    contribution_ids = tuple(card.id for card in cards)
    hall.ask(c.CreateCluster(id=id, name=name, field_id=field_id, contribution_ids=contribution_ids))
    return hall.state.get(Cluster, id)


def a_goal(hall: Hall, text: str = "Jede Schule hat Paten", actor: Actor = MODERATOR, **values: Any) -> Goal:
    id = an_id()
    hall.ask(c.ProposeGoal(id=id, text=text, **values), actor)
    return hall.state.get(Goal, id)


def translates(original: Contribution | Goal, language: str, text: str) -> c.Translate:
    """What an interpreter asks for who has read this wording."""
    return c.Translate(
        of_id=original.id, language=language, text=text, original_version=original.text_version
    )


def a_translation(hall: Hall, original: Contribution | Goal, language: str, text: str) -> Translation:
    hall.ask(translates(original, language, text))
    return hall.state.get(Translation, translation_id(original.id, language))


def a_voting(
    hall: Hall, *goals: Goal, points: int | None = None, max_per_option: int = 2, **values: Any
) -> Voting:
    """An open voting with dots on these goals, in the voting phase."""
    rules = c.DotRulesDraft(points=points, max_per_option=max_per_option)
    hall.phase("vote")
    id = an_id()
    option_ids = tuple(goal.id for goal in goals)
    hall.ask(c.OpenVoting(id=id, question="Was zuerst?", option_ids=option_ids, rules=rules, **values))
    return hall.state.get(Voting, id)


def cast(hall: Hall, voting: Voting, actor: Actor, marks: dict[Goal, int], **way: Any) -> SealedBallot:
    """A ballot; an empty one is cast on purpose. `way`: turn or slip."""
    given = {goal.id: points for goal, points in marks.items()}
    command = c.CastBallot(voting_id=voting.id, marks=given, **{"blank": not any(given.values())} | way)
    ballot = hall.ask(command, actor).ballot
    assert ballot is not None
    return ballot


def on_paper(hall: Hall, voting: Voting, marks: dict[Goal, int], id: str | None = None) -> str:
    """A ballot that the moderator copies from paper; returns its id."""
    id = id or an_id()
    given = {goal.id: points for goal, points in marks.items()}
    hall.ask(c.EnterPaperBallot(id=id, voting_id=voting.id, marks=given))
    return id


def printed(hall: Hall, count: int = 3) -> list[str]:
    """The codes of a new sheet of voting slips."""
    slips = [new_slip() for _ in range(count)]
    hashes = tuple(slip_hash(hall.state.workshop.id, slip) for slip in slips)
    hall.ask(c.PrintSlips(id=an_id(), hashes=hashes))
    return slips


def a_turn() -> str:
    """The secret that a shared device makes for one person's turn."""
    return f"a-secret-of-one-turn-{next(_moments)}"


def close(hall: Hall, voting: Voting) -> VotingResult:
    hall.ask(c.CloseVoting(id=voting.id))
    return hall.state.get(VotingResult, voting.id)


@contextmanager
def refused(code: str, **params: str | int) -> Iterator[None]:
    """What follows is not granted, for exactly this reason."""
    with pytest.raises((Refused, ValidationError)) as caught:
        yield
    error = caught.value
    said = beyond(error.errors()[0]) if isinstance(error, ValidationError) else error
    assert isinstance(said, Refused), error
    assert (said.code, said.params) == (code, params)
