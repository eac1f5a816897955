"""What a command was answered with, remembered so that asking twice is done once."""

from __future__ import annotations

from typing import NamedTuple


class Answered(NamedTuple):
    """`key`: of its sender and id. `voting_id` only for ballots."""

    key: str
    seq: int
    version: int | None
    voting_id: str | None = None
