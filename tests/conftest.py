"""Fast tests first; the browser comes last."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The command line speaks the computer's language; of C it knows none, and speaks German.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples every time and no clock: a slow machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running once it has started, so nothing async may follow it."""
    items.sort(key=lambda item: "browser" in item.path.parts)
