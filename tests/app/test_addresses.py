"""Which address the QR codes name, and what happens when the laptop's addresses change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.addresses import Address, Choice, in_order, kind_of, likeliest_first, short, url
from app.local_name import LocalName, names, reachable
from app.network import Network
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
    return Network(store, places, 8080), places


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
    ],
)
def test_the_kind_of_an_address(interface: str, host: str, kind: str) -> None:
    assert kind_of(interface, host) == kind


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


# --- zielrunde.local ---


class FakeZeroconf:
    """A network in which some names are taken."""

    def __init__(self, fails: bool = False) -> None:
        self.zeroconf = self
        self.services: list[Any] = []
        self.fails = fails

    async def async_register_service(self, service: Any, **_: Any) -> Any:
        if self.fails:
            raise OSError("no multicast here")
        self.services.append(service)

        async def done() -> None:
            return None

        return done()

    async def async_unregister_all_services(self) -> None:
        self.services.clear()

    async def async_close(self) -> None:
        return None


def named(net: Network, made: FakeZeroconf, taken: tuple[str, ...] = ()) -> LocalName:
    local = LocalName(net, lambda hosts: made)

    async def is_taken(name: str, hosts: list[str]) -> bool:
        return name in taken

    local._taken = is_taken  # type: ignore[method-assign]
    return local


async def test_a_free_name_is_registered_for_the_port_and_leads_here(store: Store) -> None:
    net, _ = network(store, WIFI, VPN)
    made = FakeZeroconf()
    await named(net, made)._register(reachable(net.found))
    (service,) = made.services
    assert (service.server, service.port) == ("zielrunde.local.", 8080)
    assert service.parsed_addresses() == [WIFI.host]
    assert net.urls[-1] == "http://zielrunde.local:8080"
    assert net.alarm is None


async def test_a_taken_name_is_left_to_whoever_has_it(store: Store) -> None:
    net, _ = network(store, WIFI)
    await named(net, FakeZeroconf(), ("zielrunde.local",))._register([WIFI.host])
    assert net.name == "zielrunde-2.local"
    await named(net, FakeZeroconf(), tuple(names()))._register([WIFI.host])
    assert net.name is None


async def test_a_network_without_multicast_only_lacks_the_name(store: Store) -> None:
    net, _ = network(store, WIFI)
    await named(net, FakeZeroconf(fails=True))._register([WIFI.host])
    assert net.name is None
    assert net.urls == ("http://192.168.1.20:8080",)


async def test_codes_with_the_chosen_name_stay_when_the_address_changes(store: Store) -> None:
    net, places = network(store, WIFI)
    local = named(net, FakeZeroconf())
    await local._register([WIFI.host])
    net.choose(Choice("name"))
    seen: list[str] = []
    note: Callable[[], None] = lambda: seen.append(net.urls[0])  # noqa: E731
    net.tell.append(note)
    places.found = [Address("192.168.1.57", "wlan0")]
    net.check()
    await local._register(reachable(net.found))
    assert set(seen) == {"http://zielrunde.local:8080"}
    assert net.alarm is None


async def test_codes_whose_name_is_lost_or_another_alarm(store: Store) -> None:
    net, _ = network(store, WIFI)
    net.choose(Choice("name"))
    await named(net, FakeZeroconf())._register([WIFI.host])
    assert net.alarm is None, "the first name is what was chosen"
    await named(net, FakeZeroconf(), ("zielrunde.local",))._register([WIFI.host])
    assert net.alarm == ("http://zielrunde.local:8080", "http://zielrunde-2.local:8080")
    await named(net, FakeZeroconf(fails=True))._register([WIFI.host])
    assert net.alarm == ("http://zielrunde.local:8080", "http://192.168.1.20:8080")
    await named(net, FakeZeroconf())._register([WIFI.host])
    assert net.alarm is None, "printed codes are right again"


async def test_the_end_of_the_program_is_no_alarm(store: Store) -> None:
    net, _ = network(store, WIFI)
    net.choose(Choice("name"))
    keeping = asyncio.create_task(named(net, FakeZeroconf()).keep())
    named_now = asyncio.Event()
    net.tell.append(named_now.set)
    await named_now.wait()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert (net.name, net.alarm) == (None, None)
