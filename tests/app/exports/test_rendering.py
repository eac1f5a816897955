"""Documents are made once for all who ask, one at a time, and leave nothing behind."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import psutil
import pytest

from app.exports import EXPORTS
from app.fair_use.fair_queue import Account, account_of
from app.fair_use.worker import at_the_press
from app.typesetting.typeset import NotTypeset, typeset
from app.web import document_cache
from app.web.document_cache import DocumentCache
from app.workplace.rooms import Rooms
from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.ids import new_id
from facilitation.model import Contribution, Kind
from facilitation.state import State
from tests.app.live_hall import Device, serving
from tests.builders import NOON, a_card, a_workshop


async def test_a_document_is_made_though_who_asked_first_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty phones wait for one rendering; the first of them is locked while it is not yet its turn."""
    monkeypatch.setattr(document_cache, "rendered", lambda *_: b"made")
    free, gone = threading.Event(), Account()
    async with serving(tmp_path) as server:
        await server.open_workshop("results")
        documents = DocumentCache(server.rooms)

        async def asks(account: Account) -> bytes:
            account_of.set(account)
            return await documents.renders(server.room_id, "pdf", for_all=True)

        busy = asyncio.create_task(at_the_press(free.wait, 30))
        await asyncio.sleep(0)
        asking = [asyncio.create_task(asks(account)) for account in (gone, Account())]
        for _ in range(3):
            await asyncio.sleep(0)
        gone.gone = True
        free.set()
        assert await asyncio.gather(*asking) == [b"made", b"made"]
        await busy


async def test_sixty_phones_that_ask_for_the_document_at_once_cost_one_rendering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderings = []
    monkeypatch.setattr(document_cache, "rendered", lambda *asked: renderings.append(asked) or b"%PDF")
    async with serving(tmp_path) as server:
        await server.open_workshop("results")
        documents = DocumentCache(server.rooms)
        asked = [documents.renders(server.room_id, "pdf") for _ in range(60)]
        assert set(await asyncio.gather(*asked)) == {b"%PDF"}
        assert len(renderings) == 1
        await server.rooms.submit(server.room_id, c.ChangeGroup(id=server.groups[0], name="Fenster"))
        await documents.renders(server.room_id, "pdf")
        assert len(renderings) == 2, "what changed is in the next document"


async def test_a_document_is_rendered_once_at_a_time_however_quickly_cards_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each card changes it: renderings would pile up, and everything else would wait behind them."""
    running, most, said = 0, 0, list[int]()
    free = threading.Semaphore(0)

    def renders(_rooms: Rooms, state: State, *_: str) -> bytes:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        free.acquire(timeout=30)
        running -= 1
        said.append(sum(1 for _ in state.all(Contribution)))
        return b"%d" % said[-1]

    monkeypatch.setattr(document_cache, "rendered", renders)
    async with serving(tmp_path) as server:
        await server.open_workshop("results")
        documents = DocumentCache(server.rooms)
        asking = []
        for n in range(5):
            card = c.PostContribution(id=new_id(n), kind=Kind.STRENGTH, text=f"Karte {n}")
            await server.rooms.submit(server.room_id, card)
            asking.append(asyncio.create_task(documents.renders(server.room_id, "pdf")))
            await asyncio.sleep(0)
        free.release(5)
        assert await asyncio.gather(*asking) == [b"1", *[b"5"] * 4]
    assert (most, said) == (1, [1, 5])


async def test_who_moves_between_tables_makes_nobody_render_the_document_to_take_home_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderings = []
    monkeypatch.setattr(document_cache, "rendered", lambda *asked: renderings.append(asked) or b"%PDF")
    monkeypatch.setattr(document_cache, "COUNTS_SECONDS", 1e9)
    async with serving(tmp_path) as server:
        await server.open_workshop("results")
        documents = DocumentCache(server.rooms)

        async def take() -> None:
            await documents.renders(server.room_id, "pdf", for_all=True)

        phone = await (await Device.connected(server)).seated()
        await take()
        for table in (1, 0, 1):
            await phone.seated(table)
            await take()
        assert len(renderings) == 1
        await server.rooms.submit(server.room_id, c.ChangeGroup(id=server.groups[0], name="Fenster"))
        await take()
        assert len(renderings) == 2, "what changed is in the next document"


async def test_ballots_that_came_since_are_in_the_next_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are no event, so the number of the last one does not tell of them."""

    def counted(_rooms: Rooms, state: State, *_: str) -> bytes:
        return b"%d" % document(state, 0).votings[0].ballots

    monkeypatch.setattr(document_cache, "rendered", counted)
    async with serving(tmp_path) as server:
        await server.open_workshop("vote")
        documents = DocumentCache(server.rooms)
        goal, voting = new_id(1), new_id(2)
        await server.rooms.submit(server.room_id, c.ProposeGoal(id=goal, text="Ein Ziel"))
        opened = c.OpenVoting(id=voting, question="Was?", option_ids=(goal,))
        await server.rooms.submit(server.room_id, opened)
        made = [await documents.renders(server.room_id, "pdf")]
        paper = c.EnterPaperBallot(id=new_id(3), voting_id=voting, marks={goal: 1})
        await server.rooms.submit(server.room_id, paper)
        made += [await documents.renders(server.room_id, "pdf")]
        assert made == [b"0", b"1"]


def test_a_document_leaves_nothing_in_the_memory_of_the_hall() -> None:
    """typst would keep some 30 MB of each: a laptop serves all evening."""
    hall, process = a_workshop(groups=12), psutil.Process()
    for n in range(200):
        a_card(hall, f"Die Sprachkurse am Vormittag erreichen nicht alle {n}")
    before = process.memory_info().rss
    for n in range(3):
        a_card(hall, f"Neu {n}")
        EXPORTS["pdf"].render(document(hall.state, NOON), "de")
    assert process.memory_info().rss - before < 20_000_000


def test_a_document_that_cannot_be_typeset_says_why() -> None:
    with pytest.raises(NotTypeset, match="does not contain key"):
        typeset("document", {"lang": "de"})
