"""What can be wrong with the place where everything is kept."""

from __future__ import annotations

PROBLEMS = ("missing", "read_only", "locked", "disk_full", "newer", "damaged", "no_wal", "unknown")


class StorageProblem(Exception):
    """`code` is one of PROBLEMS; the sentences are `storage.<code>` and `setup.problem.<code>`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


_SIGNS = (
    ("readonly", "read_only"),
    ("database is locked", "locked"),
    ("database or disk is full", "disk_full"),
    ("disk i/o error", "disk_full"),
    ("unable to open", "missing"),
    ("not a database", "damaged"),
    ("malformed", "damaged"),
)


def problem(error: Exception) -> StorageProblem:
    """The database's own words as one of our problems."""
    words = str(error).lower()
    for sign, code in _SIGNS:
        if sign in words:
            return StorageProblem(code, str(error))
    return StorageProblem("unknown", str(error))
