"""Undo and redo: the moderators' own steps, field by field, and never at others' cost."""

from facilitation import commands as c
from facilitation.events import Event
from facilitation.history import KEPT, History
from facilitation.model import (
    Cluster,
    Entity,
    Goal,
    Group,
    Kind,
    Voting,
)
from facilitation.undo import to_undo
from tests.builders import (
    Hall,
    a_card,
    a_cluster,
    a_goal,
    a_voting,
    a_workshop,
    an_id,
    cast,
    close,
    refused,
)


def board(hall: Hall) -> dict[str, Entity]:
    """Everything by id, without versions: those only ever grow."""
    return {e.id: e.model_copy(update={"version": 0}) for e in hall.state.entities()}


def named(step: Event | None) -> str | None:
    return step.name if step else None


def undo(hall: Hall) -> None:
    hall.ask(c.Undo())


def redo(hall: Hall) -> None:
    hall.ask(c.Redo())


def test_there_is_nothing_to_take_back_or_bring_back_at_first() -> None:
    hall = a_workshop(phase="write")
    undo(hall)  # the way to the writing phase
    assert hall.state.workshop.phase == "arrive"
    with refused("nothing_to_undo"):
        undo(hall)
    redo(hall)
    with refused("nothing_to_redo"):
        redo(hall)


def test_every_step_goes_back_and_forth() -> None:
    hall = a_workshop()
    first, second = a_card(hall, "Eins"), a_card(hall, "Zwei")
    pile, other = a_cluster(hall, "Paten", first), a_cluster(hall, "Mentoren", second, field="Wohnen")
    goal = a_goal(hall, cluster_ids=(pile.id, other.id), indicators=({"id": an_id(), "name": "Zahl"},))
    group, field = an_id(), an_id()
    steps: list[c.Command] = [
        c.EditContribution(id=first.id, version=2, kind=Kind.CHALLENGE, text="Anders"),
        c.WithdrawContribution(id=second.id, version=2),
        c.RestoreContribution(id=second.id),
        c.HideContribution(id=second.id, reason="doppelt"),
        c.MoveContribution(id=first.id, field_id=hall.field("Arbeit").id),
        c.RenameCluster(id=pile.id, name="Sprachpaten"),
        c.MoveCluster(id=pile.id, field_id=hall.field("Sprache").id),
        c.MergeClusters(id=pile.id, into_id=other.id),
        c.DissolveCluster(id=other.id),
        c.EditGoal(id=goal.id, version=3, text="Kürzer"),
        c.HideGoal(id=goal.id),
        c.RestoreGoal(id=goal.id),
        c.WithdrawGoal(id=goal.id, version=6),
        c.ChangeWorkshop(version=2, title="Neu", audience="Alle", target_year=2031),
        c.AddGroup(id=group, name="Neue"),
        c.ChangeGroup(id=group, name="Neueste"),
        c.RemoveGroup(id=group),
        c.AddField(id=field, name="Sport"),
        c.ChangeField(id=field, name="Verein"),
        c.RemoveField(id=field),
        c.GoToPhase(phase="results"),
    ]
    boards = [board(hall)]
    for step in steps:
        hall.ask(step)
        boards.append(board(hall))
    for earlier in reversed(boards[:-1]):
        undo(hall)
        assert board(hall) == earlier
    for later in boards[1:]:
        redo(hall)
        assert board(hall) == later


def test_versions_only_grow() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(c.HideContribution(id=card.id))
    undo(hall)
    redo(hall)
    assert hall.now(card).version == 4


def test_only_the_step_that_was_seen_is_taken_back() -> None:
    """Two moderators press at once, or one presses twice: one step goes back."""
    hall = a_workshop()
    card = a_card(hall)
    hidden = hall.ask(c.HideContribution(id=card.id)).event
    assert hidden is not None
    hall.ask(c.Undo(seq=hidden.seq))
    with refused("not_last_step"):
        hall.ask(c.Undo(seq=hidden.seq))
    assert hall.now(card).hidden is None
    hall.ask(c.Redo(seq=hidden.seq))
    with refused("nothing_to_redo"):
        hall.ask(c.Redo(seq=hidden.seq))
    hall.ask(c.Undo(seq=hidden.seq))
    undo(hall)
    with refused("not_last_step"):
        hall.ask(c.Redo(seq=hidden.seq))


def test_a_new_step_forgets_what_was_undone() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(c.HideContribution(id=card.id))
    undo(hall)
    a_card(hall, "Ein neuer Schritt")
    with refused("nothing_to_redo"):
        redo(hall)


def test_what_participants_do_is_not_a_moderators_step() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    undo(hall)
    assert hall.now(card) == card
    assert hall.state.workshop.phase == "arrive"


def test_undo_keeps_what_a_participant_changed_since_in_the_same_card() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Zu wenig Wohnungen", actor=person)
    hall.ask(c.MoveContribution(id=card.id, field_id=hall.field("Arbeit").id))
    edit = c.EditContribution(id=card.id, version=2, kind=Kind.WEAKNESS, text="Zu teure Wohnungen")
    hall.ask(edit, person)
    undo(hall)
    after = hall.now(card)
    assert (after.field_id, after.text, after.kind) == (None, "Zu teure Wohnungen", Kind.WEAKNESS)
    redo(hall)
    assert (hall.now(card).field_id, hall.now(card).text) == (hall.field("Arbeit").id, "Zu teure Wohnungen")


def test_undo_does_not_overwrite_a_newer_wording_of_the_same_field() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Wohnungn", actor=person)
    hall.ask(c.EditContribution(id=card.id, version=1, kind=Kind.STRENGTH, text="Wohnungen"))
    hall.ask(c.EditContribution(id=card.id, version=2, kind=Kind.STRENGTH, text="Viele Wohnungen"), person)
    undo(hall)
    assert hall.now(card).text == "Viele Wohnungen"
    redo(hall)
    assert hall.now(card).text == "Viele Wohnungen"


def test_undoing_a_merge_brings_back_both_piles_with_what_was_edited_meanwhile() -> None:
    hall = a_workshop()
    person = hall.joined()
    first, second = a_card(hall, "Eins", person), a_card(hall, "Zwei", person)
    gone, kept = a_cluster(hall, "Mentoren", first), a_cluster(hall, "Paten", second)
    hall.ask(c.MergeClusters(id=gone.id, into_id=kept.id))
    hall.ask(c.EditContribution(id=first.id, version=3, kind=Kind.STRENGTH, text="Erstens"), person)
    hall.ask(c.WithdrawContribution(id=second.id, version=2), person)
    undo(hall)
    assert (hall.now(first).cluster_id, hall.now(first).text) == (gone.id, "Erstens")
    assert (hall.now(second).cluster_id, hall.now(second).withdrawn) == (kept.id, True)
    assert {cluster.name for cluster in hall.state.all(Cluster)} == {"Mentoren", "Paten"}


def test_undoing_a_dissolution_gathers_the_cards_again() -> None:
    hall = a_workshop()
    card = a_card(hall)
    cluster = a_cluster(hall, "Paten", card, field="Sprache")
    goal = a_goal(hall, cluster_ids=(cluster.id,))
    hall.ask(c.DissolveCluster(id=cluster.id))
    undo(hall)
    assert hall.now(cluster).name == "Paten"
    assert (hall.now(card).cluster_id, hall.now(card).field_id) == (cluster.id, None)
    assert hall.now(goal).cluster_ids == (cluster.id,)


def test_a_table_at_which_somebody_sat_down_meanwhile_stays_and_bars_no_other_step() -> None:
    hall = a_workshop(groups=1)
    hall.ask(c.AddGroup(id=an_id(), name="Neue"))
    person = hall.joined(group=2)
    assert named(to_undo(hall.state)) == "phase_started"
    undo(hall)
    assert hall.state.workshop.phase == "arrive"
    with refused("nothing_to_undo"):
        undo(hall)
    redo(hall)
    assert hall.state.workshop.phase == "write"
    assert hall.person(person).group_id == hall.group(2).id
    hall.ask(c.JoinWorkshop(group_id=hall.group(1).id), person)
    undo(hall)
    undo(hall)
    assert [group.number for group in hall.state.all(Group)] == [1], "nobody sits there any more"


def test_what_was_passed_over_is_passed_over_after_a_restart() -> None:
    hall = a_workshop(groups=1)
    hall.ask(c.AddGroup(id=an_id(), name="Neue"))
    hall.joined(group=2)
    undo(hall)
    again = History()
    for event in hall.journal:
        again.note(event)
    assert [step.name for step in again.done] == ["group_added"]
    assert [step.name for step in again.undone] == ["phase_started"]


def test_a_field_to_which_a_goal_was_laid_meanwhile_is_not_undone() -> None:
    hall = a_workshop(phase="goals")
    hall.ask(c.AddField(id=an_id(), name="Sport"))
    a_goal(hall, actor=hall.joined(), field_id=hall.field("Sport").id)
    undo(hall)
    assert (hall.state.workshop.phase, hall.field("Sport").name) == ("arrive", "Sport")


def test_a_goal_loses_the_link_to_a_pile_that_is_undone() -> None:
    hall = a_workshop(phase="goals")
    cluster = a_cluster(hall, "Paten")
    goal = a_goal(hall, actor=hall.joined(), cluster_ids=(cluster.id,))
    undo(hall)
    assert hall.now(goal).cluster_ids == ()


def test_what_was_voted_on_is_not_undone() -> None:
    hall = a_workshop(phase="vote")
    goal = a_goal(hall)
    hall.ask(c.EditGoal(id=goal.id, version=1, text="Genauer"))
    voting = a_voting_here(hall, goal)
    with refused("voting_open"):
        undo(hall)
    cast(hall, voting, hall.joined(), {goal: 1})
    close(hall, voting)
    undo(hall)
    assert hall.now(goal).text == goal.text
    undo(hall)
    assert hall.state.get(Goal, goal.id), "it was voted on"
    assert hall.state.workshop.phase == "arrive"


def a_voting_here(hall: Hall, goal: Goal) -> Voting:
    id = an_id()
    hall.ask(c.OpenVoting(id=id, question="Was zuerst?", option_ids=(goal.id,)))
    return hall.state.get(Voting, id)


def test_opening_and_closing_a_voting_are_not_steps() -> None:
    hall = a_workshop()
    voting = a_voting(hall, a_goal(hall))
    close(hall, voting)
    undo(hall)
    assert hall.state.workshop.phase == "write"
    assert hall.state.get(Voting, voting.id).closed_at is not None


def test_the_last_two_hundred_steps_can_be_taken_back() -> None:
    hall = a_workshop()
    card = a_card(hall)
    for n in range(KEPT + 10):
        hall.ask(c.MoveContribution(id=card.id, position=float(n)))
    for _ in range(KEPT):
        undo(hall)
    with refused("nothing_to_undo"):
        undo(hall)
    assert hall.now(card).position == 9.0


def test_a_table_that_comes_back_shares_no_number() -> None:
    hall = a_workshop(groups=2)
    gone = hall.group(2)
    hall.ask(c.RemoveGroup(id=gone.id))
    hall.ask(c.AddGroup(id=(new := an_id()), name="Ersatz"))
    person = hall.joined(2)  # so that taking back passes over the new table
    assert hall.person(person).group_id == new
    hall.ask(c.Undo())
    assert sorted(group.number for group in hall.state.all(Group)) == [1, 2, 3]
    assert hall.now(gone).number == 3
