"""Ready, silent, gone: counted table by table; nobody is named."""

from facilitation import commands as c
from facilitation.attendance import Attendance, attendance
from facilitation.events import Actor
from facilitation.model import Device
from tests.builders import MODERATOR, Hall, a_card, a_goal, a_newcomer, a_workshop, refused


def says_ready(hall: Hall, person: Actor) -> None:
    hall.ask(c.SignalReady(ready_for=hall.state.workshop.phase_started_at), person)


def at_table(hall: Hall, *here: Actor, group: int = 1) -> Attendance:
    return attendance(hall.state, {str(person.participant_id) for person in here})[hall.group(group).id]


def test_a_table_is_ready_when_everybody_who_is_here_said_so() -> None:
    hall = a_workshop()
    anna, ben = hall.joined(), hall.joined()
    says_ready(hall, anna)
    assert (at_table(hall, anna, ben).ready, at_table(hall, anna, ben).table_ready) == (1, False)
    says_ready(hall, ben)
    assert (at_table(hall, anna, ben).ready, at_table(hall, anna, ben).table_ready) == (2, True)
    assert at_table(hall, anna, ben, group=2) == Attendance(0, False, 0, 0)


def test_a_tablet_speaks_for_its_table() -> None:
    hall = a_workshop()
    tablet, phone = hall.joined(device=Device.TABLET), hall.joined()
    says_ready(hall, phone)
    assert not at_table(hall, tablet, phone).table_ready
    says_ready(hall, tablet)
    hall.ask(c.SignalReady(ready_for=None), phone)
    assert at_table(hall, tablet, phone)[:2] == (1, True)


def test_ready_goes_by_itself_with_the_next_phase_and_with_another_table() -> None:
    hall = a_workshop()
    anna = hall.joined()
    says_ready(hall, anna)
    hall.ask(c.JoinWorkshop(group_id=hall.group(1).id, language="ar"), anna)
    assert at_table(hall, anna).ready == 1
    hall.ask(c.JoinWorkshop(group_id=hall.group(2).id), anna)
    assert at_table(hall, anna, group=2).ready == 0
    says_ready(hall, anna)
    assert at_table(hall, anna, group=2).ready == 1
    assert at_table(hall.phase("goals"), anna, group=2).ready == 0


def test_a_signal_that_arrives_in_the_next_phase_says_nothing_of_it() -> None:
    hall = a_workshop()
    anna = hall.joined()
    writing = hall.state.workshop.phase_started_at
    hall.phase("goals")
    with refused("phase_closed"):
        hall.ask(c.SignalReady(ready_for=writing), anna)
    with refused("phase_closed"):
        says_ready(hall.phase("sort"), anna)


def test_only_who_sits_in_the_hall_can_be_ready() -> None:
    hall = a_workshop()
    with refused("not_joined"):
        says_ready(hall, a_newcomer())
    with refused("not_allowed"):
        says_ready(hall, MODERATOR)


def test_silent_is_who_is_here_and_has_not_written_what_the_phase_asks_for() -> None:
    hall = a_workshop()
    anna, ben, gone = hall.joined(), hall.joined(), hall.joined()
    a_card(hall, actor=anna)
    assert at_table(hall, anna, ben) == Attendance(0, False, silent=1, gone=1)
    assert at_table(hall, anna, ben, gone).silent == 2
    assert at_table(hall.phase("sort"), anna, ben).silent == 0
    assert at_table(hall.phase("goals"), anna, ben).silent == 2
    a_goal(hall, actor=ben)
    assert at_table(hall, anna, ben).silent == 1


def test_a_withdrawn_card_leaves_its_writer_silent() -> None:
    hall = a_workshop()
    anna = hall.joined()
    card = a_card(hall, actor=anna)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), anna)
    assert at_table(hall, anna).silent == 1


def test_one_tablet_writes_for_the_others_of_its_table() -> None:
    hall = a_workshop()
    one, two = hall.joined(device=Device.TABLET), hall.joined(device=Device.TABLET)
    a_card(hall, actor=one)
    assert at_table(hall, one, two).silent == 0


def test_who_is_ready_may_put_the_phone_away() -> None:
    hall = a_workshop()
    anna, ben = hall.joined(), hall.joined()
    says_ready(hall, anna)
    assert at_table(hall) == Attendance(ready=1, table_ready=True, silent=0, gone=1)
    assert at_table(hall, ben).table_ready is False
