"""A script sends what no browser sends, as fast as it can, and others open the page meanwhile."""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import threading

import httpx
import pytest

from tests.load.server import Server

CODE = "FLD234"
TO_CHECK = b"GET /check/now HTTP/1.1\r\nHost: x\r\n"
UPGRADE = (
    f"GET /live/{CODE}/ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n"
).encode()

# How each begins, and what is sent over and over: about ten seconds' work for one who reads it all.
FLOODS = {
    "pings": (UPGRADE, b"\x89\x80\0\0\0\0" * 3_000_000),
    "fragments": (UPGRADE, b"\x01\x80\0\0\0\0" + b"\x00\x80\0\0\0\0" * 2_000_000),
    "headers": (TO_CHECK, b"X-A: b\r\n" * 8_000_000),
    "one header": (TO_CHECK + b"X-A: ", b"b" * 30_000_000),
    "requests": (b"", (TO_CHECK + b"\r\n") * 500_000),
}


def _flood(script: socket.socket, sent: bytes, done: threading.Event) -> None:
    with contextlib.suppress(OSError):
        script.sendall(sent)
        done.set()


@pytest.mark.parametrize("flood", FLOODS)
def test_others_are_served_before_a_flood_has_been_read(server: Server, flood: str) -> None:
    begin, sent = FLOODS[flood]
    done = threading.Event()
    with socket.create_connection(("127.0.0.1", server.port)) as script:
        script.sendall(begin)
        if begin == UPGRADE:
            script.recv(4096)
        flooding = threading.Thread(target=_flood, args=(script, sent, done))
        flooding.start()
        for _ in range(20):
            assert httpx.get(f"{server.base}/j/{CODE}", timeout=60).status_code == 200
        assert not done.is_set()
        with contextlib.suppress(OSError):
            script.shutdown(socket.SHUT_RDWR)  # wakes the script, if it was not cut off
        flooding.join()
