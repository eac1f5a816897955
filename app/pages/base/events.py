"""What NiceGUI hears of a browser, as far as a browser of ours says it.

Its channel is open to every visitor of the login page. What no page says would end in a traceback each, and
what a browser asks to be logged would stand in our log in the words of whoever asked.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from nicegui import core
from socketio.exceptions import ConnectionRefusedError

log = logging.getLogger(__name__)


def hear_only_pages() -> None:
    """Call it once, after NiceGUI has set up its own handlers."""
    for name, heard in list(core.sio.handlers["/"].items()):
        core.sio.on(name, partial(_hear, heard))
    core.sio.on("log", lambda *_: None)


async def _hear(heard: Callable[..., Any | Awaitable[Any]], sid: str, *said: Any) -> Any:
    """What a page's own code raises, NiceGUI has caught by here: the rest comes of what was said."""
    try:
        answer = heard(sid, *said)
        return await answer if inspect.isawaitable(answer) else answer
    except ConnectionRefusedError:
        raise
    except Exception as error:
        log.debug("not heard: %s", type(error).__name__)
        return False  # to somebody who connects: no
