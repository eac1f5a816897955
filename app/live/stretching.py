"""What people type is slow to check on purpose (`ids.stretched`): that is done beside the loop, and in turn.

What is stretched is left alone from then on, so all keys are the same, and the hall waits for none of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.fair_use.worker import Busy, at_the_bench
from app.live.submission import Submission
from facilitation.commands import CastBallot, Command
from facilitation.events import Event
from facilitation.ids import LONG_SECRET, stretched

Heard = Callable[[Submission], object]


async def beside_the_loop(secret: str) -> str:
    """The secret, stretched. Raises Busy."""
    return await at_the_bench(stretched, secret) if len(secret) < LONG_SECRET else secret


def short_secrets(command: Command | Event) -> dict[str, str]:
    """Those of a ballot, by field."""
    if not isinstance(command, CastBallot):
        return {}
    given = {"turn": command.turn, "slip": command.slip}
    return {field: secret for field, secret in given.items() if secret and len(secret) < LONG_SECRET}


class Stretching:
    """Ballots of one room that wait until their secrets are stretched. All methods belong to the event loop.

    `admit` gets them then; `turn_away` those for which too many wait, and whose senders have gone.
    """

    def __init__(self, admit: Heard, turn_away: Heard) -> None:
        self._admit = admit
        self._turn_away = turn_away
        self._under_way: set[asyncio.Task[None]] = set()

    def come(self, casting: Submission) -> None:
        task = asyncio.get_running_loop().create_task(self._stretch(casting))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _stretch(self, casting: Submission) -> None:
        try:
            secrets = short_secrets(casting.command)
            ready = {field: await beside_the_loop(secret) for field, secret in secrets.items()}
        except Busy:
            self._turn_away(casting)
        else:
            self._admit(casting._replace(command=casting.command.model_copy(update=ready)))
