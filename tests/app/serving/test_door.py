"""The listening socket: whose port it is, and that it is open for as long as the program runs."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
import uvicorn

from app.network.addresses import Address
from app.network.monitor import Network
from app.serving import listener, run
from app.serving.listener import HostUnavailable, PortTaken, first_free, usual_ports
from app.serving.run import Server
from app.settings import Settings
from app.workplace.notices import Warned
from storage.store import Store


async def _hello(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})


def _serving(then: Callable[[Server, int], Coroutine[Any, Any, None]]) -> tuple[str, ...]:
    """A real server on a real socket, for as long as `then` takes. What moderators were told."""
    told: list[str] = []
    warned = Warned(lambda: told.extend(warned.codes))
    opened = first_free("127.0.0.1", [0])
    config = uvicorn.Config(
        _hello, loop="app.serving.event_loops:new_event_loop", log_config=None, lifespan="off"
    )
    failed: list[BaseException] = []

    async def and_end() -> None:
        try:
            await then(server, opened_port)
        except BaseException as error:
            failed.append(error)
        server.should_exit = True
        server.wake()

    def announce() -> None:
        server.guest = asyncio.get_running_loop().create_task(and_end())  # type: ignore[attr-defined]

    opened_port = int(opened.getsockname()[1])
    server = Server(config, opened, announce, lambda: None, warned)
    server.open()
    if failed:
        raise failed[0]
    return tuple(told)


async def _visit(port: int) -> int:
    async with httpx.AsyncClient() as visitor:
        return (await visitor.get(f"http://127.0.0.1:{port}/")).status_code


async def _until_open(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                assert await _visit(port) == 200
                return
            except httpx.ConnectError:
                await asyncio.sleep(0.02)


def test_a_door_that_was_shut_is_opened_again_and_a_moderator_hears_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "LOOK_SECONDS", 0.05)

    async def shut_it(server: Server, port: int) -> None:
        assert await _visit(port) == 200
        for _ in range(3):  # as often as it happens
            server.servers[0].close()
            await _until_open(port)

    assert set(_serving(shut_it)) == {"door_opened"}


def test_who_is_in_stays_in_while_it_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LOOK_SECONDS", 0.05)

    async def shut_it(server: Server, port: int) -> None:
        inside = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}")
        async with inside:
            await inside.get("/")
            server.servers[0].close()
            await _until_open(port)
            assert (await inside.get("/")).status_code == 200

    _serving(shut_it)


def test_a_door_that_cannot_be_opened_is_said_once_and_tried_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LOOK_SECONDS", 0.02)
    tries: list[int] = []

    def taken_at_first(*place: Any, again: bool) -> socket.socket:
        tries.append(1)
        if len(tries) < 4:
            raise OSError(errno.EADDRINUSE, "in use")
        return listener.bound(*place, again=again)

    monkeypatch.setattr(run, "bound", taken_at_first)

    async def shut_it(server: Server, port: int) -> None:
        server.servers[0].close()
        await _until_open(port)

    assert _serving(shut_it) == ("door_shut", "door_opened")


def test_a_door_at_which_nobody_listens_is_not_taken_for_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port was had again, and then the system refused to listen at it."""
    monkeypatch.setattr(run, "LOOK_SECONDS", 0.02)
    tries: list[int] = []

    async def shut_it(server: Server, port: int) -> None:
        loop = asyncio.get_running_loop()

        async def refused_at_first(*given: Any, **options: Any) -> Any:
            tries.append(1)
            if len(tries) < 3:
                raise OSError(errno.EMFILE, "no more files")
            return await type(loop).create_server(loop, *given, **options)

        monkeypatch.setattr(loop, "create_server", refused_at_first)
        server.servers[0].close()
        await _until_open(port)

    assert _serving(shut_it) == ("door_shut", "door_opened")


def test_who_closes_the_window_waits_for_the_farewell() -> None:
    """Windows calls it in a thread of its own, and ends the program when it comes back."""
    ended: list[bool] = []

    async def close_it(server: Server, port: int) -> None:
        def window_closed() -> None:
            server.end(20)
            ended.append(server._ended.is_set())

        threads.append(threading.Thread(target=window_closed))
        threads[0].start()

    threads: list[threading.Thread] = []
    _serving(close_it)
    threads[0].join(20)
    assert ended == [True]


# --- whose port it is -------------------------------------------------------------------------------


@pytest.mark.parametrize(("family", "place"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_program_on_localhost_alone_has_the_port(family: int, place: str) -> None:
    """Windows and macOS would give it to us as well, and `localhost` would lead to that program."""
    with socket.socket(family) as other:
        other.bind((place, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken):
            first_free("0.0.0.0", [port])
        with first_free("0.0.0.0", [port, 0]) as ours:
            assert ours.getsockname()[1] != port


def test_windows_which_gives_a_port_twice_is_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Microsoft's table: the second bind, to all addresses, succeeds beside one to 127.0.0.1 alone."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(listener, "bound", lambda host, port: socket.socket())
        with pytest.raises(PortTaken):
            first_free("0.0.0.0", [port])


def test_the_port_of_before_comes_first_and_an_address_of_others_is_said() -> None:
    assert usual_ports(None)[0] == 8080
    assert usual_ports(8085)[:2] == [8085, 8080]
    assert len(usual_ports(8085)) == listener.PORTS_TRIED
    with pytest.raises(HostUnavailable):
        first_free("192.0.2.77", [0])


async def test_another_port_than_printed_codes_name_is_an_alarm(store: Store) -> None:
    network = Network(Settings(store), lambda: [Address("192.168.1.20")], 8081)
    network.moved_from(8080)
    assert network.alarm == ("http://192.168.1.20:8080", "http://192.168.1.20:8081")
    assert "http://192.168.1.20:8080" in network.former
