"""Short words for what a moderator does on a page."""

from __future__ import annotations

import httpx
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from app.texts import texts

t = texts("de").t


def type_in(user: User, field: str, text: str) -> None:
    """Types into a field, instead of what stands there, and leaves it."""
    user.find(marker=field).clear().type(text).trigger("change")


def button(user: User, words: str) -> UserInteraction[ui.button]:
    return user.find(kind=ui.button, content=words)


async def sees(user: User, words: str) -> None:
    """Waits: what was asked goes through the room's queue and onto the disk first."""
    await user.should_see(words, retries=200)


async def misses(user: User, words: str) -> None:
    """Waits in the same way until they are gone."""
    await user.should_not_see(words, retries=200)


async def fetches(user: User) -> httpx.Response:
    """The file that was just asked for. A PDF takes its time on a busy machine."""
    return await user.download.next(timeout=60)
