"""Goals with their indicators."""

import pytest
from pydantic import ValidationError

from facilitation import commands as c
from facilitation.commands import IndicatorDraft
from facilitation.model import Device, Goal, Indicator, Source
from facilitation.wall import indicators_of
from tests.builders import NOON, Hall, a_cluster, a_goal, a_voting, a_workshop, an_id, close, refused


def edit(goal: Goal, text: str = "Jede Schule hat Paten", **values: object) -> c.EditGoal:
    return c.EditGoal.model_validate({"id": goal.id, "version": goal.version, "text": text, **values})


def an_indicator(name: str = "Schulen mit Paten", **values: object) -> IndicatorDraft:
    return IndicatorDraft.model_validate({"id": an_id(), "name": name, **values})


def names(hall: Hall, goal: Goal) -> list[str]:
    return [indicator.name for indicator in indicators_of(hall.state, goal.id)]


def test_a_participant_proposes_a_goal_with_an_indicator() -> None:
    hall = a_workshop(phase="goals")
    person, id, cluster = hall.joined(group=3), an_id(), a_cluster(hall, "Paten")
    draft = an_indicator(unit="Schulen", base_value=4, base_year=2024, target_value=21, target_year=2030)
    command = c.ProposeGoal(
        id=id,
        text="Jede Schule hat Paten",
        field_id=hall.field("Sprache").id,
        cluster_ids=(cluster.id,),
        target_year=2028,
        indicators=(draft,),
    )
    hall.ask(command, person, at=NOON)
    assert hall.state.get(Goal, id) == Goal(
        id=id,
        workshop_id=hall.state.workshop.id,
        group_id=hall.group(3).id,
        author_id=person.participant_id,
        source=Source.PERSON,
        text="Jede Schule hat Paten",
        field_id=hall.field("Sprache").id,
        cluster_ids=(cluster.id,),
        target_year=2028,
        created_at=NOON,
    )
    expected = Indicator(workshop_id=hall.state.workshop.id, goal_id=id, **draft.model_dump())
    assert indicators_of(hall.state, id) == [expected]


def test_a_goal_without_a_year_is_due_in_the_workshops_target_year() -> None:
    assert a_goal(a_workshop(target_year=2031)).target_year == 2031


def test_goals_are_written_in_their_phase_only() -> None:
    hall = a_workshop(phase="write")
    person = hall.joined()
    with refused("phase_closed"):
        a_goal(hall, actor=person)
    a_goal(hall.phase("goals"), actor=person)


def test_a_goal_needs_words_a_new_id_and_links_that_exist() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    with refused("text_empty"):
        a_goal(hall, " ")
    with refused("text_too_long", over=1, limit=500):
        a_goal(hall, "x" * 501)
    with refused("exists"):
        hall.ask(c.ProposeGoal(id=goal.id, text="Noch eins"))
    for link in ({"field_id": an_id()}, {"cluster_ids": (an_id(),)}):
        with refused("unknown"):
            a_goal(hall, **link)
        with refused("unknown"):
            hall.ask(edit(goal, **link))


def test_an_edit_replaces_wording_links_and_the_list_of_indicators() -> None:
    hall = a_workshop()
    kept, gone, new = an_indicator("bleibt"), an_indicator("geht"), an_indicator("kommt")
    goal = a_goal(hall, field_id=hall.field("Wohnen").id, indicators=(gone, kept))
    renamed = kept.model_copy(update={"name": "heißt jetzt so"})
    hall.ask(edit(goal, "Alle Schulen haben Paten", target_year=2027, indicators=(new, renamed)))
    changed = {"text": "Alle Schulen haben Paten", "field_id": None, "target_year": 2027}
    assert hall.now(goal) == goal.model_copy(update={**changed, "version": 2, "text_version": 2})
    assert names(hall, goal) == ["kommt", "heißt jetzt so"]
    assert hall.state.get(Indicator, kept.id).version == 2


@pytest.mark.parametrize("name", ["base_value", "target_value"])
@pytest.mark.parametrize("value", [1e12 + 1, -1e25, float("inf"), float("nan")])
def test_a_number_that_fits_no_document_is_no_indicator(name: str, value: float) -> None:
    assert an_indicator(**{name: -1e12})
    with pytest.raises(ValidationError):
        an_indicator(**{name: value})


def test_an_indicator_belongs_to_one_goal() -> None:
    hall = a_workshop()
    draft = an_indicator()
    a_goal(hall, indicators=(draft,))
    with refused("exists"):
        a_goal(hall, "Ein anderes Ziel", indicators=(draft,))


def test_a_goal_is_its_authors_and_its_tables_tablets() -> None:
    hall = a_workshop(phase="goals")
    person, tablet = hall.joined(), hall.joined(device=Device.TABLET)
    mine, ours = a_goal(hall, actor=person), a_goal(hall, actor=tablet)
    hall.ask(edit(mine), person)
    hall.ask(edit(ours), hall.joined(device=Device.TABLET))
    with refused("not_yours"):
        hall.ask(edit(hall.now(mine)), tablet)


def test_a_goal_whose_clusters_were_merged_meanwhile_is_still_its_authors_to_change() -> None:
    hall = a_workshop(phase="goals")
    person = hall.joined()
    gone, kept = a_cluster(hall, "Mentoren"), a_cluster(hall, "Paten")
    goal = a_goal(hall, actor=person, cluster_ids=(gone.id,))
    hall.ask(c.MergeClusters(id=gone.id, into_id=kept.id))
    hall.ask(edit(goal, "Alle Schulen haben Paten", cluster_ids=(gone.id,)), person)
    assert (hall.now(goal).text, hall.now(goal).cluster_ids) == ("Alle Schulen haben Paten", (kept.id,))
    hall.ask(c.WithdrawGoal(id=goal.id, version=hall.now(goal).version), person)


def test_who_saw_older_words_or_indicators_of_a_goal_is_told() -> None:
    hall = a_workshop()
    first, second = an_indicator("eins"), an_indicator("zwei")
    goal = a_goal(hall, indicators=(first, second))
    hall.ask(edit(goal, field_id=hall.field("Sprache").id, indicators=(first, second)))
    hall.ask(edit(goal, indicators=(first, second)))  # the field alone is nobody's wording
    renamed = second.model_copy(update={"name": "drei"})
    hall.ask(edit(goal, indicators=(first, renamed)))
    assert [i.version for i in indicators_of(hall.state, goal.id)] == [1, hall.now(goal).version]
    with refused("stale"):
        hall.ask(edit(goal, indicators=(first, second)))
    hall.ask(edit(hall.now(goal), "Andere Worte", indicators=(first, renamed)))
    with refused("stale"):
        hall.ask(c.WithdrawGoal(id=goal.id, version=goal.version))
    assert names(hall, goal) == ["eins", "drei"]


def test_a_goal_is_withdrawn_hidden_and_brought_back() -> None:
    hall = a_workshop(phase="goals")
    person = hall.joined()
    goal = a_goal(hall, actor=person)
    hall.ask(c.WithdrawGoal(id=goal.id, version=1), person)
    with refused("withdrawn"):
        hall.ask(edit(hall.now(goal)), person)
    hall.ask(c.RestoreGoal(id=goal.id, withdrawn=True))
    hall.ask(c.HideGoal(id=goal.id, reason="doppelt"))
    assert (hall.now(goal).withdrawn, hall.now(goal).hidden) == (False, "doppelt")
    with refused("not_yours"):
        hall.ask(c.WithdrawGoal(id=goal.id, version=4), person)
    hall.ask(c.RestoreGoal(id=goal.id))
    assert hall.now(goal).hidden is None


def test_what_is_voted_on_does_not_change_under_the_voters_hands() -> None:
    hall = a_workshop()
    goal = a_goal(hall)
    voting = a_voting(hall, goal)
    for command in (edit(goal), c.WithdrawGoal(id=goal.id, version=1), c.HideGoal(id=goal.id)):
        with refused("voting_open"):
            hall.ask(command)
    close(hall, voting)
    hall.ask(edit(goal))


def test_a_goal_that_is_not_there_cannot_be_changed() -> None:
    hall, id = a_workshop(), an_id()
    for command in (
        c.EditGoal(id=id, version=1, text="x"),
        c.WithdrawGoal(id=id, version=1),
        c.HideGoal(id=id),
        c.RestoreGoal(id=id),
    ):
        with refused("unknown"):
            hall.ask(command)
