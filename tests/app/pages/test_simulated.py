"""What the tests' own tools leave behind."""

from __future__ import annotations

import sys

from app.workplace.workplace import Workplace
from tests.app.conftest import simulated


async def test_a_simulated_browser_takes_no_module_away(workplace: Workplace) -> None:
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "app"}
    async with simulated(workplace) as visitor:
        await visitor.open("/m/login")
    assert {name: sys.modules.get(name) for name in before} == before
