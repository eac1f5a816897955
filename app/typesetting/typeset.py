"""PDFs by typst: the template lies in assets/print, and all words come to it as data."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.typesetting.press import NO_TYPST

_ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120.0  # a conference's document takes a few
# No window that flashes up, and behind the hall. Elsewhere the press sees to that itself.
_ON_WINDOWS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)


class NoPdf(Exception):
    """This laptop cannot make a PDF. The sentences are `setup.problem.no_pdf` and `error.no_pdf`."""

    code = "no_pdf"


class NotTypeset(Exception):
    """typst could not make this document, and says why."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of assets/print/<template>.typ. Takes up to a second, and blocks: call it in a thread.

    Raises NoPdf, NotTypeset, subprocess.TimeoutExpired.
    """
    try:
        made = subprocess.run(
            [sys.executable, "-m", "app.typesetting.press", template],
            input=json.dumps(data, ensure_ascii=False).encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=SECONDS,
            creationflags=_ON_WINDOWS,
        )
    except PermissionError as error:  # a policy lets nobody start a program
        raise NoPdf from error
    if made.returncode == NO_TYPST:
        raise NoPdf
    if made.returncode:
        raise NotTypeset(made.stderr.decode(errors="replace"))
    return made.stdout
