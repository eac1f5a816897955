"""Many phones at once, on a system that allows a program few connections unless it asks for more."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

from tests.load.server import Server, prepare

try:
    import resource
except ImportError:  # Windows sets no such limit: there the phones come without one
    resource = None  # type: ignore[assignment]

PHONES = 300
ASKED = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


@contextlib.contextmanager
def _as_on_a_mac() -> Iterator[None]:
    """Afterwards this program itself may have as many as it needs to be all the phones."""
    if resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * PHONES), hard))


def _connected(server: Server) -> socket.socket:
    phone = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    phone.sendall(ASKED)
    return phone


def test_three_hundred_connections_are_served_where_256_are_usual(tmp_path: Path) -> None:
    prepare(tmp_path, "MNY234")
    server = Server(tmp_path)
    with _as_on_a_mac():
        server.start()
    with contextlib.ExitStack() as open_ones:
        open_ones.callback(server.stop)
        phones = [open_ones.enter_context(_connected(server)) for _ in range(PHONES)]
        assert all(phone.recv(100).startswith(b"HTTP/1.1 200") for phone in phones)
