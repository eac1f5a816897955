"""What is used of uvicorn and websockets beside their options.

An upgrade that changes it fails here, by name, and not in a hall: where the way past their queue is missing,
frames would go the slow way without a word.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets import frames

from app.fair_use.protocols import SharingHttp, SharingSocket
from app.live.subscribers import Frame, SocketSubscriber
from app.serving.run import Server
from tests.app.live_hall import Device, serving

# Their methods that ours replace or call, with the parameters that they are called with.
METHODS = {
    (HttpToolsProtocol, SharingHttp): {
        "connection_made": ["transport"],
        "connection_lost": ["exc"],
        "data_received": ["data"],
        "on_message_begin": [],
        "on_body": ["body"],
        "on_message_complete": [],
        "_start_asgi_task": ["cycle", "app"],
        "_unset_keepalive_if_required": [],
        "handle_websocket_upgrade": [],
    },
    (WebSocketsSansIOProtocol, SharingSocket): {
        "connection_made": ["transport"],
        "connection_lost": ["exc"],
        "data_received": ["data"],
        "run_asgi": [],
        "handle_text": ["event"],
        "handle_cont": ["event"],
        "handle_ping": [],
        "handle_pong": ["event"],
        "send": ["message"],
    },
    (uvicorn.Server, Server): {
        "startup": ["sockets"],
        "shutdown": ["sockets"],
        "main_loop": [],
        "on_tick": ["counter"],
        "handle_exit": ["sig", "frame"],
    },
}
ATTRIBUTES: dict[type, tuple[str, ...]] = {
    HttpToolsProtocol: ("cycle", "flow", "loop", "parser", "pipeline", "tasks", "ws_protocol_class"),
    WebSocketsSansIOProtocol: ("close_sent", "handshake_initiated", "queue", "read_paused"),
    uvicorn.Server: ("_captured_signals", "config", "server_state", "should_exit", "started"),
    RequestResponseCycle: (
        "body",
        "disconnected",
        "more_body",
        "response_complete",
        "response_started",
        "waiting_for_100_continue",
    ),
}


@pytest.mark.parametrize("classes", METHODS, ids=lambda classes: classes[0].__name__)
def test_the_methods_that_are_replaced_are_there(classes: tuple[type, type]) -> None:
    theirs, ours = classes
    for name, parameters in METHODS[classes].items():
        for one in (theirs, ours):
            found = list(inspect.signature(getattr(one, name)).parameters)
            assert found[1:] == parameters, f"{one.__name__}.{name}"


def _made() -> dict[type, Any]:
    config = uvicorn.Config(app=lambda: None, http=SharingHttp, ws=SharingSocket)
    config.load()
    http = SharingHttp(config, ServerState(), {})
    cycle: Any = inspect.signature(RequestResponseCycle.__init__).parameters
    return {
        HttpToolsProtocol: http,
        WebSocketsSansIOProtocol: SharingSocket(config, ServerState(), {}, of=http),
        uvicorn.Server: uvicorn.Server(config),
        RequestResponseCycle: RequestResponseCycle(**dict.fromkeys([*cycle][1:])),
    }


async def test_what_is_read_of_their_objects_is_there() -> None:
    made = _made()
    missing = [
        f"{kind.__name__}.{name}"
        for kind, names in ATTRIBUTES.items()
        for name in names
        if not hasattr(made[kind], name)
    ]
    assert missing == []
    assert made[HttpToolsProtocol].config.http_protocol_class is SharingHttp


async def test_frames_and_texts_go_past_the_queue_of_uvicorn(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        phone = await (await Device.connected(server)).seated()
        (subscriber,) = (await server.rooms.room(server.room_id)).feed.subscribers
        assert isinstance(subscriber, SocketSubscriber)
        protocol: Any = subscriber._protocol
        assert isinstance(protocol, SharingSocket)
        assert subscriber._transport is protocol.transport
        for needed in ("get_write_buffer_size", "is_closing", "pause_reading", "abort", "get_protocol"):
            assert callable(getattr(protocol.transport, needed)), needed
        assert protocol.on_text is not None
        assert protocol.is_known()
        assert (await phone.post("Der letzte Bus fährt um 18 Uhr."))["type"] == "ack"
        assert subscriber._tasks is None, "nothing went the ordinary way"


@pytest.mark.parametrize(
    ("size", "head"), [(5, "8105"), (125, "817d"), (126, "817e007e"), (65536, "817f0000000000010000")]
)
def test_a_frame_is_one_unmasked_text(size: int, head: str) -> None:
    text = b"x" * size
    assert Frame(text).wire == bytes.fromhex(head) + text
    assert {"fin", "data", "opcode"} <= set(vars(frames.Frame(frames.Opcode.TEXT, b"")))
