"""Two laptops that meet: what each takes from the other, what is asked about, and what is never lost."""

from __future__ import annotations

import json

import pytest

from facilitation import commands as c
from facilitation.ids import translation_id
from facilitation.model import (
    Cluster,
    Contribution,
    Difference,
    Goal,
    Group,
    Translation,
    Voting,
    VotingResult,
)
from facilitation.undecided import pairs
from storage.archive.reading import read
from storage.archive.writing import write_archive
from tests.builders import a_card, a_goal, a_voting, a_workshop, an_id, cast, close
from tests.storage.laptops import Laptop, agree, asked, card_of, edit, seen, two


def test_a_move_there_takes_no_wording_back_here() -> None:
    a, b = two()
    edit(a, "Die Sprachpatinnen und Sprachpaten")
    place = next(x for x in b.hall.state.all(Cluster) if x.name == "Orte")
    for position in (1.0, 2.0):
        b.ask(c.MoveContribution(id=card_of(b).id, cluster_id=place.id, position=position))
    assert a.takes(b.packed()) == {"new": 0, "changed": 1, "both": 0}
    assert (card_of(a).text, card_of(a).cluster_id) == ("Die Sprachpatinnen und Sprachpaten", place.id)
    b.takes(a.packed())
    assert seen(a) == seen(b)
    assert not a.pairs()


def test_what_both_reworded_is_shown_as_a_pair_until_somebody_chooses_and_the_choice_travels() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    mine, theirs = a.packed(), b.packed()
    assert a.takes(theirs)["both"] == b.takes(mine)["both"] == 1
    assert seen(a) == seen(b)
    ((one, other),) = a.pairs()
    assert {one[0], other[0]} == {"Von A", "Von B"}
    assert a.takes(b.packed()) == {"new": 0, "changed": 0, "both": 0}
    (pair,) = pairs(a.hall.state)
    a.ask(c.SettleDifference(id=pair.difference.id, choice=1))
    chosen = card_of(a).text
    assert chosen == pair.values[1][0]
    a.ask(c.Undo())
    assert len(a.pairs()) == 1
    a.ask(c.Redo())
    assert not a.pairs()
    b.takes(a.packed())
    a.takes(b.packed())
    assert card_of(b).text == chosen
    assert not b.pairs()
    assert seen(a) == seen(b)


def test_the_same_typed_on_both_is_no_difference() -> None:
    a, b = two()
    edit(a, "Zwischendurch anders")
    edit(a, "Beide gleich")
    edit(b, "Beide gleich")
    a.meets(b)
    assert not a.pairs() + b.pairs()
    b.meets(a)
    assert seen(a) == seen(b)


def test_choosing_the_one_that_holds_settles_it_too() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    (pair,) = pairs(b.hall.state)
    b.ask(c.SettleDifference(id=pair.difference.id, choice=0))
    a.takes(b.packed())
    assert not a.pairs() + b.pairs()
    assert seen(a) == seen(b)


def test_one_card_in_two_clusters_is_asked_about() -> None:
    a, b = two()
    places = {cluster.name: cluster.id for cluster in a.hall.state.all(Cluster)}
    a.ask(c.MoveContribution(id=card_of(a).id, cluster_id=places["Orte"]))
    b.ask(c.MoveContribution(id=card_of(b).id, field_id=b.hall.field("Sprache").id))
    a.meets(b)
    assert len(a.pairs()) == len(b.pairs()) == 1
    assert seen(a) == seen(b)


def test_what_its_writer_withdrew_stays_withdrawn() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Doch nicht", person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    hall.ask(c.HideContribution(id=card.id))
    hall.ask(c.RestoreContribution(id=card.id))
    assert (hall.now(card).hidden, hall.now(card).withdrawn) == (None, True)
    goal = a_goal(hall.phase("goals"), "Ein Ziel", person)
    hall.ask(c.WithdrawGoal(id=goal.id, version=1), person)
    hall.ask(c.HideGoal(id=goal.id))
    hall.ask(c.RestoreGoal(id=goal.id))
    assert (hall.now(goal).hidden, hall.now(goal).withdrawn) == (None, True)
    hall.ask(c.RestoreGoal(id=goal.id, withdrawn=True))
    assert not hall.now(goal).withdrawn


def test_who_presses_second_takes_back_no_more_than_was_seen() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Doch nicht", person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    hall.ask(c.HideContribution(id=card.id))
    for _ in range(2):
        hall.ask(c.RestoreContribution(id=card.id))
    goal = a_goal(hall.phase("goals"), "Ein Ziel", person)
    hall.ask(c.WithdrawGoal(id=goal.id, version=1), person)
    hall.ask(c.HideGoal(id=goal.id))
    for _ in range(2):
        hall.ask(c.RestoreGoal(id=goal.id))
    assert [hall.now(one).withdrawn for one in (card, goal)] == [True, True]


def test_hidden_there_and_withdrawn_here_is_both() -> None:
    a, b = two()
    a.ask(c.WithdrawContribution(id=card_of(a).id, version=card_of(a).version))
    b.ask(c.HideContribution(id=card_of(b).id, reason="Name"))
    a.meets(b)
    assert (card_of(a).hidden, card_of(a).withdrawn) == ("Name", True)
    assert seen(a) == seen(b)


def test_what_was_dissolved_there_goes_unless_something_was_laid_into_it_here() -> None:
    a, b = two()
    places = {cluster.name: cluster.id for cluster in a.hall.state.all(Cluster)}
    for name in ("Wege", "Orte"):
        a.ask(c.DissolveCluster(id=places[name]))
    b.ask(c.PostContribution(id=(new := an_id()), kind="weakness", text="Neu"))
    b.ask(c.MoveContribution(id=new, cluster_id=places["Orte"]))
    a.meets(b)
    assert [cluster.name for cluster in a.hall.state.all(Cluster)] == ["Orte"]
    assert a.hall.state.get(Contribution, new).cluster_id == places["Orte"]
    assert seen(a) == seen(b)


def test_a_new_name_is_not_lost_with_what_was_dissolved_there() -> None:
    a, b = two()
    place = next(x for x in a.hall.state.all(Cluster) if x.name == "Orte")
    a.ask(c.DissolveCluster(id=place.id))
    b.ask(c.RenameCluster(id=place.id, name="Treffpunkte"))
    a.meets(b)
    assert a.now(place).name == "Treffpunkte"
    assert seen(a) == seen(b)


def test_two_next_tables_get_two_numbers() -> None:
    a, b = two()
    for laptop in (a, b):
        laptop.ask(c.AddGroup(id=an_id(), name="Tisch 4"))
    a.meets(b)
    assert sorted(group.number for group in a.hall.state.all(Group)) == [1, 2, 3, 4, 5]
    assert seen(a) == seen(b)
    a.packed()
    read(a.packed())


def test_questions_are_parts_of_their_own() -> None:
    a, b = two()
    for laptop, phase in ((a, "write"), (b, "goals")):
        now = laptop.hall.state.workshop
        about = {"title": now.title, "audience": now.audience, "target_year": 2030, "version": now.version}
        laptop.ask(c.ChangeWorkshop(**about, questions={phase: f"Was ist mit {phase}?"}, languages=("ar",)))
        laptop.ask(c.AskIn(language="ar", phase=phase, text="ما رأيكم؟"))
    a.meets(b)
    assert set(a.hall.state.workshop.questions) == {"write", "goals"}
    assert set(a.hall.state.workshop.questions_in["ar"]) == {"write", "goals"}
    assert not a.pairs()
    assert seen(a) == seen(b)


def test_an_archive_of_before_still_wins_by_its_version() -> None:
    a, b = two()
    edit(b, "Neuer")
    old = write_archive(b.hall.state, None, 1)
    assert a.takes(old)["changed"] == 1
    assert card_of(a).text == "Neuer"
    edit(a, "Noch neuer")
    assert a.takes(old) == {"new": 0, "changed": 0, "both": 0}
    b.takes(a.packed())
    assert card_of(b).text == "Noch neuer"
    edit(a, "A")
    edit(b, "B")
    assert a.takes(write_archive(b.hall.state, None, 1))["both"] == 1  # the same version: not lost, asked


def test_who_choose_differently_are_asked_once_more_and_then_agree() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    for laptop, choice in ((a, 0), (b, 1)):
        (pair,) = pairs(laptop.hall.state)
        laptop.ask(c.SettleDifference(id=pair.difference.id, choice=choice))
    a.meets(b)
    assert agree(a, b)
    assert [sorted(words) for words in asked(a)] == [["Von A", "Von B"]]
    for pair in pairs(a.hall.state):
        a.ask(c.SettleDifference(id=pair.difference.id, choice=1))
    b.takes(a.packed())
    a.takes(b.packed())
    assert not a.pairs() + b.pairs()
    assert seen(a) == seen(b)


def test_a_ballot_box_travels_whole() -> None:
    a, b = two()
    goal = next(a.hall.state.all(Goal))
    a.ask(c.OpenVoting(id=(id := an_id()), question="Was zuerst?", option_ids=(goal.id,)))
    a.hall.phase("vote")
    voting = a.hall.state.get(Voting, id)
    for _ in range(3):
        cast(a.hall, voting, a.hall.joined(), {goal: 1})
    close(a.hall, voting)
    b.takes(a.packed())
    assert next(b.hall.state.all(VotingResult)).ballots == 3
    assert seen(a) == seen(b)


def test_two_interpreters_of_one_card_are_a_pair() -> None:
    a, b = two()
    for laptop, text in ((a, "Les parrains"), (b, "Les marraines")):
        laptop.ask(c.Translate(of_id=card_of(laptop).id, language="fr", text=text, original_version=1))
    a.meets(b)
    assert len(a.pairs()) == 1
    assert len(list(a.hall.state.all(Translation))) == 1
    assert next(a.hall.state.all(Translation)).id == translation_id(card_of(a).id, "fr")
    assert seen(a) == seen(b)


def test_a_difference_in_an_archive_is_one_that_could_have_come_about() -> None:
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    (difference,) = a.hall.state.all(Difference)
    for wrong in (
        {"choices": (json.dumps(["x" * 3000, "", 1]), difference.choices[0])},
        {"choices": (json.dumps(["a\u202eb", "", 1]), difference.choices[0])},
        {"choices": difference.choices[:1]},
        {"choices": ("{", "[")},
        {"part": "id", "choices": (json.dumps(an_id()), json.dumps(an_id()))},
        {"part": "version", "choices": ("1", "2")},
        {"part": "hidden", "choices": ('"<b>\\n"', "null")},
    ):
        a.hall.state.put(difference.model_copy(update=wrong))
        with pytest.raises(Exception, match="archive_broken"):
            read(a.packed())


def test_two_laptops_that_took_away_each_others_last_table_have_one() -> None:
    hall = a_workshop(groups=2)
    one = Laptop(hall)
    other = one.copy()
    one.ask(c.RemoveGroup(id=hall.group(1).id))
    other.ask(c.RemoveGroup(id=hall.group(2).id))
    one.meets(other)
    one.meets(other)
    assert agree(one, other)
    assert [table.number for table in one.hall.state.all(Group)] == [1]


def test_a_voting_that_a_copied_data_folder_closed_twice_has_the_ballots_of_both() -> None:
    hall = a_workshop()
    goals = a_goal(hall), a_goal(hall, "Mehr Wohnungen")
    people, voting = [hall.joined() for _ in range(3)], a_voting(hall, *goals)
    one = Laptop(hall)
    other = one.as_it_is()
    cast(one.hall, voting, people[0], {goals[0]: 1})
    for person in people[1:]:
        cast(other.hall, voting, person, {goals[1]: 1})
    for laptop in (one, other):
        close(laptop.hall, voting)
    one.meets(other)
    for laptop in (one, other):
        result = laptop.hall.state.get(VotingResult, voting.id)
        assert [(row.option_id, row.value) for row in result.rows] == [(goals[1].id, 2), (goals[0].id, 1)]
        assert (result.ballots, result.detail["given"]) == (3, 3)
    one.meets(other)
    assert agree(one, other)
