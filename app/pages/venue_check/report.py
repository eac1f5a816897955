"""The hall check: what the moderator should know before the doors open."""

from __future__ import annotations

from nicegui import ui

from app.network.addresses import Choice, short
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import address, button, icon, more, plain, tagged
from app.pages.base.words import t
from app.pages.network_parts import AddressForm, WifiForm, recipe_buttons
from app.qr import svg
from app.venue_check.check import HallCheck
from app.venue_check.findings import Finding, phone, worst
from app.workplace.checked_phones import PhoneReport
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace

LOOK_SECONDS = 1.5
MACHINE_SECONDS = 20.0
MARKS = {"good": "saved", "warning": "warning", "bad": "warning"}
HINTS = ("windows", "mac", "isolation", "captive", "many")


async def build(workplace: Workplace) -> None:
    """At /m/hall."""
    page = HallPage(workplace)
    with frame(workplace, t("setup.hall_check")) as actions:
        with actions:
            help_link()
        with plain("div", "columns hall-check"):
            with plain("div", "main-column"):
                page.summary()
                tagged("h2", t("setup.check_laptop"))
                page.laptop()
                tagged("h2", t("setup.check_phones"))
                page.phones()
                tagged("h2", t("setup.check_address"))
                AddressForm(workplace.network)
                tagged("h2", t("setup.check_wifi"))
                WifiForm(workplace.invitations)
                tagged("h2", t("setup.print.network"))
                tagged("p", t("setup.print_text.network"), "muted")
                with plain("div", "form-row"):
                    recipe_buttons(workplace)
                page.sheets()
                tagged("h2", t("setup.check_hints"))
                _hints()
            page.aside()
    ui.timer(0.1, page.look, once=True)
    ui.timer(MACHINE_SECONDS, page.look)
    ui.timer(LOOK_SECONDS, page.refresh)


class HallPage:
    """What is shown is what was found; only what has changed is drawn anew."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.check = HallCheck(workplace)
        self._shown: list[object] = []
        self._urls: tuple[str, ...] = ()
        self._going_on: list[tuple[str, str]] = []

    async def look(self) -> None:
        await self.check.look()
        self.refresh()

    def refresh(self) -> None:
        if self._going_on != _going_on(self.workplace.rooms):
            self.sheets.refresh()
        phones, urls = self.workplace.phones.all(), self.workplace.network.urls
        if urls != self._urls:
            self.aside.refresh()
        found: list[object] = [self.check.laptop(), self.check.phones(), phones]
        if found == self._shown:
            return
        self._shown = found
        for part in (self.summary, self.laptop, self.phones):
            part.refresh()

    @ui.refreshable_method
    def summary(self) -> None:
        found = [*self.check.laptop(), *self.check.phones()]
        found += [one for _, report in self.workplace.phones.all() for one in phone(report)]
        level = worst(found)
        open_things = sum(one.level != "good" for one in found)
        with plain("div", f"check-summary level-{level}").props("role=status"):
            icon(MARKS[level])
            tagged("p", t(f"setup.summary.{level}", count=open_things), "strong")

    @ui.refreshable_method
    def laptop(self) -> None:
        with plain("ul", "plain findings"):
            for found in self.check.laptop():
                self._line(found)

    @ui.refreshable_method
    def phones(self) -> None:
        with plain("ul", "plain findings"):
            for found in self.check.phones():
                self._line(found)
            for number, report in self.workplace.phones.all():
                _phone(number, report)

    @ui.refreshable_method
    def sheets(self) -> None:
        """Ways to the sheets of each workshop that is still to come."""
        self._going_on = _going_on(self.workplace.rooms)
        if self._going_on:
            tagged("h2", t("setup.print_title"))
        for code, title in self._going_on:
            link_button(title, f"/m/w/{code}/print", "print").classes("long")

    @ui.refreshable_method
    def aside(self) -> None:
        """The code to scan, and what is to be done with it."""
        self._urls = self.workplace.network.urls
        base, *others = self._urls
        with plain("aside", "side paper-side"):
            tagged("h2", t("setup.check_scan"))
            tagged("p", t("setup.check_scan_text"))
            with plain("div", "qr-paper check-qr"):
                ui.html(svg(f"{base}/check"), sanitize=False)
            address(plain("p", "strong"), f"{short(base)}/check")
            with plain("ol", "recipe"):
                for n in range(1, 4):
                    tagged("li", t(f"setup.check_scan_{n}"))
            if others:
                _other_codes(others)

    def _line(self, found: Finding) -> None:
        key = f"setup.check.{found.id}.{found.state}"
        with plain("li", f"finding level-{found.level}"):
            _mark(found.level)
            with plain("div", "grow"):
                tagged("p", t(key, **found.params), "strong")
                if found.level != "good":
                    tagged("p", t(f"{key}_todo", **found.params))
                if found.state == "by_name":
                    button(t("setup.check.reach.by_name_do"), self._choose_name)

    def _choose_name(self) -> None:
        self.workplace.network.choose(Choice("name"))


def _going_on(rooms: Rooms) -> list[tuple[str, str]]:
    return [(workshop.code, workshop.title) for workshop in rooms.workshops() if not workshop.finished]


def _other_codes(bases: list[str]) -> None:
    with more(t("setup.check_other_codes")):
        for base in bases:
            with plain("div", "qr-paper check-qr"):
                ui.html(svg(f"{base}/check"), sanitize=False)
            address(plain("p", "strong"), f"{short(base)}/check")


def _phone(number: int, report: PhoneReport) -> None:
    found = phone(report)
    level = worst(found)
    with plain("li", f"finding level-{level}"):
        _mark(level)
        with plain("div", "grow"):
            tagged("p", t("setup.check_phone", number=number, browser=report.browser), "strong")
            facts = t("setup.check_phone_facts", language=report.language, address=report.address)
            tagged("p", facts, "muted").props("dir=auto")
            for one in found:
                key = f"setup.check.phone.{one.state}"
                tagged("p", t(key, **one.params))
                if one.level != "good":
                    tagged("p", t(f"{key}_todo", **one.params))
            tagged("p", _lock(report))


def _lock(report: PhoneReport) -> str:
    if report.away_ms is None or report.back_ms is None:
        return t("setup.check_lock_open")
    seconds, back = round(report.away_ms / 1000), round(report.back_ms / 1000)
    return t(
        "setup.check_lock_alive" if report.alive else "setup.check_lock_back", seconds=seconds, back=back
    )


def _mark(level: str) -> None:
    """Icon, line and word say it: colour belongs to what people contributed."""
    with plain("div", "level"):
        icon(MARKS[level])
        ui.label(t(f"setup.level.{level}"))


def _hints() -> None:
    for hint in HINTS:
        with more(t(f"setup.hint.{hint}")):
            tagged("p", t(f"setup.hint.{hint}_text")).classes("hint-text")
