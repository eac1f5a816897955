"""Moderators' signed-in browsers, kept by a hash of their cookie."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from sqlalchemy import Engine, delete, insert, select

from storage.columns import core
from storage.tables import SessionRow

_SESSION = core(SessionRow)


class Session(NamedTuple):
    """`id`: the hash of the cookie's token; `device`: its kind, such as "iPad"; times in ms."""

    id: str
    device: str
    created_at: int
    expires_at: int


class Sessions:
    """Synchronous, and a few rows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, token: str, device: str, created_at: int, expires_at: int) -> None:
        row = Session(session_id(token), device, created_at, expires_at)._asdict()
        with self._engine.begin() as connection:
            connection.execute(delete(_SESSION).where(_SESSION.c.expires_at <= created_at))
            connection.execute(insert(_SESSION), [{"token_hash": row.pop("id"), **row}])

    def all(self, now: int) -> list[Session]:
        """Those that still hold, newest first."""
        columns = (_SESSION.c.token_hash, _SESSION.c.device, _SESSION.c.created_at, _SESSION.c.expires_at)
        query = select(*columns).where(_SESSION.c.expires_at > now).order_by(_SESSION.c.created_at.desc())
        with self._engine.connect() as connection:
            return [Session(*row) for row in connection.execute(query)]

    def end(self, ids: set[str]) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(_SESSION).where(_SESSION.c.token_hash.in_(ids)))


def session_id(token: str) -> str:
    """SHA-256 in hex: a token has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
