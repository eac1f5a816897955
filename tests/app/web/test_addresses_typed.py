"""Addresses that somebody typed or an old poster bears: each leads to a page, whatever stands in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from app.web.routes import routes
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Workshop


@pytest.fixture
async def phone(workplace: Workplace) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=routes(workplace))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hall") as phone:
        yield phone


@pytest.mark.parametrize("table", ["fünf", "1x", "99", "²", "9" * 5000])
async def test_an_address_of_no_table_leads_into_the_workshop(
    phone: httpx.AsyncClient, workshop: Workshop, table: str
) -> None:
    answer = await phone.get(f"/j/{workshop.code}/g/{table}")
    assert answer.status_code == 200
    assert '"group_number":null' in answer.text


async def test_a_poster_of_a_table_brings_its_number(phone: httpx.AsyncClient, workshop: Workshop) -> None:
    assert '"group_number":2' in (await phone.get(f"/j/{workshop.code}/g/2")).text


@pytest.mark.parametrize("finished", [False, True])
async def test_an_unknown_code_leads_to_the_only_workshop_or_is_told(
    phone: httpx.AsyncClient, workshop: Workshop, workplace: Workplace, finished: bool
) -> None:
    await workplace.rooms.submit(workshop.id, c.FinishWorkshop(finished=finished))
    answer = await phone.get("/j/ZZZZZZ", follow_redirects=True)
    assert str(answer.url) == ("http://hall/?unknown" if finished else f"http://hall/j/{workshop.code}")


async def test_what_a_tables_sheet_says_for_typing_chooses_the_table(
    phone: httpx.AsyncClient, workshop: Workshop, workplace: Workplace
) -> None:
    answer = await phone.get("/2", follow_redirects=True)
    assert str(answer.url) == f"http://hall/j/{workshop.code}/g/2"
    assert '"group_number":2' in answer.text
    await workplace.rooms.submit(workshop.id, c.FinishWorkshop(finished=True))
    answer = await phone.get("/2")  # now the page asks for the code, and its address keeps the table
    assert (answer.status_code, '"code":""' in answer.text) == (200, True)
    assert (await phone.get("/j/ZZZZZZ/g/2")).headers["location"] == "/2?unknown"
    assert (await phone.get("/" + "9" * 5000)).status_code == 404
