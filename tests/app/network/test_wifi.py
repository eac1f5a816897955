"""The hall's Wi-Fi: its QR text, and that it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.network.wifi import Wifi, wifi_problem, wifi_qr_text
from storage.database import open_database
from storage.store import Store
from tests.app.live_hall import workplace_of


@pytest.mark.parametrize(
    ("wifi", "code"),
    [
        (Wifi("Saal", "geheim123"), "WIFI:T:WPA;S:Saal;P:geheim123;;"),
        (Wifi("Saal; Nord", 'a\\b:"c",'), 'WIFI:T:WPA;S:Saal\\; Nord;P:a\\\\b\\:\\"c\\"\\,;;'),
        (Wifi("Offen", "", "none"), "WIFI:T:nopass;S:Offen;;"),
        (Wifi("Offen", "stehen geblieben", "none"), "WIFI:T:nopass;S:Offen;;"),
        (Wifi("Ohne Passwort"), "WIFI:T:nopass;S:Ohne Passwort;;"),
        (Wifi("Versteckt", "geheim123", hidden=True), "WIFI:T:WPA;S:Versteckt;P:geheim123;H:true;;"),
        # Hex digits stay as they are: iPhones would take quotes for a part of the password.
        (Wifi("CAFE", "12345678"), "WIFI:T:WPA;S:CAFE;P:12345678;;"),
        (Wifi("Käthe’s Café ☕", "pässwörter"), "WIFI:T:WPA;S:Käthe’s Café ☕;P:pässwörter;;"),
    ],
)
def test_a_code_escapes_what_means_something_in_it(wifi: Wifi, code: str) -> None:
    assert wifi.qr_text == code
    assert wifi_qr_text(wifi.ssid, wifi.password, wifi.security, wifi.hidden) == code


def test_what_no_phone_could_join_is_told() -> None:
    assert wifi_problem(Wifi("ä" * 17, "geheim123")) == "setup.wifi_wrong_name"
    assert wifi_problem(Wifi("Saal", "kurz")) == "setup.wifi_wrong_password"
    assert wifi_problem(Wifi("Saal", "x" * 64)) == "setup.wifi_wrong_password"
    assert wifi_problem(Wifi("Saal", "", "none")) is None
    assert wifi_problem(Wifi("ä" * 16, "x" * 63)) is None


def test_it_is_kept_over_a_restart_and_can_be_forgotten(tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}"))
    workplace = workplace_of(store)
    assert workplace.invitations.wifi is None
    wifi = Wifi("Saal", 'a"b\\c:;,123', hidden=True, on_stage=True)
    workplace.invitations.set_wifi(wifi)
    assert workplace_of(store).invitations.wifi == wifi
    workplace.invitations.set_wifi(None)
    assert workplace.invitations.wifi is None
    store.set_setting("wifi", '{"from": "another version"}')
    assert workplace_of(store).invitations.wifi is None
    store.close()
