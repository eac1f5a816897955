"""A script is as many participants as it likes; together they put little on the wall, and nobody waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.live import allowances
from app.live.allowances import BEYOND, NEW, PLACES, SETTLED, Allowances, TooMuch
from facilitation import commands as c
from facilitation.events import Actor, Role
from facilitation.ids import participant_id
from tests.builders import Hall, a_newcomer, a_workshop, an_id


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ms, to be moved by hand."""
    now = [0]
    monkeypatch.setattr(allowances, "ticks", lambda: now[0])
    return now


class Room:
    def __init__(self, expected: int = 0) -> None:
        self.hall: Hall = a_workshop(expected=expected)
        self.hall.phase("write")
        self.allowances = Allowances()

    def ask(self, actor: Actor, command: c.Command) -> bool:
        try:
            self.hall.state.apply(self.allowances.granted(self.hall.state, command, actor, 1))
        except TooMuch:
            return False
        return True

    def join(self, token: str) -> Actor | None:
        newcomer = a_newcomer(token)
        if not self.ask(newcomer, c.JoinWorkshop(group_id=self.hall.group(1).id)):
            return None
        return Actor(role=Role.PARTICIPANT, participant_id=participant_id(token), token=token)

    def cards(self, actor: Actor, most: int = 1000) -> int:
        """How many go through until one does not."""
        return next((n for n in range(most) if not self.ask(actor, _card())), most)


@pytest.fixture
def room(clock: list[int]) -> Iterator[Room]:
    yield Room()


def _card() -> c.Command:
    return c.PostContribution(id=an_id(), kind="weakness", text="Ein Wort")


def _token(number: int) -> str:
    return f"a-secret-that-is-long-enough-{number:08d}"


def test_made_up_participants_together_get_little_however_many_they_are(room: Room) -> None:
    """Each had five cards of its own before it shared: one program joins a thousand times in a moment."""
    honest = [actor for n in range(20) if (actor := room.join(_token(10_000 + n)))]
    script = [actor for n in range(1000) if (actor := room.join(_token(n)))]
    assert sum(room.cards(actor) for actor in script) == (PLACES - 20) * NEW[0] + BEYOND[0]
    assert [room.cards(actor) for actor in honest] == [NEW[0]] * 20, "who came before has its own"


@pytest.mark.parametrize(("people", "expected"), [(60, 0), (250, 0), (1000, 1000)])
def test_an_honest_hall_that_sits_down_in_a_minute_and_writes_waits_for_nothing(
    clock: list[int], people: int, expected: int
) -> None:
    """Three cards each, the last of them two minutes after the first came."""
    room, hall = Room(expected), []
    for n in range(people):
        clock[0] = n * 60_000 // people
        hall.append(room.join(_token(n)))
    for turn in range(3):
        for n, actor in enumerate(hall):
            clock[0] = 60_000 + (turn * people + n) * 20_000 // people
            assert actor is not None and room.ask(actor, _card())


def test_who_came_in_a_crowd_waits_and_is_not_refused_for_good(room: Room, clock: list[int]) -> None:
    crowd = [actor for n in range(PLACES + 150) if (actor := room.join(_token(n)))]
    waiting = [actor for actor in crowd for _ in range(3) if not room.ask(actor, _card())]
    assert len(waiting) == 150 * 3 - BEYOND[0]
    for _ in range(120):
        clock[0] += 1000
        waiting = [actor for actor in waiting if not room.ask(actor, _card())]
    assert not waiting


def test_a_place_is_free_again_when_its_newcomer_has_settled(room: Room, clock: list[int]) -> None:
    for n in range(PLACES + 1):
        room.join(_token(n))
    clock[0] += allowances.NEW_MS + 1
    late = room.join(_token(999))
    assert late is not None and room.cards(late) == NEW[0] + BEYOND[0]


def test_who_has_sat_for_a_while_may_send_what_waited_on_the_phone(room: Room, clock: list[int]) -> None:
    phone = room.join(_token(1))
    assert phone is not None
    clock[0] += allowances.NEW_MS + 1
    assert room.cards(phone) == SETTLED[0]
    clock[0] += 60_000
    assert room.cards(phone) == SETTLED[1] * 60


def test_what_is_refused_costs_nothing_and_what_nobody_sees_is_not_counted(room: Room) -> None:
    phone = room.join(_token(1))
    assert phone is not None
    for _ in range(2000):
        assert room.ask(phone, c.KeepDrafts(drafts={}))
    assert room.cards(phone) == NEW[0] + BEYOND[0]
