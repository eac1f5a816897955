"""What the first tables held is whole after all migrations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine

from facilitation.ids import command_key
from facilitation.model import (
    Contribution,
    FieldOfAction,
    Format,
    Participant,
    Voting,
    VotingResult,
    Workshop,
)
from storage import upgrading
from storage.database import MIGRATIONS, newest_revision, open_database, sqlite_url
from storage.store import Store
from tests.builders import an_id

HALL, GROUP, ANNA, CARD, BLANK, GOAL, VOTING = (an_id() for _ in range(7))
AT = 1_700_000_000_000
NOUN: dict[str, Any] = {"scope": HALL, "version": 3}
PART: dict[str, Any] = {**NOUN, "workshop_id": HALL}
SAID: dict[str, Any] = {
    **PART,
    "group_id": GROUP,
    "author_id": ANNA,
    "source": "person",
    "language": "",
    "field_id": None,
    "hidden": None,
    "withdrawn": False,
    "created_at": AT,
}
LAID = {**SAID, "kind": "weakness", "cluster_id": None, "position": 0.5}
VOTED = {"id": an_id(), **PART, "voting_id": VOTING, "marks": {GOAL: 2}}
WORKSHOP = {
    "id": HALL,
    **NOUN,
    "dialogue_id": an_id(),
    "dialogue_title": "Integration gestalten",
    "code": "KTM4PZ",
    "title": "Ehrenamtliche",
    "audience": "Ehrenamtliche",
    "place": "",
    "date": "",
    "language": "de",
    "target_year": 2030,
    "expected": 0,
    "card_limit": 140,
    "questions": {"write": "Was fehlt?"},
    "phase": "vote",
    "phase_started_at": AT,
    "timer_ends_at": None,
    "late_allowed": False,
    "stage_view": "follow",
    "stage_covered": False,
    "finished": False,
    "created_at": AT,
}
POSTED = {
    "name": "contribution_posted",
    "seq": 1,
    "at": AT,
    "actor": {"role": "participant", "participant_id": ANNA},
    "puts": [{"type": "contribution", "id": CARD, **LAID, "text": "Kein Bus"}],
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "workshop": [WORKSHOP],
    "workshop_group": [{"id": GROUP, **PART, "number": 1, "name": "Tisch 1", "seats": 6}],
    "participant": [
        {"id": ANNA, **PART, "group_id": GROUP, "device": "phone", "language": "de", "joined_at": AT}
    ],
    "contribution": [
        {"id": CARD, **LAID, "text": "Kein Bus"},
        {"id": BLANK, **LAID, "text": "\u200b "},
    ],
    "goal": [{"id": GOAL, **SAID, "text": "Busse bis 22 Uhr", "cluster_ids": [], "target_year": 2030}],
    "voting": [
        {
            "id": VOTING,
            **PART,
            "mode": "dots",
            "question": "Was zuerst?",
            "option_ids": [GOAL],
            "points": 2,
            "max_per_option": 2,
            "open": True,
            "opened_at": AT,
            "closed_at": None,
        }
    ],
    "voting_result": [
        {
            "id": VOTING,
            **PART,
            "ballots": 1,
            "points_given": 2,
            "points_available": 2,
            "rows": [{"option_id": GOAL, "points": 2, "voters": None, "rank": 1}],
        }
    ],
    "sealed_ballot": [{"key": "k", "scope": HALL, "voting_id": VOTING, "ballot": VOTED}],
    "journal": [
        {
            "scope": HALL,
            "seq": 1,
            "at": AT,
            "name": "contribution_posted",
            "event": json.dumps(POSTED),
            "cmd_id": "of-the-phone",
            "version": 1,
        }
    ],
}


def test_the_newest_revision_is_read_from_the_files_names(tmp_path: Path) -> None:
    with create_engine(sqlite_url(tmp_path / "x.sqlite")).begin() as connection:
        scripts = ScriptDirectory.from_config(upgrading.config(connection, MIGRATIONS))
    assert newest_revision() == scripts.get_current_head()


def test_rows_of_the_first_tables_are_whole_after_all_migrations(tmp_path: Path) -> None:
    store = _migrated(tmp_path / "hall.sqlite", ROWS)
    state = store.load(HALL)
    added = {"languages": (), "questions_in": {}, "door_closed": False}
    assert state.workshop == Workshop(**WORKSHOP, **added)
    assert state.workshop.format is Format.WORKSHOP
    card, blank = (state.get(Contribution, id) for id in (CARD, BLANK))
    assert (card.text, card.version, card.text_version, card.author_id) == ("Kein Bus", 3, 1, ANNA)
    assert blank.text == "…", "what nobody could see got a mark"
    assert state.get(Participant, ANNA).ready_for is None
    assert (state.get(Voting, VOTING).open, state.get(Voting, VOTING).slips_only) == (True, False)
    assert state.get(VotingResult, VOTING).rows[0].value == 2
    assert {key: ballot.marks for key, ballot in state.box(VOTING).ballots().items()} == {"k": {GOAL: 2}}
    (event,) = store.journal(HALL)
    assert (event.seq, event.puts[0].id) == (1, CARD)
    assert [answer.key for answer in store.answers(HALL)] == [command_key(ANNA, "of-the-phone")]
    store.close()


def _field(workshop: str, name: str, position: float = 0.0, id: str = "") -> dict[str, Any]:
    place = {"scope": workshop, "workshop_id": workshop, "position": position}
    return {"id": id or an_id(), "version": 1, "name": name, "keywords": "", **place}


def _halls_of_two_dialogues() -> list[dict[str, Any]]:
    """The first two are of one."""
    ids = [an_id() for _ in range(3)]
    codes = ("KTM4PA", "KTM4PB", "KTM4PC")
    halls = [
        {**WORKSHOP, "id": id, "scope": id, "code": code, "created_at": AT + n}
        for n, (id, code) in enumerate(zip(ids, codes, strict=True))
    ]
    halls[2]["dialogue_id"] = an_id()
    return halls


def _migrated(path: Path, rows: dict[str, list[dict[str, Any]]]) -> Store:
    engine = create_engine(sqlite_url(path))
    with engine.begin() as connection:
        command.upgrade(upgrading.config(connection, MIGRATIONS), "0001")
        for name, of in rows.items():
            connection.execute(Table(name, MetaData(), autoload_with=connection).insert(), of)
    engine.dispose()
    return Store(open_database(sqlite_url(path)))


def test_fields_of_one_dialogue_get_one_key_by_name_or_by_id(tmp_path: Path) -> None:
    """Also in the journal, where one is that was removed since."""
    halls = _halls_of_two_dialogues()
    first, second, foreign = (hall["id"] for hall in halls)
    taken_over = an_id()
    fields = [
        _field(first, "Wohnen"),
        _field(first, "Arbeit", 1.0, taken_over),
        _field(first, "Wohnen", 2.0),
        _field(second, "Beruf", 0.0, taken_over),
        _field(second, "Wohnen", 1.0),
        _field(foreign, "Wohnen"),
    ]
    gone = {"type": "field", **_field(second, "Beruf")}
    event = {"name": "field_removed", "seq": 1, "at": AT, "before": [gone], "drops": [["field", gone["id"]]]}
    told = {"scope": second, "seq": 1, "at": AT, "name": event["name"], "event": json.dumps(event)}
    rows = {"workshop": halls, "field_of_action": fields, "journal": [told]}
    store = _migrated(tmp_path / "hall.sqlite", rows)
    found = [store.load(one["scope"]).get(FieldOfAction, one["id"]).key for one in fields]
    wohnen, arbeit, again, beruf, wohnen_too, wohnen_there = found
    assert all(found)
    assert (wohnen_too, beruf) == (wohnen, arbeit)
    assert len({wohnen, arbeit, again, wohnen_there}) == 4
    (removed,) = store.journal(second)
    assert [one.key for one in removed.before if isinstance(one, FieldOfAction)] == [arbeit]
    store.close()
