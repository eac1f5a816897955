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
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.fair_use.worker import Busy
from app.live.asgi import read_body, respond, respond_bytes, same_origin
from app.live.feed import Feed
from app.live.polling import Asking, Pollers
from app.live.protocol import FROM_DEVICE, Hello, Message, Rejected, Status, Submit, parsed
from app.live.room import Room
from app.live.signed_in import SignedIn
from app.live.stretching import beside_the_loop
from app.live.subscribers import Frame, PollSubscriber, SocketSubscriber, Subscriber, cut_off
from app.live.websocket import WebSocketSession, note, rejected, sentence_of
from app.live.welcome import welcome
from facilitation.events import Actor, Role
from facilitation.ids import participant_id
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
    """`find_room`: by join code. `is_moderator`: judges a request's headers.

    `now`: the moment in ms, which is only told; what is measured here is measured in ticks.
    """

    def __init__(
        self,
        find_room: Callable[[str], Awaitable[Room | None]],
        is_moderator: Callable[[Scope], bool],
        now: Callable[[], int],
        max_bytes: int,
    ) -> None:
        self._find_room = find_room
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
        room = await self._find_room(match[1]) if match else None
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, room if match and match[2] == "ws" else None)
        elif match is None or room is None:
            await respond(send, 404, {"code": "unknown"})
        elif match[2] == "snapshot" and scope["method"] == "GET" and match[3]:
            await self._snapshot(scope, send, room.feed, Viewer(match[3]))
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
        subscriber = await self._welcomed(scope, hello, room.feed, send) if hello else None
        if subscriber is None:
            return
        room.feed.add(subscriber)
        if subscriber.viewer is Viewer.MODERATOR:
            self.signed_in.add(subscriber, scope, send)
        try:
            await self._listen(receive, send, room, subscriber)
        finally:
            room.feed.remove(subscriber)
            self.signed_in.remove(subscriber)

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

    async def _welcomed(self, scope: Scope, hello: Hello, feed: Feed, send: Any) -> SocketSubscriber | None:
        actor = await self._actor(scope, hello, feed)
        if actor is None:
            await send({"type": "websocket.close", "code": 4401, "reason": "not_allowed"})
            return None
        subscriber = SocketSubscriber(hello, actor, send)
        frames = await self._greeting(feed, subscriber, hello)
        if not feed.sockets.has_room(subscriber):
            await cut_off(send, 4429, "crowded")
            return None
        for frame in frames:
            subscriber.deliver(frame)
        return subscriber

    async def _greeting(self, feed: Feed, subscriber: Subscriber, hello: Hello) -> list[Frame]:
        if slip := subscriber.actor.slip:
            stretched = {"slip": await beside_the_loop(slip)}
            subscriber.actor = subscriber.actor.model_copy(update=stretched)
        return welcome(feed, subscriber, hello, self._now())

    async def _listen(self, receive: Any, send: Any, room: Room, subscriber: SocketSubscriber) -> None:
        session = WebSocketSession(room.queue, room.feed, subscriber)
        subscriber.hand_texts_to(session.on_text, session.is_known)
        while (event := await receive())["type"] == "websocket.receive":
            if not session.on_text(_raw(event)):
                return await cut_off(send, 1008, "rate_limited")

    # --- HTTP ---

    async def _post(self, scope: Scope, receive: Any, send: Any, room: Room, way: str) -> None:
        body = await read_body(receive, self._max_bytes)
        if way == "submit":
            await self._submit(scope, send, room, body)
        else:
            await self._poll(scope, send, room.feed, body)

    async def _submit(self, scope: Scope, send: Any, room: Room, body: bytes | None) -> None:
        try:
            asked = parsed(_SUBMIT, body or b"")
        except ValidationError as error:
            return await respond(send, 200, rejected(body, *sentence_of(error)).model_dump())
        actor = await self._actor(scope, asked.hello, room.feed)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        if not self._asking.may(room.feed, actor):
            limited = Rejected(cmd_id=asked.submit.cmd_id, code="rate_limited")
            return await respond(send, 429, limited.model_dump())
        reply = await room.queue.submit(asked.submit.cmd_id, asked.submit.command, actor)
        await respond(send, 200, reply.model_dump())

    async def _poll(self, scope: Scope, send: Any, feed: Feed, body: bytes | None) -> None:
        try:
            asked = parsed(_POLL, body or b"")
        except ValidationError:
            return await respond(send, 400, {"code": "malformed"})
        actor = await self._actor(scope, asked.hello, feed)
        if actor is None:
            return await respond(send, 401, {"code": "not_allowed"})
        subscriber, is_new = self._pollers.take(feed, asked.hello, actor)
        if asked.status is not None:
            note(feed, subscriber, asked.status)
        frames = await self._news(feed, subscriber, asked.hello, is_new)
        if subscriber.role == "moderator" and not self._is_moderator(scope):  # signed out while it waited
            return await respond(send, 401, {"code": "not_allowed"})
        await respond_bytes(send, b"[" + b",".join(frame.text for frame in frames) + b"]")

    async def _news(self, feed: Feed, subscriber: PollSubscriber, hello: Hello, is_new: bool) -> list[Frame]:
        """What came since; a new or lost device is welcomed at once."""
        told, subscriber.told = subscriber.told, feed.addresses.get(subscriber.viewer)
        if is_new or hello.seq == 0 or not feed.broadcast.reaches(hello.epoch, hello.seq):
            return await self._greeting(feed, subscriber, hello)
        if hello.seq == feed.committed.seq and told is subscriber.told:
            subscriber.bell.clear()
            try:
                await asyncio.wait_for(subscriber.bell.wait(), POLL_SECONDS)
            except TimeoutError:
                return []
        news = feed.broadcast.since(hello.epoch, hello.seq, subscriber.viewer)
        frames = [news] if news is not None and feed.committed.seq > hello.seq else []
        now_at = feed.addresses.get(subscriber.viewer)
        if now_at is not None and now_at is not told:
            subscriber.told = now_at
            frames.append(now_at)
        return [*frames, *([feed.presence(subscriber.viewer)] if feed.watches_presence(subscriber) else [])]

    async def _snapshot(self, scope: Scope, send: Any, feed: Feed, viewer: Viewer) -> None:
        if viewer is Viewer.MODERATOR and not self._is_moderator(scope):
            return await respond(send, 401, {"code": "not_allowed"})
        body = feed.broadcast.snapshot(feed.committed, viewer).body
        await respond_bytes(send, body, headers=[(b"content-encoding", b"gzip")])

    async def _actor(self, scope: Scope, hello: Hello, feed: Feed) -> Actor | None:
        """Who asks, or None where the role is not theirs."""
        if hello.role == "moderator":
            return Actor(role=Role.MODERATOR) if self._is_moderator(scope) else None
        if hello.role == "stage":
            return Actor(role=Role.STAGE)
        if hello.token is None:
            return Actor(role=Role.NEWCOMER)
        polling = self._pollers.find(feed, hello)
        secret = (polling and polling.actor.token) or await beside_the_loop(hello.token)  # once is enough
        person = participant_id(secret)
        return Actor(role=Role.NEWCOMER, participant_id=person, token=secret, slip=hello.slip)


def _raw(event: dict[str, Any]) -> bytes | str:
    return event.get("text") or event.get("bytes") or b""
