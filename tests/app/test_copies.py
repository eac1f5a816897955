"""Data folders that were copied or put back, and join codes that two laptops have drawn."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from app.workplace.archives import packed, take_in
from app.workplace.workplace import Hall
from facilitation import commands as c
from facilitation.handlers.differences import pairs
from facilitation.ids import new_id
from facilitation.model import Contribution, Kind
from tests.app.live import Server, serving


async def _rewords(hall: Hall, scope: str, *texts: str) -> None:
    for text in texts:
        card = next(hall.state(scope).all(Contribution))
        edit = c.EditContribution(id=card.id, version=card.version, kind=Kind.WEAKNESS, text=text)
        await hall.submit(scope, edit)


def _asked(hall: Hall, scope: str) -> set[str]:
    return {value[0] for pair in pairs(hall.state(scope)) for value in pair.values}


async def test_a_backup_that_is_put_back_between_two_meetings_loses_nothing(tmp_path: Path) -> None:
    a, b, backup = (tmp_path / name for name in ("a", "b", "backup"))
    a.mkdir()
    b.mkdir()
    async with serving(a) as here:
        await here.open_workshop()
        scope = here.scope
        await here.hall.submit(scope, c.PostContribution(id=new_id(1), kind=Kind.WEAKNESS, text="Der Bus"))
    shutil.copytree(a, backup)
    async with serving(b) as there:
        async with serving(a) as here:
            await _rewords(here.hall, scope, "Der letzte Bus", "Der letzte Bus fährt um 18 Uhr")
            await take_in(there.hall, await packed(here.hall, scope))
        async with serving(backup) as here:
            await _rewords(here.hall, scope, "Kein Bus am Abend")
            assert (await take_in(here.hall, await packed(there.hall, scope))).both == 1
            await take_in(there.hall, await packed(here.hall, scope))
            for hall in (here.hall, there.hall):
                assert _asked(hall, scope) == {"Kein Bus am Abend", "Der letzte Bus fährt um 18 Uhr"}


async def _with_code_of(server: Server, other: Server) -> bytes:
    """The archive of a workshop whose laptop drew the same code."""
    server.code = other.code
    await server.open_workshop()
    return await packed(server.hall, server.scope)


async def test_a_join_code_stays_once_it_was_chosen(tmp_path: Path) -> None:
    """It may be printed on the tables, whatever archives come in afterwards."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as here, serving(tmp_path / "b") as there:
        await there.open_workshop()
        archive = await _with_code_of(here, there)
        (first,) = (await take_in(there.hall, archive)).workshops
        await here.hall.submit(here.scope, c.GoToPhase(phase="sort"))
        for again in (archive, await packed(here.hall, here.scope), await packed(there.hall, here.scope)):
            (workshop,) = (await take_in(there.hall, again)).workshops
            assert workshop.code == first.code != here.code
        await take_in(here.hall, await packed(there.hall, here.scope))
        assert here.hall.state(here.scope).workshop.code == here.code


async def test_two_that_arrive_at_once_with_one_code_get_two(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    async with serving(tmp_path / "a") as a, serving(tmp_path / "b") as b, serving(tmp_path / "c") as there:
        await a.open_workshop()
        archives = [await packed(a.hall, a.scope), await _with_code_of(b, a)]
        await asyncio.gather(*(take_in(there.hall, archive) for archive in archives))
        codes = {there.hall.state(scope).workshop.code for scope in (a.scope, b.scope)}
        assert len(codes) == 2
        assert {there.hall.scope_of(code) for code in codes} == {a.scope, b.scope}
