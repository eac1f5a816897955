"""One subscriber of a feed: a WebSocket, or a device that polls over HTTP.

Frames are encoded once per class of viewer and written straight to the transport, past the
per-message work of the ASGI layer: in a hall of 1000 that work is most of a delivery.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from websockets import frames

from app.live.protocol import Hello
from facilitation.events import Actor
from facilitation.visibility import Viewer

# What may wait for one slow phone before it is sent to a snapshot instead.
BEHIND_BYTES = 256 * 1024
BEHIND_FRAMES = 500

FAREWELL_SECONDS = 1.0  # in which a device that is cut off may read why


class Frame:
    """A message's JSON, and the same as a WebSocket's frame: one unmasked text."""

    __slots__ = ("text", "wire")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.wire = frames.Frame(frames.Opcode.TEXT, text).serialize(mask=False)


class Subscriber(ABC):
    """Who follows a feed: role, actor and what it said of itself. `behind`: it needs a snapshot first."""

    __slots__ = ("actor", "behind", "pages", "role", "unsent", "viewer")

    def __init__(self, hello: Hello, actor: Actor) -> None:
        self.role = hello.role
        self.actor = actor
        self.viewer = Viewer.MODERATOR if hello.role == "moderator" else Viewer.PUBLIC
        self.unsent = 0
        self.pages = 0
        self.behind = False

    @abstractmethod
    def deliver(self, frame: Frame) -> None:
        """Takes a frame without waiting."""

    @abstractmethod
    def send_away(self, code: int, reason: str) -> None:
        """There is nothing to read any more. `code`: of a WebSocket's end; `reason`: for the page."""


class SocketSubscriber(Subscriber):
    """A WebSocket. Never waits: what a slow phone cannot take turns into a snapshot."""

    __slots__ = ("_protocol", "_send", "_tasks", "_transport")

    def __init__(self, hello: Hello, actor: Actor, send: Any) -> None:
        super().__init__(hello, actor)
        self._send = send
        # uvicorn's `send` is a method of its protocol object. Where something wraps it, frames
        # go the ordinary way.
        self._protocol = getattr(send, "__self__", None)
        self._transport = getattr(self._protocol, "transport", None)
        self._tasks: set[asyncio.Task[None]] | None = None

    def hand_texts_to(self, on_text: Callable[[bytes], bool], known: Callable[[], bool]) -> None:
        """Where our own protocol (`app.fair_use.protocols`) reads, texts go straight to `on_text`.

        `known`: whether the device may stay connected when others have to go.
        """
        if hasattr(self._protocol, "on_text"):
            self._protocol.on_text = on_text  # type: ignore[union-attr]
            self._protocol.known = known  # type: ignore[union-attr]

    def deliver(self, frame: Frame) -> None:
        transport = self._transport
        if transport is None:
            self._deliver_politely(frame)
        elif transport.get_write_buffer_size() > BEHIND_BYTES:
            self.behind = True
        elif not transport.is_closing():
            transport.write(frame.wire)

    def _deliver_politely(self, frame: Frame) -> None:
        self._tasks = self._tasks or set()
        if len(self._tasks) > BEHIND_FRAMES:
            self.behind = True
            return
        message = {"type": "websocket.send", "text": frame.text.decode()}
        task = asyncio.get_running_loop().create_task(self._send(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def send_away(self, code: int, reason: str) -> None:
        self._tasks = self._tasks or set()
        task = asyncio.get_running_loop().create_task(cut_off(self._send, code, reason))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def drained(self) -> bool:
        """Whether all that was written has left, so that a snapshot makes sense again."""
        return self._transport is None or self._transport.get_write_buffer_size() == 0


async def cut_off(send: Any, code: int, reason: str) -> None:
    """Ends a WebSocket of somebody who does not keep to the rules.

    What it still sends is not even read: uvicorn would for ten seconds, and all others wait for that.
    """
    await send({"type": "websocket.close", "code": code, "reason": reason})
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None and not transport.is_closing():
        transport.pause_reading()
        asyncio.get_running_loop().call_later(FAREWELL_SECONDS, transport.abort)


class PollSubscriber(Subscriber):
    """A device on long-polling. It asks "since", so nothing is kept for it but a bell."""

    __slots__ = ("bell", "last_seen", "told")

    def __init__(self, hello: Hello, actor: Actor) -> None:
        super().__init__(hello, actor)
        self.bell = asyncio.Event()
        self.last_seen = 0.0
        self.told: Frame | None = None  # the last it heard of where the laptop is

    def deliver(self, frame: Frame) -> None:
        self.bell.set()

    def send_away(self, code: int, reason: str) -> None:
        self.bell.set()  # it asks anew, and is told then
