"""Any tangle of steps: no card is lost, nothing points into the void, and the journal tells it all."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Decision
from facilitation.model import Cluster, Contribution, Entity, FieldOfAction, Group, Kind, Participant
from facilitation.state import State
from tests.builders import MODERATOR, Hall, a_card, a_cluster, a_workshop, an_id


def test_replaying_the_journal_gives_the_same_workshop() -> None:
    hall = a_workshop()
    person = hall.joined()
    first, second = a_card(hall, actor=person), a_card(hall)
    cluster = a_cluster(hall, "Paten", first, second)
    hall.ask(c.DissolveCluster(id=cluster.id))
    hall.ask(c.Undo())
    hall.ask(c.WithdrawContribution(id=first.id, version=4), person)
    assert replayed(hall) == {e.id: e for e in hall.state.entities()}


def replayed(hall: Hall) -> dict[str, Entity]:
    state = State()
    for event in hall.journal:
        state.apply(Decision(event))
    return {e.id: e for e in state.entities()}


# Any tangle of steps by a moderator and a participant. Each number picks one of the things there are.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["post", "move", "pile", "merge", "dissolve", "hide", "restore", "edit", "undo", "redo"]
        ),
        st.integers(0, 9),
        st.integers(0, 9),
        st.booleans(),
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(STEPS)
def test_no_tangle_of_steps_loses_a_card_or_parts_journal_and_memory(steps: list) -> None:
    hall = a_workshop(groups=1, fields=("Sprache",))
    person = hall.joined()
    posted: set[str] = set()
    for name, first, second, mine in steps:
        command = a_step(hall, name, first, second)
        if command is None:
            continue
        actor = person if mine and name in ("post", "edit") else MODERATOR
        try_to(hall, command, actor)
        posted |= {card.id for card in hall.state.all(Contribution) if card.author_id}
    assert replayed(hall) == {e.id: e for e in hall.state.entities()}
    assert posted <= {card.id for card in hall.state.all(Contribution)}
    piles = {cluster.id for cluster in hall.state.all(Cluster)} | {None}
    assert {card.cluster_id for card in hall.state.all(Contribution)} <= piles
    assert {p.group_id for p in hall.state.all(Participant)} <= {g.id for g in hall.state.all(Group)}
    assert len(list(hall.state.all(FieldOfAction))) == 1


def try_to(hall: Hall, command: c.Command, actor: Actor) -> None:
    with suppress(Refused):
        hall.ask(command, actor)


def a_step(hall: Hall, name: str, first: int, second: int) -> c.Command | None:
    cards, piles = list(hall.state.all(Contribution)), list(hall.state.all(Cluster))
    card = cards[first % len(cards)] if cards else None
    pile = piles[second % len(piles)] if piles else None
    other = piles[first % len(piles)] if piles else None
    if name in ("undo", "redo"):
        return c.Undo() if name == "undo" else c.Redo()
    if name == "post" or card is None:
        return c.PostContribution(id=an_id(), kind=Kind.STRENGTH, text=f"Karte {first}")
    if name == "pile":
        return c.CreateCluster(id=an_id(), name="Paten", contribution_ids=(card.id,))
    if name == "merge" and pile and other:
        return c.MergeClusters(id=pile.id, into_id=other.id)
    if name == "dissolve" and pile:
        return c.DissolveCluster(id=pile.id)
    return a_step_on(card, pile, name, second)


def a_step_on(card: Contribution, pile: Cluster | None, name: str, n: int) -> c.Command:
    if name == "hide":
        return c.HideContribution(id=card.id)
    if name == "restore":
        return c.RestoreContribution(id=card.id)
    if name == "edit":
        return c.EditContribution(id=card.id, version=card.version, kind=card.kind, text=f"Anders {n}")
    return c.MoveContribution(id=card.id, cluster_id=pile.id if pile else None)
