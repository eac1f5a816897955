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

from app.fair_use.worker import Busy, at_the_bench
from app.live.asgi import read_body, respond, respond_bytes, same_origin
from app.live.polling import Asking, Pollers
from app.live.protocol import FROM_DEVICE, Hello, Message, Rejected, Status, Submit, parsed
from app.live.room import Room
from app.live.signed_in import SignedIn
from app.live.subscribers import Frame, PollReader, SocketReader, cut_off
from app.live.websocket import Hearing, note, rejected, sentence_of
from app.live.welcome import welcome
from facilitation.events import Actor, Role
from facilitation.ids import LONG_SECRET, participant_id
from facilitation.visibility import Viewer

log = logging.getLogger(__name__)

POLL_SECONDS = 20.0
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
        self._pollers = Pollers()
        self._asking = Asking()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        try:
            await self._answer(scope, receive, send)
        except Busy:  # whoever it is tries again, as after any other failure
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013, "reason": "rate_limited"})
            else:
                await respond(send, 503, {"code": "rate_limited"})

    async def _answer(self, scope: Scope, receive: Any, send: Any) -> None:
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
            message = parsed(FROM_DEVICE, _raw(event))
        except (ValidationError, TimeoutError):
            message = None
        if isinstance(message, Hello):
            return message
        await cut_off(send, 4400, "malformed")
        return None

    async def _reader(self, scope: Scope, hello: Hello, room: Room, send: Any) -> SocketReader | None:
        actor = await self._actor(scope, hello, room)
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
            asked = parsed(_SUBMIT, body or b"")
        except ValidationError as error:
            return await respond(send, 200, rejected(body, *sentence_of(error)).model_dump())
        actor = await self._actor(scope, asked.hello, room)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        if not self._asking.may(room, actor):
            limited = Rejected(cmd_id=asked.submit.cmd_id, code="rate_limited")
            return await respond(send, 429, limited.model_dump())
        answer = await room.submit(asked.submit.cmd_id, asked.submit.command, actor)
        await respond(send, 200, answer.model_dump())

    async def _poll(self, scope: Scope, send: Any, room: Room, body: bytes | None) -> None:
        try:
            asked = parsed(_POLL, body or b"")
        except ValidationError:
            return await respond(send, 400, {"code": "malformed"})
        actor = await self._actor(scope, asked.hello, room)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        reader, is_new = self._pollers.take(room, asked.hello, actor)
        if asked.status is not None:
            note(room, reader, asked.status)
        frames = await self._news(room, reader, asked.hello, is_new)
        await respond_bytes(send, b"[" + b",".join(frame.text for frame in frames) + b"]")

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

    async def _actor(self, scope: Scope, hello: Hello, room: Room) -> Actor | None:
        """Who asks, or None where the role is not theirs."""
        if hello.role == "moderator":
            return Actor(role=Role.MODERATOR) if self._is_moderator(scope) else None
        if hello.role == "stage":
            return Actor(role=Role.STAGE)
        if hello.token is None:
            return Actor(role=Role.NEWCOMER)
        known_by = await self._known_by(room, hello, hello.token)
        return Actor(role=Role.NEWCOMER, participant_id=known_by, token=hello.token, slip=hello.slip)

    async def _known_by(self, room: Room, hello: Hello, token: str) -> str | None:
        """The hash of a code that people type is slow on purpose: once is enough, and never in the loop."""
        polling = self._pollers.find(room, hello)
        if polling:
            return polling.actor.participant_id
        short = len(token) < LONG_SECRET
        return await at_the_bench(participant_id, token) if short else participant_id(token)


def _raw(event: dict[str, Any]) -> bytes | str:
    return event.get("text") or event.get("bytes") or b""
