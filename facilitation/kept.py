"""The types of the nouns' fields: plain ones, each with what an archive may hold there (see `limits.Let`).

An id of something else says of what (`To`); what follows from that is in facilitation.references.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from facilitation import limits
from facilitation.limits import Let


class To(NamedTuple):
    """In a noun: the id of one of these types. `holds`: that cannot go while this is there; `part`: this is a
    part of it, which is seen where it is and goes with it."""

    types: tuple[str, ...]
    holds: bool = False
    part: bool = False


Id = Annotated[str, Let(limits.Id)]
IdOrNone = Annotated[str, Let(limits.IdOrNone)]
Text = Annotated[str, Let(limits.Text)]
Line = Annotated[str, Let(limits.Line)]
SomeLine = Annotated[str, Let(limits.SomeLine)]
Name = Annotated[str, Let(limits.Name)]
Heading = Annotated[str, Let(limits.Heading)]
CardText = Annotated[str, Let(limits.CardText)]
GoalText = Annotated[str, Let(limits.GoalText)]
VotingQuestion = Annotated[str, Let(limits.VotingQuestion)]
TranslationText = Annotated[str, Let(limits.TranslationText)]
JoinCode = Annotated[str, Let(limits.JoinCode)]
Language = Annotated[str, Let(limits.Language)]
Spoken = Annotated[str, Let(limits.Spoken)]
SpokenOrNone = Annotated[str, Let(limits.SpokenOrNone)]
StepId = Annotated[str, Let(limits.StepId)]
KindOfStep = Annotated[str, Let(limits.KindOfStep)]
Word = Annotated[str, Let(limits.Word)]
Json = Annotated[str, Let(limits.Json)]
Day = Annotated[str, Let(limits.Day)]

Year = Annotated[int, Let(limits.Year)]
Seats = Annotated[int, Let(limits.Seats)]
People = Annotated[int, Let(limits.People)]
CardLimit = Annotated[int, Let(limits.CardLimit)]
Points = Annotated[int, Let(limits.Points)]
Given = Annotated[int, Let(limits.Given)]
Minutes = Annotated[int, Let(limits.Minutes)]
StagePage = Annotated[int, Let(limits.StagePage)]
Version = Annotated[int, Let(limits.Version)]
Number = Annotated[int, Let(limits.Version)]
Count = Annotated[int, Let(limits.Count)]
Moment = Annotated[int, Let(limits.Moment)]
Position = Annotated[float, Let(limits.Position)]
Value = Annotated[float, Let(limits.Finite)]  # commands once let larger ones in than they do now

Languages = Annotated[tuple[Spoken, ...], Let(limits.Languages)]
VotingQuestionsIn = Annotated[dict[Spoken, VotingQuestion], Let(limits.VotingQuestionsIn)]

WorkshopId = Annotated[Id, To(("workshop",))]
GroupId = Annotated[Id, To(("group",), holds=True)]
ClusterId = Annotated[Id, To(("cluster",))]
FieldId = Annotated[Id, To(("field",), holds=True)]
VotingId = Annotated[Id, To(("voting",))]
GoalId = Annotated[Id, To(("goal",))]
OptionId = Annotated[Id, To(("goal",), holds=True)]
OfGoal = Annotated[Id, To(("goal",), part=True)]
ClusterIds = Annotated[tuple[ClusterId, ...], Let(limits.Ids)]
OptionIds = Annotated[tuple[OptionId, ...], Let(limits.Ids)]
OfText = Annotated[Id, To(("contribution", "goal"), part=True)]
Marks = Annotated[dict[GoalId, Given], Let(limits.Marks)]
