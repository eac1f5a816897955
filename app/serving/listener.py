"""The listening socket: on a port that leads to us and to nobody else, and open again if it was closed."""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
from collections.abc import Iterable

from app.network.addresses import EVERYWHERE

DEFAULT_PORT = 8080
PORTS_TRIED = 20
BACKLOG = 2048
ASK_SECONDS = 0.25  # this laptop answers itself at once; Windows would go on asking for two seconds


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


class HostUnavailable(Exception):
    """No program here can be reached under this address."""


def usual_ports(before: int | None) -> list[int]:
    """Those that are tried where none is wished, `before` first: the one that printed codes name."""
    usual = range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    return list(dict.fromkeys([*([before] if before else []), *usual]))


def first_free(host: str, ports: Iterable[int]) -> socket.socket:
    """A bound socket on the first port that can be had. Raises PortTaken, HostUnavailable."""
    wanted = list(ports)
    for port in wanted:
        if port and _somebody_answers(host, port):
            continue
        with contextlib.suppress(OSError):
            return bound(host, port)
    raise PortTaken(wanted[0])


def bound(host: str, port: int, *, again: bool = False) -> socket.socket:
    """`again`: it was ours until now. Raises OSError where it cannot be had, HostUnavailable."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows it would let two programs share a port, so only for the one that we had.
        if again or sys.platform != "win32":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except (TypeError, UnicodeError) as error:  # what no computer can be called
        door.close()
        raise HostUnavailable(host) from error
    except OSError as error:
        door.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise HostUnavailable(host) from error
        raise
    return door


def _somebody_answers(host: str, port: int) -> bool:
    """Windows and macOS give away a port of which another program has only 127.0.0.1, and nobody minds one
    on ::1. `localhost` would then lead to that program."""
    there = [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)] if host == EVERYWHERE else []
    return any(_answers(place, family, port) for place, family in there)


def _answers(host: str, family: int, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as visitor:
            visitor.settimeout(ASK_SECONDS)
            visitor.connect((host, port))
            return True
    except OSError:  # also where there is no IPv6
        return False


def is_open(door: socket.socket, port: int) -> bool:
    """Whether it is still ours: a number that was closed may already belong to something else."""
    try:
        return int(door.getsockname()[1]) == port
    except (OSError, IndexError, TypeError):
        return False
