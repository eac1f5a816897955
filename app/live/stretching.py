"""What people type is slow to check on purpose (`ids.stretched`): that is done beside the loop, and in turn.

What is stretched is left alone from then on, so all keys are the same, and the hall waits for none of it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from app.fair_use.rate_limit import Bucket, ticks
from app.fair_use.worker import Busy, at_the_bench
from app.live.submission import Submission
from facilitation.commands import CastBallot, Command
from facilitation.events import Event
from facilitation.ids import LONG_SECRET, stretched

# Of one participant, at once and in each second afterwards. A table that shares a tablet has a slip for each.
EACH = (30, 0.5)
PARTICIPANTS = 5000  # of whom it is known how many they cast

Heard = Callable[[Submission], object]


async def beside_the_loop(secret: str) -> str:
    """The secret, stretched. Raises Busy."""
    return await at_the_bench(stretched, secret) if len(secret) < LONG_SECRET else secret


def short_secrets(command: Command | Event) -> dict[str, str]:
    """Those of a ballot, by field."""
    if type(command) is not CastBallot:
        return {}
    given = {"turn": command.turn, "slip": command.slip}
    return {field: secret for field, secret in given.items() if secret and len(secret) < LONG_SECRET}


class Stretching:
    """Ballots of one room that wait until their secrets are stretched. All methods belong to the event loop.

    `admit` gets them then; `turn_away` those of somebody who casts too many, those for which too many wait,
    and those whose senders have gone.
    """

    def __init__(self, admit: Heard, turn_away: Heard) -> None:
        self._admit = admit
        self._turn_away = turn_away
        self._under_way: set[asyncio.Task[None]] = set()
        self._cast: OrderedDict[str, Bucket] = OrderedDict()

    def come(self, casting: Submission) -> None:
        if not self._may(casting.actor.participant_id or casting.actor.role):
            self._turn_away(casting)
            return
        task = asyncio.get_running_loop().create_task(self._stretch(casting))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _may(self, who: str) -> bool:
        bucket = self._cast.pop(who, None) or Bucket(ticks(), *EACH)
        self._cast[who] = bucket
        if len(self._cast) > PARTICIPANTS:
            self._cast.popitem(last=False)
        return bucket.take(ticks())

    async def _stretch(self, casting: Submission) -> None:
        try:
            secrets = short_secrets(casting.command)
            ready = {field: await beside_the_loop(secret) for field, secret in secrets.items()}
        except Busy:
            self._turn_away(casting)
        else:
            self._admit(casting._replace(command=casting.command.model_copy(update=ready)))
