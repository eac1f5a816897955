"""The nouns of a workshop: frozen entities, each with a global id and a version.

Everything that is stored, sent and documented is one of these. Relations are ids, so that
entities travel between laptops one by one and provenance survives every merge.
Times are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation.kinds import CardTexts as CardTexts
from facilitation.kinds import Device as Device
from facilitation.kinds import Kind as Kind
from facilitation.kinds import Source as Source
from facilitation.kinds import StageView as StageView


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
    """One event with one audience. Holds what the moderator steers: phase, timer, stage.

    `languages`: those spoken in the hall besides `language`; `stage_language`: the second one on
    the stage ("" for none); `questions_in`: language -> phase -> the moderator's own wording.
    """

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
    languages: tuple[str, ...] = ()
    stage_language: str = ""
    card_texts: CardTexts = CardTexts.ORIGINAL
    questions_in: dict[str, dict[str, str]] = Field(default_factory=dict)
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
    """One device of one person, or one tablet of one group. Never a name, never an address.

    `ready_for`: the `phase_started_at` of the phase for which they said "ready"; so the next phase
    begins with nobody ready.
    """

    type: Literal["participant"] = "participant"
    workshop_id: str
    group_id: str
    device: Device
    language: str = "de"
    joined_at: int
    ready_for: int | None = None


class Contribution(Entity):
    """What is said: one thought on one card. `author_id` is seen by its author's device only.

    `text_version`: the version in which the text got its present wording; moving a card leaves it.
    """

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
    text_version: int = 1
    created_at: int


class Translation(Entity):
    """A second text of a contribution or goal in another language. The original wording stays.

    `original_version`: the `text_version` of what was translated: another one there means outdated.
    """

    type: Literal["translation"] = "translation"
    workshop_id: str
    of_id: str
    language: str
    text: str
    original_version: int
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
    """What should be true by the target year. `text_version` as with a contribution."""

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
    text_version: int = 1
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
    """One round of voting with one mode. `option_ids` are goals.

    `questions_in`: language -> the question; `slips_only`: only printed one-time slips count.
    """

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
    questions_in: dict[str, str] = Field(default_factory=dict)
    slips_only: bool = False


class ResultRow(BaseModel):
    """One option's share of a result. Equal points share a rank (1, 2, 2, 4).

    `paper_points`: those of `points` that came on paper. `voters`: None where the ballots were few.
    """

    model_config = ConfigDict(frozen=True)

    option_id: str
    points: int
    voters: int | None
    rank: int
    paper_points: int = 0


class VotingResult(Entity):
    """Computed once from the ballots, when a voting is closed. `id` is the voting's id.

    Of `ballots` came so many on paper, in turns on shared devices, with slips; the rest from own devices.
    """

    type: Literal["result"] = "result"
    workshop_id: str
    ballots: int
    points_given: int
    points_available: int
    paper_ballots: int = 0
    turn_ballots: int = 0
    slip_ballots: int = 0
    rows: tuple[ResultRow, ...]


class Ballot(Entity):
    """One person's marks: points per option. Knows neither person, device, time nor order."""

    type: Literal["ballot"] = "ballot"
    workshop_id: str
    voting_id: str
    marks: dict[str, int]
    paper: bool = False


class SlipSheet(Entity):
    """Printed one-time voting slips: of each only a one-way hash of the code on it, which nobody is sent."""

    type: Literal["slips"] = "slips"
    workshop_id: str
    hashes: tuple[str, ...]
    count: int
    created_at: int


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
    | SlipSheet,
    Field(discriminator="type"),
]

ENTITIES: dict[str, type[Entity]] = {
    "dialogue": Dialogue,
    "workshop": Workshop,
    "group": Group,
    "participant": Participant,
    "contribution": Contribution,
    "translation": Translation,
    "cluster": Cluster,
    "field": FieldOfAction,
    "goal": Goal,
    "indicator": Indicator,
    "voting": Voting,
    "result": VotingResult,
    "ballot": Ballot,
    "slips": SlipSheet,
}
