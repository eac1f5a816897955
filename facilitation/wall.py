"""What hangs on the wall: the cards and goals that count, and what belongs to each of them, in order."""

from __future__ import annotations

from facilitation.model import Contribution, Goal, Indicator, Translation
from facilitation.state import State
from facilitation.visibility import is_shown


def on_the_wall(state: State) -> list[Contribution]:
    """The contributions that count."""
    return [card for card in state.all(Contribution) if is_shown(card)]


def shown_goals(state: State) -> list[Goal]:
    """The goals that count."""
    return [goal for goal in state.all(Goal) if is_shown(goal)]


def indicators_of(state: State, goal_id: str) -> list[Indicator]:
    """Of one goal, as they stand below each other."""
    found = [one for one in state.all(Indicator) if one.goal_id == goal_id]
    return sorted(found, key=lambda one: (one.position, one.id))


def translations_of(state: State, original_id: str) -> list[Translation]:
    """Of a card or goal, by language."""
    found = [one for one in state.all(Translation) if one.of_id == original_id]
    return sorted(found, key=lambda one: one.language)
