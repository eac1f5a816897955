"""What is kept on this laptop beside the workshops, and in no archive: what a moderator typed once, what was
printed, the port."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from storage.store import Store

T = TypeVar("T")

PRINTED = "printed."
_OF_WORKSHOPS = (PRINTED,)


class Settings:
    """Pages and what they call get this, and never the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def text(self, name: str) -> str | None:
        return self._store.setting(name)

    def set_text(self, name: str, value: str) -> None:
        self._store.set_setting(name, value)

    def get_or_create(self, name: str, fresh: str) -> str:
        """Made once, whoever asks first, it lives as long as the database."""
        return self._store.get_or_create(name, fresh)

    def load(self, name: str, shape: Callable[..., T]) -> T | None:
        """None where none was typed, or where the setting is of a shape that we do not know."""
        try:
            found = json.loads(self.text(name) or "null")
            return shape(**found) if found else None
        except (ValueError, TypeError):
            return None

    def save(self, name: str, value: NamedTuple | None) -> None:
        """None forgets it."""
        self.set_text(name, json.dumps(value._asdict() if value else None))

    def try_saving(self) -> str | None:
        """Writes something harmless. What keeps it from being saved, of storage.errors. For a thread."""
        try:
            self.set_text("hall_check", str(time.time_ns() // 1_000_000))
        except Exception as error:  # whatever it is, a moderator must know before the doors open
            return str(getattr(error, "code", "unknown"))
        return None

    @property
    def folder(self) -> Path | None:
        """Where the database lies; None where it is not a file."""
        engine = self._store.engine
        database = engine.url.database
        return Path(database).parent if engine.dialect.name == "sqlite" and database else None


def of_workshop(workshop_id: str) -> list[str]:
    """The names of all settings that go when a workshop is deleted."""
    return [f"{name}{workshop_id}" for name in _OF_WORKSHOPS]
