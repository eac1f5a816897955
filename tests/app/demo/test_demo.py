"""The example dialogue obeys every rule and shows every screen alive."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from app.demo.story import WORKSHOPS, demo_decisions
from app.paths import ASSETS
from facilitation.events import Decision
from facilitation.model import (
    Ballot,
    Cluster,
    Contribution,
    Dialogue,
    Entity,
    Goal,
    Indicator,
    Participant,
    Source,
    Voting,
    VotingResult,
)
from facilitation.state import State
from storage.database import open_database
from storage.store import Accepted, Store
from tests.builders import NOON

DAY = 24 * 60 * 60 * 1000
LONGEST_CARD = 140

Told = dict[str, list[Decision]]


@pytest.fixture(scope="module")
def told() -> Told:
    return demo_decisions(NOON)


@pytest.fixture(scope="module")
def states(told: Told) -> dict[str, State]:
    """The workshops by audience."""
    played = [after(decisions) for decisions in told.values()]
    workshops = [state for state in played if not list(state.all(Dialogue))]
    return {state.workshop.audience: state for state in workshops}


def after(decisions: list[Decision]) -> State:
    state = State()
    for decision in decisions:
        state.apply(decision)
    return state


def test_three_workshops_of_one_dialogue_stand_at_different_stages(
    told: Told, states: dict[str, State]
) -> None:
    dialogue = next(after(next(iter(told.values()))).all(Dialogue))
    assert dialogue.title == "Integrationsdialog Landkreis Nordhalde"
    assert {state.workshop.dialogue_id for state in states.values()} == {dialogue.id}
    assert {audience: state.workshop.phase for audience, state in states.items()} == {
        "Verwaltungsmitarbeitende": "results",
        "Ehrenamtliche": "sort",
        "Migrantinnen und Geflüchtete": "write",
    }
    assert set(told) == {dialogue.id} | {state.workshop.id for state in states.values()}


def test_events_are_numbered_and_happen_in_order_before_now(told: Told) -> None:
    for decisions in told.values():
        events = [one.event for one in decisions if one.event]
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert events[-1].at <= NOON


def test_the_store_keeps_it_as_it_was_told(told: Told, tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'demo.db'}"))
    for room_id, decisions in told.items():
        store.commit(room_id, [Accepted(decision, None) for decision in decisions])
    for room_id, decisions in told.items():
        assert by_id(store.load(room_id)) == by_id(after(decisions))
    store.engine.dispose()


def by_id(state: State) -> dict[str, Entity]:
    return {f"{entity.id} {type(entity).__name__}": entity for entity in state.entities()}


def test_the_administration_has_done_everything(states: dict[str, State]) -> None:
    state = states["Verwaltungsmitarbeitende"]
    cards = [card for card in state.all(Contribution) if not card.withdrawn]
    assert len(cards) >= 60
    assert all(card.cluster_id or card.field_id for card in cards)
    goals = list(state.all(Goal))
    assert len(goals) == 8
    assert {i.goal_id for i in state.all(Indicator)} == {goal.id for goal in goals}
    assert all(goal.cluster_ids and goal.field_id for goal in goals)


def test_the_administration_has_voted_with_ties(states: dict[str, State]) -> None:
    state = states["Verwaltungsmitarbeitende"]
    voting, result = next(state.all(Voting)), next(state.all(VotingResult))
    assert not voting.open
    assert result.ballots == len(list(state.all(Ballot))) >= 30
    assert max(Counter(row.rank for row in result.rows).values()) > 1
    assert any((row.voters or 0) < row.value for row in result.rows)


def test_the_volunteers_have_sorted_a_part(states: dict[str, State]) -> None:
    state = states["Ehrenamtliche"]
    cards = [card for card in state.all(Contribution) if card.hidden is None and not card.withdrawn]
    loose = [card for card in cards if not (card.cluster_id or card.field_id)]
    assert 60 <= len(cards) <= 70
    assert 15 <= len(loose) <= len(cards) / 2
    assert len({card.group_id for card in cards}) == 8
    assert {card.language for card in cards} >= {"de", "ar", "uk", "tr", "en"}
    assert {card.source for card in cards} == {Source.PERSON, Source.TABLET, Source.PAPER}
    assert list(state.all(Cluster))
    assert [card.hidden for card in state.all(Contribution) if card.hidden] == ["enthält einen Namen"]
    assert state.workshop.timer_ends_at is not None
    assert state.workshop.timer_ends_at > NOON


def test_the_migrants_have_just_begun(states: dict[str, State]) -> None:
    state = states["Migrantinnen und Geflüchtete"]
    assert 5 <= len(list(state.all(Contribution))) <= 15
    assert len(list(state.all(Participant))) > 20


def test_nobody_says_the_same_twice_or_too_much(states: dict[str, State]) -> None:
    said = [card.text for state in states.values() for card in state.all(Contribution)]
    assert [text for text, times in Counter(said).items() if times > 1] == []
    assert [text for text in said if len(text) > LONGEST_CARD] == []


def test_no_secret_of_a_device_is_told(told: Told) -> None:
    for decisions in told.values():
        for decision in decisions:
            event = decision.event.model_dump_json() if decision.event else ""
            assert "token" not in f"{event}{decision._replace(event=None)}"


def test_it_can_be_told_on_any_day() -> None:
    for days in range(0, 400, 37):
        assert len(demo_decisions(NOON + days * DAY)) == len(WORKSHOPS) + 1


def test_the_template_speaks_two_languages() -> None:
    template = json.loads((ASSETS / "templates" / "integration_dialogue.json").read_text("utf-8"))
    assert len(template["fields"]) == 9
    assert len(template["audiences"]) == 8
    named = [template["name"], template["table"], *template["audiences"]]
    named += [field[part] for field in template["fields"] for part in ("name", "keywords")]
    assert all(entry["de"] and entry["en"] for entry in named)
