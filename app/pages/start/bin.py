"""Deleting for good, asked twice, with the archive offered first."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from app.pages.base.frame import link_button
from app.pages.base.question import Question
from app.pages.base.trouble import Notice, attempt
from app.pages.base.words import devices, t
from app.workplace.rooms import Rooms
from facilitation.model import Dialogue, VotingResult, Workshop
from facilitation.wall import on_the_wall, shown_goals


def ask_to_delete(rooms: Rooms, workshop: Workshop, done: Callable[[], object]) -> None:
    """`done` is called when it is gone."""
    state = rooms.state(workshop.id)
    gone = t(
        "setup.delete_what",
        cards=t("common.cards", count=len(on_the_wall(state))),
        goals=t("common.goals", count=len(shown_goals(state))),
        ballots=t("common.ballots", count=sum(result.ballots for result in state.all(VotingResult))),
    )
    people = t("setup.finish_people", people=devices(rooms.people(workshop.code)))
    words = (gone, people, t("setup.delete_archive"))
    Question(
        t("setup.delete_ask", title=workshop.title),
        words,
        t("setup.delete_on"),
        lambda: _ask_again(rooms, workshop, done),
        between=lambda: _archive(workshop),
    )


def _archive(workshop: Workshop) -> None:
    target = f"/m/w/{workshop.code}/export/archive"
    link_button(t("setup.export.archive"), target, "download")


def _ask_again(rooms: Rooms, workshop: Workshop, done: Callable[[], object]) -> None:
    words = (t("setup.delete_gone"), t("setup.delete_backups"))
    title = t("setup.delete_sure", title=workshop.title)
    Question(title, words, t("setup.delete_do"), lambda: _delete(rooms, workshop, done))


async def _delete(rooms: Rooms, workshop: Workshop, done: Callable[[], object]) -> None:
    problem = await attempt(rooms, rooms.delete(workshop.id))
    Notice.say(problem or t("setup.deleted", title=workshop.title), good=problem is None)
    done()


def ask_to_delete_dialogue(rooms: Rooms, dialogue: Dialogue) -> None:
    """Only one without workshops: they would be left without it."""

    async def act() -> None:
        problem = await attempt(rooms, rooms.delete(dialogue.id))
        Notice.say(problem)
        if problem is None:
            ui.navigate.to("/m")

    title, words = t("setup.dialogue_delete_ask", title=dialogue.title), (t("setup.dialogue_delete_text"),)
    Question(title, words, t("setup.dialogue_delete"), act)
