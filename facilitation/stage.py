"""The projected page: what each view shows large, and how a view begins."""

from __future__ import annotations

from typing import Any

from facilitation.model import Cluster, Contribution, Entity, FieldOfAction, StageView

LARGE: dict[StageView, type[Entity]] = {
    StageView.FIELD: FieldOfAction,
    StageView.CLUSTER: Cluster,
    StageView.CARD: Contribution,
}


def first_page(view: StageView, at: int, of: str = "") -> dict[str, Any]:
    """The fields of a stage that begins with a view's first page, not held. `at`: the moment in ms."""
    return {
        "stage_view": view,
        "stage_of": of,
        "stage_page": 0,
        "stage_page_at": at,
        "stage_held": False,
    }
