"""Archives: a workshop travels whole, twice is once, and a bad file gets a clear answer."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.events import Decision, Event
from facilitation.model import (
    Ballot,
    Cluster,
    Contribution,
    Dialogue,
    Entity,
    Goal,
    Indicator,
    Voting,
    VotingResult,
    Workshop,
)
from facilitation.state import State
from storage.archive import reading
from storage.archive.format import ENTITIES, MANIFEST, PROBLEMS, SCHEMA, ArchiveError
from storage.archive.reading import read
from storage.archive.writing import write_archive
from storage.merging.merge import merge
from tests.builders import (
    NOON,
    Hall,
    a_card,
    a_cluster,
    a_goal,
    a_translation,
    a_voting,
    a_workshop,
    an_id,
    cast,
    close,
    refused,
)


def a_full_hall() -> Hall:
    """Somebody joined, wrote and voted; the voting is closed."""
    hall = a_workshop()
    person = hall.joined()
    a_cluster(hall, "Kurse", a_card(hall, "Kurse fehlen\nam Abend", person), field="Sprache")
    hall.ask(c.HideContribution(id=a_card(hall, "Herr Meier").id, reason="Name"))
    a_translation(hall, next(hall.state.all(Contribution)), "ar", "لا توجد دورات")
    draft = c.IndicatorDraft(id=an_id(), name="Plätze", base_value=2, target_value=9.5)
    goal = a_goal(hall.phase("goals"), "Kurse für alle", person, indicators=(draft,))
    voting = a_voting(hall, goal)
    cast(hall, voting, person, {goal: 1})
    close(hall, voting)
    return hall


def packed(hall: Hall, dialogue: Dialogue | None = None) -> bytes:
    return write_archive(hall.state, dialogue, NOON)


def taken_in(event: Event | None, state: State | None = None) -> State:
    """What stands in the tables after an import."""
    state = state.copy() if state else State()
    if event is not None:
        state.apply(Decision(event.model_copy(update={"seq": state.seq + 1})))
    return state


def nameless(state: State) -> dict[str, Entity]:
    return {
        entity.id: entity.model_copy(update={"author_id": None}) if hasattr(entity, "author_id") else entity
        for entity in state.entities()
        if not isinstance(entity, VotingResult)  # bears the id of its voting
    }


def rewritten(data: bytes, change: Callable[[list[dict[str, Any]]], Any]) -> bytes:
    """The archive after somebody edited its lines by hand, as honest about their number as before."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        manifest = json.loads(old.read(MANIFEST))
        lines = [json.loads(line) for line in old.read(ENTITIES).decode().splitlines()]
    change(lines)
    return zipped(manifest | {"entities": len(lines)}, "\n".join(json.dumps(line) for line in lines) + "\n")


def zipped(manifest: Any, entities: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr(MANIFEST, json.dumps(manifest))
        new.writestr(ENTITIES, entities)
    return file.getvalue()


def of_type(lines: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(line for line in lines if line["type"] == kind)


def test_a_workshop_arrives_whole_on_another_laptop() -> None:
    hall = a_full_hall()
    there = taken_in(merge(None, read(packed(hall)).entities))
    assert nameless(there) == nameless(hall.state)
    assert list(there.all(VotingResult)) == list(hall.state.all(VotingResult))


def test_its_dialogue_travels_with_it() -> None:
    dialogue = Dialogue(id=an_id(), title="Integration gestalten", target_year=2030, created_at=NOON)
    entities = read(packed(a_full_hall(), dialogue)).entities
    assert [e for e in entities if isinstance(e, Dialogue)] == [dialogue]


def test_the_manifest_says_what_is_inside() -> None:
    with zipfile.ZipFile(BytesIO(packed(a_full_hall()))) as file:
        manifest = json.loads(file.read(MANIFEST))
    assert (manifest["format"], manifest["schema"]) == ("zielrunde", SCHEMA)
    assert manifest["workshops"][0]["title"] == "Bürgerinnen und Bürger"


def test_taking_it_in_twice_changes_nothing() -> None:
    entities = read(packed(a_full_hall())).entities
    there = taken_in(merge(None, entities))
    assert merge(there, entities) is None


def test_taking_it_in_where_it_comes_from_changes_nothing() -> None:
    hall = a_full_hall()
    assert merge(hall.state, read(packed(hall)).entities) is None


def test_only_what_is_newer_comes_in() -> None:
    hall = a_full_hall()
    there = taken_in(merge(None, read(packed(hall)).entities))
    fresh = a_card(hall, "Eine neue Karte")
    cluster = next(hall.state.all(Cluster))
    hall.ask(c.RenameCluster(id=cluster.id, name=""))  # a name need not be found yet
    event = merge(there, read(packed(hall)).entities)
    assert event is not None
    assert {put.id for put in event.puts} == {fresh.id, cluster.id}
    assert event.before == (cluster,)


def test_an_old_archive_takes_nothing_back() -> None:
    hall = a_full_hall()
    old = read(packed(hall)).entities
    hall.ask(c.RenameCluster(id=next(hall.state.all(Cluster)).id, name="Sprachkurse"))
    goal = next(hall.state.all(Goal))
    hall.ask(c.EditGoal(id=goal.id, version=goal.version, text="Ohne Indikator"))
    assert merge(hall.state, old) is None


def test_a_newer_goal_brings_its_own_indicators_only() -> None:
    hall = a_full_hall()
    there = taken_in(merge(None, read(packed(hall)).entities))
    goal = next(hall.state.all(Goal))
    draft = c.IndicatorDraft(id=an_id(), name="Wartezeit")
    hall.ask(c.EditGoal(id=goal.id, version=goal.version, text=goal.text, indicators=(draft,)))
    after = taken_in(merge(there, read(packed(hall)).entities), there)
    assert [indicator.name for indicator in after.all(Indicator)] == ["Wartezeit"]


def test_no_author_and_no_open_ballot_travels() -> None:
    hall = a_full_hall()
    person = hall.joined(token="a-secret-that-nobody-may-know")
    a_card(hall.phase("write"), "Von mir", person)
    open_one = a_voting(hall, a_goal(hall))
    sealed = cast(hall, open_one, person, {})
    with zipfile.ZipFile(BytesIO(packed(hall))) as file:
        text = file.read(ENTITIES).decode()
    assert "a-secret-that" not in text
    assert sealed.key not in text
    assert open_one.id not in text
    assert [line["author_id"] for line in map(json.loads, text.splitlines()) if line.get("author_id")] == []


def test_authors_keep_their_own_cards() -> None:
    hall = a_full_hall()
    before = next(card for card in hall.state.all(Contribution) if card.author_id)
    data = rewritten(packed(hall), lambda lines: [line.update(version=99) for line in lines])
    event = merge(hall.state, read(data).entities)
    assert taken_in(event, hall.state).get(Contribution, before.id).author_id == before.author_id


def test_nothing_comes_in_while_people_vote() -> None:
    hall = a_full_hall()
    newer = rewritten(packed(hall), lambda lines: of_type(lines, "goal").update(version=99))
    unchanged = packed(hall)
    a_voting(hall, a_goal(hall))
    with refused("voting_open"):
        merge(hall.state, read(newer).entities)
    assert merge(hall.state, read(unchanged).entities) is None


def test_ballots_travel_once_they_are_counted() -> None:
    entities = read(packed(a_full_hall())).entities
    assert len([e for e in entities if isinstance(e, Ballot)]) == 1
    assert [e.open for e in entities if isinstance(e, Voting)] == [False]


# --- bad files --------------------------------------------------------------------------------


def code_for(data: bytes) -> str:
    with pytest.raises(ArchiveError) as caught:
        read(data)
    assert caught.value.code in PROBLEMS
    return caught.value.code


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a photo", zipped({"format": "miro"}, "")])
def test_another_file_is_not_taken_for_an_archive(data: bytes) -> None:
    assert code_for(data) == "archive_foreign"


def test_an_archive_of_a_newer_program_is_named_so() -> None:
    assert (
        code_for(zipped({"format": "zielrunde", "schema": SCHEMA + 1, "entities": 0}, "")) == "archive_newer"
    )


def test_a_zip_without_our_files_is_foreign() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr("../../etc/passwd", "root")
    assert code_for(file.getvalue()) == "archive_foreign"


def test_a_zip_bomb_is_put_down_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10_000)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(MANIFEST, json.dumps({"format": "zielrunde", "schema": 1, "entities": 1}))
        new.writestr(ENTITIES, " " * 1_000_000)
    assert code_for(file.getvalue()) == "archive_too_large"


def test_too_many_entities_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ENTITIES", 5)
    assert code_for(packed(a_full_hall())) == "archive_too_large"


def test_a_half_copied_archive_is_broken() -> None:
    with zipfile.ZipFile(BytesIO(packed(a_full_hall()))) as old:
        manifest, text = json.loads(old.read(MANIFEST)), old.read(ENTITIES).decode()
    assert code_for(zipped(manifest, text[: len(text) // 2])) == "archive_broken"


def test_a_damaged_byte_is_noticed() -> None:
    data = bytearray(packed(a_full_hall()))
    middle = data.find(ENTITIES.encode()) + 60
    data[middle : middle + 4] = b"\xff\xff\xff\xff"
    assert code_for(bytes(data)) == "archive_broken"


FORGED: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "unknown type": lambda lines: lines[0].update(type="virus"),
    "no type": lambda lines: lines[0].pop("type"),
    "no id": lambda lines: lines[0].pop("id"),
    "forged id": lambda lines: of_type(lines, "cluster").update(id="../cluster"),
    "version 0": lambda lines: of_type(lines, "contribution").update(version=0),
    "unknown kind": lambda lines: of_type(lines, "contribution").update(kind="hatred"),
    "bidi override": lambda lines: of_type(lines, "contribution").update(text="abc\u202edef"),
    "control character": lambda lines: of_type(lines, "cluster").update(name="a\x00b"),
    "10,000 characters": lambda lines: of_type(lines, "contribution").update(text="x" * 10_000),
    "text in a dictionary": lambda lines: of_type(lines, "workshop").update(questions={"write": "\u202e"}),
    "foreign workshop": lambda lines: of_type(lines, "contribution").update(workshop_id=an_id()),
    "foreign cluster": lambda lines: of_type(lines, "contribution").update(cluster_id=an_id()),
    "unknown phase": lambda lines: of_type(lines, "workshop").update(phase="party"),
    "bad code": lambda lines: of_type(lines, "workshop").update(code="<b>"),
    "open voting": lambda lines: of_type(lines, "voting").update(open=True),
    "not a number": lambda lines: of_type(lines, "contribution").update(position=float("nan")),
    "endless": lambda lines: of_type(lines, "contribution").update(position=float("inf")),
    "huge": lambda lines: of_type(lines, "contribution").update(created_at=10**30),
    "twice": lambda lines: lines.append(lines[0]),
    "no workshop": lambda lines: lines.clear(),
    "a list": lambda lines: lines.append([]),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_archive_is_refused(name: str) -> None:
    assert code_for(rewritten(packed(a_full_hall()), FORGED[name])) == "archive_broken"


@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    code_for(data)


def test_lines_that_only_python_breaks_stay_whole() -> None:
    hall = a_workshop()
    card = a_card(hall, "eins\u0085zwei")
    entities = {entity.id: entity for entity in read(packed(hall)).entities}
    assert entities[card.id] == card
    assert [e.title for e in entities.values() if isinstance(e, Workshop)] == ["Bürgerinnen und Bürger"]
