"""Voting slips: so many are printed as one PDF, whose codes are kept nowhere else."""

from __future__ import annotations

import asyncio

from fastapi.responses import Response
from nicegui import ui

from app.exports.naming import file_name
from app.exports.wording import moment
from app.pages.base.frame import follow, frame, help_link, link_button, not_here, title_of
from app.pages.base.parts import Field, button, plain, tagged, whole_number
from app.pages.base.question import Question
from app.pages.base.trouble import Notice, ask
from app.pages.base.words import language, t
from app.print.catalogue import SLIPS, printed_now, remember
from app.print.voting_slips import Slips, render
from app.workplace.workplace import clock, hall
from facilitation.commands import PrintSlips, VoidSlips
from facilitation.ids import new_id, new_slip, slip_hash
from facilitation.model import Group, SlipSheet, Voting
from facilitation.state import State

MOST = 1000


def build(code: str) -> Response | None:
    """At /m/w/CODE/slips."""
    scope = hall().scope_of(code)
    if scope is None:
        return not_here()
    with frame(t("setup.slips"), title_of(scope)) as actions:
        with actions:
            link_button(t("setup.print_title"), f"/m/w/{code}/print", "print")
            link_button(t("setup.run"), f"/m/w/{code}", "arrow")
            help_link()
        page = SlipPage(scope)
        page.build()
        follow(scope, _printed, page.sheets)
    return None


def _printed(state: State) -> object:
    """What was printed, and whether people vote with it now."""
    return _voting_now(state), [sheet.id for sheet in state.all(SlipSheet)]


def _voting_now(state: State) -> bool:
    return any(voting.open and voting.slips_only for voting in state.all(Voting))


class SlipPage:
    """Prints, and voids what was lost."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def build(self) -> None:
        with plain("section", "narrow form"):
            for number in (1, 2, 3):
                tagged("p", t(f"setup.slips_text_{number}"))
            self.count = Field(
                "slips",
                t("setup.slips_count"),
                self._usual(),
                hint=t("setup.slips_hint"),
                digits=True,
                limit=4,
            )
            button(t("setup.slips_print"), self._print, "print", filled=True)
            self.sheets()

    def _usual(self) -> int:
        """As many as are expected, else as there are chairs."""
        state = hall().state(self.scope)
        return state.workshop.expected or sum(group.seats for group in state.all(Group))

    async def _print(self) -> None:
        count = whole_number(self.count.text) or 0
        self.count.complain(None if 0 < count <= MOST else t("setup.slips_wrong", most=MOST))
        if not 0 < count <= MOST:
            return
        printed = printed_now(hall())
        workshop, codes = hall().state(self.scope).workshop, [new_slip() for _ in range(count)]
        spoken = (workshop.language, *workshop.languages)
        sheet = Slips(codes, hall().addresses()[0], workshop.code, workshop.title, spoken)
        body = await asyncio.to_thread(render, sheet)
        hashes = await asyncio.to_thread(lambda: tuple(slip_hash(workshop.id, code) for code in codes))
        problem = await ask(self.scope, PrintSlips, id=new_id(clock()), hashes=hashes)
        Notice.say(problem)
        if problem is None:
            name = file_name(workshop, t("setup.print_name.slips"), "pdf")
            ui.download.content(body, name, "application/pdf")
            remember(hall(), workshop, SLIPS, printed)
            self.sheets.refresh()

    @ui.refreshable_method
    def sheets(self) -> None:
        """What was printed so far. Which codes, nobody knows."""
        state = hall().state(self.scope)
        voting_now = _voting_now(state)
        for sheet in sorted(state.all(SlipSheet), key=lambda sheet: -sheet.created_at):
            with plain("div", "check"), plain("div"):
                printed = moment(sheet.created_at, language())
                tagged("p", t("setup.slips_printed", count=sheet.count, moment=printed), "strong")
                if voting_now:
                    tagged("p", t("setup.slips_in_use"), "muted")
                else:
                    button(t("setup.slips_void"), lambda sheet=sheet: self._ask_to_void(sheet))

    def _ask_to_void(self, sheet: SlipSheet) -> None:
        title = t("setup.slips_void_ask", count=sheet.count)
        words = (t("setup.slips_void_text"),)
        Question(title, words, t("setup.slips_void_do"), lambda: self._void(sheet.id))

    async def _void(self, id: str) -> None:
        Notice.say(await ask(self.scope, VoidSlips, id=id))
        self.sheets.refresh()
