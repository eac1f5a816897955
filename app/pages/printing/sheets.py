"""What to hang up and to lay on the tables: a poster, a sheet per table, slips, and the network's recipe."""

from __future__ import annotations

import asyncio

from nicegui import ui

from app.exports.naming import file_name
from app.network.addresses import short
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import address, button, icon, plain, tagged
from app.pages.base.words import t
from app.pages.base.workshop_page import WorkshopPage
from app.pages.network_parts import WifiForm, recipe_buttons
from app.print.catalogue import SHEETS, Printed, outdated, printed_now, remember
from app.qr import svg
from app.texts import name_of
from facilitation.model import Workshop

LOOK_SECONDS = 2.0
POSTERS = ("poster_a4", "poster_a3")


def build(context: WorkshopPage) -> None:
    """At /m/w/CODE/print."""
    with frame(context.workplace, t("setup.print_title"), context.title) as actions:
        with actions:
            link_button(t("setup.prepare"), f"/m/w/{context.workshop.code}/setup", "pencil")
            help_link()
        page = PrintPage(context)
        with plain("div", "columns documents"):
            with plain("div", "main-column form"):
                page.build()
            page.aside()
    ui.timer(LOOK_SECONDS, page.look)
    context.follow(lambda state: (state.workshop.language, state.workshop.languages), page.aside)


class PrintPage:
    """The files to print, and whether what was printed before is still true."""

    def __init__(self, context: WorkshopPage) -> None:
        self.context = context
        self._invitations, self._settings = context.workplace.invitations, context.workplace.settings
        self._shown = self._now()

    def _now(self) -> Printed:
        return printed_now(self._invitations)

    @property
    def workshop(self) -> Workshop:
        return self.context.workshop

    def look(self) -> None:
        """Notices another address, and a Wi-Fi that was typed on this page or elsewhere."""
        if self.context.is_here and self._shown != self._now():
            self._shown = self._now()
            self.warning.refresh()
            self.aside.refresh()

    def build(self) -> None:
        self.warning()
        with _entry("poster"):
            for sheet in POSTERS:
                self._download(sheet, filled=sheet == POSTERS[0])
        with _entry("tables"):
            self._download("tables")
        with _entry("slips"):
            link_button(t("setup.slips"), f"/m/w/{self.workshop.code}/slips", "arrow")
        with _entry("network"):
            recipe_buttons(self.context.workplace)
        with plain("section", "print-wifi"):
            tagged("h2", t("setup.check_wifi"))
            WifiForm(self._invitations)

    def _download(self, sheet: str, *, filled: bool = False) -> None:
        async def fetch() -> None:
            state, printed = self.context.state.copy(), self._now()
            body = await asyncio.to_thread(SHEETS[sheet], self._invitations, state)
            name = file_name(self.workshop, t(f"setup.print_name.{sheet}"), "pdf")
            ui.download.content(body, name, "application/pdf")
            remember(self._settings, self.workshop, sheet, printed)
            self.warning.refresh()

        button(t(f"setup.print_as.{sheet}"), fetch, "download", filled=filled)

    @ui.refreshable_method
    def warning(self) -> None:
        """Paper does not learn of a new address by itself."""
        with plain("div").props("role=status"):
            found = outdated(self._invitations, self._settings, self.workshop)
            for sheet, then in found.items():
                with plain("div", "check outdated"):
                    icon("warning")
                    now = short(self._invitations.address)
                    cause = "address" if then.address != now else "wifi"
                    name = t(f"setup.print_name.{sheet}")
                    said = t(f"setup.print_outdated_{cause}", sheet=name, before=then.address, now=now)
                    tagged("p", said, "strong")

    @ui.refreshable_method
    def aside(self) -> None:
        """What the sheets will say."""
        spoken = (self.workshop.language, *self.workshop.languages)
        with plain("aside", "side paper-side"):
            tagged("h2", t("setup.print_says"))
            with plain("div", "qr-paper check-qr"):
                ui.html(svg(self._invitations.join_url(self.workshop.code)), sanitize=False)
            address(plain("p", "strong"), short(self._invitations.address))
            tagged("p", self.workshop.code, "code")
            tagged("p", t("setup.print_when"), "muted")
            tagged("h2", t("setup.print_spoken"))
            with plain("ul", "plain"):
                for code in spoken:
                    tagged("li", name_of(code)).props(f"lang={code} dir=auto")
            tagged("p", t("setup.print_languages"), "muted")


def _entry(id: str) -> ui.element:
    """Name and purpose of something to print; its buttons go into what is returned."""
    with plain("article", "workshop"):
        with plain("div", "grow"):
            tagged("h2", t(f"setup.print.{id}"))
            tagged("p", t(f"setup.print_text.{id}"), "muted")
        return plain("div", "workshop-actions")
