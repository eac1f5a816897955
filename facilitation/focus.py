"""Where the weight lies: the matrix of fields and kinds with its focal points. Never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from facilitation.model import Cluster, Contribution, FieldOfAction, Kind
from facilitation.state import State
from facilitation.wall import on_the_wall

UNASSIGNED = ""


@dataclass(frozen=True)
class Cell:
    field_id: str
    kind: Kind
    count: int


class Matrix(NamedTuple):
    """`counts[field_id][kind]`; field_id "" are cards without a field. `threshold`: see below."""

    counts: Mapping[str, Mapping[Kind, int]]
    total: int
    threshold: int
    focal_points: tuple[Cell, ...]

    def heat(self, field_id: str, kind: Kind) -> int:
        """The step 0 to 5 of a cell: 5 is kept for focal points."""
        if any((cell.field_id, cell.kind) == (field_id, kind) for cell in self.focal_points):
            return 5
        return _heat(self.counts[field_id][kind], self.threshold)


def field_of(contribution: Contribution, clusters: Mapping[str, Cluster]) -> str:
    """A card's field: that of its cluster, else its own, else ""."""
    cluster = clusters.get(contribution.cluster_id or "")
    return (cluster.field_id if cluster else contribution.field_id) or UNASSIGNED


def matrix(state: State) -> Matrix:
    """Counts per field and kind, and the cells that stand out.

    A focal point is a cell with at least half of the largest cell's cards, and at least 3 cards:
    fewer are a single voice, not a focus. At most 4, the largest first.
    """
    fields = [f.id for f in sorted(state.all(FieldOfAction), key=lambda f: (f.position, f.id))]
    clusters = {c.id: c for c in state.all(Cluster)}
    counts = {id: dict.fromkeys(Kind, 0) for id in [*fields, UNASSIGNED]}
    for card in on_the_wall(state):
        counts.setdefault(field_of(card, clusters), dict.fromkeys(Kind, 0))[card.kind] += 1
    cells = [Cell(id, kind, n) for id in fields for kind, n in counts[id].items()]
    threshold = _threshold(cells)
    focal = sorted((c for c in cells if c.count >= threshold), key=lambda c: -c.count)[:4]
    return Matrix(counts, sum(sum(row.values()) for row in counts.values()), threshold, tuple(focal))


def _threshold(cells: Iterable[Cell]) -> int:
    largest = max((cell.count for cell in cells), default=0)
    return max(3, -(-largest // 2))


def _heat(count: int, threshold: int) -> int:
    """0 for no card, then four even steps up to the threshold of focal points."""
    return min(4, -(-4 * count // threshold))
