"""Voting slips: so many are printed as one PDF, whose codes are kept nowhere else."""

from __future__ import annotations

import asyncio

from nicegui import ui

from app.exports.naming import file_name
from app.exports.wording import moment
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import Field, button, plain, tagged, whole_number
from app.pages.base.question import Question
from app.pages.base.trouble import Notice
from app.pages.base.words import language, t
from app.pages.base.workshop_page import WorkshopPage
from app.print.catalogue import SLIPS, printed_now, remember
from app.print.voting_slips import Slips, render
from app.workplace.rooms import clock
from facilitation.commands import PrintSlips, VoidSlips
from facilitation.ids import new_id, new_slip, slip_hash
from facilitation.model import Group, SlipSheet, Voting
from facilitation.state import State

MOST = 1000


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE/slips."""
    code = context.workshop.code
    with frame(context.workplace, t("setup.slips"), context.title) as actions:
        with actions:
            link_button(t("setup.print_title"), f"/m/w/{code}/print", "print")
            link_button(t("setup.run"), f"/m/w/{code}", "arrow")
            help_link()
        page = SlipPage(context)
        page.build()
        context.follow(_printed, page.sheets)


def _printed(state: State) -> object:
    """What was printed, and whether people vote with it now."""
    return _voting_now(state), [sheet.id for sheet in state.all(SlipSheet)]


def _voting_now(state: State) -> bool:
    return any(voting.open and voting.slips_only for voting in state.all(Voting))


class SlipPage:
    """Prints, and voids what was lost."""

    def __init__(self, context: WorkshopPage) -> None:
        self.context = context

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
        state = self.context.state
        return state.workshop.expected or sum(group.seats for group in state.all(Group))

    async def _print(self) -> None:
        count = whole_number(self.count.text) or 0
        self.count.complain(None if 0 < count <= MOST else t("setup.slips_wrong", most=MOST))
        if not 0 < count <= MOST:
            return
        invitations = self.context.workplace.invitations
        printed = printed_now(invitations)
        workshop, codes = self.context.workshop, [new_slip() for _ in range(count)]
        spoken = (workshop.language, *workshop.languages)
        sheet = Slips(codes, invitations.address, workshop.code, workshop.title, spoken)
        body = await asyncio.to_thread(render, sheet)
        hashes = await asyncio.to_thread(lambda: tuple(slip_hash(workshop.id, code) for code in codes))
        problem = await self.context.ask(PrintSlips, id=new_id(clock()), hashes=hashes)
        Notice.say(problem)
        if problem is None:
            name = file_name(workshop, t("setup.print_name.slips"), "pdf")
            ui.download.content(body, name, "application/pdf")
            remember(self.context.workplace.settings, workshop, SLIPS, printed)
            self.sheets.refresh()

    @ui.refreshable_method
    def sheets(self) -> None:
        """What was printed so far. Which codes, nobody knows."""
        state = self.context.state
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
        Notice.say(await self.context.ask(VoidSlips, id=id))
        self.sheets.refresh()
