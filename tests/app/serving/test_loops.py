"""Windows' loop, as CPython's own tests try it: a proactor that does what it is told."""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import Any

import pytest

from app.serving import asgi, event_loops


class Proactor:
    """Answers `accept` with what the test says, in order; afterwards nobody comes."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = list(answers), 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def set_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        return []

    def recv(self, sock: Any, size: int) -> asyncio.Future[Any]:
        return self._loop.create_future()  # type: ignore[union-attr]

    def recv_into(self, sock: Any, buffer: Any) -> asyncio.Future[Any]:
        return self._loop.create_future()  # type: ignore[union-attr]

    def accept(self, listener: Any) -> asyncio.Future[Any]:
        self.asked += 1
        future = self._loop.create_future()  # type: ignore[union-attr]
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, BaseException):
                future.set_exception(answer)
            else:
                future.set_result(answer)
        return future

    def _stop_serving(self, sock: Any) -> None:
        pass

    def close(self) -> None:
        pass


class PatientProactor(event_loops.PatientAccept, Proactor):
    pass


def _reset(number: int) -> OSError:
    error = ConnectionResetError("The specified network name is no longer available")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.fixture
def listener() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _turns(loop: Any, count: int = 30) -> None:
    for _ in range(count):
        loop._run_once()


def _windows(proactor: Proactor) -> Any:
    from asyncio.proactor_events import BaseProactorEventLoop

    return BaseProactorEventLoop(proactor)


def _serve(proactor: Proactor, listening: socket.socket, protocol: Any = asyncio.Protocol) -> Any:
    loop = _windows(proactor)
    asyncio._set_running_loop(loop)
    try:
        loop._start_serving(protocol, listening)
        _turns(loop)
    finally:
        asyncio._set_running_loop(None)
        loop._stop_serving(listening) if listening.fileno() != -1 else None
        _turns(loop, 3)
        loop.close()
    return loop


@pytest.mark.parametrize("number", sorted(event_loops.GONE))
def test_windows_lets_others_in_after_one_that_had_gone(
    number: int, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = []
    monkeypatch.setattr(PatientProactor, "_stop_serving", lambda _, sock: shut.append(sock.fileno()))
    proactor = PatientProactor(_reset(number), _reset(number))
    _serve(proactor, listener)
    assert proactor.asked == 3, "it goes on asking"
    assert shut != [-1]


def test_other_troubles_are_waited_for_and_a_closed_door_ends_it(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_loops, "REST_SECONDS", 0)
    proactor = PatientProactor(OSError(errno.EMFILE, "too many open files"))
    _serve(proactor, listener)
    assert proactor.asked == 2
    listener.close()
    proactor = PatientProactor(OSError(errno.EBADF, "closed"))
    _serve(proactor, listener)
    assert proactor.asked == 1


def test_a_reset_is_no_stack_trace_and_its_socket_is_closed(caplog: pytest.LogCaptureFixture) -> None:
    from asyncio.proactor_events import _ProactorSocketTransport

    ours, theirs = socket.socketpair()
    told: list[object] = []

    class Phone(asyncio.Protocol):
        def connection_lost(self, error: Exception | None) -> None:
            told.append(error)

    class Reset(socket.socket):
        def shutdown(self, how: int) -> None:
            raise _reset(10054)

    sock = Reset(fileno=ours.detach())
    loop = _windows(Proactor())
    loop.set_exception_handler(event_loops.without_resets)
    asyncio._set_running_loop(loop)
    try:
        transport = _ProactorSocketTransport(loop, sock, Phone())
        _turns(loop, 2)
        transport.abort()
        _turns(loop, 2)
    finally:
        asyncio._set_running_loop(None)
        loop.close()
        theirs.close()
    assert (sock.fileno(), len(told), caplog.text) == (-1, 1, "")


def test_any_other_error_of_the_loop_is_still_said(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.new_event_loop()
    event_loops.without_resets(loop, {"message": "something else", "exception": ConnectionResetError()})
    loop.close()
    assert "something else" in caplog.text


async def test_what_runs_beside_the_hall_begins_again_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk was away for a moment."""
    monkeypatch.setattr(asgi, "AGAIN_SECONDS", 0)
    tries = []

    async def work() -> None:
        tries.append(len(tries))
        if len(tries) < 3:
            raise OSError("no disk")

    await asgi.again_and_again(work)
    assert len(tries) == 3
    assert len(caplog.records) == 2
