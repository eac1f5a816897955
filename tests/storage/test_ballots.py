"""The box of an open voting: counted beside its ballots, and empty to the last byte after the close."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitation import commands as c
from facilitation.ballot_box import Channel
from facilitation.events import Actor
from facilitation.ids import ballot_key, paper_key
from facilitation.model import Device, Goal, Voting
from storage.database import back_up, open_database
from storage.store import Store
from tests.builders import (
    a_goal,
    a_turn,
    a_voting,
    a_workshop,
    cast,
    on_paper,
    printed,
)
from tests.storage.kept import KeptHall

FILE = "hall.sqlite"


@pytest.fixture
def hall(tmp_path: Path) -> KeptHall:
    return KeptHall(Store(open_database(f"sqlite:///{tmp_path / FILE}")), a_workshop())


def _files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob(f"{FILE}*") if file.is_file())


def _a_mixed_vote(hall: KeptHall, **values: object) -> tuple[Voting, Goal, Actor]:
    goal = a_goal(hall)
    voting = a_voting(hall, goal, points=2, **values)
    return voting, goal, hall.joined(device=Device.TABLET)


def test_turns_paper_and_their_counts_are_there_after_a_restart(hall: KeptHall, tmp_path: Path) -> None:
    voting, goal, tablet = _a_mixed_vote(hall)
    for _ in range(2):
        cast(hall, voting, tablet, {goal: 1}, turn=a_turn())
    gone = on_paper(hall, voting, {goal: 1})
    on_paper(hall, voting, {goal: 2})
    hall.ask(c.RemovePaperBallot(id=gone, voting_id=voting.id))
    hall.store.close()
    again = Store(open_database(f"sqlite:///{tmp_path / FILE}")).load(hall.room_id)
    assert again.box(voting.id).ballots() == hall.state.box(voting.id).ballots()
    assert again.box(voting.id).by_channel() == {Channel.TURN: 2, Channel.PAPER: 1}
    assert again.box(voting.id).turns(tablet.participant_id) == 2


def test_a_closed_voting_keeps_no_key_turn_slip_or_count(hall: KeptHall, tmp_path: Path) -> None:
    slips = printed(hall, 2)
    turns = [a_turn() for _ in range(3)]
    voting, goal, tablet = _a_mixed_vote(hall)
    for turn in turns:
        cast(hall, voting, tablet, {goal: 1}, turn=turn)
    paper = on_paper(hall, voting, {goal: 1})
    keys = [*(ballot_key(voting.id, turn) for turn in turns), paper_key(voting.id, paper)]
    assert all(key.encode() in _files(tmp_path) for key in keys), "the test must be able to find a key"
    hall.ask(c.CloseVoting(id=voting.id))
    with_slips = a_voting(hall, goal, slips_only=True)
    for slip in slips:
        cast(hall, with_slips, tablet, {goal: 1}, turn=a_turn(), slip=slip)
    keys += [ballot_key(with_slips.id, slip) for slip in slips]
    hall.ask(c.CloseVoting(id=with_slips.id))
    found = _files(tmp_path)
    assert not any(secret.encode() in found for secret in [*keys, *turns, *slips])
    assert hall.store.load(hall.room_id).box(voting.id).turns(tablet.participant_id) == 0
    assert all(answer.voting_id is None for answer in hall.store.answers(hall.room_id))
    hall.store.close()


def test_secrets_of_turns_and_slips_are_on_no_disk_even_while_people_vote(
    hall: KeptHall, tmp_path: Path
) -> None:
    (slip,) = printed(hall, 1)
    voting, goal, tablet = _a_mixed_vote(hall, slips_only=True)
    cast(hall, voting, tablet, {goal: 1}, turn=a_turn(), slip=slip)
    assert slip.encode() not in _files(tmp_path)
    assert b"a-secret-of-one-turn" not in _files(tmp_path)
    hall.store.close()


def test_a_backup_leaves_open_ballots_and_counts_of_turns_out(hall: KeptHall, tmp_path: Path) -> None:
    voting, goal, tablet = _a_mixed_vote(hall)
    cast(hall, voting, tablet, {goal: 1}, turn=a_turn())
    hall.store.close()
    copy = back_up(tmp_path / FILE, tmp_path / "backups", "now")
    again = Store(open_database(f"sqlite:///{copy}")).load(hall.room_id)
    assert again.box(voting.id).by_channel().total() == again.box(voting.id).turns(tablet.participant_id) == 0


def test_a_backup_that_was_cut_off_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its secrets are deleted, a copy has them all."""
    open_database(f"sqlite:///{tmp_path / FILE}").dispose()

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("storage.database._forget_secrets", killed)
        with pytest.raises(KeyboardInterrupt):
            back_up(tmp_path / FILE, tmp_path / "backups", "first")
    assert not list((tmp_path / "backups").glob("*.sqlite"))
    second = back_up(tmp_path / FILE, tmp_path / "backups", "second")
    assert list((tmp_path / "backups").iterdir()) == [second]
