"""A hall on a real file, the real program, and people with NiceGUI's simulated browser."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from nicegui.testing import User
from nicegui.testing.user_simulation import user_simulation

from app import pages
from app.workplace.access import COOKIE
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Workshop
from storage.database import open_database
from storage.store import Store
from tests.app.live_hall import workplace_of
from tests.builders import an_id
from tests.load.server import Server, prepare

ADDRESS = "http://192.168.1.20:8080"


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real program with one workshop, to which the module's CODE leads."""
    folder = tmp_path_factory.mktemp("hall")
    prepare(folder, request.module.CODE)
    with Server(folder) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}"))
    yield store
    store.engine.dispose()


@pytest.fixture
async def workplace(store: Store) -> AsyncIterator[Workplace]:
    workplace = workplace_of(store, ADDRESS)
    yield workplace
    await workplace.rooms.close()


@asynccontextmanager
async def simulated(workplace: Workplace) -> AsyncIterator[User]:
    """NiceGUI's browser. It takes the modules that made its pages, and `app` itself, out of Python's list:
    whoever imported them afterwards would get others than those that are running."""
    known = dict(sys.modules)
    gc.freeze()  # it collects before and after each: what earlier ones left is looked through once
    try:
        async with user_simulation() as user:
            workplace.access.ended.append(pages.register(workplace).look)
            yield user
    finally:
        sys.modules.update(known)


@pytest.fixture
async def visitor(workplace: Workplace) -> AsyncIterator[User]:
    """Somebody with a browser, not signed in."""
    async with simulated(workplace) as user:
        yield user


@pytest.fixture
def moderator(visitor: User, workplace: Workplace) -> User:
    visitor.http_client.cookies.set(COOKIE, workplace.access.sign_in_by_key(workplace.access.key) or "")
    return visitor


@pytest.fixture
async def workshop(workplace: Workplace) -> Workshop:
    """A workshop with two tables and two fields."""
    dialogue, room_id = an_id(), an_id()
    await workplace.rooms.submit(dialogue, c.CreateDialogue(id=dialogue, title="Dialog", target_year=2030))
    command = c.CreateWorkshop(
        id=room_id,
        dialogue_id=dialogue,
        dialogue_title="Dialog",
        code=workplace.rooms.new_code(),
        title="Ehrenamtliche",
        audience="Ehrenamtliche",
        target_year=2030,
        groups=("Tisch 1", "Tisch 2"),
        fields=("Wohnen", "Sprache"),
    )
    await workplace.rooms.submit(room_id, command)
    return workplace.rooms.state(room_id).workshop
