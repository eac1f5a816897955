"""What the tables say besides words: which cell holds several names, and who came first."""

from __future__ import annotations

from facilitation.documentation.assembling import document
from tests.app.exports.test_exports import example, xlsx
from tests.app.exports.test_exports_words import END, ISOLATE
from tests.builders import NOON, a_card, a_cluster, a_goal, a_workshop


def test_each_of_several_names_in_a_cell_has_its_own_direction() -> None:
    hall = a_workshop(fields=("Wohnen",))
    clusters = [a_cluster(hall, name, a_card(hall), field="Wohnen") for name in ("Wohnung (neu)", "سكن (2)")]
    a_goal(hall, cluster_ids=tuple(cluster.id for cluster in clusters))
    found = [cell.value for cell in xlsx(document(hall.state, NOON))["Ziele"]["F"]]
    assert found[1] == f"Wohnung (neu)\n{ISOLATE}سكن (2){END}"


def test_the_tables_say_what_came_first() -> None:
    marked = [(row[1].value, row[9].value) for row in xlsx(example(0))["Ergebnis"].iter_rows(min_row=1)]
    assert marked[:4] == [("Rang", "Die meisten Punkte"), (1, "ja"), (2, None), (3, None)]
