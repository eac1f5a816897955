"""The way in from another device: the PIN, and in words how long a wrong one makes one wait."""

from __future__ import annotations

import secrets
import time
from math import ceil
from typing import NamedTuple
from urllib.parse import unquote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui

from app.pages.base.frame import frame
from app.pages.base.parts import Field, button, plain, tagged
from app.pages.base.words import t
from app.web.routes import sign_in
from app.workplace.access import Access, device_of
from app.workplace.workplace import Workplace

TICKET_SECONDS = 30.0


class Ticket(NamedTuple):
    """A right PIN was typed here. Changed for the cookie by the page's next request, once: the
    cookie must stay out of reach of scripts, so the page's own channel cannot set it."""

    token: str
    target: str
    ends: float


_tickets: dict[str, Ticket] = {}


def build(workplace: Workplace, request: Request, next: str = "/m", ticket: str = "") -> Response | None:
    """At /m/login."""
    if (redeemed := _tickets.pop(ticket, None)) and redeemed.ends > time.monotonic():
        return sign_in(
            RedirectResponse(redeemed.target, status_code=303), redeemed.token, workplace.network.scheme
        )
    if workplace.access.is_moderator(request.scope):
        return RedirectResponse(_inside(next), status_code=303)
    with frame(None, t("setup.login_title")), plain("section", "narrow"):
        Login(workplace.access, _inside(next))
    return None


def _inside(target: str) -> str:
    """Only our own moderator pages: a link must not lead elsewhere after the login."""
    wanted = unquote(target)
    ours = wanted == "/m" or wanted.startswith(("/m/", "/m?"))
    return wanted if ours and wanted.isprintable() and "\\" not in wanted else "/m"


class Login:
    """PIN and button."""

    def __init__(self, access: Access, target: str) -> None:
        self._access = access
        self.target = target
        self._is_in = False
        tagged("h2", t("setup.login_heading"))
        tagged("p", t("setup.login_text"), "muted")
        self.pin = Field("pin", t("setup.pin"), digits=True, limit=12)
        self.pin.input.props("autofocus autocomplete=one-time-code").on("keydown.enter", self._enter)
        button(t("setup.login"), self._enter, "arrow", filled=True)

    def _enter(self) -> None:
        if self._is_in:  # who presses twice signs in once
            return
        access = self._access
        device = device_of(ui.context.client.request.scope)
        token = None if access.pause() > 0 else access.sign_in_by_pin(self.pin.text, device)
        if token is None:
            return self.pin.complain(_pause(access.pause()) if access.pause() > 0 else t("setup.pin_wrong"))
        self._is_in = True
        ui.navigate.to(f"/m/login?ticket={_ticket(token, self.target)}")


def _pause(seconds: float) -> str:
    if seconds <= 60:
        return t("setup.pin_wait_seconds", count=ceil(seconds))
    return t("setup.pin_wait_minutes", count=ceil(seconds / 60))


def _ticket(token: str, target: str) -> str:
    now = time.monotonic()
    for old in [name for name, ticket in _tickets.items() if ticket.ends < now]:
        del _tickets[old]
    name = secrets.token_urlsafe(24)
    _tickets[name] = Ticket(token, target, now + TICKET_SECONDS)
    return name
