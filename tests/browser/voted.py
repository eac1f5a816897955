"""A vote whose question is as long as it may be, and its end."""

from __future__ import annotations

from collections.abc import Callable

from facilitation.commands import CloseVoting, EnterPaperBallot, OpenVoting
from facilitation.limits import QUESTION_LIMIT
from tests.browser.conftest import Hall
from tests.browser.pages.test_long_names import ARABIC
from tests.builders import an_id


def a_result(hall: Hall, voting: str) -> None:
    """The longest goal comes first."""
    goal = max(hall.moderator.all("goal"), key=lambda goal: len(goal["text"]))
    ballot = EnterPaperBallot(id=an_id(), voting_id=voting, marks={goal["id"]: 2})
    hall.moderator.asks(ballot, CloseVoting(id=voting))


def a_vote_is_held(hall: Hall, look: Callable[[], None]) -> None:
    """Calls `look` while it is open, and when it is closed."""
    voting, goals = an_id(), hall.moderator.all("goal")
    question = ("Welches Ziel der Bürgerinnen und Bürger gehen wir zuerst an? " * 6)[:QUESTION_LIMIT].strip()
    options, arabic = tuple(goal["id"] for goal in goals), (ARABIC * 5)[:QUESTION_LIMIT].strip()
    asked = {"question": question, "questions_in": {"ar": arabic}}
    hall.moderator.asks(OpenVoting(id=voting, option_ids=options, **asked))
    look()
    a_result(hall, voting)
    look()
