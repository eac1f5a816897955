"""What a workshop still lacks before the doors open."""

from __future__ import annotations

import pytest

from app.pages.setup import readiness
from tests.builders import a_workshop


def test_a_workshop_is_not_ready_without_network_and_phone() -> None:
    found = readiness.checks(a_workshop().state, "http://127.0.0.1:8080", 0, "")
    told = {check.id: check.ok for check in found}
    assert (told["occasion"], told["network"], told["phone"], told["contact"]) == (True, False, False, False)


@pytest.mark.parametrize("address", ["http://10.127.0.5:8080", "http://192.168.127.20:8080"])
def test_an_address_that_only_looks_like_this_laptop_itself_is_one_that_phones_reach(address: str) -> None:
    found = readiness.checks(a_workshop().state, address, 0, "")
    assert [check.ok for check in found if check.id == "network"] == [True]
