"""Rules that several nouns share."""

from __future__ import annotations

from typing import TypeVar

from facilitation.errors import Refused
from facilitation.events import Actor, Event, Role
from facilitation.model import (
    Contribution,
    Device,
    Entity,
    Goal,
    Group,
    Participant,
    Source,
    Voting,
    Workshop,
)
from facilitation.state import State

E = TypeVar("E", bound=Entity)
Authored = TypeVar("Authored", Contribution, Goal)


def changed(entity: E, **values: object) -> E:
    """The entity with new values and the next version."""
    return entity.model_copy(update={**values, "version": entity.next_version})


def steered(state: State, name: str, **values: object) -> Event:
    """The workshop with new values. Validated: what a command names becomes the model's own type."""
    fresh = {**state.workshop.model_dump(), **values, "version": state.workshop.next_version}
    return Event(name=name, puts=(Workshop.model_validate(fresh),))


def reworded(entity: Authored, text: str, **values: object) -> Authored:
    """The card or goal with a text; another text than before is a new wording."""
    new = changed(entity, text=text, **values)
    return new if text == entity.text else new.model_copy(update={"text_version": new.version})


def brought_back(entity: Authored, withdrawn: bool) -> Authored:
    """Hidden and withdrawn are two facts. Where two moderators press at once, the second takes back nothing
    besides: it says which of them it saw."""
    return changed(entity, withdrawn=False) if withdrawn else changed(entity, hidden=None)


def require_new(state: State, kind: type[Entity], id: str) -> None:
    """Raises Refused("exists"): an id belongs to one thing, for ever."""
    if state.find(kind, id) is not None:
        raise Refused("exists")


def require_open(state: State, voting_id: str) -> Voting:
    """The voting. Raises Refused: unknown, voting_closed."""
    voting = state.get(Voting, voting_id)
    if not voting.open:
        raise Refused("voting_closed")
    return voting


def require_not_voted_on(state: State, goal: Goal) -> None:
    """What people vote on must not change under their hands. Raises Refused("voting_open")."""
    if any(voting.open and goal.id in voting.option_ids for voting in state.all(Voting)):
        raise Refused("voting_open")


def authorship(state: State, actor: Actor, group_id: str | None, source: Source | None) -> dict[str, object]:
    """Who typed it, for which group: given by the moderator, known of a participant."""
    if actor.role is Role.MODERATOR:
        if group_id is not None:
            state.get(Group, group_id)
        return {"group_id": group_id, "author_id": None, "source": source or Source.MODERATOR}
    person = state.get(Participant, actor.participant_id)
    typed_on = Source.TABLET if person.device is Device.TABLET else Source.PERSON
    return {"group_id": person.group_id, "author_id": person.id, "source": typed_on}


def require_editable(entity: Authored, actor: Actor, version: int, state: State) -> Authored:
    """The entity, if this actor may change it now.

    A participant may change what it wrote; a group's tablet what any tablet of the group wrote.
    Raises Refused: not_yours, withdrawn, stale (its wording changed since the version that was seen;
    that it was moved meanwhile is nothing to its writer).
    """
    if require_writer(entity, actor, state).withdrawn:
        raise Refused("withdrawn")
    if version < entity.text_version:
        raise Refused("stale")
    return entity


def require_writer(entity: Authored, actor: Actor, state: State) -> Authored:
    """The entity, if it is this actor's. Raises Refused("not_yours")."""
    if actor.role is not Role.MODERATOR and not _may_change(entity, actor, state):
        raise Refused("not_yours")
    return entity


def _may_change(entity: Contribution | Goal, actor: Actor, state: State) -> bool:
    if entity.hidden is not None:
        return False
    if entity.author_id == actor.participant_id:
        return True
    person = state.get(Participant, actor.participant_id)
    shared = person.device is Device.TABLET and entity.source is Source.TABLET
    return shared and person.group_id == entity.group_id
