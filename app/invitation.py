"""What a hall is shown so that it gets in: the address of now as a QR code, and the Wi-Fi's before it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.addresses import short
from app.halls import Hall
from app.live.protocol import Addresses
from app.qr import svg


def invitation(hall: Hall, code: str) -> dict[str, Any]:
    """For the stage and moderators' pages, never for phones: it may hold the Wi-Fi's password.

    `wifi` is None unless the moderator wants it on the stage. `stamp`: as `Addresses.invite`.
    """
    join = hall.join_url(code) if code else hall.addresses()[0]
    wifi = hall.wifi()
    shown = wifi is not None and wifi.on_stage
    return {
        "join_url": join,
        "join_qr": svg(join),
        "short_address": short(hall.addresses()[0]),
        "wifi": {"qr": svg(wifi.qr_text), "ssid": wifi.ssid, "password": wifi.password} if shown else None,  # type: ignore[union-attr]
        "stamp": stamp(hall),
    }


def stamp(hall: Hall) -> str:
    """Another one whenever an invitation has changed."""
    wifi = hall.wifi()
    shown = [hall.addresses()[0], wifi if wifi and wifi.on_stage else None]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def addresses_now(hall: Hall, *, for_moderators: bool) -> Addresses:
    """The message that tells readers where the laptop is."""
    alarm = hall.network.alarm if for_moderators else None
    before = short(alarm.before) if alarm else None
    warned = hall.warned.codes if for_moderators else ()
    return Addresses(urls=hall.network.urls, invite=stamp(hall), before=before, warned=warned)
