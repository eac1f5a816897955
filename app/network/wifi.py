"""The hall's Wi-Fi: what the moderator typed, and the QR text that lets a phone join it."""

from __future__ import annotations

from typing import NamedTuple

from app.settings import Settings

SSID_BYTES = 32  # IEEE 802.11
PASSWORD_LENGTH = (8, 63)  # of a WPA passphrase

_SETTING = "wifi"

# Characters that mean something in a Wi-Fi code (ZXing's convention).
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in '\\;,":'})


class Wifi(NamedTuple):
    """`security`: "wpa" or "none". WPA, WPA2 and WPA3 are one choice: codes say `T:WPA` for all three, since
    some Android phones refuse `T:WPA2`, and who reads `WPA` finds out the rest from the access point.
    `on_stage`: the moderator wants its QR code on the stage as well, and so its password;
    `on_paper`: the password in letters on what is printed."""

    ssid: str
    password: str = ""
    security: str = "wpa"
    hidden: bool = False
    on_stage: bool = False
    on_paper: bool = False

    @property
    def qr_text(self) -> str:
        return wifi_qr_text(self.ssid, self.password, self.security, self.hidden)


def wifi_qr_text(ssid: str, password: str = "", security: str = "wpa", hidden: bool = False) -> str:
    """What phones' cameras understand as "join this Wi-Fi". Without a password it is an open one.

    Nothing is put into quotes, though ZXing's page advises it for values that look like hex
    digits: iPhones take the quotes for a part of the password and cannot join.
    """
    open_to_all = security == "none" or not password
    kind = "T:nopass" if open_to_all else "T:WPA"
    secret = "" if open_to_all else f"P:{password.translate(_ESCAPED)};"
    return f"WIFI:{kind};S:{ssid.translate(_ESCAPED)};{secret}{'H:true;' if hidden else ''};"


def wifi_problem(wifi: Wifi) -> str | None:
    """Why no phone could join such a Wi-Fi: a text key, or None."""
    if len(wifi.ssid.encode()) > SSID_BYTES:
        return "setup.wifi_wrong_name"
    shortest, longest = PASSWORD_LENGTH
    if wifi.security == "wpa" and not shortest <= len(wifi.password) <= longest:
        return "setup.wifi_wrong_password"
    return None


def stored_wifi(settings: Settings) -> Wifi | None:
    return settings.load(_SETTING, Wifi)


def store_wifi(settings: Settings, wifi: Wifi | None) -> None:
    settings.save(_SETTING, wifi)
