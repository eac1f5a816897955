"""What is printed for a workshop: gathered from the hall as it is now, and remembered, so that
moderators learn when paper that lies in the hall has become untrue."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from app.network.addresses import short
from app.print import network_recipe, posters
from app.settings import PRINTED
from app.workplace.workplace import Hall
from facilitation.model import Group, Workshop
from facilitation.state import State

USUAL_PEOPLE = 60
"""For how many the network is planned where no workshop says it."""

HTTP_PORTS = {"http": 80, "https": 443}


def _poster(paper: str) -> Callable[[Hall, State], bytes]:
    return lambda hall, state: posters.poster(invited(hall, state.workshop), paper)


def _tables(hall: Hall, state: State) -> bytes:
    code = state.workshop.code
    groups = sorted(state.all(Group), key=lambda group: group.number)
    typed = short(hall.addresses()[0])
    found = [
        posters.Table(g.number, g.name, hall.join_url(code, g.number), f"{typed}/{g.number}") for g in groups
    ]
    return posters.tables(invited(hall, state.workshop), found)


SHEETS: dict[str, Callable[[Hall, State], bytes]] = {
    "poster_a4": _poster("a4"),
    "poster_a3": _poster("a3"),
    "tables": _tables,
}
"""Each blocks for up to a second: call it in a thread. Texts: setup.print_as.<id>, setup.print_name.<id>."""

SLIPS = "slips"
"""Printed on a page of their own, since each print makes new ones; they name the address all the same."""


def invited(hall: Hall, workshop: Workshop) -> posters.Invited:
    wifi = hall.wifi()
    on_paper = None
    if wifi:
        on_paper = posters.WifiOnPaper(wifi.qr_text, wifi.ssid, wifi.password if wifi.on_paper else "")
    return posters.Invited(
        workshop=f"{workshop.dialogue_title}: {workshop.title}",
        url=hall.join_url(workshop.code),
        address=short(hall.addresses()[0]),
        code=workshop.code,
        languages=(workshop.language, *workshop.languages),
        wifi=on_paper,
    )


def place(hall: Hall) -> network_recipe.Place:
    """What a recipe is about, for the largest workshop to come. Asks all rooms, so not in a thread."""
    people = max((w.expected for w in hall.workshops() if not w.finished), default=0) or USUAL_PEOPLE
    bases = [urlsplit(base) for base in hall.addresses()]
    port = bases[0].port or HTTP_PORTS[bases[0].scheme]
    check = f"{hall.addresses()[0]}/check"
    hosts = tuple(base.hostname or "" for base in bases)
    return network_recipe.Place(hosts, port, check, people)


# --- what lies in the hall ---


class Printed(NamedTuple):
    """What a sheet says that may become untrue. `address`: as people type it; `wifi`: a digest, or ""."""

    address: str
    wifi: str


def printed_now(hall: Hall) -> Printed:
    wifi = hall.wifi()
    digest = hashlib.sha256(wifi.qr_text.encode()).hexdigest()[:12] if wifi else ""
    return Printed(short(hall.addresses()[0]), digest)


def remember(hall: Hall, workshop: Workshop, sheet: str, printed: Printed) -> None:
    """That this sheet has been printed so."""
    known = {**_remembered(hall, workshop), sheet: printed}
    hall.store.set_setting(_setting(workshop), json.dumps(known))


def outdated(hall: Hall, workshop: Workshop) -> dict[str, Printed]:
    """The sheets that say something else than they would if they were printed now, and what they say."""
    now = printed_now(hall)
    known = _remembered(hall, workshop)
    return {sheet: then for sheet, then in known.items() if _says(sheet, then) != _says(sheet, now)}


def _says(sheet: str, printed: Printed) -> Printed:
    return printed._replace(wifi="") if sheet == SLIPS else printed


def _remembered(hall: Hall, workshop: Workshop) -> dict[str, Printed]:
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        found = json.loads(hall.store.setting(_setting(workshop)) or "{}")
        return {sheet: Printed(*said) for sheet, said in found.items() if sheet in (*SHEETS, SLIPS)}
    return {}


def _setting(workshop: Workshop) -> str:
    return f"{PRINTED}{workshop.id}"
