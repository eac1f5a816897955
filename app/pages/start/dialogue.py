"""Changing a dialogue: title, host, target year."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi.responses import Response

from app.pages.base.form_sections import section
from app.pages.base.frame import frame, help_link, link_button, not_here
from app.pages.base.parts import Drafts, Field, button, plain, tagged
from app.pages.base.trouble import ask
from app.pages.base.words import t
from app.pages.start.bin import ask_to_delete_dialogue
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace
from facilitation.commands import ChangeDialogue
from facilitation.limits import NAME_LIMIT
from facilitation.model import Dialogue


def build(workplace: Workplace, id: str) -> Response | None:
    """At /m/d/ID."""
    rooms = workplace.rooms
    dialogue = _find(rooms, id)
    if dialogue is None:
        return not_here()
    title = t("setup.change_dialogue")
    with frame(workplace, title, lambda: (_find(rooms, id) or dialogue).title) as actions:
        with actions:
            help_link()
        with plain("div", "columns create"):
            with plain("div", "main-column form"), section(1, t("setup.dialogue")):
                _fields(rooms, dialogue)
                if not rooms.workshops(dialogue.id):
                    words = t("setup.dialogue_delete")
                    button(words, lambda: ask_to_delete_dialogue(rooms, dialogue), "close")
            with plain("aside", "side paper-side"), plain("div", "side-foot"):
                link_button(t("setup.to_start"), "/m", "arrow", filled=True)
                tagged("p", t("setup.saved_on_leaving"), "muted")
    return None


def _find(rooms: Rooms, id: str) -> Dialogue | None:
    return next((d for d in rooms.dialogues() if d.id == id), None)


def _fields(rooms: Rooms, dialogue: Dialogue) -> None:
    with plain("div", "pair wide-first"):
        title = Field("title", t("setup.title"), dialogue.title, limit=NAME_LIMIT)
        year = Field("target_year", t("common.target_year"), dialogue.target_year, digits=True, limit=4)
    host = Field("host", t("setup.host"), dialogue.host, hint=t("setup.host_hint"))
    drafts = Drafts(f"dialogue.{dialogue.id}")
    tagged("p", t("setup.dialogue_change_hint"), "muted")
    # Restored drafts of several fields arrive together; each is to build on the one before.
    one_by_one = asyncio.Lock()

    async def save(field: Field) -> None:
        async with one_by_one:
            await _save(rooms, dialogue.id, field, drafts)

    for field in (title, year, host):
        field.on_done(partial(save, field))


async def _save(rooms: Rooms, id: str, field: Field, drafts: Drafts) -> None:
    now = _find(rooms, id)
    if now is None:
        return field.complain(t("refused.unknown"))
    typed = field.text
    values = {"title": now.title, "host": now.host, "target_year": now.target_year, field.name: typed}
    problem = await ask(rooms, id, ChangeDialogue, id=id, version=now.version, **values)
    field.complain(problem)
    if problem is None:
        drafts.forget({field.name: typed})
