"""The nouns of a workshop: frozen entities, each with a global id and a version.

Everything that is stored, sent and documented is one of these. Relations are ids, so that
entities travel between laptops one by one and provenance survives every merge.
Times are milliseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from facilitation import kept
from facilitation.kinds import CardTexts as CardTexts
from facilitation.kinds import Device as Device
from facilitation.kinds import Kind as Kind
from facilitation.kinds import Source as Source
from facilitation.kinds import StageSize as StageSize
from facilitation.kinds import StageView as StageView
from facilitation.staged import Staged


class Entity(BaseModel):
    """A thing with identity. `version` grows by one with every change."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: kept.Id
    version: kept.Version = 1


class Dialogue(Entity):
    """A series of workshops, one per audience, that ends in a conference."""

    type: Literal["dialogue"] = "dialogue"
    title: kept.SomeLine
    host: kept.Line = ""
    target_year: kept.Year
    created_at: kept.Moment


class Workshop(Staged, Entity):
    """One event with one audience. Holds what the moderator steers: phase, timer, stage.

    `languages`: those spoken in the hall besides `language`; `questions_in`: language -> phase -> the
    moderator's own wording.
    """

    type: Literal["workshop"] = "workshop"
    dialogue_id: kept.Id
    dialogue_title: kept.Line
    code: kept.JoinCode
    title: kept.SomeLine
    audience: kept.Line
    place: kept.Line = ""
    date: kept.Day = ""
    language: kept.Spoken = "de"
    target_year: kept.Year
    expected: kept.People = 0
    card_limit: kept.CardLimit = 140
    questions: dict[kept.PhaseId, kept.Text] = Field(default_factory=dict)
    phase: kept.PhaseId = "arrive"
    phase_started_at: kept.Moment = 0
    timer_ends_at: kept.Moment | None = None
    late_allowed: bool = False
    door_closed: bool = False
    languages: tuple[kept.Spoken, ...] = ()
    questions_in: dict[kept.Spoken, dict[kept.PhaseId, kept.Text]] = Field(default_factory=dict)
    finished: bool = False
    created_at: kept.Moment


class Group(Entity):
    """The small group that works together at one table. `paused`: nothing new is taken from it for now."""

    type: Literal["group"] = "group"
    workshop_id: kept.Id
    number: kept.Number
    name: kept.SomeLine
    seats: kept.Seats = 6
    paused: bool = False


class Participant(Entity):
    """One device of one person, or one tablet of one group. Never a name, never an address.

    `ready_for`: the `phase_started_at` of the phase for which they said "ready"; so the next phase
    begins with nobody ready.
    """

    type: Literal["participant"] = "participant"
    workshop_id: kept.Id
    group_id: kept.Id
    device: Device
    language: kept.Language = "de"
    joined_at: kept.Moment
    ready_for: kept.Moment | None = None


class Contribution(Entity):
    """What is said: one thought on one card. `author_id` is seen by its author's device only.

    `text_version`: the version in which the text got its present wording; moving a card leaves it.
    """

    type: Literal["contribution"] = "contribution"
    workshop_id: kept.Id
    group_id: kept.Id | None
    author_id: kept.Id | None = None
    source: Source
    kind: Kind
    text: kept.SomeText
    language: kept.Language = ""
    cluster_id: kept.Id | None = None
    field_id: kept.Id | None = None
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
    workshop_id: kept.Id
    of_id: kept.Id
    language: kept.Spoken
    text: kept.SomeText
    original_version: kept.Version
    created_at: kept.Moment


class Cluster(Entity):
    """Contributions that belong together, under a heading found together; until then `name` is empty."""

    type: Literal["cluster"] = "cluster"
    workshop_id: kept.Id
    name: kept.Line
    field_id: kept.Id | None = None
    position: kept.Position = 0.0


class FieldOfAction(Entity):
    """A field of the municipality's concept, such as housing or language."""

    type: Literal["field"] = "field"
    workshop_id: kept.Id
    name: kept.SomeLine
    keywords: kept.Line = ""
    position: kept.Position = 0.0


class Goal(Entity):
    """What should be true by the target year. `text_version` as with a contribution."""

    type: Literal["goal"] = "goal"
    workshop_id: kept.Id
    group_id: kept.Id | None
    author_id: kept.Id | None = None
    source: Source
    text: kept.SomeText
    language: kept.Language = ""
    field_id: kept.Id | None = None
    cluster_ids: tuple[kept.Id, ...] = ()
    target_year: kept.Year
    hidden: kept.Line | None = None
    withdrawn: bool = False
    text_version: kept.Version = 1
    created_at: kept.Moment


class Indicator(Entity):
    """How one would notice that a goal is reached: what is counted, from where to where."""

    type: Literal["indicator"] = "indicator"
    workshop_id: kept.Id
    goal_id: kept.Id
    name: kept.Line
    unit: kept.Line = ""
    base_value: kept.Value | None = None
    base_year: kept.Year | None = None
    target_value: kept.Value | None = None
    target_year: kept.Year | None = None
    source: kept.Line = ""
    position: kept.Count = 0


class Voting(Entity):
    """One round of voting with one mode. `option_ids` are goals.

    `questions_in`: language -> the question; `slips_only`: only printed one-time slips count.
    """

    type: Literal["voting"] = "voting"
    workshop_id: kept.Id
    mode: Literal["dots"] = "dots"
    question: kept.SomeText
    option_ids: tuple[kept.Id, ...]
    points: kept.Points
    max_per_option: kept.Points
    open: bool = True
    opened_at: kept.Moment
    closed_at: kept.Moment | None = None
    questions_in: dict[kept.Spoken, kept.Text] = Field(default_factory=dict)
    slips_only: bool = False


class ResultRow(BaseModel):
    """One option's share of a result. Equal points share a rank (1, 2, 2, 4).

    `paper_points`: those of `points` that came on paper. `voters`: None where the ballots were few.
    """

    model_config = ConfigDict(frozen=True)

    option_id: kept.Id
    points: kept.Count
    voters: kept.Count | None
    rank: kept.Number
    paper_points: kept.Count = 0


class VotingResult(Entity):
    """Computed once from the ballots, when a voting is closed. `id` is the voting's id.

    Of `ballots` came so many on paper, in turns on shared devices, with slips; the rest from own devices.
    """

    type: Literal["result"] = "result"
    workshop_id: kept.Id
    ballots: kept.Count
    points_given: kept.Count
    points_available: kept.Count
    paper_ballots: kept.Count = 0
    turn_ballots: kept.Count = 0
    slip_ballots: kept.Count = 0
    rows: tuple[ResultRow, ...]


class Ballot(Entity):
    """One person's marks: points per option. Knows neither person, device, time nor order."""

    type: Literal["ballot"] = "ballot"
    workshop_id: kept.Id
    voting_id: kept.Id
    marks: dict[kept.Id, kept.Given]
    paper: bool = False


class SlipSheet(Entity):
    """Printed one-time voting slips: of each only a one-way hash of the code on it, which nobody is sent."""

    type: Literal["slips"] = "slips"
    workshop_id: kept.Id
    hashes: tuple[kept.Id, ...]
    count: kept.Count
    created_at: kept.Moment


class Difference(Entity):
    """A part of something that two laptops changed, neither knowing of the other. Somebody has to choose.

    `part` as in facilitation.clocks; `choices`: as JSON, in an order that is the same on all laptops.
    """

    type: Literal["difference"] = "difference"
    workshop_id: kept.Id
    of_type: kept.Word
    of_id: kept.Id
    part: kept.Word
    choices: tuple[kept.Json, ...]


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
