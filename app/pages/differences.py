"""What laptops changed, neither knowing of the other: all of it is shown, and a click says which holds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from nicegui import ui

from app.exports.wording import day, number
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import button, plain, tagged, typed
from app.pages.base.trouble import Notice, ask
from app.pages.base.words import language, step_name, t
from app.pages.base.workshop_page import WorkshopPage
from app.texts import name_of
from app.workplace.rooms import Rooms
from facilitation.commands import SettleDifference, Undo
from facilitation.model import Cluster, Entity, FieldOfAction, Goal, Indicator, Translation, Workshop
from facilitation.state import State
from facilitation.undecided import Pair, pairs
from facilitation.undo import to_undo
from facilitation.wall import on_the_wall

SAME_PRESS_SECONDS = 0.5

# What a part is called.
PARTS = {
    "text": "setup.difference.text",
    "kind": "setup.difference.kind",
    "place": "setup.difference.place",
    "name": "setup.difference.name",
    "title": "setup.title",
    "host": "setup.host",
    "audience": "setup.audience_other",
    "date": "setup.date",
    "target_year": "common.target_year",
    "expected": "setup.how_many_people",
    "card_limit": "setup.card_limit",
    "seats": "setup.seats",
    "keywords": "setup.difference.keywords",
    "field_id": "common.field_of_action",
    "unit": "setup.difference.unit",
    "base_value": "setup.difference.base_value",
    "base_year": "setup.difference.base_year",
    "target_value": "setup.difference.target_value",
    "source": "setup.difference.source",
}


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE/differences."""
    with frame(context.workplace, t("setup.differences"), context.title) as actions:
        with actions:
            link_button(t("setup.run"), f"/m/w/{context.workshop.code}", "arrow")
            help_link()
        page = Differences(context)
        with plain("section", "narrow form differences"):
            tagged("p", t("setup.differences_text"))
            page.undo_button()
            page.list()
    context.follow(lambda _: (page.pairs(), page.steps()), page.list, page.undo_button)


def open_pairs(rooms: Rooms, room_id: str) -> list[tuple[str, Pair]]:
    """With their rooms: those of a workshop, and of the dialogue it belongs to."""
    return [(room, pair) for room in _room_ids(rooms, room_id) for pair in pairs(rooms.state(room))]


def _room_ids(rooms: Rooms, room_id: str) -> list[str]:
    dialogue_id = rooms.state(room_id).workshop.dialogue_id
    return [room_id, dialogue_id] if rooms.knows(dialogue_id) else [room_id]


class Differences:
    """One moderator's list. Knows nothing: what is true is in the rooms."""

    def __init__(self, context: WorkshopPage) -> None:
        self.room_id = context.room_id
        self.rooms = context.workplace.rooms
        self._settled = "", -SAME_PRESS_SECONDS  # which pair, and when

    def pairs(self) -> Sequence[tuple[str, Pair]]:
        return open_pairs(self.rooms, self.room_id)

    @ui.refreshable_method
    def list(self) -> None:
        found = self.pairs()
        if not found:
            tagged("p", t("setup.differences_none"), "strong")
        for room_id, pair in found:
            with plain("article", "difference").mark(f"difference.{pair.difference.part}"):
                self._pair(room_id, pair)

    def _pair(self, room_id: str, pair: Pair) -> None:
        state, part = self.rooms.state(room_id), pair.difference.part
        kind = t(f"setup.difference.of.{pair.difference.of_type}")
        tagged("h2", f"{kind} · {_called(pair.entity, part)}", "label")
        if part not in ("text", "name", "title") and (about := _about(state, pair.entity)):
            typed("p", about, state.workshop.language, "muted")
        with plain("div", "two"):
            for choice, value in enumerate(pair.values):
                with plain("div", "wording-choice"):
                    typed("p", shown(state, part, value, pair.entity), state.workshop.language, "wording")
                    holds = choice == 0
                    button(
                        t("setup.difference.keep" if holds else "setup.difference.take"),
                        lambda choice=choice: self._settle(room_id, pair, choice),
                        "check" if holds else "",
                    ).mark(f"choice.{choice}")

    async def _settle(self, room_id: str, pair: Pair, choice: int) -> None:
        (last, pressed_at), now = self._settled, time.monotonic()
        self._settled = pair.difference.id, now
        if pair.difference.id != last and now - pressed_at < SAME_PRESS_SECONDS:
            return  # under a second click lies the next pair already
        Notice.say(await ask(self.rooms, room_id, SettleDifference, id=pair.difference.id, choice=choice))
        self._anew()

    def steps(self) -> Sequence[tuple[str, int]]:
        """Scope and number of each choice that is the next step to undo."""
        found = [
            (room_id, to_undo(self.rooms.state(room_id))) for room_id in _room_ids(self.rooms, self.room_id)
        ]
        return [(room_id, step.seq) for room_id, step in found if step and step.name == "difference_settled"]

    @ui.refreshable_method
    def undo_button(self) -> None:
        for room_id, seq in self.steps()[:1]:
            words = f"{t('common.undo')}: {t('console.step.difference_settled')}"
            button(words, lambda room_id=room_id, seq=seq: self._undo(room_id, seq), "undo")

    async def _undo(self, room_id: str, seq: int) -> None:
        Notice.say(await ask(self.rooms, room_id, Undo, seq=seq))
        self._anew()

    def _anew(self) -> None:
        self.list.refresh()
        self.undo_button.refresh()


def _called(entity: Entity, part: str) -> str:
    """What is different. A workshop's place is where it is; a card's, where it lies."""
    if isinstance(entity, Workshop) and part == "place":
        return t("setup.place")
    name, *keys = part.split("/")
    if not keys or not isinstance(entity, Workshop):
        return t(PARTS.get(name, "setup.difference.text"))
    *spoken, id = keys
    asked_in = next((step_name(step) for step in entity.agenda if step.id == id), "")
    question = t("setup.question_at", step=asked_in)
    return " · ".join([question, *(name_of(code) for code in spoken)])


def shown(state: State, part: str, value: Any, of: Entity | None = None) -> str:
    """A value as somebody reads it, of this entity."""
    if part == "text":
        return str(value[0])
    if part == "place" and not isinstance(value, str):  # a workshop's is a name
        cluster, field = state.find(Cluster, value[0]), state.find(FieldOfAction, value[1])
        if found := cluster or field:
            return _name(state, found, of)
        return t("setup.difference.nowhere")
    if part == "field_id":
        field = state.find(FieldOfAction, value)
        return field.name if field else t("common.unassigned")
    if part == "kind":
        return t(f"common.kind.{value}")
    if part == "date":
        return day(value, language()) or t("setup.difference.empty")
    if isinstance(value, float):
        return number(value, language())
    return str(value) if value not in (None, "") else t("setup.difference.empty")


def _about(state: State, entity: Entity) -> str:
    """By what one knows it."""
    if isinstance(entity, Cluster):
        return _name(state, entity, entity)
    if isinstance(entity, Indicator) and (goal := state.find(Goal, entity.goal_id)):
        return f"{goal.text} – {entity.name}"
    if isinstance(entity, Translation):
        return ""
    return str(
        next((getattr(entity, name) for name in ("text", "name", "title") if hasattr(entity, name)), "")
    )


def _name(state: State, place: Cluster | FieldOfAction, of: Entity | None) -> str:
    """What has no name yet is known by its first card, and not by the one that is the matter."""
    if place.name:
        return place.name
    cards = (card for card in on_the_wall(state) if card.cluster_id == place.id and card != of)
    first = min(cards, key=lambda card: (card.position, card.id), default=None)
    return f"{t('common.nameless')} – {first.text}" if first else t("common.nameless")
