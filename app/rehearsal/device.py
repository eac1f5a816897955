"""A headless phone, tablet, stage or moderator: it comes back after every drop and resends."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from app.fair_use.rate_limit import Bucket, ticks
from app.live.protocol import FRAME_BYTES, FRAMES_AT_ONCE, FRAMES_PER_SECOND, PROTOCOL_VERSION
from app.rehearsal.link import Site, get_json, parsed
from app.rehearsal.replica import Replica
from facilitation.ids import random_id

ANSWER_SECONDS = 20.0
GONE_SECONDS = 60.0  # a laptop that is started again answers after a few
# Answers that mean "not now": the same command is sent again, later each time.
NOT_NOW = frozenset({"rate_limited", "not_saved", "internal", "dropped"})
# Close codes of the gateway after which coming back makes no sense: malformed, not_allowed, unknown.
SHUT = frozenset({4400, 4401, 4404})


class CommandRejected(Exception):
    """The server refused a command for good."""

    def __init__(self, code: str, params: dict[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotOurs(Exception):
    """What answers there speaks another language."""


class HeadlessDevice:
    """One device with a secret of its own, a replica, and an outbox of one command at a time."""

    def __init__(self, site: Site, role: str = "participant", cookie: str | None = None) -> None:
        self.site = site
        self.role = role
        self.cookie = cookie
        self.token = secrets.token_urlsafe(24) if role == "participant" else None
        self.replica = Replica()
        self.reconnects = -1
        self.saved_seq = 0
        self.on_put: Callable[[str], None] = lambda id: None
        self._online = asyncio.Event()
        self._last_online = 0.0
        self._changed = asyncio.Condition()
        self._busy = asyncio.Lock()
        self._answer: tuple[str, asyncio.Future[dict[str, Any]]] | None = None
        self._socket: ClientConnection | None = None
        self._bucket = Bucket(ticks(), FRAMES_AT_ONCE, FRAMES_PER_SECOND)

    # --- the link ---

    async def run(self) -> None:
        """Stays connected until cancelled. Raises PermissionError where it is not let in, ConnectionError
        where something else answers, TimeoutError where nobody has answered for GONE_SECONDS."""
        pause, self._last_online = 0.1, time.monotonic()
        while time.monotonic() - self._last_online < GONE_SECONDS:
            try:
                async with self._connect() as self._socket:
                    pause = 0.1
                    await self._live(self._socket)
            except NotOurs as error:
                raise ConnectionError(str(error)) from error
            except (OSError, WebSocketException, TimeoutError) as error:
                _check_door(error, self._socket)
            self._drop()
            await asyncio.sleep(pause * (0.5 + secrets.randbelow(1000) / 1000))
            pause = min(2.0, pause * 2)
        raise TimeoutError

    def _connect(self) -> connect:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        return connect(
            self.site.socket,
            origin=self.site.base,  # type: ignore[arg-type]
            additional_headers=headers,
            compression=None,
            proxy=None,
            max_size=None,
        )

    async def _live(self, socket: ClientConnection) -> None:
        hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": self.role, "token": self.token}
        await socket.send(json.dumps({**hello, "epoch": self.replica.epoch, "seq": self.replica.seq}))
        async for text in socket:
            frame = _frame(text)
            reader = READERS.get(frame["type"])
            if reader and not await reader(self, frame):
                return

    def _drop(self) -> None:
        if self._online.is_set():
            self._last_online = time.monotonic()
        self._online.clear()
        if self._answer and not self._answer[1].done():
            self._answer[1].set_result({"type": "rejected", "code": "dropped"})

    # --- frames: True to go on, False to come back with what is missing ---

    async def _welcome(self, frame: dict[str, Any]) -> bool:
        if frame.get("snapshot"):
            await self._refresh(frame)
        self.reconnects += 1
        self._online.set()
        return True

    async def _refresh(self, frame: dict[str, Any]) -> bool:
        self.replica.replace(await asyncio.to_thread(get_json, self.site, frame["snapshot"], self.cookie))
        await self._tell()
        return True

    async def _delta(self, frame: dict[str, Any]) -> bool:
        complete = self.replica.apply(frame)
        for change in frame["changes"]:
            for entity in change.get("puts", ()):
                self.on_put(entity["id"])
        await self._tell()
        return complete

    async def _answered(self, frame: dict[str, Any]) -> bool:
        # A refusal without cmd_id (too many frames, say) can only mean what is under way.
        if self._answer and frame["cmd_id"] in (self._answer[0], None) and not self._answer[1].done():
            self._answer[1].set_result(frame)
        return True

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    # --- what a device does ---

    async def until(self, holds: Callable[[Replica], Any], seconds: float | None = None) -> Any:
        """Waits for something to be true of the replica, and returns it. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self._changed:
            return await self._changed.wait_for(lambda: holds(self.replica))

    async def submit(self, command: dict[str, Any]) -> float:
        """Sends a command until it is acknowledged; seconds from the first try. Raises CommandRejected."""
        cmd_id = random_id()
        text = json.dumps({"type": "submit", "cmd_id": cmd_id, "command": command})
        if len(text) > FRAME_BYTES:
            raise CommandRejected("too_large", {})
        async with self._busy:
            started = time.monotonic()
            await self._persist(cmd_id, text)
            return time.monotonic() - started

    async def _persist(self, cmd_id: str, text: str) -> None:
        pause = 0.5
        while True:
            answer = await self._ask(cmd_id, text)
            if answer["type"] == "ack":
                self.saved_seq = max(self.saved_seq, answer["seq"])
                return
            if answer["code"] not in NOT_NOW:
                raise CommandRejected(answer["code"], answer.get("params", {}))
            if answer["code"] != "dropped":
                await asyncio.sleep(pause)
                pause = min(5.0, pause * 1.5)

    async def _politely(self) -> None:
        """Keeps below the rate at which the server hangs up."""
        if not self._bucket.take(ticks()):
            await asyncio.sleep(1.1 / FRAMES_PER_SECOND)
            self._bucket.take(ticks())

    async def _ask(self, cmd_id: str, text: str) -> dict[str, Any]:
        await self._politely()
        await self._online.wait()
        self._answer = cmd_id, asyncio.get_running_loop().create_future()
        try:
            await self._socket.send(text)  # type: ignore[union-attr]
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._answer[1]
        except (WebSocketException, TimeoutError):
            return {"type": "rejected", "code": "dropped"}


def _frame(text: str | bytes) -> dict[str, Any]:
    try:
        frame = parsed(text)
    except ValueError as error:
        raise NotOurs(str(error)) from error
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise NotOurs("a frame of no type")
    return frame


def _check_door(error: Exception, socket: ClientConnection | None) -> None:
    """Raises PermissionError where the server does not want this device at all."""
    status = error.response.status_code if isinstance(error, InvalidStatus) else None
    if status in (401, 403, 404) or (socket is not None and socket.close_code in SHUT):
        raise PermissionError(str(error)) from None


READERS: dict[str, Callable[[HeadlessDevice, dict[str, Any]], Awaitable[bool]]] = {
    "welcome": HeadlessDevice._welcome,
    "refresh": HeadlessDevice._refresh,
    "delta": HeadlessDevice._delta,
    "ack": HeadlessDevice._answered,
    "rejected": HeadlessDevice._answered,
}
