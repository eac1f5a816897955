"""The tables, nothing else: one for each noun, with the columns of its model. Lists and maps are JSON."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Text
from sqlmodel import Field, SQLModel

from storage.columns import Noun, Staged


class DialogueRow(Noun, table=True):
    __tablename__ = "dialogue"
    title: str
    host: str
    target_year: int
    created_at: int = Field(sa_type=BigInteger)


class WorkshopRow(Noun, Staged, table=True):
    __tablename__ = "workshop"
    dialogue_id: str = Field(index=True)
    dialogue_title: str
    code: str = Field(unique=True)
    title: str
    audience: str
    place: str
    date: str
    language: str
    target_year: int
    expected: int
    card_limit: int
    questions: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    phase: str
    phase_started_at: int = Field(sa_type=BigInteger)
    timer_ends_at: int | None = Field(sa_type=BigInteger)
    late_allowed: bool
    door_closed: bool
    languages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    questions_in: dict[str, dict[str, str]] = Field(sa_column=Column(JSON, nullable=False))
    finished: bool
    created_at: int = Field(sa_type=BigInteger)


class GroupRow(Noun, table=True):
    __tablename__ = "workshop_group"
    workshop_id: str
    number: int
    name: str
    seats: int
    paused: bool


class ParticipantRow(Noun, table=True):
    __tablename__ = "participant"
    workshop_id: str
    group_id: str
    device: str
    language: str
    joined_at: int = Field(sa_type=BigInteger)
    ready_for: int | None = Field(sa_type=BigInteger)


class ContributionRow(Noun, table=True):
    __tablename__ = "contribution"
    workshop_id: str
    group_id: str | None
    author_id: str | None
    source: str
    kind: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    cluster_id: str | None
    field_id: str | None
    position: float
    hidden: str | None
    withdrawn: bool
    text_version: int
    created_at: int = Field(sa_type=BigInteger)


class TranslationRow(Noun, table=True):
    __tablename__ = "translation"
    workshop_id: str
    of_id: str
    language: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    original_version: int
    created_at: int = Field(sa_type=BigInteger)


class ClusterRow(Noun, table=True):
    __tablename__ = "cluster"
    workshop_id: str
    name: str
    field_id: str | None
    position: float


class FieldRow(Noun, table=True):
    __tablename__ = "field_of_action"
    workshop_id: str
    name: str
    keywords: str
    position: float


class GoalRow(Noun, table=True):
    __tablename__ = "goal"
    workshop_id: str
    group_id: str | None
    author_id: str | None
    source: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    field_id: str | None
    cluster_ids: list[str] = Field(sa_column=Column(JSON, nullable=False))
    target_year: int
    hidden: str | None
    withdrawn: bool
    text_version: int
    created_at: int = Field(sa_type=BigInteger)


class IndicatorRow(Noun, table=True):
    __tablename__ = "indicator"
    workshop_id: str
    goal_id: str
    name: str
    unit: str
    base_value: float | None
    base_year: int | None
    target_value: float | None
    target_year: int | None
    source: str
    position: int


class VotingRow(Noun, table=True):
    __tablename__ = "voting"
    workshop_id: str
    mode: str
    question: str
    option_ids: list[str] = Field(sa_column=Column(JSON, nullable=False))
    points: int
    max_per_option: int
    open: bool
    opened_at: int = Field(sa_type=BigInteger)
    closed_at: int | None = Field(sa_type=BigInteger)
    questions_in: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    slips_only: bool


class ResultRowTable(Noun, table=True):
    __tablename__ = "voting_result"
    workshop_id: str
    ballots: int
    points_given: int
    points_available: int
    paper_ballots: int
    turn_ballots: int
    slip_ballots: int
    rows: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class BallotRow(Noun, table=True):
    """Ballots of closed votings: no key, no time, and the ids' order says nothing."""

    __tablename__ = "ballot"
    workshop_id: str
    voting_id: str
    marks: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    paper: bool


class SlipSheetRow(Noun, table=True):
    __tablename__ = "slip_sheet"
    workshop_id: str
    hashes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    count: int
    created_at: int = Field(sa_type=BigInteger)


class DifferenceRow(Noun, table=True):
    """What two laptops changed, until somebody has chosen."""

    __tablename__ = "difference"
    workshop_id: str
    of_type: str
    of_id: str
    part: str
    choices: list[str] = Field(sa_column=Column(JSON, nullable=False))


class DraftRow(SQLModel, table=True):
    """What a participant is typing and has not sent. Never in the journal, in an archive or in a backup."""

    __tablename__ = "draft"
    scope: str = Field(primary_key=True)
    participant_id: str = Field(primary_key=True)
    drafts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class JournalRow(SQLModel, table=True):
    """What happened, in order. `event` is the whole Event as JSON, without ballots.

    `cmd_id` (with its sender: ids.command_key) and `version`: so that asking twice is done once.
    """

    __tablename__ = "journal"
    scope: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    name: str
    event: str = Field(sa_column=Column(Text, nullable=False))
    cmd_id: str | None = None
    version: int | None = None


class SessionRow(SQLModel, table=True):
    """Moderators' browsers: a hash of the cookie, the kind of device, since and until when (ms) it holds."""

    __tablename__ = "session"
    token_hash: str = Field(primary_key=True)
    device: str = ""
    created_at: int = Field(default=0, sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)


class SettingRow(SQLModel, table=True):
    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


TABLES: dict[str, type[Noun]] = {
    "dialogue": DialogueRow,
    "workshop": WorkshopRow,
    "group": GroupRow,
    "participant": ParticipantRow,
    "contribution": ContributionRow,
    "translation": TranslationRow,
    "cluster": ClusterRow,
    "field": FieldRow,
    "goal": GoalRow,
    "indicator": IndicatorRow,
    "voting": VotingRow,
    "result": ResultRowTable,
    "ballot": BallotRow,
    "slips": SlipSheetRow,
    "difference": DifferenceRow,
}
