"""What is committed is on the disk, and the journal tells the same story as the tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facilitation import commands as c
from facilitation.events import Actor, Decision, Role
from facilitation.model import Ballot, Contribution, Kind, Voting
from facilitation.state import State
from storage.database import back_up, open_database
from storage.store import Accepted, Store
from tests.builders import Hall, a_newcomer, an_id
from tests.storage.kept import KeptHall


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}"))


@pytest.fixture
def hall(store: Store) -> KeptHall:
    """A workshop with cards, a cluster, a goal, and a voting under way with two ballots."""
    hall = KeptHall(store)
    hall.ask(_workshop(hall.room_id))
    group = hall.group().id
    anna, ben = a_newcomer(), a_newcomer()
    for person in (anna, ben):
        hall.ask(c.JoinWorkshop(group_id=group), person)
    hall.ask(c.GoToPhase(phase="write"))
    card = an_id()
    bus = c.PostContribution(id=card, kind=Kind.WEAKNESS, text="Der letzte Bus fährt um 18 Uhr.")
    hall.ask(bus, _seated(anna))
    hall.ask(c.CreateCluster(id=an_id(), name="Bus und Wege", contribution_ids=(card,)))
    goal = an_id()
    indicator = c.IndicatorDraft(id=an_id(), name="Linien nach 18 Uhr", base_value=2, target_value=8)
    hall.ask(c.ProposeGoal(id=goal, text="Busse fahren bis 22 Uhr.", indicators=(indicator,)))
    hall.ask(c.GoToPhase(phase="vote"))
    voting = an_id()
    hall.ask(c.OpenVoting(id=voting, question="Was zuerst?", option_ids=(goal,)))
    for person in (anna, ben):
        hall.ask(c.CastBallot(voting_id=voting, marks={goal: 1}), _seated(person))
    hall.voting = voting
    return hall


def _workshop(id: str) -> c.CreateWorkshop:
    return c.CreateWorkshop(
        id=id,
        dialogue_id=an_id(),
        dialogue_title="Integrationsdialog",
        code="ABC234",
        title="Ehrenamtliche",
        audience="Ehrenamtliche",
        target_year=2030,
        groups=("Tisch 1",),
        fields=("Wohnen",),
    )


def _seated(person: Actor) -> Actor:
    return person.model_copy(update={"role": Role.PARTICIPANT})


def _everything(state: State) -> dict[tuple[str, str], object]:
    return {(e.type, e.id): e for e in state.entities()}


def test_what_was_committed_is_there_after_a_restart(hall: KeptHall, tmp_path: Path) -> None:
    hall.store.engine.dispose()
    again = Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}")).load(hall.room_id)
    assert _everything(again) == _everything(hall.state)
    assert again.seq == hall.state.seq
    assert again.box(hall.voting).ballots() == hall.state.box(hall.voting).ballots()
    assert [e.name for e in again.history.done] == [e.name for e in hall.state.history.done]


def test_replaying_the_journal_gives_tables_and_memory(hall: KeptHall) -> None:
    hall.ask(c.CloseVoting(id=hall.voting))
    hall.ask(c.RenameCluster(id=next(iter(hall.state._by_type["cluster"])), name="Wege"))
    hall.ask(c.Undo())
    replayed = State()
    for event in hall.store.journal(hall.room_id):
        replayed.apply(Decision(event))
    told = {ref: e for ref, e in _everything(hall.state).items() if not isinstance(e, Ballot)}
    assert _everything(replayed) == told
    assert _everything(hall.store.load(hall.room_id)) == _everything(hall.state)
    assert replayed.seq == hall.state.seq


def test_undo_still_works_after_a_restart(hall: KeptHall) -> None:
    card = next(hall.state.all(Contribution))
    hall.ask(c.HideContribution(id=card.id, reason="enthält einen Namen"))
    later = Hall()
    later.state = hall.store.load(hall.room_id)
    later.ask(c.Undo())
    assert later.state.get(Contribution, card.id).hidden is None


def test_a_closed_voting_leaves_no_trace_from_ballot_to_device(hall: KeptHall, tmp_path: Path) -> None:
    voting = hall.voting
    keys = list(hall.state.box(voting).ballots())
    assert len(keys) == 2
    assert any(key.encode() in _files(tmp_path) for key in keys), "the test must be able to find a key"
    opened = hall.ask(c.CloseVoting(id=voting)).opened
    assert opened is not None
    assert len(opened.ballots) == 2
    hall.store.engine.dispose()
    found = _files(tmp_path)
    assert not any(key.encode() in found for key in keys)
    assert all(a.voting_id is None for a in hall.store.answers(hall.room_id))
    ballots = [e for e in hall.store.load(hall.room_id).entities() if isinstance(e, Ballot)]
    assert sorted(b.id for b in ballots) == [b.id for b in opened.ballots]
    assert not any(isinstance(e, Ballot) for event in hall.store.journal(hall.room_id) for e in event.puts)


def _files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("hall.sqlite*") if file.is_file())


def test_ballots_never_enter_the_journal_and_tokens_never_the_disk(hall: KeptHall, tmp_path: Path) -> None:
    assert not any(isinstance(e, Ballot) for event in hall.store.journal(hall.room_id) for e in event.puts)
    assert b"a-secret-of-a-device" not in _files(tmp_path)


def test_a_batch_is_committed_whole_or_not_at_all(hall: KeptHall) -> None:
    before = hall.store.load(hall.room_id)
    state = before.copy()
    fresh = Hall()
    fresh.state = state
    decision = fresh.ask(c.RenameCluster(id=next(iter(state._by_type["cluster"])), name="Anders"))
    twice = [Accepted(decision, None), Accepted(decision, None)]  # the same seq cannot be twice in a journal
    with pytest.raises(Exception, match="UNIQUE"):
        hall.store.commit(hall.room_id, twice)
    assert _everything(hall.store.load(hall.room_id)) == _everything(before)


def test_answers_are_remembered(hall: KeptHall) -> None:
    known = hall.store.answers(hall.room_id)
    assert len(known) == len({a.key for a in known}) >= 8
    assert sum(a.voting_id is not None for a in known) == 2
    assert next(hall.store.load(hall.room_id).all(Voting)).open


def test_drafts_survive_a_restart_and_end_with_the_workshop(hall: KeptHall, tmp_path: Path) -> None:
    hall.ask(c.CloseVoting(id=hall.voting))
    anna = a_newcomer()
    hall.ask(c.JoinWorkshop(group_id=hall.group().id), anna)
    person = str(anna.participant_id)
    hall.ask(c.KeepDrafts(drafts={"card": "halb", "goal": "ganz"}), _seated(anna))
    hall.ask(c.KeepDrafts(drafts={"card": "halb fertig", "goal": ""}), _seated(anna))
    assert hall.store.load(hall.room_id).drafts(person) == {"card": "halb fertig"}
    assert all("halb" not in event.model_dump_json() for event in hall.store.journal(hall.room_id))
    copy = back_up(tmp_path / "hall.sqlite", tmp_path / "backups", "now")
    assert b"halb fertig" not in (copy.read_bytes() if copy else b"")
    hall.ask(c.FinishWorkshop())
    assert hall.store.load(hall.room_id).drafts(person) == {}
    with closing(sqlite3.connect(tmp_path / "hall.sqlite")) as file:
        assert not list(file.execute("SELECT * FROM draft"))


def test_what_is_typed_after_a_workshop_was_opened_again_is_kept_also_within_one_batch(
    hall: KeptHall,
) -> None:
    """While the disk thinks, a moderator may finish and reopen it, and a phone go on typing."""
    hall.ask(c.CloseVoting(id=hall.voting))
    anna = a_newcomer()
    hall.ask(c.JoinWorkshop(group_id=hall.group().id), anna)
    fresh = Hall()
    fresh.state = hall.store.load(hall.room_id)
    typed = fresh.ask(c.KeepDrafts(drafts={"card": "vorher", "goal": "ein Ziel"}), _seated(anna))
    over, again = fresh.ask(c.FinishWorkshop()), fresh.ask(c.FinishWorkshop(finished=False))
    kept = fresh.ask(c.KeepDrafts(drafts={"card": "nachher"}), _seated(anna))
    hall.store.commit(hall.room_id, [Accepted(decision, None) for decision in (typed, over, again, kept)])
    assert hall.store.load(hall.room_id).drafts(str(anna.participant_id)) == {"card": "nachher"}


def test_each_time_it_is_loaded_a_workshop_has_another_name_for_what_is_changed(
    store: Store, hall: KeptHall
) -> None:
    """A file that was copied or put back cannot be told from the one that went on."""
    names = set()
    for title in ("Einmal", "Noch einmal"):
        hall.state = store.load(hall.room_id)
        hall.ask(c.AddField(id=an_id(), name=title))
        names.add(store.journal(hall.room_id)[-1].opening)
    assert len(names) == 2
    assert "" not in names
