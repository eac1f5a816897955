"""Under which addresses phones in the hall reach this laptop."""

from __future__ import annotations

import ipaddress
import socket

import ifaddr


def lan_addresses() -> list[str]:
    """IPv4 addresses of this machine that phones may reach, the likeliest first."""
    found = {str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4}
    usable = [a for a in found if not ipaddress.ip_address(a).is_loopback]
    first = _default_route()
    return sorted(usable, key=lambda a: (a != first, ipaddress.ip_address(a).is_link_local, a))


def _default_route() -> str | None:
    """The address that the system would send from. Opens no connection and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): nobody is there
            return str(probe.getsockname()[0])
        except OSError:
            return None


def base_urls(host: str, port: int) -> list[str]:
    """http://ADDRESS[:PORT] for each address served; port 80 need not be typed."""
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
    hosts = (lan_addresses() or ["127.0.0.1"]) if everywhere else [host]
    return [f"http://{h}" + ("" if port == 80 else f":{port}") for h in hosts]
