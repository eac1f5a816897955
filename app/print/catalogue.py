"""What is printed for a workshop: gathered from the hall as it is now, and remembered, so that
moderators learn when paper that lies in the hall has become untrue."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from app.network.addresses import short
from app.print import network_recipe, posters
from app.settings import PRINTED, Settings
from app.workplace.invitations import Invitations
from app.workplace.rooms import Rooms
from facilitation.model import Group, Workshop
from facilitation.state import State

USUAL_PEOPLE = 60
"""For how many the network is planned where no workshop says it."""

HTTP_PORTS = {"http": 80, "https": 443}


def _poster(paper: str) -> Callable[[Invitations, State], bytes]:
    return lambda invitations, state: posters.poster(invited(invitations, state.workshop), paper)


def _tables(invitations: Invitations, state: State) -> bytes:
    code = state.workshop.code
    groups = sorted(state.all(Group), key=lambda group: group.number)
    typed = short(invitations.address)
    found = [
        posters.Table(n, group.name, invitations.join_url(code, n), f"{typed}/{n}")
        for n, group in ((group.number, group) for group in groups)
    ]
    return posters.tables(invited(invitations, state.workshop), found)


SHEETS: dict[str, Callable[[Invitations, State], bytes]] = {
    "poster_a4": _poster("a4"),
    "poster_a3": _poster("a3"),
    "tables": _tables,
}
"""Each blocks for up to a second: call it in a thread. Texts: setup.print_as.<id>, setup.print_name.<id>."""

SLIPS = "slips"
"""Printed on a page of their own, since each print makes new ones; they name the address all the same."""


def invited(invitations: Invitations, workshop: Workshop) -> posters.Invited:
    wifi = invitations.wifi
    on_paper = None
    if wifi:
        on_paper = posters.WifiOnPaper(wifi.qr_text, wifi.ssid, wifi.password if wifi.on_paper else "")
    return posters.Invited(
        workshop=f"{workshop.dialogue_title}: {workshop.title}",
        url=invitations.join_url(workshop.code),
        address=short(invitations.address),
        code=workshop.code,
        languages=(workshop.language, *workshop.languages),
        wifi=on_paper,
    )


def venue(rooms: Rooms, bases: Sequence[str]) -> network_recipe.Venue:
    """What a recipe is about, for the largest workshop to come. Asks all rooms, so not in a thread."""
    people = max((w.expected for w in rooms.workshops() if not w.finished), default=0) or USUAL_PEOPLE
    parts = [urlsplit(base) for base in bases]
    port = parts[0].port or HTTP_PORTS[parts[0].scheme]
    check = f"{bases[0]}/check"
    hosts = tuple(part.hostname or "" for part in parts)
    return network_recipe.Venue(hosts, port, check, people)


# --- what lies in the hall ---


class Printed(NamedTuple):
    """What a sheet says that may become untrue. `address`: as people type it; `wifi`: a digest, or ""."""

    address: str
    wifi: str


def printed_now(invitations: Invitations) -> Printed:
    wifi = invitations.wifi
    digest = hashlib.sha256(wifi.qr_text.encode()).hexdigest()[:12] if wifi else ""
    return Printed(short(invitations.address), digest)


def remember(settings: Settings, workshop: Workshop, sheet: str, printed: Printed) -> None:
    """That this sheet has been printed so."""
    known = {**_remembered(settings, workshop), sheet: printed}
    settings.set_text(_setting(workshop), json.dumps(known))


def outdated(invitations: Invitations, settings: Settings, workshop: Workshop) -> dict[str, Printed]:
    """The sheets that say something else than they would if they were printed now, and what they say."""
    now = printed_now(invitations)
    known = _remembered(settings, workshop)
    return {sheet: then for sheet, then in known.items() if _says(sheet, then) != _says(sheet, now)}


def _says(sheet: str, printed: Printed) -> Printed:
    return printed._replace(wifi="") if sheet == SLIPS else printed


def _remembered(settings: Settings, workshop: Workshop) -> dict[str, Printed]:
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        found = json.loads(settings.text(_setting(workshop)) or "{}")
        return {sheet: Printed(*said) for sheet, said in found.items() if sheet in (*SHEETS, SLIPS)}
    return {}


def _setting(workshop: Workshop) -> str:
    return f"{PRINTED}{workshop.id}"
