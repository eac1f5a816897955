"""Under which addresses phones in the hall reach this laptop."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import ifaddr
import psutil

KINDS = ("lan", "vpn", "virtual", "link_local")
"""What an address belongs to, the likeliest to be reached by a phone first."""

EVERYWHERE = "0.0.0.0"  # noqa: S104 - phones in the hall must reach it
LOOPBACK = "127.0.0.1"
NEARBY_PORTS = range(8080, 8083)
"""Where a program that found its port taken is likely to be (see app/serving/listener.py)."""

# Names are the last hint, where an interface does not show what it does.
_VPN = re.compile(
    r"^(tun|tap|utun|wg|ppp|ipsec|zt|tailscale|nordlynx|proton)|vpn|wireguard|wintun|tap-windows|anyconnect"
    r"|fortinet|globalprotect|zerotier|hamachi|zscaler|cloudflare|\bwarp\b|pulse secure|ivanti|juniper"
    r"|check ?point|sonicwall|citrix|netskope|openconnect",
    re.I,
)
_VIRTUAL = re.compile(
    r"^(docker|br-|veth|virbr|vmnet|vnic|vboxnet|lxc|lxd|podman|cni|bridge1\d\d|awdl|llw)|hyper-v|vethernet|virtual"
    r"|vmware|virtualbox|parallels|wsl|host-only",
    re.I,
)
# What a system takes for itself when it shares its network: Windows (whose adapter is called virtual), a Mac,
# Linux' NetworkManager. There the phones are.
_SHARING = {"192.168.137.1": "", "192.168.2.1": "bridge", "10.42.0.1": "wl"}
_MESH = ipaddress.ip_network("100.64.0.0/10")  # of carriers and of VPNs that connect laptops, never of a hall
ALONE = 31  # bits of a network in which there is nobody but the other end of a tunnel


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
    out, states = _default_route(), _states()
    found = []
    for adapter in ifaddr.get_adapters():
        for ip in (ip for ip in adapter.ips if ip.is_IPv4):
            host, state = str(ip.ip), states.get(ip.nice_name)
            if state is not None and not state.isup:
                continue  # Windows goes on naming the address of a cable that was pulled
            alone = 32 if state is not None and "pointopoint" in state.flags else ip.network_prefix
            kind = kind_of(adapter.nice_name, host, alone, leads_out=host == out)
            found.append(Address(host, adapter.nice_name, kind))
    return likeliest_first(found, out)


def _states() -> dict[str, Any]:
    try:
        return dict(psutil.net_if_stats())
    except OSError:  # some systems do not tell; then all of them count as being up
        return {}


def kind_of(interface: str, host: str, prefix: int = 24, *, leads_out: bool = False) -> str:
    """One of KINDS. A VPN or the network of virtual machines looks usable and leads no phone here.

    `prefix`: bits of its network. `leads_out`: the system sends through it, so what is called virtual is the
    real network behind a switch of the system's own.
    """
    address = ipaddress.ip_address(host)
    if address.is_link_local:
        return "link_local"
    if shares(interface, host):
        return "lan"
    if prefix >= ALONE or address in _MESH or _VPN.search(interface):
        return "vpn"
    return "virtual" if _VIRTUAL.search(interface) and not leads_out else "lan"


def shares(interface: str, host: str) -> bool:
    """Whether this laptop is the hotspot."""
    return host in _SHARING and interface.lower().startswith(_SHARING[host])


def likeliest_first(found: Iterable[Address], default: str | None) -> list[Address]:
    """Without loopback. `default`: the address that the system would send from. Who switched a hotspot on
    wants the phones there."""
    usable = {a.host: a for a in found if not ipaddress.ip_address(a.host).is_loopback}

    def rank(a: Address) -> tuple[int, bool, bool, str]:
        return KINDS.index(a.kind), not shares(a.interface, a.host), a.host != default, a.host

    return sorted(usable.values(), key=rank)


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


def nearby(base: str) -> list[str]:
    """The same address at the ports that are tried first; none where there is a certificate."""
    parts = urlsplit(base)
    return [url(str(parts.hostname), port) for port in NEARBY_PORTS] if parts.scheme == "http" else []


def url(host: str, port: int, scheme: str = "http") -> str:
    """scheme://HOST[:PORT]; the scheme's own port need not be typed."""
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" + ("" if port == usual else f":{port}")


def short(url: str) -> str:
    """What a person types: no browser needs the http://, but it would not guess https on another port."""
    return url.removeprefix("http://")
