"""The laptop's address has changed: said on every moderator's page until somebody knows."""

from __future__ import annotations

from nicegui import ui

from app.addresses import short
from app.halls import hall
from app.pages.parts import button, icon, plain, tagged
from app.pages.words import t
from app.qr import svg

LOOK_SECONDS = 2.0


class AddressAlarm:
    """A place for the alarm. It looks by itself, since nobody is doing anything here when it happens."""

    def __init__(self) -> None:
        self._shown = hall().network.alarm
        with plain("div").props("role=alert"):
            self.words()
        ui.timer(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        if hall().network.alarm != self._shown:
            self._shown = hall().network.alarm
            self.words.refresh()

    @ui.refreshable_method
    def words(self) -> None:
        alarm = hall().network.alarm
        if alarm is None:
            return
        with plain("div", "notice page-notice address-alarm"):
            with plain("div", "qr-paper"):
                ui.html(svg(alarm.now), sanitize=False)
            with plain("div", "grow"):
                with plain("h2"):
                    icon("warning")
                    ui.label(t("setup.moved"))
                tagged("p", t("setup.moved_text", before=short(alarm.before), now=short(alarm.now)))
                button(t("setup.moved_seen"), self._seen)

    def _seen(self) -> None:
        hall().network.seen()
        self._look()
