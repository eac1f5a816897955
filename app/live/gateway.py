"""The live channel as plain ASGI: WebSocket, and the same messages by HTTP.

    /live/CODE/ws                                   WebSocket
    /live/CODE/submit                               POST {hello, submit} -> Ack | Rejected
    /live/CODE/poll                                 POST {hello, status} -> [frames], waits up to 20 s
    /live/CODE/snapshot/{public|moderator}/NAME     a Snapshot, gzip

Depends on no web framework, so that several gateways can serve one conference later. Knows no
addresses of people: limits count per device, since a whole hall may share one address.
"""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.live.connection import Frame, PollReader, SocketReader, cut_off
from app.live.greeting import welcome
from app.live.hearing import Hearing, note, rejected, sentence_of
from app.live.http import read_body, respond, respond_bytes, same_origin
from app.live.limits import Bucket, ticks
from app.live.protocol import FROM_DEVICE, Hello, Message, Rejected, Status, Submit
from app.live.room import Room
from app.live.signed_in import SignedIn
from facilitation.events import Actor, Role
from facilitation.ids import participant_id
from facilitation.visibility import Viewer

log = logging.getLogger(__name__)

POLL_SECONDS = 20.0
SILENT_SECONDS = 45.0  # a polling device that has not asked for so long is gone
HELLO_SECONDS = 10.0

_PATH = re.compile(
    r"/live/([A-Z0-9]{4,8})/(ws|submit|poll|snapshot)(?:/(public|moderator)/([0-9a-f]+-[0-9]+)\.json)?"
)

Scope = dict[str, Any]


class PollBody(Message):
    hello: Hello
    status: Status | None = None


class SubmitBody(Message):
    hello: Hello
    submit: Submit


_POLL: TypeAdapter[PollBody] = TypeAdapter(PollBody)
_SUBMIT: TypeAdapter[SubmitBody] = TypeAdapter(SubmitBody)


class Gateway:
    """`rooms`: finds a room by join code. `is_moderator`: judges a request's headers.

    `now`: the moment in ms, which is only told; what is measured here is measured in ticks.
    """

    def __init__(self, rooms: Any, is_moderator: Any, now: Any, max_bytes: int) -> None:
        self._room = rooms
        self._is_moderator = is_moderator
        self._now = now
        self._max_bytes = max_bytes
        self.signed_in = SignedIn(is_moderator)
        self._polling: dict[tuple[str, str], PollReader] = {}
        self._submitting: dict[str, Bucket] = {}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        match = _PATH.fullmatch(scope["path"])
        room = await self._room(match[1]) if match else None
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, room if match and match[2] == "ws" else None)
        elif match is None or room is None:
            await respond(send, 404, {"code": "unknown"})
        elif match[2] == "snapshot" and scope["method"] == "GET" and match[3]:
            await self._snapshot(scope, send, room, Viewer(match[3]))
        elif scope["method"] == "POST" and same_origin(scope):
            await self._post(scope, receive, send, room, match[2])
        else:
            await respond(send, 405, {"code": "not_allowed"})

    # --- WebSocket ---

    async def _socket(self, scope: Scope, receive: Any, send: Any, room: Room | None) -> None:
        await receive()
        if not same_origin(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        if room is None:
            await send({"type": "websocket.close", "code": 4404, "reason": "unknown"})
            return
        hello = await self._hello(receive, send)
        reader = await self._reader(scope, hello, room, send) if hello else None
        if reader is None:
            return
        room.add(reader)
        if reader.viewer is Viewer.MODERATOR:
            self.signed_in.add(reader, scope, send)
        try:
            await self._listen(receive, send, room, reader)
        finally:
            room.remove(reader)
            self.signed_in.remove(reader)

    async def _hello(self, receive: Any, send: Any) -> Hello | None:
        try:
            event = await asyncio.wait_for(receive(), HELLO_SECONDS)
            message = FROM_DEVICE.validate_json(_raw(event))
        except (ValidationError, TimeoutError):
            message = None
        if isinstance(message, Hello):
            return message
        await cut_off(send, 4400, "malformed")
        return None

    async def _reader(self, scope: Scope, hello: Hello, room: Room, send: Any) -> SocketReader | None:
        actor = self._actor(scope, hello, room)
        if actor is None:
            await send({"type": "websocket.close", "code": 4401, "reason": "not_allowed"})
            return None
        reader = SocketReader(hello, actor, send)
        for frame in welcome(room, reader, hello, self._now()):
            reader.deliver(frame)
        return reader

    async def _listen(self, receive: Any, send: Any, room: Room, reader: SocketReader) -> None:
        hear = Hearing(room, reader)
        reader.hear_at_once(hear, lambda: reader.role == "moderator" or not room.watches_presence(reader))
        while (event := await receive())["type"] == "websocket.receive":
            if not hear(_raw(event)):
                return await cut_off(send, 1008, "rate_limited")

    # --- HTTP ---

    async def _post(self, scope: Scope, receive: Any, send: Any, room: Room, way: str) -> None:
        body = await read_body(receive, self._max_bytes)
        await (self._submit if way == "submit" else self._poll)(scope, send, room, body)

    async def _submit(self, scope: Scope, send: Any, room: Room, body: bytes | None) -> None:
        try:
            asked = _SUBMIT.validate_json(body or b"")
        except ValidationError as error:
            return await respond(send, 200, rejected(body, *sentence_of(error)).model_dump())
        actor = self._actor(scope, asked.hello, room)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        if not self._may_ask(f"{asked.hello.role} {asked.hello.token or ''}"):
            limited = Rejected(cmd_id=asked.submit.cmd_id, code="rate_limited")
            return await respond(send, 429, limited.model_dump())
        answer = await room.submit(asked.submit.cmd_id, asked.submit.command, actor)
        await respond(send, 200, answer.model_dump())

    def _may_ask(self, device: str) -> bool:
        if len(self._submitting) > 5000:
            self._submitting.clear()
        return self._submitting.setdefault(device, Bucket(ticks())).take(ticks())

    async def _poll(self, scope: Scope, send: Any, room: Room, body: bytes | None) -> None:
        try:
            asked = _POLL.validate_json(body or b"")
        except ValidationError:
            return await respond(send, 400, {"code": "malformed"})
        actor = self._actor(scope, asked.hello, room)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        reader, is_new = self._poller(room, asked.hello, actor)
        if asked.status is not None:
            note(room, reader, asked.status)
        frames = await self._news(room, reader, asked.hello, is_new)
        await respond_bytes(send, b"[" + b",".join(frame.text for frame in frames) + b"]")

    def _poller(self, room: Room, hello: Hello, actor: Actor) -> tuple[PollReader, bool]:
        now = ticks() / 1000
        room.forget_silent(now, SILENT_SECONDS)
        if not any(isinstance(found, PollReader) for found in room.readers):
            self._look_for_silent(room)
        self._polling = {key: r for key, r in self._polling.items() if now - r.last_seen < SILENT_SECONDS}
        key = _poller_key(room, hello)
        reader = self._polling.get(key)
        is_new = reader is None or reader not in room.readers
        reader = self._polling[key] = reader or PollReader(hello, actor)
        reader.last_seen = now
        reader.actor = actor  # it may hold a voting slip by now
        if is_new:
            room.add(reader)
        return reader, is_new

    def _look_for_silent(self, room: Room) -> None:
        """Until no device of the room polls any more: the last one leaves without a word, too."""

        def look() -> None:
            room.forget_silent(ticks() / 1000, SILENT_SECONDS)
            if any(isinstance(reader, PollReader) for reader in room.readers):
                self._look_for_silent(room)

        asyncio.get_running_loop().call_later(SILENT_SECONDS / 3, look)

    async def _news(self, room: Room, reader: PollReader, hello: Hello, is_new: bool) -> list[Frame]:
        """What came since; a new or lost device is welcomed at once."""
        told, reader.told = reader.told, room.addresses.get(reader.viewer)
        if is_new or hello.seq == 0 or not room.broadcast.reaches(hello.epoch, hello.seq):
            return welcome(room, reader, hello, self._now())
        if hello.seq == room.state.seq and told is reader.told:
            reader.bell.clear()
            try:
                await asyncio.wait_for(reader.bell.wait(), POLL_SECONDS)
            except TimeoutError:
                return []
        news = room.broadcast.since(hello.epoch, hello.seq, reader.viewer)
        frames = [news] if news is not None and room.state.seq > hello.seq else []
        now_at = room.addresses.get(reader.viewer)
        if now_at is not None and now_at is not told:
            reader.told = now_at
            frames.append(now_at)
        return [*frames, *([room.presence(reader.viewer)] if room.watches_presence(reader) else [])]

    async def _snapshot(self, scope: Scope, send: Any, room: Room, viewer: Viewer) -> None:
        if viewer is Viewer.MODERATOR and not self._is_moderator(scope):
            return await respond(send, 401, {"code": "not_allowed"})
        body = room.broadcast.snapshot(room.state, viewer).body
        await respond_bytes(send, body, headers=[(b"content-encoding", b"gzip")])

    def _actor(self, scope: Scope, hello: Hello, room: Room) -> Actor | None:
        """Who asks, or None where the role is not theirs."""
        if hello.role == "moderator":
            return Actor(role=Role.MODERATOR) if self._is_moderator(scope) else None
        if hello.role == "stage":
            return Actor(role=Role.STAGE)
        if hello.token is None:
            return Actor(role=Role.NEWCOMER)
        polling = self._polling.get(_poller_key(room, hello))  # the hash is slow on purpose: once is enough
        known_by = polling.actor.participant_id if polling else participant_id(hello.token)
        return Actor(role=Role.NEWCOMER, participant_id=known_by, token=hello.token, slip=hello.slip)


def _poller_key(room: Room, hello: Hello) -> tuple[str, str]:
    return room.scope, f"{hello.role} {hello.token or ''}"


def _raw(event: dict[str, Any]) -> bytes | str:
    return event.get("text") or event.get("bytes") or b""
