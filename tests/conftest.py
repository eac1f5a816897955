"""Fast tests first; the browser comes last."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine

from storage import database

# The command line speaks the computer's language; of C it knows none, and speaks German.
os.environ["LC_ALL"] = "C.UTF-8"

# The program is started a hundred times; where Python keeps nothing, it compiles all of its source each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples every time and no clock: a slow machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


_engines: list[Engine] = []


def _noted(*given: Any, **named: Any) -> Engine:
    _engines.append(create_engine(*given, **named))
    return _engines[-1]


database.create_engine = _noted  # type: ignore[assignment]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Closes what a test left open. From Python 3.13 on a connection says when it is left to the collector,
    and whoever runs at that moment would be blamed. What is still used opens others."""
    for engine in _engines:
        engine.dispose()
    _engines.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running once it has started, so nothing async may follow it."""
    items.sort(key=lambda item: "browser" in item.path.parts)
