"""A workshop as one page of a moderator's shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.responses import Response
from nicegui import ui

from app.pages.base.frame import not_here
from app.pages.base.trouble import ask
from app.workplace.workplace import Workplace
from facilitation.commands import Command
from facilitation.model import Workshop
from facilitation.state import State

LOOK_SECONDS = 2.0


class WorkshopPage:
    """Knows nothing itself: what is true is in the rooms."""

    def __init__(self, workplace: Workplace, room_id: str) -> None:
        self.workplace = workplace
        self.room_id = room_id

    @property
    def is_here(self) -> bool:
        """Nobody has deleted it meanwhile."""
        return self.workplace.rooms.knows(self.room_id)

    @property
    def state(self) -> State:
        """Raises Gone."""
        return self.workplace.rooms.state(self.room_id)

    @property
    def workshop(self) -> Workshop:
        return self.state.workshop

    def title(self) -> str:
        """Dialogue and workshop, as they are called now. Where it was deleted meanwhile, the page is left."""
        if not self.is_here:
            ui.navigate.to("/m?unknown=1")
            return ""
        return f"{self.workshop.dialogue_title}: {self.workshop.title}"

    async def ask(self, command: type[Command], **values: object) -> str | None:
        """Returns None when it is on disk, else the sentence that says why not."""
        return await ask(self.workplace.rooms, self.room_id, command, **values)

    def follow(self, now: Callable[[State], object], *parts: Any) -> None:
        """Draws refreshable parts anew when what they show was changed, also by somebody else."""
        shown = now(self.state)

        def look() -> None:
            nonlocal shown
            if self.is_here and now(self.state) != shown:
                shown = now(self.state)
                for part in parts:
                    part.refresh()

        ui.timer(LOOK_SECONDS, look)


def of_workshop(build: Callable[[WorkshopPage], None]) -> Callable[[Workplace, str], Response | None]:
    """A page at the address of a join code; a code that leads nowhere leads to the start page."""

    def page(workplace: Workplace, code: str) -> Response | None:
        room_id = workplace.rooms.room_id_of(code)
        if room_id is None:
            return not_here()
        build(WorkshopPage(workplace, room_id))
        return None

    return page
