"""For which machines a requirement is meant. Standard library only: asked before anything is installed.

Only what our own files say: `name == 'value'` and `name != 'value'`, joined by `and`, these by `or`.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Mapping

_CLAUSE = re.compile(r"\s*(\w+)\s*(==|!=)\s*['\"]([^'\"]*)['\"]\s*")


def here() -> dict[str, str]:
    return {"sys_platform": sys.platform, "platform_machine": processor()}


def processor() -> str:
    """What this Python is built for. Windows on ARM runs one for x64, too, and from 3.12 on that one calls
    the machine ARM64: wheels go by what it is itself."""
    of_windows = {"win-amd64": "AMD64", "win-arm64": "ARM64", "win32": "x86"}
    return of_windows.get(sysconfig.get_platform(), platform.machine())


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
