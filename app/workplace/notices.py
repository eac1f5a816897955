"""What a moderator must know and did not ask for: said on all pages of theirs until somebody has seen it."""

from __future__ import annotations

from collections.abc import Callable

WARNINGS = ("door_opened", "door_shut", "no_backup", "no_pdf")
"""Texts: `storage.warned.<code>`, what happened and what to do."""


class Warned:
    """In the order in which they came. `tell`: called whenever there are others."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self.codes: tuple[str, ...] = ()

    def add(self, code: str) -> None:
        if code not in self.codes:
            self.codes = (*self.codes, code)
            self._tell()

    def remove(self, code: str) -> None:
        """It is over, or a moderator knows."""
        if code in self.codes:
            self.codes = tuple(one for one in self.codes if one != code)
            self._tell()
