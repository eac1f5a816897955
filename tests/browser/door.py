"""A door to the laptop: an address of it that can be taken away while the laptop runs on."""

from __future__ import annotations

import contextlib
import socket
import threading


class Door:
    """Passes bytes between `host`:port and a server on this machine, until it is shut."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.base = f"http://{host}:{self.port}"
        self._open: set[socket.socket] = set()
        self._to = 0
        self._shut = False

    def leads_to(self, port: int) -> None:
        self._to = port
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                outside, _ = self._listening.accept()
                inside = socket.create_connection(("127.0.0.1", self._to))
                self._open.update((outside, inside))
                if self._shut:  # while this one was just coming in
                    return self.shuts()
                for one, other in ((outside, inside), (inside, outside)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            _cut(end)

    def shuts(self) -> None:
        """Nobody gets in any more, and who was in is out."""
        self._shut = True
        _cut(self._listening)
        for one in list(self._open):
            _cut(one)


def _cut(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
