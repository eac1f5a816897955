"""Plain routes: light pages, the moderator's way in, downloads."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from app.exports import EXPORTS, facts
from app.exports.naming import disposition, file_name
from app.fair_use.worker import Busy, at_the_bench
from app.live.asgi import read_body
from app.live.submission import log_with_id
from app.network.monitor import Network
from app.qr import svg_once
from app.texts import accepted_languages, languages_of, preferred, texts
from app.typesetting.typeset import NoPdf
from app.venue_check.routes import check_routes
from app.web import shell
from app.web.accessibility import HEADERS, statement_page
from app.web.document_cache import DocumentCache
from app.web.network_routes import network_routes
from app.web.page_cache import PageCache
from app.workplace.access import COOKIE, SESSION_SECONDS, device_of
from app.workplace.contact import stored_contact
from app.workplace.rooms import Gone, Rooms
from app.workplace.workplace import Workplace
from facilitation.agenda import running
from facilitation.ids import PERSONAL_LENGTH, normal_code
from facilitation.model import Group
from facilitation.state import State


def language_of(request: Request) -> str:
    """The language chosen on this device, else the browser's, else German."""
    return preferred(accepted_languages(request.cookies, request.headers))


def sign_in(response: Response, token: str, scheme: str) -> Response:
    """`scheme`: of the laptop's addresses."""
    secure = scheme == "https"
    response.set_cookie(
        COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="lax", path="/", secure=secure
    )
    return response


class _TableInAddress(Convertor[str]):
    """Few digits: `int` would take any number of them, and fail."""

    regex = "[0-9]{1,3}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("table", _TableInAddress())


def routes(workplace: Workplace) -> list[BaseRoute]:
    """All plain routes. Starlette's own, for FastAPI takes as long to load as all else here."""
    html = _answering(workplace.network)
    parts = (
        partial(_phone_routes, html),
        partial(_page_routes, html),
        _statement_routes,
        _code_routes,
        _moderator_routes,
        _download_routes,
        network_routes,
        check_routes,
    )
    return [route for part in parts for route in part(workplace)]


async def redirect_unknown(request: Request, _: Exception) -> Response:
    """Who typed an address that is none is led to where one goes on, instead of being shown an error's name.

    Programs get a bare 404: each of NiceGUI's own pages would cost the laptop memory for a minute.
    """
    if "text/html" not in request.headers.get("accept", ""):
        return Response(status_code=404)
    return RedirectResponse("/m?unknown=1" if request.url.path.startswith("/m/") else "/?unknown", 303)


async def handle_unexpected(request: Request, error: Exception) -> Response:
    """What nobody expected of a plain route: a sentence, and the number under which the log has it."""
    return _sentence(request, "error.internal", 500, id=log_with_id("a plain route failed", error))


async def refused(request: Request, _: Exception) -> Response:
    return busy(request)


def busy(request: Request) -> Response:
    """To whom there is no room for now."""
    answer = _sentence(request, "error.busy", 503)
    answer.headers["retry-after"] = "5"
    return answer


# What becomes of what a plain route raises.
ANSWERS: Mapping[Any, Any] = {Exception: handle_unexpected, Busy: refused}


Answer = Callable[[Request, shell.Page], Awaitable[Response]]


def _answering(network: Network) -> Answer:
    """How the light pages are sent, each compressed once for all who ask."""
    cache = PageCache()

    async def html(request: Request, page: shell.Page) -> Response:
        headers = shell.security_headers(page.scripts, network.urls)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return HTMLResponse(page.same + page.own, headers=headers)
        packed = await cache.compressed(page.same, page.own)
        return Response(packed, media_type="text/html", headers={**headers, "content-encoding": "gzip"})

    return html


def _phone_routes(html: Answer, workplace: Workplace) -> list[BaseRoute]:
    async def front_door(request: Request) -> Response:
        number = _named(request, "number")
        going_on = [w for w in workplace.rooms.workshops() if not w.finished]
        if len(going_on) == 1:
            table = f"/g/{number}" if number else ""
            return RedirectResponse(f"/j/{going_on[0].code}{table}", 303)
        return await html(request, shell.participant_page(workplace.invitations, None, language_of(request)))

    async def participant(request: Request) -> Response:
        state, number = _state(workplace.rooms, request), _named(request, "number")
        if state is None:
            table = number if re.fullmatch(_TableInAddress.regex, number) else ""
            return RedirectResponse(f"/{table}?unknown", 303)
        lang, table_number = language_of(request), _table(state, number)
        return await html(request, shell.participant_page(workplace.invitations, state, lang, table_number))

    return [
        Route("/", front_door),
        Route("/{number:table}", front_door),  # as a table's sheet says it, for who types
        Route("/j/{code}", participant),
        Route("/j/{code}/g/{number}", participant),
        Route("/j/{code}/v/{slip}", participant),  # the page reads the slip from its address
    ]


def _page_routes(html: Answer, workplace: Workplace) -> list[BaseRoute]:
    async def stage(request: Request) -> Response:
        state = _state(workplace.rooms, request)
        if state is None:
            return _sentence(request, "error.unknown_workshop", 404)
        lang = request.query_params.get("lang") or state.workshop.language
        return await html(
            request, shell.stage_page(workplace.invitations, state, preferred(lang, languages_of("stage")))
        )

    async def check(request: Request) -> Response:
        return await html(request, shell.check_page(workplace.invitations, language_of(request)))

    async def health(_: Request) -> Response:
        return JSONResponse({"ok": workplace.rooms.saving_problem is None})

    return [Route("/stage/{code}", stage), Route("/check", check), Route("/health", health)]


def _statement_routes(workplace: Workplace) -> list[BaseRoute]:
    async def accessibility(request: Request) -> Response:
        accepted = accepted_languages(request.cookies, request.headers)
        wanted = f"{request.query_params.get('lang', '')},{accepted}"
        state = _state(workplace.rooms, request)
        back = f"/j/{state.workshop.code}" if state else "/"
        page = statement_page(
            preferred(wanted, languages_of("statement")), stored_contact(workplace.settings), back
        )
        return HTMLResponse(page, headers=HEADERS)

    return [
        Route("/accessibility", accessibility),
        Route("/j/{code}/accessibility", accessibility),  # the same, with a way back to the workshop
    ]


def _code_routes(workplace: Workplace) -> list[BaseRoute]:
    async def personal_code(request: Request) -> Response:
        """A personal code as a picture. It comes in the body and goes into the fragment of the address
        in the picture, so no log ever holds it; and it is not remembered either."""
        personal = normal_code((await read_body(request.receive, 64) or b"").decode("ascii", "replace"))
        state = _state(workplace.rooms, request)
        if state is None or len(personal) != PERSONAL_LENGTH:
            return _sentence(request, "error.unknown_workshop", 404)
        address = f"{workplace.invitations.join_url(state.workshop.code)}#c={personal}"
        drawn = await at_the_bench(svg_once, address)
        return Response(drawn, media_type="image/svg+xml", headers={"cache-control": "no-store"})

    return [Route("/j/{code}/qr", personal_code, methods=["POST"])]


def _moderator_routes(workplace: Workplace) -> list[BaseRoute]:
    async def enter(request: Request) -> Response:
        access, device, query = workplace.access, device_of(request.scope), request.query_params
        if once := query.get("once"):
            token = access.sign_in_once(once, device)
        else:
            token = access.sign_in_by_key(query.get("key", ""), device)
        if token is None:
            return RedirectResponse("/m/login", 303)
        return sign_in(RedirectResponse("/m", 303), token, workplace.network.scheme)

    async def pin(request: Request) -> Response:
        """The one that holds now, for a console that has been open for long."""
        if not workplace.access.is_moderator(request.scope):
            return Response(status_code=403)
        return JSONResponse({"pin": workplace.access.pin}, headers={"cache-control": "no-store"})

    return [Route("/m/enter", enter), Route("/m/pin", pin)]


def _download_routes(workplace: Workplace) -> list[BaseRoute]:
    documents = DocumentCache(workplace.rooms)

    async def export_of(request: Request, state: State, format: str, *, for_all: bool = False) -> Response:
        room_id = workplace.rooms.room_id_of(state.workshop.code) or ""
        return await _export(request, documents.renders(room_id, format, for_all=for_all), state, format)

    async def take_home(request: Request) -> Response:
        state = _state(workplace.rooms, request)
        if state is None or not running(state.workshop).hands_out:
            return _sentence(request, "error.document_later", 404)
        return await export_of(request, state, "pdf", for_all=True)

    async def export(request: Request) -> Response:
        if not workplace.access.is_moderator(request.scope):
            return RedirectResponse("/m/login", 303)
        state, format = _state(workplace.rooms, request), _named(request, "format")
        if state is None:
            return _sentence(request, "error.unknown_workshop", 404)
        if format == "archive":
            room_id = workplace.rooms.room_id_of(state.workshop.code) or ""
            return _file(await workplace.archives.packed(room_id), "application/zip", state, "archive", "zip")
        if format not in EXPORTS:
            return _sentence(request, "error.unknown_workshop", 404)
        return await export_of(request, state, format)

    return [Route("/j/{code}/document.pdf", take_home), Route("/m/w/{code}/export/{format}", export)]


async def _export(request: Request, rendering: Awaitable[bytes], state: State, format: str) -> Response:
    try:
        body = await rendering
    except Busy:
        raise
    except Gone:
        return _sentence(request, "error.unknown_workshop", 404)
    except NoPdf:
        return _sentence(request, "error.no_pdf", 503)
    except Exception:
        return _sentence(request, "error.internal", 500, id=log_with_id(f"export {format} failed"))
    chosen = EXPORTS[format]
    return _file(body, chosen.media_type, state, format, chosen.suffix)


def _file(body: bytes, media_type: str, state: State, what: str, suffix: str) -> Response:
    """`what`: the format, whose name in the workshop's language goes into the file's."""
    said = facts.speaking(state.workshop.language).t(f"doc.file.{what}")
    headers = {
        "content-disposition": disposition(file_name(state.workshop, said, suffix)),
        "cache-control": "no-store",
    }
    return Response(body, media_type=media_type, headers=headers)


def _named(request: Request, part: str) -> str:
    """A part of its address, where the route has one."""
    return str(request.path_params.get(part, ""))


def _state(rooms: Rooms, request: Request) -> State | None:
    """Of the workshop in its address."""
    room_id = rooms.room_id_of(normal_code(_named(request, "code")))
    return rooms.state(room_id) if room_id else None


def _table(state: State, typed: str) -> int | None:
    """The number of the table that an address names; None where the workshop has no such table."""
    return next((group.number for group in state.all(Group) if str(group.number) == typed), None)


def _sentence(request: Request, key: str, status: int, **params: object) -> Response:
    return PlainTextResponse(texts(language_of(request)).t(key, **params), status)
