"""`zielrunde.local`: registered where it can be, and never felt where it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from app.network.addresses import Address, Choice
from app.network.mdns import LocalName, names, reachable
from app.network.monitor import Network
from storage.store import Store
from tests.app.network.test_addresses import VPN, WIFI, network, store

__all__ = ["store"]  # a fixture


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


async def test_one_address_without_multicast_does_not_cost_the_name(store: Store) -> None:
    """Windows names addresses of adapters that nothing is plugged into."""
    unplugged = Address("10.9.9.9", "Ethernet 2")
    net, _ = network(store, WIFI, unplugged)
    made = FakeZeroconf()

    def make(hosts: list[str]) -> Any:
        if unplugged.host in hosts:
            raise OSError(10049, "not valid in its context")
        return made

    local = named(net, made)
    local._make = make
    await local._register(reachable(net.found))
    assert net.name == "zielrunde.local"
    assert [service.parsed_addresses() for service in made.services] == [[WIFI.host]]
