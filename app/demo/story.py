"""An invented dialogue for `zielrunde --demo`: three workshops, each at another stage.

Nothing is put together by hand: it plays real commands through the same handlers that
a hall plays them through, so the example obeys every rule and shows what can really happen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from app.demo.cast import Cast, Playback
from app.paths import ASSETS
from facilitation import commands as c
from facilitation.events import Decision
from facilitation.ids import new_code, new_id
from facilitation.model.agenda import KINDS_OF_STEPS
from facilitation.state import State

DIALOGUE = "Integrationsdialog Landkreis Nordhalde"
HOST = "Landkreis Nordhalde"
TARGET_YEAR = 2030
WORKSHOPS = ("administration", "volunteers", "migrants")

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
# When a phase starts, in minutes after the doors open. The story knows no others.
STARTS = {
    "arrive": 0,
    "input": 25,
    "write": 55,
    "sort": 90,
    "focus": 120,
    "goals": 135,
    "vote": 175,
    "results": 190,
}
INTO_PHASE = 12  # minutes that the last phase has been running when the story is told


def demo_decisions(at: int) -> dict[str, list[Decision]]:
    """What the store commits, per room (by a dialogue's or a workshop's id), in order, numbered from 1."""
    dialogue = Playback(State())
    created = c.CreateDialogue(id=new_id(at), title=DIALOGUE, host=HOST, target_year=TARGET_YEAR)
    dialogue.moderate(created, at - 30 * DAY)
    told = {created.id: dialogue.decisions}
    for name in WORKSHOPS:
        playback = play(_read(f"demo/{name}.json"), created.id, at)
        told[playback.state.workshop.id] = playback.decisions
    return told


def play(content: dict[str, Any], dialogue_id: str, at: int) -> Playback:
    """One workshop from the doors' opening to the phase that its content names."""
    playback, starts = Playback(State()), _starts(content, at)
    first, last = next(iter(starts)), content["phase"]
    playback.moderate(_workshop(content, dialogue_id, starts[first]), starts[first] - 7 * DAY)
    playback.moderate(c.GoToPhase(phase=first), starts[first])
    cast = Cast(playback, content["people"], starts[first])
    for id in list(starts)[1 : list(starts).index(last) + 1]:
        playback.moderate(c.GoToPhase(phase=id), starts[id])
        if id == last and not KINDS_OF_STEPS[id].hands_out:
            playback.moderate(c.SetTimer(minutes=KINDS_OF_STEPS[id].minutes), starts[id])
        _SCENES.get(id, _nothing)(playback, cast, content, starts[id] + MINUTE)
    return playback


def _starts(content: dict[str, Any], at: int) -> dict[str, int]:
    end = at
    if content["days_ago"]:
        day = datetime.fromtimestamp(at / 1000) - timedelta(days=content["days_ago"])
        end = int(day.replace(hour=17, minute=0, second=0, microsecond=0).timestamp() * 1000)
    doors = end - (STARTS[content["phase"]] + INTO_PHASE) * MINUTE
    return {id: doors + minutes * MINUTE for id, minutes in STARTS.items()}


def _workshop(content: dict[str, Any], dialogue_id: str, doors: int) -> c.CreateWorkshop:
    template = _read("templates/integration_dialogue.json")
    return c.CreateWorkshop(
        id=new_id(doors),
        dialogue_id=dialogue_id,
        dialogue_title=DIALOGUE,
        code=new_code(),
        title=content["title"],
        audience=content["audience"],
        place=content["place"],
        date=datetime.fromtimestamp(doors / 1000).date().isoformat(),
        target_year=TARGET_YEAR,
        expected=content["expected"],
        groups=tuple(template["table"]["de"].format(n=n + 1) for n in range(content["tables"])),
        fields=tuple(field["name"]["de"] for field in template["fields"]),
    )


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ASSETS / name).read_text(encoding="utf-8"))
    return content


# --- what happens in the phases ---------------------------------------------------------------


def _write(playback: Playback, cast: Cast, content: dict[str, Any], at: int) -> None:
    """All cards, in an order in which tables really write: mixed. Then some are taken back."""
    cards = [*_all_cards(content), *content["hidden"], *content["withdrawn"]]
    order = sorted(range(len(cards)), key=lambda n: (n * 37) % 101)
    step = 10 * MINUTE // len(cards)
    for number, n in enumerate(order):
        cast.post(cards[n], number, at + number * step)
    for card in content["withdrawn"]:
        cast.withdraw(card[2], at + 10 * MINUTE)
    for card in content["hidden"]:
        hide = c.HideContribution(id=cast.cards[card[2]], reason=card[4])
        playback.moderate(hide, at + 10 * MINUTE)
    for text, language, words in content.get("translations", ()):
        playback.moderate(cast.translate(text, language, words), at + 11 * MINUTE)


def _all_cards(content: dict[str, Any]) -> list[Any]:
    loose: Iterable[Any] = (card for cards in content["fields"].values() for card in cards)
    return [card for cluster in content["clusters"] for card in cluster["cards"]] + [*loose, *content["pile"]]


def _sort(playback: Playback, cast: Cast, content: dict[str, Any], at: int) -> None:
    for n, cluster in enumerate(content["clusters"]):
        ids = tuple(cast.cards[card[2]] for card in cluster["cards"])
        playback.moderate(cast.cluster(cluster["name"], cluster["field"], ids, at), at + n * MINUTE // 2)
    for field, cards in content["fields"].items():
        for card in cards:
            move = c.MoveContribution(id=cast.cards[card[2]], field_id=cast.fields[field])
            playback.moderate(move, at + 8 * MINUTE)


def _goals(playback: Playback, cast: Cast, content: dict[str, Any], at: int) -> None:
    for n, goal in enumerate(content["goals"]):
        cast.propose(goal, at + (n + 10) * MINUTE)


def _vote(playback: Playback, cast: Cast, content: dict[str, Any], at: int) -> None:
    voting = content["voting"]
    opened = c.OpenVoting(
        id=new_id(at),
        question=voting["question"],
        option_ids=tuple(cast.goals[goal["text"]] for goal in content["goals"]),
        rules=c.DotRulesDraft(points=voting["points"], max_per_option=voting["max_per_option"]),
    )
    playback.moderate(opened, at)
    for number, marks in enumerate(_ballots(opened.option_ids, content)):
        cast.vote(number, c.CastBallot(voting_id=opened.id, marks=marks), at + number * 10_000)
    playback.moderate(c.CloseVoting(id=opened.id), at + 12 * MINUTE)


def _ballots(goals: tuple[str, ...], content: dict[str, Any]) -> list[dict[str, int]]:
    """Deals the wanted points out to the ballots: first one by one, later two on one goal."""
    ballots: list[dict[str, int]] = [{} for _ in range(content["voting"]["ballots"])]
    dots = [id for id, goal in zip(goals, content["goals"], strict=True) for _ in range(goal["points"])]
    for n, goal_id in enumerate(dots):
        number = n if n < 2 * len(ballots) else n // 2
        marks = ballots[number % len(ballots)]
        marks[goal_id] = marks.get(goal_id, 0) + 1
    return ballots


def _nothing(playback: Playback, cast: Cast, content: dict[str, Any], at: int) -> None:
    """Coffee, a welcome and a talk."""


_SCENES = {"write": _write, "sort": _sort, "goals": _goals, "vote": _vote}
