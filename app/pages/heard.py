"""What NiceGUI hears of a browser, as far as a browser of ours says it.

Its channel is open to every visitor of the login page. What is no event of a page would end in a traceback
each, and what a browser asks to be logged would stand in our log in the words of whoever asked.
"""

from __future__ import annotations

from typing import Any

from nicegui import core


def hear_only_pages() -> None:
    """Call it once, after NiceGUI has set up its own handlers."""
    heard = core.sio.handlers["/"]["event"]

    def event(sid: str, message: Any = None, *_: Any) -> None:
        if _is_event(message):
            heard(sid, message)

    core.sio.on("event", event)
    core.sio.on("log", lambda *_: None)


def _is_event(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("client_id"), str):
        return False
    args = message.get("args", [])
    return isinstance(args, list) and all(arg is None or isinstance(arg, str) for arg in args)
