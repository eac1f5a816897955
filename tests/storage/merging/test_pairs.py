"""What laptops changed, neither knowing of the other, stays a pair (or more) until somebody chooses."""

from __future__ import annotations

import pytest

from facilitation import commands as c
from facilitation.events import Actor
from facilitation.model import Cluster, Goal
from storage.archive.writing import write_archive
from tests.builders import MODERATOR, a_card, a_workshop
from tests.storage.laptops import Laptop, agree, asked, card_of, edit, settle, two


def met() -> tuple[Laptop, Laptop]:
    """Both worded the same card, and neither knew of the other."""
    a, b = two()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    return a, b


def of_somebody() -> tuple[Laptop, Laptop, Actor]:
    """The card has an author, who is told."""
    hall = a_workshop()
    person = hall.joined()
    a_card(hall, "Die Sprachpaten", person)
    a = Laptop(hall)
    return a, a.copy(), person


@pytest.mark.parametrize("by_its_author", [False, True], ids=["moderator", "author"])
def test_an_edit_after_the_meeting_takes_the_place_of_its_side_only(by_its_author: bool) -> None:
    a, b, person = of_somebody()
    edit(a, "Von A")
    edit(b, "Von B", "Und noch einmal von B")
    edit(a, "Zuletzt von A", "Ganz zuletzt von A")  # holds once they have met: it was worded last
    a.meets(b)
    card = card_of(a)
    change = c.EditContribution(id=card.id, version=card.version, kind=card.kind, text="Danach von A")
    a.ask(change, person if by_its_author else MODERATOR)
    assert asked(a) == [["Danach von A", "Und noch einmal von B"]]
    a.meets(b)
    assert asked(a) == asked(b) == [["Danach von A", "Und noch einmal von B"]]
    assert a.takes(b.packed()) == {"new": 0, "changed": 0, "both": 0}
    settle(b, "Und noch einmal von B")
    a.meets(b)
    assert asked(a) == asked(b) == []
    assert card_of(a).text == "Und noch einmal von B"


def test_a_goal_and_a_name_that_are_changed_after_the_meeting_stay_pairs() -> None:
    a, b = two()
    goal = next(a.hall.state.all(Goal))
    place = next(x for x in a.hall.state.all(Cluster) if x.name == "Orte")
    for laptop, name in ((a, "A"), (b, "B")):
        laptop.ask(c.EditGoal(id=goal.id, version=laptop.now(goal).version, text=f"Ziel von {name}"))
        laptop.ask(c.RenameCluster(id=place.id, name=f"Orte von {name}"))
    a.meets(b)
    a.ask(c.EditGoal(id=goal.id, version=a.now(goal).version, text="Ziel danach"))
    a.ask(c.RenameCluster(id=place.id, name="Orte danach"))
    a.meets(b)
    assert asked(a) == asked(b) == [["Orte danach", "Orte von A"], ["Ziel danach", "Ziel von A"]]


def test_both_go_on_editing_what_they_were_asked_about() -> None:
    a, b = met()
    edit(a, "Danach auf A")
    edit(b, "Danach auf B")
    a.meets(b)
    assert agree(a, b)
    assert sorted(asked(a)[0]) == ["Danach auf A", "Danach auf B", "Von A"]


def test_whoever_chooses_has_not_chosen_against_what_is_typed_meanwhile() -> None:
    a, b = met()
    settle(a, "Von A")
    edit(b, "Danach auf B")
    a.meets(b)
    assert agree(a, b)
    assert sorted(asked(a)[0]) == ["Danach auf B", "Von A"]


@pytest.mark.parametrize("names", ["ABC", "CBA", "ACB"])
def test_what_three_laptops_worded_is_shown_on_all_of_them(names: str) -> None:
    a, b = two()
    laptops = [a, b, a.copy()]
    for laptop, name in zip(laptops, names, strict=True):
        edit(laptop, f"Von {name}")
    for one, other in ((0, 1), (0, 2), (1, 2), (0, 1)):
        laptops[one].meets(laptops[other])
    for laptop in laptops:
        assert agree(laptop, a)
        assert sorted(asked(laptop)[0]) == ["Von A", "Von B", "Von C"]
    settle(laptops[1], "Von A")
    laptops[1].meets(laptops[2])
    laptops[0].meets(laptops[2])
    assert [asked(laptop) for laptop in laptops] == [[], [], []]
    assert {card_of(laptop).text for laptop in laptops} == {"Von A"}


def test_who_types_by_hand_what_stands_beside_it_has_written_it_anew() -> None:
    """Whoever chooses meanwhile does not know of that."""
    a, b = met()
    edit(a, "Von A")
    settle(b, "Von B")
    a.meets(b)
    assert agree(a, b)
    assert sorted(asked(a)[0]) == ["Von A", "Von B"]


def test_a_laptop_that_comes_later_is_asked_as_well_and_may_choose() -> None:
    a, b = met()
    third = a.copy()
    assert agree(third, a)
    settle(third, "Von A")
    third.meets(b)
    assert agree(third, b)
    assert (card_of(b).text, asked(b)) == ("Von A", [])


@pytest.mark.parametrize("chosen", ["Von A", "Von B"])  # the second holds, so that the card stays as it was
def test_a_choice_that_has_travelled_and_is_taken_back_is_asked_again_everywhere(chosen: str) -> None:
    a, b = met()
    settle(a, chosen)
    a.meets(b)
    a.ask(c.Undo())
    a.meets(b)
    assert agree(a, b)
    assert sorted(asked(b)[0]) == ["Von A", "Von B"]


def test_a_choice_is_taken_back_after_what_was_chosen_has_been_edited() -> None:
    a, b, person = of_somebody()
    edit(a, "Von A")
    edit(b, "Von B")
    a.meets(b)
    settle(a, "Von A")
    card = card_of(a)
    change = c.EditContribution(id=card.id, version=card.version, kind=card.kind, text="Danach von A")
    a.ask(change, person)
    a.ask(c.Undo())
    assert {"Danach von A", "Von B"} <= set(asked(a)[0])
    a.meets(b)
    assert agree(a, b)
    assert {"Danach von A", "Von B"} <= set(asked(b)[0])


def test_a_translation_that_two_made_is_there_twice_though_one_went_on() -> None:
    a, b = two()
    for laptop, text in ((a, "Les parrains"), (b, "Les marraines"), (a, "Les parrains du quartier")):
        laptop.ask(c.Translate(of_id=card_of(laptop).id, language="fr", text=text, original_version=1))
    a.meets(b)
    assert agree(a, b)
    assert sorted(asked(a)[0]) == ["Les marraines", "Les parrains du quartier"]


def test_what_an_archive_of_before_brought_is_not_lost_when_a_third_laptop_comes() -> None:
    """It tells nothing of who knew of what."""
    a, b = two()
    third = a.copy()
    edit(a, "Von A")
    edit(b, "Von B")
    a.takes(write_archive(b.hall.state, None, 1))
    edit(third, "Vom Dritten")
    a.meets(third)
    assert sorted(asked(a)[0]) == sorted(asked(third)[0]) == ["Vom Dritten", "Von A", "Von B"]
    settle(a, "Von A")
    a.meets(third)
    assert asked(a) == asked(third) == []
