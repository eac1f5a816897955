"""Where the files without Python lie."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_IN_WHEEL = _HERE / "_assets"

ASSETS: Path = _IN_WHEEL if _IN_WHEEL.is_dir() else _HERE.parent / "assets"
"""The assets folder: inside the installed package, or beside it in a checkout."""
