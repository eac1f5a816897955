"""For which machines a requirement is meant. Standard library only: asked before anything is installed.

Only what our own files say: `name == 'value'` and `name != 'value'`, joined by `and`, these by `or`.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Mapping

_CLAUSE = re.compile(r"\s*(\w+)\s*(==|!=)\s*['\"]([^'\"]*)['\"]\s*")


def here() -> dict[str, str]:
    return {"sys_platform": sys.platform, "platform_machine": platform.machine()}


def applies(marker: str, machine: Mapping[str, str] | None = None) -> bool:
    """`marker`: what stands behind the semicolon; "" is for all. Raises ValueError for what it can't read."""
    machine = machine or here()
    if not marker.strip():
        return True
    return any(
        all(_holds(clause, machine) for clause in part.split(" and ")) for part in marker.split(" or ")
    )


def _holds(clause: str, machine: Mapping[str, str]) -> bool:
    found = _CLAUSE.fullmatch(clause)
    if found is None or found[1] not in machine:
        raise ValueError(clause)
    return (machine[found[1]] == found[3]) == (found[2] == "==")
