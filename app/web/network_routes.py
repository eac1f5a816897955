"""Plain routes about where the laptop is: proof that it is ours, the QR codes of now, the alarm."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.live.asgi import same_origin
from app.web import shell
from app.workplace.workplace import Workplace

LONGEST_QUESTION = 64


def network_routes(workplace: Workplace) -> list[BaseRoute]:
    network, is_moderator = workplace.network, workplace.access.is_moderator

    async def here(request: Request) -> Response:
        """Phones at another of our addresses may read it, so any page may: it tells only that it is us."""
        asked_at = f"{request.url.scheme}://{request.headers.get('host', '')}"
        question = request.query_params.get("question", "")[:LONGEST_QUESTION]
        answer = network.answer(question, asked_at)
        headers = {"access-control-allow-origin": "*", "cache-control": "no-store"}
        return JSONResponse({"answer": answer}, headers=headers)

    async def home(_: Request) -> Response:
        return _fresh(shell.home(network))

    async def invite(request: Request) -> Response:
        code = request.path_params["code"]
        known = workplace.rooms.room_id_of(code)
        return _fresh(workplace.invitations.invitation(code)) if known else Response(status_code=404)

    async def seen(request: Request) -> Response:
        if not (is_moderator(request.scope) and same_origin(request.scope)):
            return Response(status_code=403)
        network.seen()
        return Response(status_code=204)

    async def seen_warning(request: Request) -> Response:
        if not (is_moderator(request.scope) and same_origin(request.scope)):
            return Response(status_code=403)
        workplace.warned.remove(request.path_params["code"])
        return Response(status_code=204)

    return [
        Route("/here", here),
        Route("/j/{code}/home", home),
        Route("/stage/{code}/invitation", invite),
        Route("/m/addresses/seen", seen, methods=["POST"]),
        Route("/m/warned/{code}/seen", seen_warning, methods=["POST"]),
    ]


def _fresh(data: dict[str, Any]) -> Response:
    return JSONResponse(data, headers={"cache-control": "no-store"})
