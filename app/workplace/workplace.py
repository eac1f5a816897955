"""What this laptop serves, in parts. Whoever needs one of them is handed that; pages are handed the whole."""

from __future__ import annotations

from dataclasses import dataclass

from app.network.monitor import Network
from app.settings import Settings
from app.workplace.access import Access
from app.workplace.archives import Archives
from app.workplace.checked_phones import Phones
from app.workplace.invitations import Invitations
from app.workplace.keep_awake import Awake
from app.workplace.notices import Warned
from app.workplace.rooms import Rooms
from storage.store import Store


@dataclass(frozen=True)
class Workplace:
    """One per app."""

    rooms: Rooms
    archives: Archives
    access: Access
    network: Network
    invitations: Invitations
    settings: Settings
    warned: Warned
    phones: Phones
    awake: Awake


def open_workplace(store: Store, network: Network) -> Workplace:
    """Wires the parts: what is told of the laptop's address reaches every room."""
    settings = Settings(store)
    invitations = Invitations(network, settings)
    rooms = Rooms(store, invitations.frames)
    invitations.tell.append(rooms.tell_addresses)
    return Workplace(
        rooms=rooms,
        archives=Archives(rooms),
        access=Access(store),
        network=network,
        invitations=invitations,
        settings=settings,
        warned=invitations.warned,
        phones=Phones(),
        awake=Awake(),
    )
