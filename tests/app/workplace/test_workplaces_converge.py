"""Laptops that meet as they do: a dialogue with its catalogue, several workshops, real files, real archives.

`tests/storage/merging/test_laptops_converge.py` compares one workshop without them, far more often.
Others than these few examples, and many: pytest --hypothesis-profile=wide
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.workplace import slices
from app.workplace.rooms import Gone
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.errors import Refused
from facilitation.events import Actor, ref_of
from facilitation.ids import new_id
from facilitation.model import Difference, Voting
from facilitation.undecided import pairs
from storage.database import open_database, sqlite_url
from storage.store import Store
from tests.app.live_hall import workplace_of
from tests.builders import MODERATOR, an_id
from tests.storage.actions import ACTIONS, PEOPLES, do

FEW = settings.default.max_examples // 33
WORDS = st.sampled_from(["Eins", "Zwei", "Drei", "Vier"])
OFTEN = ("field", "name field", "no field", "title", "follow", "edit", "move", "settle", "settle")
MEETING = ("meet", "meet", "meet", "take", "take", "start again", "retitle", "retitle", "begin", "settle it")
WHAT = [*ACTIONS, *PEOPLES, *OFTEN, *MEETING * 2]
Steps = list[tuple[int, str, int, int, str]]
STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(WHAT), st.integers(0, 5), st.integers(0, 5), WORDS),
    min_size=4,
    max_size=25,
)


class Desk:
    """A laptop with what is on its disk."""

    def __init__(self, folder: Path, dialogue_id: str) -> None:
        self._file, self.dialogue_id = folder / "hall.sqlite", dialogue_id
        self._on = AsyncExitStack()

    async def starts(self) -> None:
        self.workplace = await self._on.enter_async_context(_started(self._file))

    async def ends(self) -> None:
        await self._on.aclose()

    @property
    def rooms(self) -> Any:
        return self.workplace.rooms

    def workshop_ids(self) -> list[str]:
        return sorted(workshop.id for workshop in self.rooms.workshops())

    async def begins(self, field: str) -> None:
        """Another workshop of the dialogue."""
        about = {"dialogue_title": "Dialog", "title": "Alle", "audience": "Alle", "target_year": 2030}
        create = c.CreateWorkshop(
            **about,
            id=(id := an_id()),
            dialogue_id=self.dialogue_id,
            code=self.rooms.new_code(),
            groups=("Tisch 1", "Tisch 2"),
            fields=("Wohnen", field),
        )
        await self.rooms.submit(id, create)

    async def takes(self, other: Desk) -> list[tuple[int, int, int]]:
        told = []
        for room_id in other.workshop_ids():
            report = await self.workplace.archives.take_in(await other.workplace.archives.packed(room_id))
            told.append((report.new, report.changed, report.both))
        return told

    async def does(self, what: str, n: int, m: int, word: str) -> None:
        ids = self.workshop_ids()
        room_id = ids[n % len(ids)]

        async def ask(command: c.Command, actor: Actor = MODERATOR) -> None:
            if actor == MODERATOR:
                await self.rooms.submit(room_id, command)
            else:
                await (await self.rooms.room(room_id)).submit(new_id(1), command, actor)

        await do(
            SimpleNamespace(hall=SimpleNamespace(state=self.rooms.state(room_id)), ask=ask), what, n, m, word
        )

    async def retitles(self, title: str) -> None:
        dialogue = next(one for one in self.rooms.dialogues() if one.id == self.dialogue_id)
        change = c.ChangeDialogue(id=dialogue.id, version=dialogue.version, title=title, target_year=2030)
        await self.rooms.submit(dialogue.id, change)

    async def settles(self, m: int) -> None:
        """What is asked about the dialogue."""
        for one in list(self.rooms.state(self.dialogue_id).all(Difference)):
            await self.rooms.submit(self.dialogue_id, c.SettleDifference(id=one.id, choice=m % 2))

    async def counts_all(self) -> None:
        """While people vote nothing comes in."""
        for room_id in self.workshop_ids():
            for voting in list(self.rooms.state(room_id).all(Voting)):
                if voting.open:
                    await self.rooms.submit(room_id, c.CloseVoting(id=voting.id))

    def seen(self) -> dict[tuple[str, str], Any]:
        hidden = {"author_id", "code", "joined_at", "version"}
        there = [e for at in self._room_ids() for e in self.rooms.state(at).entities()]
        shown = (e for e in there if e.travels and not isinstance(e, Difference))
        return {tuple(ref_of(e)): e.model_dump(mode="json", exclude=hidden) for e in shown}

    def asked(self) -> dict[str, Any]:
        return {at: [pair.values for pair in pairs(self.rooms.state(at))] for at in self._room_ids()}

    def _room_ids(self) -> list[str]:
        return [*self.workshop_ids(), *(dialogue.id for dialogue in self.rooms.dialogues())]


@asynccontextmanager
async def _started(file: Path) -> AsyncIterator[Workplace]:
    store = Store(open_database(sqlite_url(file)))
    workplace = workplace_of(store)
    await workplace.rooms.open_all()
    try:
        yield workplace
    finally:
        await workplace.rooms.close()
        store.close()


async def test_what_was_away_here_and_changed_there_is_back_whichever_slice_it_comes_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(slices, "AT_ONCE", 3)
    async with _desks(tmp_path, 2) as (here, there):
        await here.does("no table", 0, 0, "")
        await there.does("name table", 0, 0, "Am Fenster")
        for n in range(5):
            await there.does("post", 0, n, "Karte")
        await here.takes(there)
        await there.takes(here)
        assert here.seen() == there.seen()
        assert "Am Fenster" in str(here.seen())


@pytest.mark.parametrize("count", [2, 3])
@settings(max_examples=FEW, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_with_dialogue_and_catalogue_all_laptops_end_alike(
    monkeypatch: pytest.MonkeyPatch, count: int, steps: Steps
) -> None:
    monkeypatch.setattr(slices, "AT_ONCE", 3)  # so that what comes in comes in slices
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_meet_and_end_alike(Path(folder), count, steps))


async def _meet_and_end_alike(folder: Path, count: int, steps: Steps) -> None:
    async with _desks(folder, count) as desks:
        for who, what, n, m, word in steps:
            await _step(desks[who % count], desks[(who + 1 + n % (count - 1)) % count], what, n, m, word)
        await _all_meet(desks)


@asynccontextmanager
async def _desks(folder: Path, count: int) -> AsyncIterator[list[Desk]]:
    """Started, with a dialogue and a workshop on all of them."""
    dialogue_id = an_id()
    desks = [Desk(_made(folder / str(n)), dialogue_id) for n in range(count)]
    try:
        for desk in desks:
            await desk.starts()
        await _begin(desks)
        yield desks
    finally:
        for desk in desks:
            await desk.ends()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _begin(desks: list[Desk]) -> None:
    first, *others = desks
    create = c.CreateDialogue(id=first.dialogue_id, title="Dialog", target_year=2030)
    await first.rooms.submit(first.dialogue_id, create)
    await first.begins("Sprache")
    await first.does("post", 0, 0, "Die Sprachpaten")
    for other in others:
        await other.takes(first)


async def _step(desk: Desk, other: Desk, what: str, n: int, m: int, word: str) -> None:
    try:
        match what:
            case "meet":
                await desk.takes(other)
                await other.takes(desk)
            case "take":
                await desk.takes(other)
            case "start again":
                await desk.ends()
                await desk.starts()
            case "begin":
                await desk.begins(word)
            case "retitle":
                await desk.retitles(f"{word} {an_id()}")
            case "settle it":
                await desk.settles(m)
            case _:
                await desk.does(what, n, m, word)
    except (Refused, Gone, AttributeError):  # there is nothing of the kind, or it is not allowed now
        return


async def _all_meet(desks: list[Desk]) -> None:
    for desk in desks:
        await desk.counts_all()
    for _ in range(len(desks)):
        for one, other in itertools.permutations(desks, 2):
            await one.takes(other)
    first = desks[0]
    for other in desks[1:]:
        assert other.seen() == first.seen()
        assert other.asked() == first.asked()
        assert {(0, 0, 0)} == {*await other.takes(first)}
    titles = {dialogue.title for desk in desks for dialogue in desk.rooms.dialogues()}
    workshops = [workshop for desk in desks for workshop in desk.rooms.workshops()]
    assert {workshop.dialogue_title for workshop in workshops} == titles
