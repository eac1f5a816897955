"""The parts of a Documentation: what a document says, as plain frozen data without ids."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from facilitation.model import CardTexts, Kind, Source, VotingRules


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Heads(Part):
    """How many devices joined at one table. Counts devices, since nobody is named.

    `name` None: what belongs to no table, such as cards that came on paper.
    """

    name: str | None
    phones: int
    tablets: int
    cards: int


class StepTime(Part):
    """A PhaseTime for somebody who does not know the agenda: the step's kind, and its title if it has one."""

    kind: str
    title: str
    started_at: int
    ended_at: int | None = None


class TranslatedText(Part):
    """A translation beside the original wording. `outdated`: the original was reworded since."""

    language: str
    text: str
    outdated: bool = False


class Head(Part):
    """`card_texts`: which wording of translated cards and goals a document for reading shows.
    `host`: the body that invites, "" where this laptop does not know it.
    """

    dialogue: str
    host: str = ""
    title: str
    audience: str
    place: str
    date: str
    language: str
    card_texts: CardTexts = CardTexts.ORIGINAL
    target_year: int
    expected: int
    phones: int
    tablets: int
    groups: tuple[Heads, ...]
    phases: tuple[StepTime, ...]
    finished: bool
    written_at: int


class MatrixCell(Part):
    """`heat`: 0 empty, 1 to 4 by number of cards, 5 is kept for focal points."""

    kind: Kind
    count: int
    heat: int


class MatrixRow(Part):
    """`field` None: cards that nobody laid to a field."""

    field: str | None
    cells: tuple[MatrixCell, ...]
    total: int


class FocalPoint(Part):
    field: str
    kind: Kind
    count: int


class Weight(Part):
    """Where the weight lies. A focal point has at least `threshold` cards."""

    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    total: int
    threshold: int
    focal_points: tuple[FocalPoint, ...]


class Card(Part):
    """One contribution, verbatim. `group` None: the moderator wrote it for nobody in particular."""

    kind: Kind
    text: str
    language: str
    group: str | None
    source: Source
    translations: tuple[TranslatedText, ...] = ()
    field: str | None
    cluster: str | None


class Heap(Part):
    """Cards under one heading; `name` None: cards of the field without a heading."""

    name: str | None
    cards: tuple[Card, ...]


class FieldPart(Part):
    field: str | None
    heaps: tuple[Heap, ...]
    total: int


class IndicatorRow(Part):
    name: str
    unit: str
    base_value: float | None
    base_year: int | None
    target_value: float | None
    target_year: int | None
    source: str


class GoalPart(Part):
    number: int
    text: str
    language: str
    field: str | None
    clusters: tuple[str, ...]
    target_year: int
    group: str | None
    source: Source
    translations: tuple[TranslatedText, ...] = ()
    indicators: tuple[IndicatorRow, ...]


class RankedGoal(Part):
    """One goal in a result. `goal` and `text` are None if the goal was taken off the wall since;
    `field` None: it belongs to no field of action. `value`, `detail`: as in ResultRow.
    """

    rank: int
    tied: bool
    goal: int | None
    text: str | None
    language: str
    field: str | None
    value: int
    voters: int | None
    detail: dict[str, int] = Field(default_factory=dict)


class VotingPart(Part):
    """`ranking` is empty while the voting is open, and where nobody gave a point: then nothing comes
    before anything else. `few`: too few ballots to say more than sums.

    `by_channel`: how many ballots came which way (ballot_box.Channel).
    """

    question: str
    open: bool
    rules: VotingRules
    opened_at: int
    closed_at: int | None
    options: int
    ballots: int
    detail: dict[str, int] = Field(default_factory=dict)
    few: bool
    by_channel: tuple[tuple[str, int], ...]
    ranking: tuple[RankedGoal, ...]


class LeftOut(Part):
    hidden_cards: int
    withdrawn_cards: int
    hidden_goals: int
    withdrawn_goals: int


class Documentation(Part):
    head: Head
    weight: Weight
    fields: tuple[FieldPart, ...]
    goals: tuple[GoalPart, ...]
    votings: tuple[VotingPart, ...]
    left_out: LeftOut

    def cards(self) -> list[Card]:
        """All cards, in the order in which the document shows them."""
        return [card for part in self.fields for heap in part.heaps for card in heap.cards]
