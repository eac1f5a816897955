"""One thing that a moderator typed, kept in this laptop's settings, which no archive carries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from storage.store import Store

T = TypeVar("T")


def stored(store: Store, setting: str, shape: Callable[..., T]) -> T | None:
    """None where none was typed, or where the setting is of a shape that we do not know."""
    try:
        found = json.loads(store.setting(setting) or "null")
        return shape(**found) if found else None
    except (ValueError, TypeError):
        return None


def keep(store: Store, setting: str, value: NamedTuple | None) -> None:
    """None forgets it."""
    store.set_setting(setting, json.dumps(value._asdict() if value else None))


PRINTED = "printed."
_OF_WORKSHOPS = (PRINTED,)


def of_workshop(workshop_id: str) -> list[str]:
    """The names of all settings that go when a workshop is deleted."""
    return [f"{name}{workshop_id}" for name in _OF_WORKSHOPS]
