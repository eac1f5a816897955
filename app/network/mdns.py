"""`zielrunde.local`: a name that survives a changed address, where phones resolve it (multicast DNS)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from app.network.addresses import Address
from app.network.monitor import Network

log = logging.getLogger(__name__)

NAMES_TRIED = 9
ASK_MS = 1500  # whoever has the name answers within a second (RFC 6762, 6)


def names() -> Iterable[str]:
    """zielrunde.local, zielrunde-2.local and so on."""
    yield "zielrunde.local"
    yield from (f"zielrunde-{n}.local" for n in range(2, NAMES_TRIED + 1))


class LocalName:
    """Registers a free name for as long as the program runs. Nothing that fails here is ever felt elsewhere:
    many networks swallow multicast, and the addresses work without it."""

    def __init__(self, network: Network, make: Callable[[list[str]], Any] | None = None) -> None:
        self._network = network
        self._make = make or _zeroconf
        self._zeroconf: Any = None
        self._hosts: list[str] = []

    async def keep(self) -> None:
        """Until cancelled: registers, and registers anew after the laptop's addresses have changed."""
        changed = asyncio.Event()
        self._network.tell.append(changed.set)
        try:
            while True:
                await self._register(reachable(self._network.found))
                await changed.wait()
                changed.clear()
        finally:
            self._network.tell.remove(changed.set)
            await self._close()
            self._network.named(None, alarm=False)

    async def _register(self, hosts: list[str]) -> None:
        """The name stays in the codes meanwhile: it is to be the same again."""
        if hosts == self._hosts:
            return
        await self._close()
        self._hosts = hosts
        name = None
        try:
            if hosts:
                self._zeroconf, joined = await self._joined(hosts)
                name = await self._first_free(joined)
        except Exception as error:
            log.info("no local name: %s", error)  # the hall check says it where somebody reads it
        self._network.named(name)

    async def _joined(self, hosts: list[str]) -> tuple[Any, list[str]]:
        """On all addresses, or only on those that take part in multicast. Raises OSError."""
        try:
            return self._make(hosts), hosts
        except OSError:
            joined = [host for host in hosts if await self._joins(host)]
            if not joined:
                raise
            return self._make(joined), joined

    async def _joins(self, host: str) -> bool:
        try:
            await self._make([host]).async_close()
        except OSError:
            return False
        return True

    async def _first_free(self, hosts: list[str]) -> str | None:
        from zeroconf import ServiceInfo

        for name in names():
            if await self._taken(name, hosts):
                continue
            service = ServiceInfo(
                "_http._tcp.local.",
                f"{name.removesuffix('.local').capitalize()}._http._tcp.local.",
                addresses=[socket.inet_aton(host) for host in hosts],
                port=self._network.port,
                server=f"{name}.",
            )
            await (await self._zeroconf.async_register_service(service, allow_name_change=True))
            return name
        return None

    async def _taken(self, name: str, hosts: list[str]) -> bool:
        """Whether another machine answers to it. Another program here has our addresses: fine."""
        from zeroconf import AddressResolverIPv4  # type: ignore[attr-defined]

        asked = AddressResolverIPv4(f"{name}.")
        found = await asked.async_request(self._zeroconf.zeroconf, ASK_MS)
        return bool(found) and not set(asked.parsed_addresses()) & set(hosts)

    async def _close(self) -> None:
        zeroconf, self._zeroconf = self._zeroconf, None
        with contextlib.suppress(Exception):
            if zeroconf is not None:
                await zeroconf.async_unregister_all_services()
                await zeroconf.async_close()


@asynccontextmanager
async def looking_around(network: Network) -> AsyncIterator[None]:
    """While the program runs: watches the addresses and keeps the name, where addresses may change."""
    work = (network.watch(), LocalName(network).keep()) if network.watched else ()
    tasks = [asyncio.create_task(one) for one in work]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def reachable(found: list[Address]) -> list[str]:
    """Only these are told under the name: a phone that is given the address of a VPN waits for nothing."""
    return [a.host for a in found if a.kind == "lan"] or [a.host for a in found if a.kind == "link_local"]


def _zeroconf(hosts: list[str]) -> Any:
    from zeroconf import IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    return AsyncZeroconf(interfaces=hosts, ip_version=IPVersion.V4Only)
