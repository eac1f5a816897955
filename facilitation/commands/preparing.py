"""What moderators ask for before the hall fills."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from facilitation.commands.base import (
    CardLimit,
    Command,
    Day,
    Heading,
    Id,
    IdOrNone,
    JoinCode,
    KindOfStep,
    Languages,
    Line,
    Minutes,
    Name,
    People,
    Position,
    Questions,
    QuestionsIn,
    Seats,
    SomeLine,
    Spoken,
    SpokenOrNone,
    StepId,
    Year,
)
from facilitation.limits import FIELDS, STEPS, TABLES
from facilitation.model.enums import CardTexts


class CreateDialogue(Command):
    type: Literal["create_dialogue"] = "create_dialogue"
    id: Id
    title: Name
    host: Line = ""
    target_year: Year


class ChangeDialogue(Command):
    type: Literal["change_dialogue"] = "change_dialogue"
    id: Id
    version: int
    title: Name
    host: Line = ""
    target_year: Year


class CatalogueEntry(BaseModel):
    """As facilitation.model.CatalogueField."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    keywords: Line = ""
    cross_cutting: bool = False
    position: Position = 0.0


class ChangeCatalogue(Command):
    """Puts fields of action into a dialogue's catalogue, or changes what it says of them. Key -> field."""

    type: Literal["change_catalogue"] = "change_catalogue"
    id: Id
    fields: Annotated[dict[Id, CatalogueEntry], Field(min_length=1, max_length=2000)]


class NewGroup(BaseModel):
    """A table as another workshop had it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    seats: Seats = 6


class NewField(BaseModel):
    """A field of action. One of another workshop or of the catalogue keeps its key, to be compared by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: IdOrNone = ""
    name: Name
    keywords: Line = ""


class NewStep(BaseModel):
    """A step of the agenda; its questions stand in the command, by its id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: StepId
    kind: KindOfStep
    title: Heading = ""
    minutes: Minutes


class CreateWorkshop(Command):
    """From a template, or like another one: agenda, questions, groups and fields of action come along.

    `agenda`: empty for the standard one; `questions`: by step.
    """

    type: Literal["create_workshop"] = "create_workshop"
    id: Id
    dialogue_id: Id
    dialogue_title: Name
    code: JoinCode
    title: Name
    audience: SomeLine
    place: Line = ""
    date: Day = ""
    language: Spoken = "de"
    target_year: Year
    expected: People = 0
    card_limit: CardLimit = 140
    groups: Annotated[tuple[Name | NewGroup, ...], Field(min_length=1, max_length=TABLES)]
    fields: Annotated[tuple[Name | NewField, ...], Field(max_length=FIELDS)]
    agenda: Annotated[tuple[NewStep, ...], Field(max_length=STEPS)] = ()
    questions: Questions = Field(default_factory=dict)
    languages: Languages = ()
    stage_language: SpokenOrNone = ""
    card_texts: CardTexts = CardTexts.ORIGINAL
    questions_in: QuestionsIn = Field(default_factory=dict)


class ChangeWorkshop(Command):
    type: Literal["change_workshop"] = "change_workshop"
    version: int
    title: Name
    audience: SomeLine
    place: Line = ""
    date: Day = ""
    target_year: Year
    expected: People = 0
    card_limit: CardLimit = 140
    questions: Questions = Field(default_factory=dict)
    languages: Languages = ()


class FollowDialogue(Command):
    """The workshop bears this title of its dialogue from now on. Its target year stays its own."""

    type: Literal["follow_dialogue"] = "follow_dialogue"
    title: Name


class FinishWorkshop(Command):
    """Closes the door (nobody can join or write any more) or opens it again."""

    type: Literal["finish_workshop"] = "finish_workshop"
    finished: bool = True


class AddGroup(Command):
    type: Literal["add_group"] = "add_group"
    id: Id
    name: Name
    seats: Seats = 6


class ChangeGroup(Command):
    type: Literal["change_group"] = "change_group"
    id: Id
    name: Name
    seats: Seats = 6


class RemoveGroup(Command):
    type: Literal["remove_group"] = "remove_group"
    id: Id


class AddField(Command):
    """`key`: of the dialogue's catalogue, where the field is in it."""

    type: Literal["add_field"] = "add_field"
    id: Id
    key: IdOrNone = ""
    name: Name
    keywords: Line = ""


class ChangeField(Command):
    type: Literal["change_field"] = "change_field"
    id: Id
    name: Name
    keywords: Line = ""


class RemoveField(Command):
    type: Literal["remove_field"] = "remove_field"
    id: Id
