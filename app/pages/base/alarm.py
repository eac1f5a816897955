"""What has happened to the laptop: said on every moderator's page until somebody knows."""

from __future__ import annotations

from nicegui import ui

from app.network.addresses import short
from app.network.monitor import Alarm, Network
from app.pages.base.parts import button, icon, plain, tagged
from app.pages.base.words import t
from app.qr import svg
from app.workplace.notices import Warned

LOOK_SECONDS = 2.0


class LaptopAlarm:
    """A place for alarms. It looks by itself, since nobody is doing anything here when it happens."""

    def __init__(self, network: Network, warned: Warned) -> None:
        self._network, self._warned = network, warned
        self._shown = self._now()
        with plain("div").props("role=alert"):
            self.words()
        ui.timer(LOOK_SECONDS, self._look)

    def _now(self) -> tuple[object, ...]:
        return self._network.alarm, self._warned.codes

    def _look(self) -> None:
        if self._now() != self._shown:
            self._shown = self._now()
            self.words.refresh()

    @ui.refreshable_method
    def words(self) -> None:
        if self._network.alarm:
            self._address(self._network.alarm)
        for code in self._warned.codes:
            with plain("div", "notice page-notice address-alarm"):
                icon("warning")
                with plain("div", "grow"):
                    tagged("p", t(f"storage.warned.{code}"))
                    button(t("setup.moved_seen"), lambda code=code: self._seen_warning(code))

    def _address(self, alarm: Alarm) -> None:
        with plain("div", "notice page-notice address-alarm"):
            with plain("div", "qr-paper"):
                ui.html(svg(alarm.now), sanitize=False)
            with plain("div", "grow"):
                with plain("h2"):
                    icon("warning")
                    ui.label(t("setup.moved"))
                tagged("p", t("setup.moved_text", before=short(alarm.before), now=short(alarm.now)))
                button(t("setup.moved_seen"), self._seen)

    def _seen_warning(self, code: str) -> None:
        self._warned.remove(code)
        self._look()

    def _seen(self) -> None:
        self._network.seen()
        self._look()
