"""What stories wait for: it is looked at once each time, and told when it does not come."""

from __future__ import annotations

import pytest

from tests.browser.people import eventually


def test_what_was_found_is_believed_although_the_next_look_finds_something_else() -> None:
    found = iter(["not yet", "there", "gone again"])
    eventually(lambda: next(found), "there")


def test_what_does_not_come_is_told() -> None:
    with pytest.raises(AssertionError, match=r"still \['a card over another'\], and not \[\]"):
        eventually(lambda: ["a card over another"], [], within=0)
