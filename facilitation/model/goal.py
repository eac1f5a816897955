"""What should be true, and how one would notice."""

from __future__ import annotations

from typing import Literal

from facilitation import kept
from facilitation.model.base import Entity
from facilitation.model.enums import Source


class Goal(Entity):
    """What should be true by the target year. `text_version` as with a contribution."""

    type: Literal["goal"] = "goal"
    workshop_id: kept.WorkshopId
    group_id: kept.GroupId | None
    author_id: kept.Id | None = None
    source: Source
    text: kept.GoalText
    language: kept.Language = ""
    field_id: kept.FieldId | None = None
    cluster_ids: kept.ClusterIds = ()
    target_year: kept.Year
    hidden: kept.Line | None = None
    withdrawn: bool = False
    text_version: kept.Version = 1
    created_at: kept.Moment


class Indicator(Entity):
    """How one would notice that a goal is reached: what is counted, from where to where."""

    type: Literal["indicator"] = "indicator"
    workshop_id: kept.WorkshopId
    goal_id: kept.OfGoal
    name: kept.SomeLine
    unit: kept.Line = ""
    base_value: kept.Value | None = None
    base_year: kept.Year | None = None
    target_value: kept.Value | None = None
    target_year: kept.Year | None = None
    source: kept.Line = ""
    position: kept.Count = 0
