"""Fast tests first; the browser comes last."""

from __future__ import annotations

import atexit
import functools
import gc
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, settings
from hypothesis.strategies import none
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from storage import database

# What helpers assert says what it found, too.
pytest.register_assert_rewrite("tests.app", "tests.browser", "tests.builders", "tests.load")

# The command line speaks the computer's language; of C it knows none, and speaks German.
os.environ["LC_ALL"] = "C.UTF-8"

# The program is started a hundred times; where Python keeps nothing, it compiles all of its source each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure() -> None:
    """Nor need it be imported anew each time, by stories that only use it."""
    from tests.load import forked

    forked.wanted = True


# The same examples every time and no clock: a slow machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
# By hand, after a change to what laptops exchange: --hypothesis-profile=wide, and others each time.
settings.register_profile("wide", deadline=None, derandomize=False, max_examples=5000)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def first_example() -> None:
    """Hypothesis makes with it what all share, and warns on Python 3.14 where the collector does not see
    who holds that: after a test has frozen what there was."""
    find(none(), lambda _: True)


_engines: set[Engine] = set()


@event.listens_for(Engine, "engine_connect")
def _note(connection: Connection) -> None:
    """Of all engines, also of those that a test makes by itself."""
    _engines.add(connection.engine)


def _opened(url: str | URL, **named: Any) -> Engine:
    _copied(make_url(url))
    engine = create_engine(url, **named)
    _engines.add(engine)  # a raw connection is not told of
    return engine


def _copied(url: URL) -> None:
    """A new file is a copy of one that went through all migrations: sixty milliseconds, a thousand times."""
    file = Path(url.database or "")
    if (
        url.drivername == "sqlite"
        and file.name.endswith(".sqlite")
        and file.parent.is_dir()
        and not file.exists()
    ):
        shutil.copyfile(_migrated(), file)


@functools.cache
def _migrated() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="zielrunde-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "new.db"  # no name that is copied to
    database.open_database(database.sqlite_url(file)).dispose()
    return file


database.create_engine = _opened  # type: ignore[assignment]


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Closes what a test left open. From Python 3.13 on a connection says when it is left to the collector,
    and whoever runs at that moment would be blamed. What is still used opens others."""
    for engine in list(_engines):  # a thread may open one meanwhile
        engine.dispose()
    _engines.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Simulated browsers import our pages anew each time, and NiceGUI keeps them all. The collector need not
    look through two gigabytes of them between two clicks: stories took ten times as long at the end."""
    if "browser" in item.path.parts and not gc.get_freeze_count():
        gc.collect()
        gc.freeze()


# Few stories, but each of them long: by `--durations`, the longest file first.
LONG = (
    "test_network",  # a minute of it is a network that is away
    "test_access_desk",
    "test_access_dialogs",
    "test_longest_dialogs",
    "test_phases",
    "test_page_controls",
    "test_differences",
    "test_ways_between_pages",
    "test_moving",
    "test_agenda",
    "test_start",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running once it has started, so nothing async may follow it.
    Of its files the longest begin: the shorter the last ones, the less one process waits for the others."""
    stories = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[bool, int, int]:
        if "browser" not in item.path.parts:
            return False, 0, 0
        long = LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG)
        return True, long, -stories[item.path]

    items.sort(key=place)
