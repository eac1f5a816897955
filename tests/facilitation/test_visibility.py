"""What hangs on the wall, and what never does."""

from facilitation import commands as c
from facilitation.events import Ref, ref_of
from facilitation.model import Ballot, Contribution, Entity
from facilitation.visibility import Viewer, seen, visible
from tests.builders import Hall, a_card, a_goal, a_voting, a_workshop, cast, close


def shown(hall: Hall, entity: Entity, viewer: Viewer) -> Entity | None:
    return visible(hall.now(entity), viewer)


def test_nobody_learns_who_wrote_a_card_or_a_goal() -> None:
    hall = a_workshop(phase="write")
    person = hall.joined()
    card = a_card(hall, actor=person)
    goal = a_goal(hall.phase("goals"), actor=person)
    for entity in (card, goal):
        for viewer in Viewer:
            assert shown(hall, entity, viewer) == entity.model_copy(update={"author_id": None})
    assert card.author_id == goal.author_id == person.participant_id


def test_participants_are_seen_by_moderators_only() -> None:
    hall = a_workshop()
    person = hall.person(hall.joined())
    assert visible(person, Viewer.PUBLIC) is None
    assert visible(person, Viewer.MODERATOR) == person
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([], []), "not even that somebody came"


def test_ballots_are_seen_by_nobody_and_the_result_by_all() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    voting = a_voting(hall, goal)
    cast(hall, voting, hall.joined(), {goal: 1})
    result = close(hall, voting)
    (ballot,) = hall.state.all(Ballot)
    for viewer in Viewer:
        assert visible(ballot, viewer) is None
        assert seen(hall.journal[-1], viewer, hall.state) == ([hall.now(voting), result], [])


def test_a_hidden_card_leaves_the_wall_and_comes_back() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(c.HideContribution(id=card.id, reason="Nennt einen Namen"))
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([], [ref_of(card)])
    assert seen(hall.journal[-1], Viewer.MODERATOR, hall.state) == ([hall.now(card)], [])
    hall.ask(c.RestoreContribution(id=card.id))
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([hall.now(card)], [])


def test_a_withdrawn_card_leaves_the_wall() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    assert shown(hall, card, Viewer.PUBLIC) is None
    assert shown(hall, card, Viewer.MODERATOR) is not None
    hall.ask(c.MoveContribution(id=card.id, field_id=hall.field("Wohnen").id))
    assert seen(hall.journal[-1], Viewer.PUBLIC, hall.state) == ([], [Ref("contribution", card.id)])


def test_what_is_gone_is_gone_for_all() -> None:
    hall = a_workshop(groups=2)
    group = hall.group(2)
    hall.ask(c.RemoveGroup(id=group.id))
    for viewer in Viewer:
        assert seen(hall.journal[-1], viewer, hall.state) == ([], [ref_of(group)])


def test_before_images_are_for_undo_and_reach_nobody() -> None:
    hall = a_workshop()
    card = a_card(hall, "Frau Müller aus der Bahnhofstraße")
    edit = c.EditContribution(id=card.id, version=1, kind=card.kind, text="Eine Nachbarin")
    hall.ask(edit)
    for viewer in Viewer:
        puts, _ = seen(hall.journal[-1], viewer, hall.state)
        assert [e.text for e in puts if isinstance(e, Contribution)] == ["Eine Nachbarin"]
