"""Where the weight lies: the matrix of fields and kinds with its focal points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation import commands as c
from facilitation.focus import UNASSIGNED, Cell, Matrix, matrix
from facilitation.model import Kind
from tests.builders import FIELDS, Hall, a_card, a_cluster, a_workshop

S, W, C = Kind.STRENGTH, Kind.WEAKNESS, Kind.CHALLENGE


def lay(hall: Hall, field: str | None, kind: Kind, times: int) -> None:
    for _ in range(times):
        a_card(hall, kind=kind, field=field)


def counts(hall: Hall, field: str) -> tuple[int, ...]:
    return tuple(matrix(hall.state).counts[hall.field(field).id if field else UNASSIGNED].values())


def focal(hall: Hall) -> list[tuple[str, Kind, int]]:
    names = {hall.field(name).id: name for name in FIELDS}
    return [(names[cell.field_id], cell.kind, cell.count) for cell in matrix(hall.state).focal_points]


def test_an_empty_wall_has_no_focal_points() -> None:
    result = matrix(a_workshop().state)
    assert (result.total, result.threshold, result.focal_points) == (0, 3, ())


def test_a_card_counts_in_its_clusters_field_or_its_own_or_in_none() -> None:
    hall = a_workshop()
    a_cluster(hall, "Paten", a_card(hall, kind=S), a_card(hall, kind=W), field="Sprache")
    a_cluster(hall, "Ohne Feld", a_card(hall, kind=C))
    lay(hall, "Wohnen", W, 1)
    lay(hall, None, S, 2)
    assert (counts(hall, "Sprache"), counts(hall, "Wohnen"), counts(hall, "")) == (
        (1, 1, 0),
        (0, 1, 0),
        (2, 0, 1),
    )
    assert matrix(hall.state).total == 6


def test_hidden_and_withdrawn_cards_do_not_count() -> None:
    hall = a_workshop()
    hall.ask(c.HideContribution(id=a_card(hall, field="Sprache").id))
    hall.ask(c.WithdrawContribution(id=a_card(hall, field="Sprache").id, version=2))
    assert matrix(hall.state).total == 0


def test_a_focal_point_has_half_of_the_largest_cells_cards_and_at_least_three() -> None:
    hall = a_workshop()
    lay(hall, "Sprache", S, 7)
    lay(hall, "Wohnen", W, 4)
    lay(hall, "Arbeit", C, 3)
    assert matrix(hall.state).threshold == 4
    assert focal(hall) == [("Sprache", S, 7), ("Wohnen", W, 4)]


def test_a_single_voice_is_no_focus() -> None:
    hall = a_workshop()
    lay(hall, "Sprache", S, 2)
    assert focal(hall) == []
    lay(hall, "Sprache", S, 1)
    assert focal(hall) == [("Sprache", S, 3)]


def test_at_most_four_focal_points_and_none_outside_the_fields() -> None:
    hall = a_workshop()
    lay(hall, None, S, 9)
    for field in ("Sprache", "Wohnen"):
        for kind in Kind:
            lay(hall, field, kind, 3)
    points = matrix(hall.state).focal_points
    assert len(points) == 4
    assert UNASSIGNED not in {cell.field_id for cell in points}
    assert points[0] == Cell(hall.field("Sprache").id, S, 3), "the order of the fields breaks ties"


def heat(count: int, threshold: int) -> int:
    """Of a cell that is no focal point."""
    return Matrix({"field": {S: count}}, count, threshold, ()).heat("field", S)


@given(st.integers(3, 200), st.integers(0, 300))
def test_more_cards_are_never_cooler(threshold: int, count: int) -> None:
    assert heat(count, threshold) <= heat(count + 1, threshold) <= 4
    assert (heat(count, threshold) == 0) == (count == 0)


@pytest.mark.parametrize(
    ("count", "threshold", "step"),
    [(0, 3, 0), (1, 3, 2), (2, 3, 3), (3, 3, 4), (1, 10, 1), (5, 10, 2), (12, 10, 4)],
)
def test_a_cell_is_as_warm_as_on_the_wall(count: int, threshold: int, step: int) -> None:
    assert heat(count, threshold) == step
