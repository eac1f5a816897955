"""The channel of the moderators' pages is open to every visitor: what is no event of a page is not heard."""

from __future__ import annotations

from typing import Any

import pytest
from nicegui import core

from app.pages import heard


@pytest.mark.parametrize(
    ("message", "known"),
    [
        ({"client_id": "x", "args": ['"typed"', None]}, True),
        ({"client_id": "x"}, True),
        ({"client_id": "x", "args": 5}, False),
        ({"client_id": "x", "args": [5]}, False),
        ({"client_id": ["x"], "args": []}, False),
        ({}, False),
        ("words", False),
        (None, False),
    ],
)
def test_only_what_a_page_of_ours_says_reaches_it(
    message: Any, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[Any] = []
    handlers = {"event": lambda sid, message: reached.append(message), "log": print}
    monkeypatch.setitem(core.sio.handlers, "/", handlers)
    heard.hear_only_pages()
    core.sio.handlers["/"]["event"]("sid", message)
    assert reached == ([message] if known else [])
    assert core.sio.handlers["/"]["log"] is not print
