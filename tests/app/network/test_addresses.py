"""Which address the QR codes name, and what happens when the laptop's addresses change."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.network import addresses
from app.network.addresses import Address, Choice, in_order, kind_of, likeliest_first, short, url
from app.network.monitor import Network
from app.settings import Settings
from storage.database import open_database
from storage.store import Store

WIFI = Address("192.168.1.20", "wlan0")
CABLE = Address("10.0.0.5", "eth0")
VPN = Address("10.8.0.2", "tun0", "vpn")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}"))
    yield store
    store.close()


class Places:
    """The addresses of a laptop that is carried around."""

    def __init__(self, *found: Address) -> None:
        self.found = list(found)

    def __call__(self) -> list[Address]:
        return self.found


def network(store: Store, *found: Address) -> tuple[Network, Places]:
    places = Places(*found)
    return Network(Settings(store), places, 8080), places


# --- which address ---


@pytest.mark.parametrize(
    ("interface", "host", "kind"),
    [
        ("wlan0", "192.168.1.20", "lan"),
        ("en0", "10.1.2.3", "lan"),
        ("Intel(R) Wi-Fi 6 AX201 160MHz", "192.168.178.30", "lan"),
        ("enp3s0", "169.254.7.7", "link_local"),
        ("utun4", "10.8.0.2", "vpn"),
        ("Cisco AnyConnect Virtual Miniport Adapter", "10.9.9.9", "vpn"),
        ("WireGuard Tunnel", "10.2.0.2", "vpn"),
        ("tailscale0", "100.101.102.103", "vpn"),
        ("docker0", "172.17.0.1", "virtual"),
        ("Hyper-V Virtual Ethernet Adapter", "172.28.0.1", "virtual"),
        ("VMware Network Adapter VMnet8", "192.168.119.1", "virtual"),
        ("Microsoft Wi-Fi Direct Virtual Adapter #2", "192.168.137.1", "lan"),
        ("Microsoft Wi-Fi Direct Virtual Adapter #2", "192.168.49.1", "virtual"),
        ("bridge100", "192.168.2.1", "lan"),
        ("bridge100", "192.168.64.1", "virtual"),
        ("wlp2s0", "10.42.0.1", "lan"),
        ("cni0", "10.42.0.1", "virtual"),
        ("vnic0", "10.211.55.2", "virtual"),
        ("Ethernet 7", "100.90.1.2", "vpn"),
        ("Zscaler Network Adapter 1.0.2.0", "10.4.0.2", "vpn"),
        ("Cloudflare WARP Interface Tunnel", "172.16.0.2", "vpn"),
        ("Juniper Networks Virtual Adapter", "10.7.0.2", "vpn"),
        ("Ivanti Secure Access", "10.7.0.2", "vpn"),
        ("Check Point Virtual Network Adapter For Endpoint VPN Client", "10.7.0.2", "vpn"),
        ("SonicWall NetExtender Adapter", "10.7.0.2", "vpn"),
        ("Citrix Virtual Adapter", "10.7.0.2", "vpn"),
    ],
)
def test_the_kind_of_an_address(interface: str, host: str, kind: str) -> None:
    assert kind_of(interface, host) == kind


def test_what_an_interface_does_counts_for_more_than_its_name() -> None:
    assert kind_of("Ethernet 3", "10.64.0.7", 32) == "vpn", "nobody else is in its network"
    switch = "Hyper-V Virtual Ethernet Adapter"
    assert kind_of(switch, "192.168.1.20", leads_out=True) == "lan", "the real network behind a switch"
    assert kind_of(switch, "172.28.0.1") == "virtual"
    assert kind_of("WireGuard Tunnel", "10.2.0.2", leads_out=True) == "vpn"


def test_the_hotspot_of_this_laptop_is_where_the_phones_are() -> None:
    hotspot = Address("192.168.137.1", "Microsoft Wi-Fi Direct Virtual Adapter")
    hyper_v = Address("172.28.0.1", "Hyper-V Virtual Ethernet Adapter", "virtual")
    assert likeliest_first([hyper_v, CABLE, hotspot], CABLE.host) == [hotspot, CABLE, hyper_v]


def test_an_adapter_that_is_not_up_has_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows goes on naming the address of a cable that was pulled; a tunnel says that it is one."""

    def adapter(name: str, host: str, prefix: int = 24) -> Any:
        return SimpleNamespace(
            nice_name=name,
            ips=[SimpleNamespace(ip=host, is_IPv4=True, network_prefix=prefix, nice_name=name)],
        )

    laptop = [adapter("WLAN", "192.168.1.20"), adapter("Ethernet", "10.0.0.5"), adapter("x7", "10.9.0.1")]
    states = {
        "WLAN": SimpleNamespace(isup=True, flags=""),
        "Ethernet": SimpleNamespace(isup=False, flags=""),
        "x7": SimpleNamespace(isup=True, flags="up,pointopoint,running"),
    }
    monkeypatch.setattr(addresses.ifaddr, "get_adapters", lambda: laptop)
    monkeypatch.setattr(addresses.psutil, "net_if_stats", lambda: states)
    found = [(a.host, a.kind) for a in addresses.lan_addresses()]
    assert found == [("192.168.1.20", "lan"), ("10.9.0.1", "vpn")]


def test_a_vpn_is_not_likeliest_even_where_the_system_sends_through_it() -> None:
    alone = Address("169.254.7.7", "eth1", "link_local")
    found = [alone, VPN, CABLE, WIFI, Address("127.0.0.1", "lo")]
    assert likeliest_first(found, VPN.host) == [CABLE, WIFI, VPN, alone]
    assert likeliest_first(found, WIFI.host)[0] == WIFI


def test_the_choice_follows_its_interface_to_a_new_address() -> None:
    chosen = Choice("interface", "wlan0", "192.168.1.20")
    moved = Address("192.168.1.57", "wlan0")
    assert in_order([CABLE, WIFI], chosen, None) == [WIFI, CABLE]
    assert in_order([CABLE, moved], chosen, None) == [moved, CABLE]
    assert in_order([CABLE], chosen, None) == [CABLE]


def test_a_chosen_name_leads_while_it_is_registered() -> None:
    name = Address("zielrunde.local")
    assert in_order([WIFI], Choice("name"), "zielrunde.local") == [name, WIFI]
    assert in_order([WIFI], Choice("name"), None) == [WIFI]
    assert in_order([WIFI], Choice(), "zielrunde.local") == [WIFI, name]


def test_the_usual_port_need_not_be_typed() -> None:
    assert url("192.168.1.20", 80) == "http://192.168.1.20"
    assert url("192.168.1.20", 443, "https") == "https://192.168.1.20"
    assert url("zielrunde.local", 8080) == "http://zielrunde.local:8080"
    assert short("http://192.168.1.20:8080") == "192.168.1.20:8080"
    assert short("https://saal.example:8443") == "https://saal.example:8443"


# --- changes ---


def test_a_changed_address_is_told_and_alarms_until_somebody_knows(store: Store) -> None:
    net, places = network(store, WIFI)
    told: list[tuple[str, ...]] = []
    net.tell.append(lambda: told.append(net.urls))
    places.found = [Address("192.168.1.57", "wlan0")]
    net.check()
    assert told == [("http://192.168.1.57:8080",)]
    assert net.alarm == ("http://192.168.1.20:8080", "http://192.168.1.57:8080")
    net.seen()
    assert net.alarm is None
    assert len(told) == 2


def test_printed_codes_name_the_first_address_however_often_it_changes(store: Store) -> None:
    net, places = network(store, WIFI)
    for host in ("192.168.1.57", "10.0.0.9"):
        places.found = [Address(host, "wlan0")]
        net.check()
    assert net.alarm == ("http://192.168.1.20:8080", "http://10.0.0.9:8080")
    places.found = [WIFI]
    net.check()
    assert net.alarm is None


def test_without_any_network_the_laptop_still_names_itself(store: Store) -> None:
    net, places = network(store, WIFI)
    places.found = []
    net.check()
    assert net.urls == ("http://127.0.0.1:8080",)
    assert net.alarm is not None


def test_another_address_that_is_not_in_the_codes_is_no_alarm(store: Store) -> None:
    net, places = network(store, WIFI)
    places.found = [WIFI, CABLE]
    net.check()
    assert net.alarm is None
    assert net.urls == ("http://192.168.1.20:8080", "http://10.0.0.5:8080")


def test_the_choice_is_kept_over_a_restart_and_is_no_alarm(store: Store) -> None:
    net, _ = network(store, WIFI, CABLE)
    net.choose(Choice("interface", "eth0", "10.0.0.5"))
    assert net.urls[0] == "http://10.0.0.5:8080"
    assert net.alarm is None
    again, _ = network(store, WIFI, CABLE)
    assert again.urls[0] == "http://10.0.0.5:8080"
    store.set_setting("address_choice", "of another version")
    assert network(store, WIFI, CABLE)[0].urls[0] == "http://192.168.1.20:8080"


def test_who_chooses_the_address_of_the_alarm_has_answered_it(store: Store) -> None:
    net, places = network(store, WIFI)
    places.found = [CABLE, WIFI]
    net.check()
    assert net.alarm is not None
    told: list[object] = []
    net.tell.append(lambda: told.append(net.alarm))
    net.choose(Choice("interface", "eth0", CABLE.host))
    assert told == [None]


# --- proof ---


def test_only_the_laptop_itself_has_the_answer_and_only_at_its_own_addresses(store: Store) -> None:
    net, places = network(store, WIFI, CABLE)
    question, answers = net.places()
    assert net.answer(question, "http://10.0.0.5:8080") == answers["http://10.0.0.5:8080"]
    assert answers["http://10.0.0.5:8080"] != answers["http://192.168.1.20:8080"]
    assert net.answer(question, "http://192.168.1.99:8080") is None
    assert answers["http://10.0.0.5:8082"] != answers["http://10.0.0.5:8080"]
    assert net.answer(question, "http://10.0.0.5:8082") is None  # unless it is there after a restart
    assert net.answer(question, "http://[") is None  # a Host header may be anything
    places.found = [CABLE]
    net.check()
    # Who was given the address that we left passes the question on in vain.
    assert net.answer(question, "http://192.168.1.20:8080") is None


def test_the_answers_hold_over_a_restart_and_not_for_another_laptop(store: Store, tmp_path: Path) -> None:
    question, answers = network(store, WIFI)[0].places()
    assert network(store, WIFI)[0].answer(question, "http://192.168.1.20:8080") in answers.values()
    foreign = Store(open_database(f"sqlite:///{tmp_path / 'other.sqlite'}"))
    assert network(foreign, WIFI)[0].answer(question, "http://192.168.1.20:8080") not in answers.values()
    foreign.close()
