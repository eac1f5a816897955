"""How people get in: the address of now, the hall's Wi-Fi, and who is told when one of them changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.live.subscribers import Frame
from app.network.invitation import addresses_now, invitation
from app.network.monitor import Network
from app.network.wifi import Wifi, store_wifi, stored_wifi
from app.settings import Settings
from app.workplace.notices import Warned
from facilitation.visibility import Viewer


class Invitations:
    """`tell`: called whenever stages, moderators or phones must hear something else of the laptop."""

    def __init__(self, network: Network, settings: Settings) -> None:
        self.network = network
        self.tell: list[Callable[[], None]] = []
        self.warned = Warned(self._renew)
        self._settings = settings
        self._wifi = stored_wifi(settings)  # read once: a stage must not need the disk
        network.tell.append(self._renew)

    @property
    def address(self) -> str:
        """The base that the QR codes name."""
        return self.network.urls[0]

    def join_url(self, code: str, group_number: int | None = None) -> str:
        group = f"/g/{group_number}" if group_number is not None else ""
        return f"{self.address}/j/{code}{group}"

    def invitation(self, code: str) -> dict[str, Any]:
        """What stage and console show so that people get into a workshop; without a code, to the laptop."""
        return invitation(self.address, self.join_url(code) if code else self.address, self._wifi)

    @property
    def wifi(self) -> Wifi | None:
        """The hall's Wi-Fi, as typed by the moderator; None where none was typed."""
        return self._wifi

    def set_wifi(self, wifi: Wifi | None) -> None:
        store_wifi(self._settings, wifi)
        self._wifi = wifi
        self._renew()

    def frames(self) -> dict[Viewer, Frame]:
        """Where the laptop is, as each class of viewer is told."""
        urls = self.network.urls
        told = {viewer: addresses_now(urls, self._wifi) for viewer in Viewer}
        told[Viewer.MODERATOR] = addresses_now(urls, self._wifi, self.network.alarm, self.warned.codes)
        return {viewer: Frame(message.model_dump_json().encode()) for viewer, message in told.items()}

    def _renew(self) -> None:
        for tell in self.tell:
            tell()
