"""A vote, from its opening to its end, with a question as long as it may be."""

from __future__ import annotations

from collections.abc import Callable

from facilitation.commands import CloseVoting, EnterPaperBallot, OpenVoting
from facilitation.limits import QUESTION_LIMIT
from tests.browser.conftest import Hall
from tests.browser.test_long_names import ARABIC
from tests.builders import an_id


def a_vote_is_held(hall: Hall, look: Callable[[], None]) -> None:
    """The longest goal comes first."""
    voting, goals = an_id(), hall.moderator.all("goal")
    question = ("Welches Ziel der Bürgerinnen und Bürger gehen wir zuerst an? " * 6)[:QUESTION_LIMIT].strip()
    options, arabic = tuple(goal["id"] for goal in goals), (ARABIC * 5)[:QUESTION_LIMIT].strip()
    asked = {"question": question, "questions_in": {"ar": arabic}}
    hall.moderator.asks(OpenVoting(id=voting, option_ids=options, **asked))
    look()
    longest = max(goals, key=lambda goal: len(goal["text"]))
    marks = EnterPaperBallot(id=an_id(), voting_id=voting, marks={longest["id"]: 2})
    hall.moderator.asks(marks, CloseVoting(id=voting))
    look()
