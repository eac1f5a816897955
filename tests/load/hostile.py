"""The hostile program: `python -m tests.load.hostile NAME PORT CODE CONNECTIONS SECONDS GROUP_ID`.

It knows no secret, only the join code that hangs on the wall, and comes back whenever it is cut off.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

from tests.load.attacks import ATTACKS, Way
from tests.load.enemy import Target

PAUSE = 0.02  # seconds until it comes back


async def _again(way: Way, target: Target, number: int) -> None:
    while True:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            await way(target, number)
        await asyncio.sleep(PAUSE)


async def attack(name: str, target: Target, connections: int, seconds: float) -> None:
    """All connections at once, for so long."""
    ways = ATTACKS[name].ways
    tasks = [asyncio.create_task(_again(ways[n % len(ways)], target, n)) for n in range(connections)]
    await asyncio.wait(tasks, timeout=seconds)
    os._exit(0)  # a program like this one says no farewell


def main() -> None:
    from tests.load.__main__ import allow_sockets, run

    name, port, code, connections, seconds, group_id = sys.argv[1:]
    allow_sockets(int(connections) + 500)
    if hasattr(os, "sched_setaffinity"):  # beside the server, not in its way: it is another machine
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    run(attack(name, Target(int(port), code, group_id), int(connections), float(seconds)))


if __name__ == "__main__":
    main()
