"""Data folders that were copied or put back, and join codes that two laptops have drawn."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.ids import new_id
from facilitation.model import Contribution, Kind
from facilitation.undecided import pairs
from tests.app.live_hall import Server, serving


async def _rewords(workplace: Workplace, room_id: str, *texts: str) -> None:
    for text in texts:
        card = next(workplace.rooms.state(room_id).all(Contribution))
        edit = c.EditContribution(id=card.id, version=card.version, kind=Kind.WEAKNESS, text=text)
        await workplace.rooms.submit(room_id, edit)


def _asked(workplace: Workplace, room_id: str) -> set[str]:
    return {value[0] for pair in pairs(workplace.rooms.state(room_id)) for value in pair.values}


async def test_a_backup_that_is_put_back_between_two_meetings_loses_nothing(tmp_path: Path) -> None:
    a, b, backup = (tmp_path / name for name in ("a", "b", "backup"))
    a.mkdir()
    b.mkdir()
    async with serving(a) as here:
        await here.open_workshop()
        room_id = here.room_id
        await here.rooms.submit(room_id, c.PostContribution(id=new_id(1), kind=Kind.WEAKNESS, text="Der Bus"))
    shutil.copytree(a, backup)
    async with serving(b) as there:
        async with serving(a) as here:
            await _rewords(here.workplace, room_id, "Der letzte Bus", "Der letzte Bus fährt um 18 Uhr")
            await there.archives.take_in(await here.archives.packed(room_id))
        async with serving(backup) as here:
            await _rewords(here.workplace, room_id, "Kein Bus am Abend")
            assert (await here.archives.take_in(await there.archives.packed(room_id))).both == 1
            await there.archives.take_in(await here.archives.packed(room_id))
            for workplace in (here.workplace, there.workplace):
                assert _asked(workplace, room_id) == {"Kein Bus am Abend", "Der letzte Bus fährt um 18 Uhr"}


async def _with_code_of(server: Server, other: Server) -> bytes:
    """The archive of a workshop whose laptop drew the same code."""
    server.code = other.code
    await server.open_workshop()
    return await server.archives.packed(server.room_id)


async def test_a_join_code_stays_once_it_was_chosen(tmp_path: Path) -> None:
    """It may be printed on the tables, whatever archives come in afterwards."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await there.open_workshop()
        archive = await _with_code_of(here, there)
        (first,) = (await there.archives.take_in(archive)).workshops
        await here.rooms.submit(here.room_id, c.GoToPhase(phase="sort"))
        for again in (
            archive,
            await here.archives.packed(here.room_id),
            await there.archives.packed(here.room_id),
        ):
            (workshop,) = (await there.archives.take_in(again)).workshops
            assert workshop.code == first.code != here.code
        await here.archives.take_in(await there.archives.packed(here.room_id))
        assert here.rooms.state(here.room_id).workshop.code == here.code


async def test_two_that_arrive_at_once_with_one_code_get_two(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b, serving(tmp_path / "c") as there:
        await a.open_workshop()
        archives = [await a.archives.packed(a.room_id), await _with_code_of(b, a)]
        await asyncio.gather(*(there.archives.take_in(archive) for archive in archives))
        codes = {there.rooms.state(room_id).workshop.code for room_id in (a.room_id, b.room_id)}
        assert len(codes) == 2
        assert {there.rooms.room_id_of(code) for code in codes} == {a.room_id, b.room_id}
