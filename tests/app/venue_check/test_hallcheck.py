"""The hall check: what is read of the laptop, how it is judged, and what phones report."""

from __future__ import annotations

from pathlib import Path

import pytest
from nicegui.testing import User

from app.network.addresses import Address
from app.network.wifi import Wifi
from app.texts import texts
from app.venue_check import findings
from app.venue_check.findings import MB, Finding
from app.venue_check.machine import (
    NEVER,
    Power,
    free_bytes,
    look,
    parse_gsettings,
    parse_inhibitors,
    parse_pmset,
    parse_powercfg,
    sleeps_after,
)
from app.workplace.checked_phones import MOST, PhoneReport, Phones
from app.workplace.workplace import Workplace
from facilitation.model import Workshop
from tests.app.laptop import button, misses, sees, t, type_in

POWERCFG = """\
Power Scheme GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Balanced)
  GUID Alias: SCHEME_BALANCED
  Subgroup GUID: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Sleep)
    GUID Alias: SUB_SLEEP
    Power Setting GUID: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Sleep after)
      GUID Alias: STANDBYIDLE
      Minimum Possible Setting: 0x00000000
      Maximum Possible Setting: 0xffffffff
      Possible Settings increment: 0x00000001
      Possible Settings units: Seconds
    Current AC Power Setting Index: 0x00000708
    Current DC Power Setting Index: 0x00000384
"""
POWERCFG_GERMAN = """\
GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)
  GUID der Untergruppe: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Energie sparen)
    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)
      Minimal m\ufffdgliche Einstellung: 0x00000000
      Maximal m\ufffdgliche Einstellung: 0xffffffff
    Index der aktuellen Wechselstromeinstellung: 0x00000000
    Index der aktuellen Gleichstromeinstellung: 0x00000258
"""
PMSET = """\
Battery Power:
 Sleep On Power Button 1
 lowpowermode         0
 standby              1
 hibernatefile        /var/vm/sleepimage
 displaysleep         2
 networkoversleep     0
 sleep                1
 lessbright           1
AC Power:
 Sleep On Power Button 1
 standby              1
 displaysleep         10
 networkoversleep     0
 sleep                0
"""
INHIBITORS = """\
ModemManager    0    root 843  ModemManager    sleep           ModemManager needs to reset devices  delay
gnome-shell     1000 anna 2101 gnome-shell     sleep           GNOME needs to lock the screen       delay
"""


# --- reading ---


def test_when_a_windows_laptop_falls_asleep_whatever_its_language() -> None:
    assert parse_powercfg(POWERCFG, plugged=True) == 1800
    assert parse_powercfg(POWERCFG, plugged=False) == 900
    assert parse_powercfg(POWERCFG_GERMAN, plugged=True) == NEVER
    assert parse_powercfg(POWERCFG_GERMAN, plugged=False) == 600


def test_when_a_mac_falls_asleep() -> None:
    assert parse_pmset(PMSET, plugged=True) == NEVER
    assert parse_pmset(PMSET, plugged=False) == 60
    assert parse_pmset(" sleep  15 (sleep prevented by sharingd)\n", plugged=True) == 900


def test_when_a_linux_laptop_falls_asleep() -> None:
    assert parse_gsettings("'suspend'\n", "1200\n") == 1200
    assert parse_gsettings("'suspend'\n", "uint32 900\n") == 900
    assert parse_gsettings("'nothing'\n", "1200\n") == NEVER
    assert not parse_inhibitors(INHIBITORS)
    assert parse_inhibitors(INHIBITORS + "caffeine 1000 anna 977 caffeine sleep:idle Talk block\n")


@pytest.mark.parametrize("said", ["", "\n", "Zugriff verweigert", "No schemas installed", "\ufffd\x00:: 0x"])
def test_what_cannot_be_read_is_unknown_and_never_an_error(said: str) -> None:
    for platform in ("linux", "darwin", "win32", "sunos5"):
        assert sleeps_after(platform, True, lambda command: said) is None


def test_this_very_machine_can_be_looked_at(tmp_path: Path) -> None:
    read = look(tmp_path)
    assert (read.free or 0) > 0
    assert free_bytes(tmp_path / "is not there") is None


# --- judging ---

WIFI = Address("192.168.1.20", "wlan0")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ("none", "bad")),
        ([Address("169.254.1.1", "eth0", "link_local")], ("link_local", "bad")),
        ([Address("10.8.0.2", "tun0", "vpn")], ("vpn_only", "bad")),
        ([Address("127.0.0.1")], ("local", "bad")),
        ([WIFI, Address("10.0.0.5", "eth0")], ("several", "warning")),
        ([WIFI, Address("10.8.0.2", "tun0", "vpn")], ("vpn", "warning")),
        ([WIFI, Address("172.17.0.1", "docker0", "virtual")], ("fine", "good")),
        ([Address("http://192.168.1.20:8080")], ("fine", "good")),
    ],
)
def test_addresses(found: list[Address], expected: tuple[str, str]) -> None:
    judged = findings.network(found)
    assert (judged.state, judged.level) == expected


def test_disk_power_and_sleep() -> None:
    assert [findings.disk(n * MB).level for n in (100, 500, 5000)] == ["bad", "warning", "good"]
    power = [Power(None, True), Power(90, True), Power(90, False), Power(10, False), None]
    assert [findings.power(p).state for p in power] == ["plugged", "plugged", "battery", "low", "unknown"]
    assert [findings.sleep(s).state for s in (NEVER, 1800, None)] == ["never", "soon", "unknown"]


def report(**values: object) -> PhoneReport:
    given = {"id": "phone-0001", "socket": True, "socket_ms": 12, "http_ms": 20}
    return PhoneReport.model_validate(given | values)


@pytest.mark.parametrize(
    ("values", "states"),
    [
        ({}, ["fine"]),
        ({"socket": False, "socket_ms": None}, ["http_only"]),
        ({"socket": False, "http_ms": 900}, ["http_only", "slow"]),
        ({"storage": False, "cookie": False}, ["no_storage", "no_cookie"]),
        ({"away_ms": 20_000, "alive": False, "back_ms": 12_000}, ["slow_return"]),
        ({"away_ms": 20_000, "alive": True, "back_ms": 40}, ["fine"]),
    ],
)
def test_what_one_phone_can_do(values: dict[str, object], states: list[str]) -> None:
    assert [one.state for one in findings.phone(report(**values))] == states


def test_iphones_that_are_slow_by_number_are_led_to_the_name() -> None:
    slow, other = report(browser="Safari 26.1, iOS", socket=False), report(browser="Chrome 130, Android 14")
    assert findings.reach([slow, other], "zielrunde.local").state == "by_name"
    assert findings.reach([slow, other]).state == "fine", "there is no name, or the codes bear it"
    quick = report(browser="Safari 26.1, iOS", socket=True)
    assert findings.reach([slow, quick], "zielrunde.local").state == "fine"


def test_a_clock_is_doubted_only_when_phones_agree() -> None:
    wrong, right = report(clock_ms=3_600_000), report(clock_ms=300)
    assert findings.clock("10:00", [wrong, right]).state == "fine"
    assert findings.clock("10:00", [wrong, wrong, right]).state == "off"


def test_the_worst_decides() -> None:
    assert findings.worst([]) == "good"
    assert findings.worst([Finding("a", "b", "warning"), Finding("a", "b", "bad")]) == "bad"


def test_every_finding_has_its_sentences() -> None:
    some = [findings.network([]), findings.name(None), findings.reach([]), findings.reach([report()])]
    some += [findings.reach([report(browser="Safari 26, iOS", socket=False)], "x.local")]
    some += [findings.saving("disk_full"), findings.connected(3, 60), *findings.phone(report(storage=False))]
    for lang in ("de", "en"):
        for one in some:
            key = f"setup.check.{one.id}.{one.state}"
            keys = [key] if one.level == "good" else [key, f"{key}_todo"]
            assert [k for k in keys if texts(lang).t(k, **one.params) == k] == []


# --- phones ---


def test_phones_are_numbered_and_forgotten_after_an_hour() -> None:
    now = [0]
    phones = Phones(lambda: now[0])
    assert phones.take(report()) == 1
    assert phones.take(report(id="phone-0002")) == 2
    now[0] = 1000
    assert phones.take(report(storage=False)) == 1
    assert [number for number, _ in phones.all()] == [1, 2]
    now[0] = 3_600_500
    assert [number for number, _ in phones.all()] == [1], "nobody need report for that"
    assert phones.take(report(id="phone-0003")) == 3
    assert [number for number, _ in phones.all()] == [1, 3]


def test_more_phones_than_anybody_looks_at_are_not_kept() -> None:
    phones = Phones()
    taken = [phones.take(report(id=f"phone-{n:04}")) for n in range(MOST + 1)]
    assert taken[-2:] == [MOST, None]


# --- the page ---


async def test_the_moderator_reads_what_is_fine_and_what_to_do(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m/hall")
    await sees(moderator, t("setup.check.network.fine", address="192.168.1.20:8080"))
    await sees(moderator, t("setup.check.saving.fine"))
    await sees(moderator, t("setup.check.reach.nobody"))
    workplace.phones.take(report(browser="Safari 26.1, iOS", socket=False, socket_ms=None))
    await sees(moderator, t("setup.check_phone", number=1, browser="Safari 26.1, iOS"))
    await sees(moderator, t("setup.check.phone.http_only"))


async def test_the_wifi_is_typed_once_and_a_wrong_one_is_said(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m/hall")
    type_in(moderator, "wifi_ssid", "Saal")
    await sees(moderator, t("setup.wifi_half"))
    type_in(moderator, "wifi_password", "kurz")
    await sees(moderator, t("setup.wifi_wrong_password"))
    assert workplace.invitations.wifi is None
    type_in(moderator, "wifi_password", "geheim123")
    await sees(moderator, t("setup.wifi_saved"))
    assert workplace.invitations.wifi == Wifi("Saal", "geheim123")
    type_in(moderator, "wifi_ssid", "\u2800")
    await sees(moderator, t("setup.wifi_wrong_empty"))
    assert workplace.invitations.wifi == Wifi("Saal", "geheim123")


async def test_a_changed_address_alarms_on_every_page_until_somebody_knows(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    workplace.network._look = lambda: [Address("http://192.168.1.57:8080")]
    workplace.network.check()
    said = t("setup.moved_text", before="192.168.1.20:8080", now="192.168.1.57:8080")
    await sees(moderator, said)
    button(moderator, t("setup.moved_seen")).click()
    await misses(moderator, said)
    assert workplace.network.alarm is None
