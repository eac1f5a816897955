"""Clusters: made, named, moved, merged and dissolved, and no card is lost with a heading."""

from facilitation import commands as c
from facilitation.model import Cluster, Contribution
from tests.builders import NOON, Hall, a_card, a_cluster, a_goal, a_workshop, an_id, refused


def places(hall: Hall, *cards: Contribution) -> list[tuple[str | None, str | None]]:
    return [(hall.now(card).cluster_id, hall.now(card).field_id) for card in cards]


def test_cards_are_gathered_under_a_heading() -> None:
    hall = a_workshop()
    first, second, id = a_card(hall, field="Wohnen"), a_card(hall), an_id()
    command = c.CreateCluster(id=id, name="Paten", contribution_ids=(first.id, second.id))
    hall.ask(command, at=NOON)
    expected = Cluster(id=id, workshop_id=hall.state.workshop.id, name="Paten", position=float(NOON))
    assert hall.state.get(Cluster, id) == expected
    assert places(hall, first, second) == [(id, None), (id, None)]


def test_people_group_first_and_find_the_heading_later() -> None:
    hall = a_workshop()
    cluster = a_cluster(hall, " \u2800 ")
    assert hall.now(cluster).name == ""
    hall.ask(c.RenameCluster(id=cluster.id, name="Paten"))
    assert hall.now(cluster).name == "Paten"
    hall.ask(c.RenameCluster(id=cluster.id, name=""))
    assert hall.now(cluster).name == ""


def test_a_cluster_needs_a_short_name_a_new_id_and_things_that_exist() -> None:
    hall = a_workshop()
    cluster = a_cluster(hall, "Paten")
    with refused("text_too_long", over=1, limit=80):
        a_cluster(hall, "x" * 81)
    with refused("exists"):
        hall.ask(c.CreateCluster(id=cluster.id, name="Paten"))
    with refused("unknown"):
        hall.ask(c.CreateCluster(id=an_id(), name="Paten", field_id=an_id()))
    with refused("unknown"):
        hall.ask(c.CreateCluster(id=an_id(), name="Paten", contribution_ids=(an_id(),)))


def test_a_cluster_is_renamed() -> None:
    hall = a_workshop()
    cluster = a_cluster(hall, "Paten")
    hall.ask(c.RenameCluster(id=cluster.id, name="Sprachpaten"))
    assert hall.now(cluster) == cluster.model_copy(update={"name": "Sprachpaten", "version": 2})


def test_a_cluster_is_laid_to_a_field_and_taken_away() -> None:
    hall = a_workshop()
    cluster, field = a_cluster(hall, "Paten"), hall.field("Sprache").id
    hall.ask(c.MoveCluster(id=cluster.id, field_id=field, position=1.5))
    assert (hall.now(cluster).field_id, hall.now(cluster).position) == (field, 1.5)
    hall.ask(c.MoveCluster(id=cluster.id), at=NOON)
    assert (hall.now(cluster).field_id, hall.now(cluster).position) == (None, float(NOON))
    with refused("unknown"):
        hall.ask(c.MoveCluster(id=cluster.id, field_id=an_id()))


def test_merging_moves_cards_and_goals_and_keeps_one_heading() -> None:
    hall = a_workshop()
    first, second = a_card(hall), a_card(hall)
    gone, kept = a_cluster(hall, "Mentoren", first), a_cluster(hall, "Paten", second)
    goal = a_goal(hall, cluster_ids=(gone.id, kept.id))
    hall.ask(c.MergeClusters(id=gone.id, into_id=kept.id))
    assert places(hall, first, second) == [(kept.id, None), (kept.id, None)]
    assert hall.now(goal).cluster_ids == (kept.id,)
    assert [cluster.id for cluster in hall.state.all(Cluster)] == [kept.id]


def test_a_cluster_cannot_swallow_itself() -> None:
    hall = a_workshop()
    cluster = a_cluster(hall, "Paten")
    with refused("same_cluster"):
        hall.ask(c.MergeClusters(id=cluster.id, into_id=cluster.id))


def test_dissolving_leaves_the_cards_in_the_field() -> None:
    hall = a_workshop()
    card = a_card(hall)
    cluster = a_cluster(hall, "Paten", card, field="Sprache")
    goal = a_goal(hall, cluster_ids=(cluster.id,))
    hall.ask(c.DissolveCluster(id=cluster.id))
    assert places(hall, card) == [(None, hall.field("Sprache").id)]
    assert hall.now(goal).cluster_ids == ()
    assert list(hall.state.all(Cluster)) == []


def test_a_cluster_that_is_gone_is_unknown() -> None:
    hall = a_workshop()
    here, gone = a_cluster(hall, "Paten"), an_id()
    for command in (
        c.RenameCluster(id=gone, name="x"),
        c.MoveCluster(id=gone),
        c.MergeClusters(id=gone, into_id=here.id),
        c.MergeClusters(id=here.id, into_id=gone),
        c.DissolveCluster(id=gone),
    ):
        with refused("unknown"):
            hall.ask(command)
