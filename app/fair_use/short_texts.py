"""What phones say is nearly always one short text in one frame of its own: read here, in one step.

websockets' parser takes seven, each through generators that are cold between two posts. All
that is anything else goes to the parser: pieces, pings, what is longer or came with more, what is broken.
"""

from __future__ import annotations

from types import CodeType
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode, apply_mask  # type: ignore[attr-defined]
from websockets.protocol import OPEN
from websockets.streams import StreamReader

SHORT = 512  # bytes, with the frame's head: far below every limit that the parser holds
WHOLE_TEXT = 0x80 | Opcode.TEXT
MASKED = 0x80
IN_TWO_BYTES = 126  # the length that says that two bytes with the length follow
BETWEEN_FRAMES = StreamReader.at_eof.__code__  # where the parser waits for the next one


class ShortTexts(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which hears of a short text without having it parsed."""

    def data_received(self, data: bytes) -> None:
        text = short_text(data) if self._between_frames() else None
        if text is None:
            super().data_received(data)
        else:
            self.handle_text(Frame(Opcode.TEXT, text))

    def _between_frames(self) -> bool:
        """Also between whole messages, on a connection that nobody ends."""
        conn = self.conn
        return conn.current_size is None and conn.state is OPEN and _place(conn.parser) is BETWEEN_FRAMES


def _place(parser: Any) -> CodeType:
    """Where it waits: the innermost of its generators."""
    while (inner := parser.gi_yieldfrom) is not None:
        parser = inner
    return cast(CodeType, parser.gi_code)


def short_text(data: bytes) -> bytes | None:
    """The text of a client's frame, if that is all there is."""
    if not 6 <= len(data) <= SHORT or data[0] != WHOLE_TEXT or not MASKED <= data[1] <= MASKED + IN_TWO_BYTES:
        return None
    size, mask_at = data[1] - MASKED, 2
    if size == IN_TWO_BYTES:
        size, mask_at = int.from_bytes(data[2:4], "big"), 4
    start = mask_at + 4
    return apply_mask(data[start:], data[mask_at:start]) if len(data) == start + size else None
