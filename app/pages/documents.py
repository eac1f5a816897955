"""The workshop's documents to take away."""

from __future__ import annotations

from nicegui import ui

from app.exports import EXPORTS
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import icon, plain, tagged
from app.pages.base.words import t
from app.pages.base.workshop_page import WorkshopPage
from facilitation.model import Contribution, Participant, VotingResult
from facilitation.state import State
from facilitation.wall import on_the_wall, shown_goals

ARCHIVE = "archive"


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE/documents."""
    code = context.workshop.code
    with frame(context.workplace, t("setup.documents"), context.title) as actions:
        with actions:
            link_button(t("setup.run"), f"/m/w/{code}", "arrow")
            link_button(t("setup.print_title"), f"/m/w/{code}/print", "print")
            help_link()
        with plain("div", "columns documents"):
            with plain("div", "main-column form"):
                for number, format in enumerate([*EXPORTS, ARCHIVE]):
                    _download(code, format, filled=number == 0)
            with plain("aside", "side paper-side"):
                content = Content(context)
                content.show()
        context.follow(lambda state: (_counts(state), _hints(state)), content.show)


def _download(code: str, format: str, *, filled: bool) -> None:
    with plain("article", "workshop"):
        with plain("div", "grow"):
            tagged("h2", t(f"setup.export.{format}"))
            tagged("p", t(f"setup.export_text.{format}"), "muted")
        target = f"/m/w/{code}/export/{format}"
        link_button(t("setup.download"), target, "download", filled=filled)


class Content:
    """What the documents hold now, and what the moderator may want to do before they leave the house."""

    def __init__(self, context: WorkshopPage) -> None:
        self.context = context

    @ui.refreshable_method
    def show(self) -> None:
        state = self.context.state
        tagged("h2", t("setup.contains"))
        for line in _counts(state):
            tagged("p", line, "check strong")
        for hint in _hints(state):
            with plain("div", "check"):
                icon("warning")
                tagged("p", t(f"setup.document_hint.{hint}"))


def _counts(state: State) -> list[str]:
    return [
        t("setup.joined", count=sum(1 for _ in state.all(Participant))),
        t("common.cards", count=len(on_the_wall(state))),
        t("common.goals", count=len(shown_goals(state))),
        t("common.ballots", count=sum(result.ballots for result in state.all(VotingResult))),
    ]


def _hints(state: State) -> list[str]:
    """What the moderator may want to do before the document leaves the house."""
    unsorted = any(c.cluster_id is None and c.field_id is None for c in on_the_wall(state))
    found = {
        "unsorted": unsorted,
        "hidden": any(c.hidden is not None for c in state.all(Contribution)),
        "no_goals": not shown_goals(state),
        "open": not state.workshop.finished,
    }
    return [hint for hint, holds in found.items() if holds]
