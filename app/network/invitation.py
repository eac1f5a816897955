"""What a hall is shown so that it gets in: the address of now as a QR code, and the Wi-Fi's before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from app.live.protocol import Addresses
from app.network.addresses import short
from app.network.monitor import Alarm
from app.network.wifi import Wifi
from app.qr import svg


def invitation(address: str, join_url: str, wifi: Wifi | None) -> dict[str, Any]:
    """For the stage and moderators' pages, never for phones: it may hold the Wi-Fi's password.

    `address`: the laptop's. The `wifi` that comes is None unless the moderator wants it on the stage.
    For `stamp` see `Addresses.invite`.
    """
    shown = wifi is not None and wifi.on_stage
    return {
        "join_url": join_url,
        "join_qr": svg(join_url),
        "short_address": short(address),
        "wifi": {"qr": svg(wifi.qr_text), "ssid": wifi.ssid, "password": wifi.password} if shown else None,  # type: ignore[union-attr]
        "stamp": stamp(address, wifi),
    }


def stamp(address: str, wifi: Wifi | None) -> str:
    """Another one whenever an invitation has changed."""
    shown = [address, wifi if wifi and wifi.on_stage else None]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def addresses_now(
    urls: Sequence[str], wifi: Wifi | None, alarm: Alarm | None = None, warned: Sequence[str] = ()
) -> Addresses:
    """The message that tells readers where the laptop is. `alarm` and `warned`: for moderators only."""
    before = short(alarm.before) if alarm else None
    return Addresses(urls=tuple(urls), invite=stamp(urls[0], wifi), before=before, warned=tuple(warned))
