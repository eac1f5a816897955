"""Sheets to hang up: a poster for the door and one sheet per table. Printed by the browser."""

from __future__ import annotations

from fastapi.responses import Response
from nicegui import ui

from app.halls import hall
from app.pages.frame import frame, not_here
from app.pages.parts import Field, button, plain, tagged
from app.pages.words import t
from app.qr import svg
from facilitation.model import Group, Workshop

# Characters that mean something in a Wi-Fi code (ZXing's convention).
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in '\\;,":'})


def build(code: str) -> Response | None:
    """At /m/w/CODE/print."""
    scope = hall().scope_of(code)
    if scope is None:
        return not_here()
    state = hall().state(scope)
    workshop = state.workshop
    with frame(t("setup.print_title"), f"{workshop.dialogue_title}: {workshop.title}", classes="printing"):
        Sheets(workshop, sorted(state.all(Group), key=lambda group: group.number))
    return None


class Sheets:
    """Name and password of the Wi-Fi are asked for here and kept nowhere."""

    def __init__(self, workshop: Workshop, tables: list[Group]) -> None:
        self.workshop, self.tables = workshop, tables
        with plain("section", "narrow no-print"):
            tagged("p", t("setup.print_text"))
            with plain("div", "pair"):
                self.ssid = Field("", t("setup.wifi_name"), hint=t("setup.wifi_hint"), limit=32)
                self.password = Field("", t("setup.wifi_password"), limit=63)
            print_now = button(t("setup.print_now"), lambda: None, "print", filled=True)
            print_now.on("click", js_handler="() => window.print()")
        self.sheets()
        for field in (self.ssid, self.password):
            field.input.on_value_change(self.sheets.refresh)

    @ui.refreshable_method
    def sheets(self) -> None:
        with plain("div", "sheets"):
            self._sheet(t("setup.sheet_welcome"), hall().join_url(self.workshop.code))
            for table in self.tables:
                self._sheet(table.name, hall().join_url(self.workshop.code, table.number))

    def _sheet(self, heading: str, link: str) -> None:
        with plain("article", "sheet"):
            above = f"{self.workshop.dialogue_title}: {self.workshop.title}"
            tagged("p", above, "sheet-above").props("dir=auto")
            tagged("h2", heading).props("dir=auto")
            with plain("div", "sheet-codes"):
                if self.ssid.text:
                    self._wifi()
                self._join(link)
            tagged("p", t("setup.sheet_promise"), "sheet-promise")

    def _wifi(self) -> None:
        with plain("div", "sheet-code"):
            tagged("h3", t("setup.sheet_wifi"))
            ui.html(svg(wifi_code(self.ssid.text, self.password.text)), sanitize=False)
            tagged("p", self.ssid.text, "strong")
            if self.password.text:
                tagged("p", t("setup.sheet_password", password=self.password.text))
            tagged("p", t("setup.sheet_stay"), "muted")

    def _join(self, link: str) -> None:
        with plain("div", "sheet-code"):
            tagged("h3", t("setup.sheet_join_second" if self.ssid.text else "setup.sheet_join"))
            ui.html(svg(link), sanitize=False)
            tagged("p", t("setup.sheet_type", address=hall().addresses()[0].removeprefix("http://")))
            tagged("p", self.workshop.code, "code")


def wifi_code(ssid: str, password: str) -> str:
    """What phones' cameras understand as "join this Wi-Fi"."""
    if not password:
        return f"WIFI:T:nopass;S:{ssid.translate(_ESCAPED)};;"
    return f"WIFI:T:WPA;S:{ssid.translate(_ESCAPED)};P:{password.translate(_ESCAPED)};;"
