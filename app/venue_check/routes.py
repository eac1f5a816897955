"""The phone's side of the hall check: a light page, something to talk to, and a place for what it found."""

from __future__ import annotations

import time

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.fair_use.rate_limit import Bucket, ticks
from app.live.asgi import read_body, same_origin
from app.live.protocol import FRAMES_AT_ONCE, FRAMES_PER_SECOND
from app.workplace.checked_phones import REPORT_BYTES, PhoneReport
from app.workplace.rooms import clock
from app.workplace.workplace import Workplace

ECHO_SECONDS = 180.0
ECHO_BYTES = 100


def check_routes(workplace: Workplace) -> list[BaseRoute]:
    bucket = Bucket(
        ticks(), FRAMES_AT_ONCE, FRAMES_PER_SECOND
    )  # one for all: sixty phones report a few times each

    async def now(_: Request) -> Response:
        return JSONResponse({"now": clock()}, headers={"cache-control": "no-store"})

    async def echo(socket: WebSocket) -> None:
        if not same_origin(socket.scope):
            return await socket.close(1008)
        await socket.accept()
        ends = time.monotonic() + ECHO_SECONDS
        try:
            while time.monotonic() < ends:
                await socket.send_text((await socket.receive_text())[:ECHO_BYTES])
        except (WebSocketDisconnect, KeyError):  # KeyError: bytes instead of text, not from our page
            return None
        return await socket.close()

    async def report(request: Request) -> Response:
        if not same_origin(request.scope) or not bucket.take(ticks()):
            return Response(status_code=429)
        body = await read_body(request.receive, REPORT_BYTES)
        if body is None:
            return Response(status_code=413)
        try:
            found = PhoneReport.model_validate_json(body)
        except ValidationError:
            return Response(status_code=400)
        return JSONResponse({"number": workplace.phones.take(found)})

    return [
        Route("/check/now", now),
        WebSocketRoute("/check/ws", echo),
        Route("/check/report", report, methods=["POST"]),
    ]
