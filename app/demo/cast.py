"""Who acts in the example: a moderator, the tables' tablets and the phones around them."""

from __future__ import annotations

import secrets
from typing import Any

from facilitation import commands as c
from facilitation.deciding import decide
from facilitation.events import Actor, Decision, Role
from facilitation.ids import new_id, participant_id
from facilitation.model import Device, FieldOfAction, Group, Kind, Source
from facilitation.state import State

MODERATOR = Actor(role=Role.MODERATOR)
EVERY_THIRD = 3  # cards come from a table's tablet; the others from phones at that table
EVERY_NINTH = 9  # cards come on paper and are typed by the moderator
TABLETS_FIRST = 4 * 60_000  # they lie on the tables before people come


class Playback:
    """Plays commands as a room does: handled, applied, kept in order."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.decisions: list[Decision] = []

    def moderate(self, command: c.Command, at: int) -> None:
        self.play(command, MODERATOR, at)

    def play(self, command: c.Command, actor: Actor, at: int) -> None:
        """Raises Refused: an example that breaks a rule is a mistake of its author."""
        decision = decide(self.state, command, actor, at)
        self.state.apply(decision)
        self.decisions.append(decision)


class Cast:
    """The people of one workshop, and what they wrote: ids by wording, so content needs no ids."""

    def __init__(self, playback: Playback, people: int, at: int) -> None:
        self._playback = playback
        self._groups = sorted(playback.state.all(Group), key=lambda group: group.number)
        self.fields = {field.name: field.id for field in playback.state.all(FieldOfAction)}
        self.cards: dict[str, str] = {}
        self.goals: dict[str, str] = {}
        self.clusters: dict[str, str] = {}
        self._tablets = [self._join(n, Device.TABLET, at) for n in range(len(self._groups))]
        self._phones = [self._join(n, Device.PHONE, at + TABLETS_FIRST) for n in range(people)]
        self._authors: dict[str, Actor] = {}

    def _join(self, seat: int, device: Device, at: int) -> Actor:
        token = secrets.token_urlsafe(24)
        newcomer = Actor(role=Role.NEWCOMER, participant_id=participant_id(token), token=token)
        group = self._groups[seat % len(self._groups)]
        self._playback.play(
            c.JoinWorkshop(group_id=group.id, device=device), newcomer, at + (seat + 1) * 20_000
        )
        return newcomer.model_copy(update={"role": Role.PARTICIPANT})

    def post(self, card: list[Any], number: int, at: int) -> None:
        """`card`: kind, table, wording and, unless German, its language."""
        kind, table, text, *more = card
        id = self.cards[text] = new_id(at)
        said = {"id": id, "kind": Kind(kind), "text": text, "language": (more or ["de"])[0] or "de"}
        if number % EVERY_NINTH == EVERY_NINTH - 1:
            group_id = self._groups[table - 1].id
            paper = c.PostContribution(**said, source=Source.PAPER, group_id=group_id)
            return self._playback.moderate(paper, at)
        self._authors[text] = self._at_table(table, number)
        self._playback.play(c.PostContribution(**said), self._authors[text], at)

    def _at_table(self, table: int, number: int) -> Actor:
        around = self._phones[table - 1 :: len(self._groups)]
        return self._tablets[table - 1] if number % EVERY_THIRD == 0 else around[number % len(around)]

    def withdraw(self, text: str, at: int) -> None:
        taken_back = c.WithdrawContribution(id=self.cards[text], version=1)
        self._playback.play(taken_back, self._authors.get(text, MODERATOR), at)

    def translate(self, text: str, language: str, words: str) -> c.Translate:
        return c.Translate(of_id=self.cards[text], language=language, text=words, original_version=1)

    def cluster(self, name: str, field: str, ids: tuple[str, ...], at: int) -> c.CreateCluster:
        id = self.clusters[name] = new_id(at)
        return c.CreateCluster(id=id, name=name, field_id=self.fields[field], contribution_ids=ids)

    def propose(self, goal: dict[str, Any], at: int) -> None:
        id = self.goals[goal["text"]] = new_id(at)
        command = c.ProposeGoal(
            id=id,
            text=goal["text"],
            language="de",
            field_id=self.fields[goal["field"]],
            cluster_ids=tuple(self.clusters[name] for name in goal["clusters"]),
            target_year=goal["indicators"][0]["target_year"],
            indicators=tuple(c.IndicatorDraft(id=new_id(at), **drafted) for drafted in goal["indicators"]),
        )
        self._playback.play(command, self._tablets[goal["table"] - 1], at)

    def vote(self, number: int, ballot: c.CastBallot, at: int) -> None:
        self._playback.play(ballot, self._phones[number], at)
