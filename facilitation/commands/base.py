"""What all commands share: their base class, and from `limits` the types of what is typed.

A field has the type of what it becomes in a noun, so that archives are held to the same limits. The softer
card limit of a workshop is checked by the handler, which knows it. New entities carry an id made on the
device, so that asking twice is asking once.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from facilitation.limits import CardLimit as CardLimit
from facilitation.limits import CardText as CardText
from facilitation.limits import Day as Day
from facilitation.limits import GoalText as GoalText
from facilitation.limits import Heading as Heading
from facilitation.limits import Id as Id
from facilitation.limits import IdOrNone as IdOrNone
from facilitation.limits import Ids as Ids
from facilitation.limits import JoinCode as JoinCode
from facilitation.limits import KindOfStep as KindOfStep
from facilitation.limits import Language as Language
from facilitation.limits import Languages as Languages
from facilitation.limits import Line as Line
from facilitation.limits import Marks as Marks
from facilitation.limits import Minutes as Minutes
from facilitation.limits import Name as Name
from facilitation.limits import People as People
from facilitation.limits import Points as Points
from facilitation.limits import Position as Position
from facilitation.limits import Questions as Questions
from facilitation.limits import QuestionsIn as QuestionsIn
from facilitation.limits import Seats as Seats
from facilitation.limits import Secret as Secret
from facilitation.limits import SlipCode as SlipCode
from facilitation.limits import SomeLine as SomeLine
from facilitation.limits import Spoken as Spoken
from facilitation.limits import SpokenOrNone as SpokenOrNone
from facilitation.limits import StagePage as StagePage
from facilitation.limits import StepId as StepId
from facilitation.limits import Text as Text
from facilitation.limits import TranslationTextOrNone as TranslationTextOrNone
from facilitation.limits import Value as Value
from facilitation.limits import Version as Version
from facilitation.limits import VotingQuestion as VotingQuestion
from facilitation.limits import VotingQuestionsOrNone as VotingQuestionsOrNone
from facilitation.limits import Year as Year


class Command(BaseModel):
    """What one actor asks for. Unknown fields are refused, so that a typo is not silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
