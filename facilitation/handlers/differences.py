"""What laptops changed, neither knowing of the other: somebody chooses, and the choice travels."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import require_not_voted_on
from facilitation.model import Cluster, Contribution, Difference, FieldOfAction, Goal
from facilitation.state import State
from facilitation.undecided import chosen_of, pairs


def settle(state: State, command: c.SettleDifference, actor: Actor, at: int) -> Event:
    """Raises Refused: unknown, voting_open."""
    difference = state.get(Difference, command.id)
    found = next((pair for pair in pairs(state) if difference in pair.differences), None)
    if found is None:
        return Event(name="difference_settled", drops=(ref_of(difference),))
    if isinstance(found.entity, Goal):
        require_not_voted_on(state, found.entity)
    if command.choice >= len(found.values):
        raise Refused("unknown")
    chosen = chosen_of(found.entity, difference.part, found.values[command.choice])
    if isinstance(chosen, Contribution | Cluster | Goal):
        _require_cluster_and_field(state, chosen)
    puts = (chosen,) if command.choice else ()
    return Event(name="difference_settled", puts=puts, drops=tuple(map(ref_of, found.differences)))


def _require_cluster_and_field(state: State, entity: Contribution | Cluster | Goal) -> None:
    cluster_id = entity.cluster_id if isinstance(entity, Contribution) else None
    for kind, id in ((Cluster, cluster_id), (FieldOfAction, entity.field_id)):
        if id is not None:
            state.get(kind, id)
