"""Under which addresses phones in the hall reach this laptop."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import NamedTuple

import ifaddr

KINDS = ("lan", "vpn", "virtual", "link_local")
"""What an address belongs to, the likeliest to be reached by a phone first."""

EVERYWHERE = "0.0.0.0"  # noqa: S104 - phones in the hall must reach it
LOOPBACK = "127.0.0.1"

_VPN = re.compile(
    r"^(tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton)|vpn|wireguard|wintun|tap-windows|anyconnect"
    r"|fortinet|globalprotect|zerotier|hamachi",
    re.I,
)
_VIRTUAL = re.compile(
    r"^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|bridge1\d\d|awdl|llw)|hyper-v|vethernet|virtual"
    r"|vmware|virtualbox|wsl|host-only",
    re.I,
)


class Address(NamedTuple):
    """`host`: an IPv4 address or a name. `interface`: as the system calls it, "" where nobody knows."""

    host: str
    interface: str = ""
    kind: str = "lan"


class Choice(NamedTuple):
    """Which address the QR codes name. `kind`: "auto" (the likeliest), "name" (zielrunde.local) or
    "interface": that one, whatever address it is given later."""

    kind: str = "auto"
    interface: str = ""
    host: str = ""


def lan_addresses() -> list[Address]:
    """IPv4 addresses of this machine that phones may reach, the likeliest first."""
    found = (
        Address(str(ip.ip), adapter.nice_name, kind_of(adapter.nice_name, str(ip.ip)))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4
    )
    return likeliest_first(found, _default_route())


def kind_of(interface: str, host: str) -> str:
    """One of KINDS. A VPN or the network of virtual machines looks usable and leads no phone here."""
    if ipaddress.ip_address(host).is_link_local:
        return "link_local"
    if _VPN.search(interface):
        return "vpn"
    return "virtual" if _VIRTUAL.search(interface) else "lan"


def likeliest_first(found: Iterable[Address], default: str | None) -> list[Address]:
    """Without loopback. `default`: the address that the system would send from."""
    usable = {a.host: a for a in found if not ipaddress.ip_address(a.host).is_loopback}
    return sorted(usable.values(), key=lambda a: (KINDS.index(a.kind), a.host != default, a.host))


def _default_route() -> str | None:
    """The address that the system would send from. Opens no connection and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): nobody is there
            return str(probe.getsockname()[0])
        except OSError:
            return None


def in_order(found: list[Address], choice: Choice, name: str | None) -> list[Address]:
    """All addresses, the one that the QR codes name first. `name`: zielrunde.local while registered.

    A choice that cannot be had now falls back to the likeliest: a code that leads nowhere helps nobody.
    """
    named = [Address(name)] if name else []
    chosen = named if choice.kind == "name" else _of_interface(found, choice)
    rest = [*found, *named]
    return [*chosen, *(address for address in rest if address not in chosen)]


def _of_interface(found: list[Address], choice: Choice) -> list[Address]:
    """The very address on that interface, else another one there: it was given a new one."""
    there = [a for a in found if choice.kind == "interface" and a.interface == choice.interface]
    return sorted(there, key=lambda a: a.host != choice.host)[:1]


def url(host: str, port: int, scheme: str = "http") -> str:
    """scheme://HOST[:PORT]; the scheme's own port need not be typed."""
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" + ("" if port == usual else f":{port}")


def short(url: str) -> str:
    """What a person types: no browser needs the http://, but it would not guess https on another port."""
    return url.removeprefix("http://")
