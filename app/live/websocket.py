"""What a device says over its WebSocket, text by text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from app.fair_use.rate_limit import Bucket, ticks
from app.live.feed import Feed
from app.live.protocol import (
    COMMAND_ID,
    FRAMES_AT_ONCE,
    FRAMES_PER_SECOND,
    FROM_DEVICE,
    Hello,
    Ping,
    Pong,
    Rejected,
    Status,
    Submit,
    parsed,
)
from app.live.queue import CommandQueue
from app.live.submission import Reply
from app.live.subscribers import Frame, SocketSubscriber, Subscriber
from facilitation.limits import beyond

BYTES_AS_A_FRAME = 8 * 1024  # what is longer counts as several
ERRORS_READ = 20  # a person goes beyond a limit in one place or two
_COMMAND_ID = re.compile(rf'"cmd_id"\s*:\s*"({COMMAND_ID.pattern})"')

PONG = Frame(Pong().model_dump_json().encode())


class WebSocketSession:
    """Of one connection, from its welcome on. Waits for nothing: replies go out once they are there."""

    def __init__(self, queue: CommandQueue, feed: Feed, subscriber: SocketSubscriber) -> None:
        self._queue = queue
        self._feed = feed
        self._subscriber = subscriber
        self._bucket = Bucket(ticks(), FRAMES_AT_ONCE, FRAMES_PER_SECOND)

    def on_text(self, raw: bytes | str) -> bool:
        """Whether the device may go on; False for one that floods."""
        if not self._bucket.take(ticks(), 1 + len(raw) / BYTES_AS_A_FRAME):
            if self._bucket.overdrawn:
                return False
            self._reply(rejected(raw, "rate_limited"))
        else:
            try:
                self._take(parsed(FROM_DEVICE, raw))
            except ValidationError as error:
                self._reply(rejected(raw, *sentence_of(error)))
        return True

    def is_known(self) -> bool:
        """Whether the device may stay connected when others have to go."""
        who, feed = self._subscriber, self._feed
        return who.role == "moderator" or (feed.sockets.is_newest(who) and not feed.watches_presence(who))

    def _take(self, message: Hello | Submit | Status | Ping) -> None:
        if isinstance(message, Submit):
            actor = self._subscriber.actor
            self._queue.ask(message.cmd_id, message.command, actor, self._reply, self._is_gone)
        elif isinstance(message, Status):
            note(self._feed, self._subscriber, message)
        elif isinstance(message, Ping):
            self._subscriber.deliver(PONG)

    def _is_gone(self) -> bool:
        return self._subscriber not in self._feed.subscribers

    def _reply(self, reply: Reply) -> None:
        self._subscriber.deliver(Frame(reply.model_dump_json().encode()))


def note(feed: Feed, subscriber: Subscriber, status: Status) -> None:
    """Remembers how much waits on the device, or what a stage shows, which moderators see."""
    if (subscriber.unsent, subscriber.pages) != (status.unsent, status.pages):
        subscriber.unsent, subscriber.pages = status.unsent, status.pages
        feed.presence_changed()


def sentence_of(error: ValidationError) -> tuple[str, dict[str, str | int]]:
    """The refusal of what a person typed beyond a limit, with its parameters; else "malformed"."""
    if error.error_count() > ERRORS_READ:  # to spell each of a hundred thousand out would take a second
        return "malformed", {}
    first = error.errors(include_url=False)[0]
    refused = beyond(first) if "command" in first["loc"] else None
    return (refused.code, refused.params) if refused else ("malformed", {})


def rejected(
    raw: bytes | str | None, code: str, params: Mapping[str, str | int] = MappingProxyType({})
) -> Rejected:
    """Answered under the command's own id where that can be found, so that its sender can mend it.

    It is looked for and not parsed: what is no command may be long, and nested as deep as it likes.
    """
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw or ""
    found = _COMMAND_ID.search(text)
    return Rejected(cmd_id=found[1] if found else None, code=code, params=dict(params))
