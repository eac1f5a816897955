"""The channel of the moderators' pages is open to every visitor: what is no event of a page is not heard."""

from __future__ import annotations

from typing import Any

import pytest
from nicegui import core
from nicegui.testing import User

from app.pages.base import events


@pytest.mark.parametrize("name", ["event", "handshake", "ack", "javascript_response"])
@pytest.mark.parametrize(
    "said",
    [
        "words",
        None,
        5,
        {},
        {"client_id": ["x"]},
        {"client_id": "x", "args": 5},
        {"client_id": "?", "id": [], "args": ["{"]},
    ],
)
async def test_what_no_page_says_ends_in_no_traceback(visitor: User, name: str, said: Any) -> None:
    await visitor.open("/m/login")
    assert visitor.client is not None
    if isinstance(said, dict) and said.get("client_id") == "?":
        said = {**said, "client_id": visitor.client.id}
    before = dict(core.sio.handlers["/"])
    events.hear_only_pages()
    try:
        assert not await core.sio.handlers["/"][name]("sid", said)
        assert (
            await core.sio.handlers["/"]["connect"]("sid", {"QUERY_STRING": "implicit_handshake=true"})
            is False
        )
        assert core.sio.handlers["/"]["log"]("sid", said) is None
    finally:
        core.sio.handlers["/"].update(before)
