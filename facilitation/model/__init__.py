"""The nouns of a workshop: frozen entities, each with a global id and a version.

Everything that is stored, sent and documented is one of these. Relations are ids, so that
entities travel between laptops one by one and provenance survives every merge.
Times are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from facilitation.model.agenda import Step, StepKind
from facilitation.model.base import Entity
from facilitation.model.contribution import Cluster, Contribution, FieldOfAction, Translation
from facilitation.model.dialogue import CatalogueField, Dialogue
from facilitation.model.difference import Difference
from facilitation.model.enums import CardTexts, Device, Format, Kind, Source, StageSize, StageView
from facilitation.model.goal import Goal, Indicator
from facilitation.model.voting import (
    Ballot,
    DotRules,
    ResultRow,
    SlipSheet,
    Voting,
    VotingResult,
    VotingRules,
)
from facilitation.model.workshop import Group, Participant, Workshop

AnyEntity = Annotated[
    Dialogue
    | Workshop
    | Group
    | Participant
    | Contribution
    | Translation
    | Cluster
    | FieldOfAction
    | Goal
    | Indicator
    | Voting
    | VotingResult
    | Ballot
    | SlipSheet
    | Difference,
    Field(discriminator="type"),
]

_NOUNS = get_args(get_args(AnyEntity)[0])
ENTITIES: dict[str, type[Entity]] = {noun.model_fields["type"].default: noun for noun in _NOUNS}

__all__ = [
    "ENTITIES",
    "AnyEntity",
    "Ballot",
    "CardTexts",
    "CatalogueField",
    "Cluster",
    "Contribution",
    "Device",
    "Dialogue",
    "Difference",
    "DotRules",
    "Entity",
    "FieldOfAction",
    "Format",
    "Goal",
    "Group",
    "Indicator",
    "Kind",
    "Participant",
    "ResultRow",
    "SlipSheet",
    "Source",
    "StageSize",
    "StageView",
    "Step",
    "StepKind",
    "Translation",
    "Voting",
    "VotingResult",
    "VotingRules",
    "Workshop",
]
