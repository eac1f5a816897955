"""Whatever may be done, drawn by numbers: for tests that do anything in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facilitation import commands as c
from facilitation.events import Role
from facilitation.ids import new_slip, slip_hash
from facilitation.model import (
    Cluster,
    Contribution,
    Device,
    Difference,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Participant,
    SlipSheet,
    Voting,
)
from tests.builders import a_newcomer, an_id


def one_of(laptop: Any, kind: type[Entity], n: int) -> Any:
    found = sorted(laptop.hall.state.all(kind), key=lambda e: e.id)
    return found[n % len(found)] if found else None


class Chosen:
    """What a step is about: some of what is there."""

    def __init__(self, laptop: Any, n: int, m: int, word: str) -> None:
        self.laptop, self.n, self.m = laptop, n, m
        # As a rule nobody types what somebody else has typed.
        self.word = word if m == 5 else f"{word} {an_id()}"
        self.card, self.cluster = one_of(laptop, Contribution, n), one_of(laptop, Cluster, m)
        self.goal, self.field, self.group = (one_of(laptop, kind, n) for kind in (Goal, FieldOfAction, Group))
        self.difference, self.voting = one_of(laptop, Difference, n), one_of(laptop, Voting, n)
        self.sheet = one_of(laptop, SlipSheet, n)
        workshop = laptop.hall.state.workshop
        self.about = {
            name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"
        }
        self.draft = {"id": an_id(), "name": word, "target_value": n}
        of_goal = self.goal and self.goal.id
        self.indicators = [i for i in laptop.hall.state.all(Indicator) if i.goal_id == of_goal]
        self.kept = tuple(
            c.IndicatorDraft(id=i.id, name=word if m % 2 else i.name, target_value=m)
            for i in self.indicators[: m % 3]
        )


# Anything that may be done, by a moderator or (PEOPLES) by somebody who sits at a table.
ACTIONS: dict[str, Callable[[Chosen], c.Command]] = {
    "post": lambda x: c.PostContribution(id=an_id(), kind="strength", text=x.word),
    "edit": lambda x: c.EditContribution(id=x.card.id, version=x.card.version, kind="weakness", text=x.word),
    "withdraw": lambda x: c.WithdrawContribution(id=x.card.id, version=x.card.version),
    "hide": lambda x: c.HideContribution(id=x.card.id, reason=x.word),
    "restore": lambda x: c.RestoreContribution(id=x.card.id, withdrawn=x.card.hidden is None),
    "move": lambda x: c.MoveContribution(id=x.card.id, cluster_id=x.cluster.id, position=float(x.n)),
    "lay": lambda x: c.MoveContribution(id=x.card.id, field_id=x.field.id, position=float(x.m)),
    "cluster": lambda x: c.CreateCluster(id=an_id(), name=x.word, contribution_ids=(x.card.id,)),
    "rename": lambda x: c.RenameCluster(id=x.cluster.id, name=x.word),
    "field of": lambda x: c.MoveCluster(id=x.cluster.id, field_id=x.field.id, position=float(x.n)),
    "merge": lambda x: c.MergeClusters(id=x.cluster.id, into_id=one_of(x.laptop, Cluster, x.n).id),
    "dissolve": lambda x: c.DissolveCluster(id=x.cluster.id),
    "goal": lambda x: c.ProposeGoal(
        id=an_id(), text=x.word, cluster_ids=(x.cluster.id,) if x.cluster else (), indicators=(x.draft,)
    ),
    "reword goal": lambda x: c.EditGoal(
        id=x.goal.id,
        version=max([x.goal.version, *(i.version for i in x.indicators)]),
        text=x.word,
        field_id=x.field.id if x.m % 2 else x.goal.field_id,
        cluster_ids=x.goal.cluster_ids,
        indicators=x.kept,
    ),
    "hide goal": lambda x: c.HideGoal(id=x.goal.id, reason=x.word),
    "withdraw goal": lambda x: c.WithdrawGoal(id=x.goal.id, version=x.goal.version),
    "restore goal": lambda x: c.RestoreGoal(id=x.goal.id, withdrawn=x.goal.hidden is None),
    "translate": lambda x: c.Translate(of_id=x.card.id, language="ar", text=x.word, original_version=1),
    "no translation": lambda x: c.Translate(of_id=x.card.id, language="ar", text="", original_version=1),
    "table": lambda x: c.AddGroup(id=an_id(), name=x.word),
    "name table": lambda x: c.ChangeGroup(id=x.group.id, name=x.word, seats=x.n + 1),
    "no table": lambda x: c.RemoveGroup(id=x.group.id),
    "field": lambda x: c.AddField(id=an_id(), name=x.word),
    "name field": lambda x: c.ChangeField(id=x.field.id, name=x.word, keywords=x.word),
    "no field": lambda x: c.RemoveField(id=x.field.id),
    "title": lambda x: c.ChangeWorkshop(**{**x.about, "title": x.word, "expected": x.n}),
    "question": lambda x: c.ChangeWorkshop(
        **{**x.about, "questions": {"write": x.word}, "languages": ("fr",)}
    ),
    "ask in": lambda x: c.AskIn(language="fr", phase="write", text=x.word if x.m else ""),
    "phase": lambda x: c.GoToPhase(phase=("write", "sort", "goals")[x.n % 3]),
    "late": lambda x: c.AllowLate(allowed=bool(x.m % 2)),
    "settle": lambda x: c.SettleDifference(id=x.difference.id, choice=x.m % 2),
    "undo": lambda x: c.Undo(),
    "redo": lambda x: c.Redo(),
    "timer": lambda x: c.SetTimer(minutes=x.n + 1 if x.m else None),
    "door": lambda x: c.CloseDoor(closed=x.m > 1),
    "pause": lambda x: c.PauseGroup(id=x.group.id, paused=x.m > 3),
    "finish": lambda x: c.FinishWorkshop(finished=x.m > 3),
    "hide device": lambda x: c.HideAllOfDevice(id=(x.card if x.m % 2 else x.goal).id, reason=x.word),
    "show": lambda x: c.ShowOnStage(view=("board", "goals", "follow")[x.n % 3], covered=bool(x.m % 2)),
    "turn": lambda x: c.TurnStage(page=x.n, held=bool(x.m % 2)),
    "dress": lambda x: c.DressStage(dark=bool(x.m % 2), size=(100, 125)[x.n % 2]),
    "texts": lambda x: c.ChooseTexts(stage_language=("", "ar")[x.m % 2]),
    "follow": lambda x: c.FollowDialogue(title=x.word),
    "vote": lambda x: c.OpenVoting(id=an_id(), question=x.word, option_ids=(x.goal.id,)),
    "count": lambda x: c.CloseVoting(id=x.voting.id),
    "paper": lambda x: c.EnterPaperBallot(id=an_id(), voting_id=x.voting.id, marks={}, blank=True),
    "no paper": lambda x: c.RemovePaperBallot(id=an_id(), voting_id=x.voting.id),
    "slips": lambda x: c.PrintSlips(id=an_id(), hashes=(slip_hash(an_id(), new_slip()),)),
    "no slips": lambda x: c.VoidSlips(id=x.sheet.id),
}
PEOPLES: dict[str, Callable[[Chosen], c.Command]] = {
    "sit down": lambda x: c.JoinWorkshop(group_id=x.group.id, device=Device.PHONE),
    "ready": lambda x: c.SignalReady(ready_for=x.laptop.hall.state.workshop.phase_started_at),
    "draft": lambda x: c.KeepDrafts(drafts={"card": x.word}),
    "own card": lambda x: c.PostContribution(id=an_id(), kind="challenge", text=x.word),
    "own words": ACTIONS["edit"],
    "withdraw own": ACTIONS["withdraw"],
    "reclaim own": lambda x: c.ReclaimContribution(id=x.card.id),
    "own goal": ACTIONS["goal"],
    "own goal's words": ACTIONS["reword goal"],
    "withdraw own goal": ACTIONS["withdraw goal"],
    "reclaim own goal": lambda x: c.ReclaimGoal(id=x.goal.id),
    "ballot": lambda x: c.CastBallot(voting_id=x.voting.id, marks={}, blank=True),
}
# Before it, or in a scope of its own.
ELSEWHERE = {c.CreateDialogue, c.ChangeDialogue, c.ChangeCatalogue, c.CreateWorkshop}


def do(laptop: Any, what: str, n: int, m: int, word: str) -> Any:
    """Somebody at a table changes what is their own: on this laptop, so it is chosen among that."""
    chosen = Chosen(laptop, n, m, word)
    if what in ACTIONS:
        return laptop.ask(ACTIONS[what](chosen))
    person = a_newcomer(f"the-secret-of-the-only-phone-on-{n % 2}")
    mine = [one for one in words_of(laptop) if one.author_id == person.participant_id]
    for one in mine[m:] + mine[:m]:
        setattr(chosen, "card" if isinstance(one, Contribution) else "goal", one)
    if laptop.hall.state.find(Participant, person.participant_id) is not None:
        person = person.model_copy(update={"role": Role.PARTICIPANT})
    return laptop.ask(PEOPLES[what](chosen), person)


def words_of(laptop: Any) -> list[Contribution | Goal]:
    return [*laptop.hall.state.all(Contribution), *laptop.hall.state.all(Goal)]
