"""What is said, and how it is put in order."""

from __future__ import annotations

from typing import Literal

from facilitation import kept
from facilitation.model.base import Entity
from facilitation.model.enums import Kind, Source


class Contribution(Entity):
    """What is said: one thought on one card. `author_id` is seen by its author's device only.

    `text_version`: the version in which the text got its present wording; moving a card leaves it.
    """

    type: Literal["contribution"] = "contribution"
    workshop_id: kept.WorkshopId
    group_id: kept.GroupId | None
    author_id: kept.Id | None = None
    source: Source
    kind: Kind
    text: kept.CardText
    language: kept.Language = ""
    cluster_id: kept.ClusterId | None = None
    field_id: kept.FieldId | None = None
    position: kept.Position = 0.0
    hidden: kept.Line | None = None
    withdrawn: bool = False
    text_version: kept.Version = 1
    created_at: kept.Moment


class Translation(Entity):
    """A second text of a contribution or goal in another language. The original wording stays.

    `original_version`: the `text_version` of what was translated: another one there means outdated.
    """

    type: Literal["translation"] = "translation"
    workshop_id: kept.WorkshopId
    of_id: kept.OfText
    language: kept.Spoken
    text: kept.TranslationText
    original_version: kept.Version
    created_at: kept.Moment


class Cluster(Entity):
    """Contributions that belong together, under a heading found together; until then `name` is empty."""

    type: Literal["cluster"] = "cluster"
    workshop_id: kept.WorkshopId
    name: kept.Heading
    field_id: kept.FieldId | None = None
    position: kept.Position = 0.0


class FieldOfAction(Entity):
    """A field of the municipality's concept, such as housing or language.

    `key`: the same in all workshops of a dialogue, whatever each of them calls it.
    """

    type: Literal["field"] = "field"
    workshop_id: kept.WorkshopId
    key: kept.IdOrNone = ""
    name: kept.Name
    keywords: kept.Line = ""
    position: kept.Position = 0.0
