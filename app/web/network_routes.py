"""Plain routes about where the laptop is: proof that it is ours, the QR codes of now, the alarm."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.live.asgi import same_origin
from app.web import shell
from app.workplace.workplace import Hall

LONGEST_QUESTION = 64


def add_network_routes(routes: APIRouter, hall: Hall) -> None:
    @routes.get("/here")
    async def here(request: Request, question: str = "") -> Response:
        """Phones at another of our addresses may read it, so any page may: it tells only that it is us."""
        asked_at = f"{request.url.scheme}://{request.headers.get('host', '')}"
        answer = hall.network.answer(question[:LONGEST_QUESTION], asked_at)
        headers = {"access-control-allow-origin": "*", "cache-control": "no-store"}
        return JSONResponse({"answer": answer}, headers=headers)

    @routes.get("/j/{code}/home")
    async def home(code: str) -> Response:
        return _fresh(shell.home(hall))

    @routes.get("/stage/{code}/invitation")
    async def invite(code: str) -> Response:
        return _fresh(hall.invitation(code)) if hall.scope_of(code) else Response(status_code=404)

    @routes.post("/m/addresses/seen")
    async def seen(request: Request) -> Response:
        if not (hall.access.is_moderator(request.scope) and same_origin(request.scope)):
            return Response(status_code=403)
        hall.network.seen()
        return Response(status_code=204)

    @routes.post("/m/warned/{code}/seen")
    async def seen_warning(request: Request, code: str) -> Response:
        if not (hall.access.is_moderator(request.scope) and same_origin(request.scope)):
            return Response(status_code=403)
        hall.warned.remove(code)
        return Response(status_code=204)


def _fresh(data: dict[str, Any]) -> Response:
    return JSONResponse(data, headers={"cache-control": "no-store"})
