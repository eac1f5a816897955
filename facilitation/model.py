"""The nouns of a workshop: frozen entities, each with a global id and a version.

Everything that is stored, sent and documented is one of these. Relations are ids, so that
entities travel between laptops one by one and provenance survives every merge.
Times are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """What a contribution says of the present (strength, weakness) or the future (challenge)."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    CHALLENGE = "challenge"


class Source(StrEnum):
    """Who typed it. Never who said it: nobody is named."""

    PERSON = "person"
    TABLET = "tablet"
    MODERATOR = "moderator"
    PAPER = "paper"


class Device(StrEnum):
    """What a participant holds: an own phone, or the tablet that stands for a whole group."""

    PHONE = "phone"
    TABLET = "tablet"


class StageView(StrEnum):
    """What the projected page can show. FOLLOW means: whatever the phase shows."""

    FOLLOW = "follow"
    JOIN = "join"
    TITLE = "title"
    QUESTION = "question"
    BOARD = "board"
    MATRIX = "matrix"
    GOALS = "goals"
    VOTING = "voting"
    RESULT = "result"


class Entity(BaseModel):
    """A thing with identity. `version` grows by one with every change."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    version: int = 1


class Dialogue(Entity):
    """A series of workshops, one per audience, that ends in a conference."""

    type: Literal["dialogue"] = "dialogue"
    title: str
    host: str = ""
    target_year: int
    created_at: int


class Workshop(Entity):
    """One event with one audience. Holds what the moderator steers: phase, timer, stage."""

    type: Literal["workshop"] = "workshop"
    dialogue_id: str
    dialogue_title: str
    code: str
    title: str
    audience: str
    place: str = ""
    date: str = ""
    language: str = "de"
    target_year: int
    expected: int = 0
    card_limit: int = 140
    questions: dict[str, str] = Field(default_factory=dict)
    phase: str = "arrive"
    phase_started_at: int = 0
    timer_ends_at: int | None = None
    late_allowed: bool = False
    stage_view: StageView = StageView.FOLLOW
    stage_covered: bool = False
    finished: bool = False
    created_at: int


class Group(Entity):
    """The small group that works together at one table."""

    type: Literal["group"] = "group"
    workshop_id: str
    number: int
    name: str
    seats: int = 6


class Participant(Entity):
    """One device of one person, or one tablet of one group. Never a name, never an address."""

    type: Literal["participant"] = "participant"
    workshop_id: str
    group_id: str
    device: Device
    language: str = "de"
    joined_at: int


class Contribution(Entity):
    """What is said: one thought on one card. `author_id` is seen by its author's device only."""

    type: Literal["contribution"] = "contribution"
    workshop_id: str
    group_id: str | None
    author_id: str | None = None
    source: Source
    kind: Kind
    text: str
    language: str = ""
    cluster_id: str | None = None
    field_id: str | None = None
    position: float = 0.0
    hidden: str | None = None
    withdrawn: bool = False
    created_at: int


class Cluster(Entity):
    """Contributions that belong together, under a heading found together."""

    type: Literal["cluster"] = "cluster"
    workshop_id: str
    name: str
    field_id: str | None = None
    position: float = 0.0


class FieldOfAction(Entity):
    """A field of the municipality's concept, such as housing or language."""

    type: Literal["field"] = "field"
    workshop_id: str
    name: str
    keywords: str = ""
    position: float = 0.0


class Goal(Entity):
    """What should be true by the target year."""

    type: Literal["goal"] = "goal"
    workshop_id: str
    group_id: str | None
    author_id: str | None = None
    source: Source
    text: str
    language: str = ""
    field_id: str | None = None
    cluster_ids: tuple[str, ...] = ()
    target_year: int
    hidden: str | None = None
    withdrawn: bool = False
    created_at: int


class Indicator(Entity):
    """How one would notice that a goal is reached: what is counted, from where to where."""

    type: Literal["indicator"] = "indicator"
    workshop_id: str
    goal_id: str
    name: str
    unit: str = ""
    base_value: float | None = None
    base_year: int | None = None
    target_value: float | None = None
    target_year: int | None = None
    source: str = ""
    position: int = 0


class Voting(Entity):
    """One round of voting with one mode. `option_ids` are goals."""

    type: Literal["voting"] = "voting"
    workshop_id: str
    mode: Literal["dots"] = "dots"
    question: str
    option_ids: tuple[str, ...]
    points: int
    max_per_option: int
    open: bool = True
    opened_at: int
    closed_at: int | None = None


class ResultRow(BaseModel):
    """One option's share of a result. Equal points share a rank (1, 2, 2, 4)."""

    model_config = ConfigDict(frozen=True)

    option_id: str
    points: int
    voters: int
    rank: int


class VotingResult(Entity):
    """Computed once from the ballots, when a voting is closed. `id` is the voting's id."""

    type: Literal["result"] = "result"
    workshop_id: str
    ballots: int
    points_given: int
    points_available: int
    rows: tuple[ResultRow, ...]


class Ballot(Entity):
    """One person's marks: points per option. Knows neither person, device, time nor order."""

    type: Literal["ballot"] = "ballot"
    workshop_id: str
    voting_id: str
    marks: dict[str, int]


AnyEntity = Annotated[
    Dialogue
    | Workshop
    | Group
    | Participant
    | Contribution
    | Cluster
    | FieldOfAction
    | Goal
    | Indicator
    | Voting
    | VotingResult
    | Ballot,
    Field(discriminator="type"),
]

ENTITIES: dict[str, type[Entity]] = {
    "dialogue": Dialogue,
    "workshop": Workshop,
    "group": Group,
    "participant": Participant,
    "contribution": Contribution,
    "cluster": Cluster,
    "field": FieldOfAction,
    "goal": Goal,
    "indicator": Indicator,
    "voting": Voting,
    "result": VotingResult,
    "ballot": Ballot,
}
