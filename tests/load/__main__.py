"""`python -m tests.load --clients 250 --json`: how fast, beside the limit of the same machine.

--check        says of each figure whether it reaches what is asked; exit code 1 if one does not
--start        from the start of the program to the first answer to a scanned code
--return       kills the server with -9 while all look on; until the last phone is back
--phone        a first visit on a slow phone in a weak network, in a real browser
--flaky        phones lose their network again and again; --http: and have no WebSocket
--attack       one person with a script against a hall; names of tests/load/attacks.py, or none for all
--durability   kills the server with -9 under load, again and again, and counts what is lost
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.load.targets import Verdict

DAY = 86_400.0  # seconds, or minutes: longer than anybody waits

Judge = Callable[[dict[str, Any]], "list[Verdict]"]


def above(kind: type[int] | type[float], most: float) -> Callable[[str], float]:
    """Reads a number above 0 and not above `most`."""

    def number(given: str) -> float:
        with contextlib.suppress(ValueError, OverflowError):
            if 0 < (found := kind(given)) <= most:
                return found
        raise argparse.ArgumentTypeError(f"{given[:20]} is no number above 0 and up to {most}")

    return number


def _arguments() -> argparse.Namespace:
    from tests.load.attacks import ATTACKS

    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=above(int, 5000), default=60)
    parser.add_argument("--seconds", type=above(float, DAY), help="how long posts, or an attack, go on")
    parser.add_argument("--json", action="store_true", help="one line of JSON and nothing else")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--start", action="store_true")
    parser.add_argument("--return", dest="returning", action="store_true")
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--attack", nargs="*", metavar="NAME", choices=(*ATTACKS,))
    parser.add_argument("--connections", type=above(int, 20_000), help="of the hostile program")
    parser.add_argument("--rest", type=above(float, DAY), help="seconds until memory must be back")
    parser.add_argument("--durability", action="store_true")
    parser.add_argument("--flaky", action="store_true")
    parser.add_argument("--http", action="store_true", help="over plain HTTP only")
    parser.add_argument(
        "--minutes", type=above(float, DAY), default=5.0, help="how long networks come and go"
    )
    parser.add_argument("--kills", type=above(int, 1000), default=20)
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which the server is killed")
    return parser.parse_args()


def allow_sockets(wanted: int) -> None:
    """Two ends of each connection are files of this user; some systems allow 256."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        from uvloop import run as to_the_end
    except ImportError:
        from asyncio import run as to_the_end
    gc.freeze()  # its collector would look through all that was imported for 70 ms, and every viewer wait
    return to_the_end(work)


def _hardship(asked: argparse.Namespace, folder: Path) -> Coroutine[Any, Any, dict[str, Any]]:
    from tests.load.durability import durability
    from tests.load.flaky import flaky

    if asked.flaky:
        return flaky(asked.clients, asked.minutes, asked.http, folder)
    return durability(asked.clients, asked.kills, asked.seed, folder)


def _plan(asked: argparse.Namespace) -> Any:
    from tests.load.attack import Plan

    given = {name: getattr(asked, name) for name in Plan._fields}
    return Plan(**{name: value for name, value in given.items() if value is not None})


def _measured(asked: argparse.Namespace, folder: Path) -> tuple[dict[str, Any], Judge]:
    """What was asked for, and who judges it."""
    from tests.load import targets
    from tests.load.attack import attacked
    from tests.load.measure import STEADY_SECONDS, measure
    from tests.load.phone import measure_phone
    from tests.load.returning import measure_return
    from tests.load.starting import measure_start

    if asked.attack is not None:
        return run(attacked(asked.attack, _plan(asked), folder)), targets.attack_verdicts
    if asked.phone:
        return measure_phone(folder), targets.phone_verdicts
    if asked.start:
        return measure_start(folder), targets.start_verdicts
    if asked.returning:
        return run(measure_return(asked.clients, folder)), targets.return_verdicts
    return run(measure(asked.clients, folder, asked.seconds or STEADY_SECONDS)), targets.verdicts


def main() -> int:
    """Returns the exit code."""
    asked = _arguments()
    allow_sockets(asked.clients * 8 + 500)
    with tempfile.TemporaryDirectory(prefix="zielrunde-load-") as folder:
        if asked.durability or asked.flaky:
            result = run(_hardship(asked, Path(folder)))
            print(json.dumps(result))
            return 0 if result["good"] else 1
        result, judge = _measured(asked, Path(folder))
    print(json.dumps(result, indent=None if asked.json else 2), flush=True)
    found = judge(result) if asked.check else []
    for verdict in found:
        print(verdict.line())
    return 0 if all(verdict.good for verdict in found) else 1


if __name__ == "__main__":
    from app.installing.bootstrap import ensure

    ensure("tests.load", extra="test")
    sys.exit(main())
