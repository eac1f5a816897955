"""Nobody's data is lost: what a laptop with an earlier version kept opens in this one, to the last step."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from facilitation import commands as c
from facilitation.events import Decision, Ref
from facilitation.model import Contribution, Difference, Entity, FieldOfAction, Voting, Workshop
from facilitation.state import State
from facilitation.undecided import pairs
from storage.archive.reading import read
from storage.database import open_database, sqlite_url
from storage.merging.merge import merge
from storage.store import Accepted, Store
from tests.builders import Hall
from tests.fixtures.telling import entities, told
from tests.storage.laptops import Laptop, asked

KEPT = Path(__file__).parents[1] / "fixtures"
VERSIONS = ["0.1.0"]
AGENDA = {
    **{"arrive": 15, "input": 30, "write": 30, "sort": 30},
    **{"focus": 15, "goals": 40, "vote": 15, "results": 20},
}


def _facts(version: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((KEPT / f"hall_{version}.json").read_text("utf-8"))
    return _as_said_now(facts)


def _as_said_now(told: Any) -> Any:
    """Until 0.1.0 there were dots only: their rules stood on the voting, their points on the result. There
    was one agenda only, and questions stood beside it."""
    if isinstance(told, list):
        return [_as_said_now(one) for one in told]
    if not isinstance(told, dict):
        return told
    one = {name: _as_said_now(value) for name, value in told.items()}
    if one.get("type") == "workshop":
        own, others = one.pop("questions"), one.pop("questions_in")
        one["agenda"] = [
            {**_step(kind), "question": own.get(kind, ""), "questions_in": _asked_in(others, kind)}
            for kind in AGENDA
        ]
    if one.get("type") == "voting":
        one["rules"] = {name: one.pop(name) for name in ("mode", "points", "max_per_option")}
    if one.get("type") == "result":
        one["detail"] = {"given": one.pop("points_given"), "available": one.pop("points_available")}
    if "paper_points" in one:
        one["value"], paper = one.pop("points"), one.pop("paper_points")
        one["detail"] = {"paper": paper} if paper else {}
    return one


def _step(kind: str) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "title": "", "minutes": AGENDA[kind]}


def _asked_in(others: dict[str, dict[str, str]], kind: str) -> dict[str, str]:
    return {code: asked[kind] for code, asked in others.items() if kind in asked}


def _store(path: Path) -> Store:
    return Store(open_database(sqlite_url(path)))


def _has(now: Any, then: Any, at: str = "") -> None:
    """All that was told then is told now. What has been added since may stand beside it."""
    if isinstance(then, dict):
        for key, value in then.items():
            assert key in now, f"{at}/{key} is gone"
            _has(now[key], value, f"{at}/{key}")
    elif isinstance(then, list):
        assert len(now) == len(then), at
        for n, value in enumerate(then):
            _has(now[n], value, f"{at}/{n}")
    else:
        assert now == then, at


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_opens_with_every_card_vote_journal_entry_and_undo_step(
    version: str, tmp_path: Path
) -> None:
    path = tmp_path / "hall.sqlite"
    shutil.copy(KEPT / f"hall_{version}.sqlite", path)
    store = _store(path)
    for room_id, facts in _facts(version).items():
        now = told(store, room_id)
        _has(now, facts)
        assert {name: list(now[name]) for name in ("entities", "ballots", "drafts")} == {
            name: list(facts[name]) for name in ("entities", "ballots", "drafts")
        }
    store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_its_archive_comes_in_with_all_that_travels(version: str, tmp_path: Path) -> None:
    archive = read((KEPT / f"workshop_{version}.zip").read_bytes())
    (id,) = (entity.id for entity in archive.entities if isinstance(entity, Workshop))
    facts = _facts(version)
    told_then = {at: entity for fact in facts.values() for at, entity in fact["entities"].items()}
    store = _store(tmp_path / "hall.sqlite")
    event = merge(None, archive.entities, archive.phases[id])
    assert event is not None
    store.commit(id, [Accepted(Decision(event.model_copy(update={"seq": 1})), None)])
    there = entities(store.load(id))
    stays = {at for at, entity in told_then.items() if entity["type"] == "slips" or entity.get("open")}
    assert set(there) == set(told_then) - stays
    _has(there, {at: entity | _nameless(entity) for at, entity in told_then.items() if at not in stays})
    assert (archive.known or {})[id], "and what that laptop knew of changes"
    store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_its_fields_of_action_have_the_same_keys_wherever_they_come_in(version: str, tmp_path: Path) -> None:
    path = tmp_path / "hall.sqlite"
    shutil.copy(KEPT / f"hall_{version}.sqlite", path)
    store = _store(path)
    archive = read((KEPT / f"workshop_{version}.zip").read_bytes())
    (id,) = (entity.id for entity in archive.entities if isinstance(entity, Workshop))
    migrated = _keys(store.load(id).all(FieldOfAction))
    arrived = merge(None, archive.entities, archive.phases[id])
    assert arrived is not None
    assert _keys(arrived.puts) == migrated
    assert merge(store.load(id), [f for f in archive.entities if isinstance(f, FieldOfAction)]) is None
    assert all(migrated.values())
    replayed = State()
    for event in store.journal(id):
        replayed.apply(Decision(event))
    assert _keys(replayed.all(FieldOfAction)) == migrated
    store.close()


def _keys(entities: Iterable[Entity]) -> dict[str, str]:
    return {entity.id: entity.key for entity in entities if isinstance(entity, FieldOfAction)}


@pytest.mark.parametrize("version", VERSIONS)
def test_what_it_asked_is_asked_until_somebody_chooses(version: str, tmp_path: Path) -> None:
    path = tmp_path / "hall.sqlite"
    shutil.copy(KEPT / f"hall_{version}.sqlite", path)
    store = _store(path)
    room_id, difference = _asking(store, version)
    hall = Hall()
    hall.state, hall.journal = store.load(room_id), list(store.journal(room_id))
    store.close()
    for voting in [voting for voting in hall.state.all(Voting) if voting.open]:
        hall.ask(c.CloseVoting(id=voting.id))  # while people vote nothing comes in
    a = Laptop(hall)
    b = a.as_it_is()
    before = asked(a)
    assert [len(values) for values in before] == [2]
    card = hall.state.lookup(Ref(difference.of_type, difference.of_id))
    assert isinstance(card, Contribution)
    b.ask(c.EditContribution(id=card.id, version=card.version, kind=card.kind, text="Danach"))
    a.takes(b.packed())
    assert asked(a) == asked(b) == [["Danach", before[0][1]]]
    (pair,) = pairs(a.hall.state)
    a.ask(c.SettleDifference(id=pair.difference.id, choice=1))
    b.takes(a.packed())
    assert asked(a) == asked(b) == []
    assert b.now(card).text == before[0][1]


def _asking(store: Store, version: str) -> tuple[str, Difference]:
    for room_id in _facts(version):
        for difference in store.load(room_id).all(Difference):
            return room_id, difference
    raise AssertionError("nothing was asked")


def _nameless(entity: dict[str, Any]) -> dict[str, Any]:
    return {"author_id": None} if "author_id" in entity else {}
