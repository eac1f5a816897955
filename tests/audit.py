"""`python -m tests.audit`: asks a public database (OSV) whether a weakness is known in a pinned version.

Where the database cannot be reached it ends with UNSEEN, no failure: no test may depend on the network.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

DATABASE = "https://api.osv.dev/v1/querybatch"
CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
SECONDS = 20.0
UNSEEN = 77  # what many tools end with that could not try a test

Ask = Callable[[dict[str, Any]], dict[str, Any]]


def pinned() -> list[tuple[str, str]]:
    """Name and version of all packages, those of the tests too."""
    lines = (line.partition(";")[0].strip() for line in CONSTRAINTS.read_text("utf-8").splitlines())
    return [(name, version) for name, sign, version in (line.partition("==") for line in lines) if sign]


def known(ask: Ask) -> list[str]:
    """`name version: ids` for each pin with a known weakness. Raises httpx.HTTPError."""
    pins = pinned()
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pins]
    answers = ask({"queries": queries})["results"]
    found = zip(pins, answers, strict=True)
    return [
        f"{name} {version}: {', '.join(one['id'] for one in answer['vulns'])}"
        for (name, version), answer in found
        if answer.get("vulns")
    ]


def _ask(question: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(DATABASE, json=question, timeout=SECONDS)
    answer.raise_for_status()
    return dict(answer.json())


def main(ask: Ask = _ask) -> int:
    try:
        found = known(ask)
    except (httpx.HTTPError, KeyError, ValueError) as error:
        print(f"NOT CHECKED: the database of known weaknesses could not be asked ({type(error).__name__}).")
        return UNSEEN
    print("\n".join(found) or f"No weakness is known in any of {len(pinned())} pinned versions.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
