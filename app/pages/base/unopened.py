"""Pages that were asked for and that no browser opened: NiceGUI keeps each for a minute, with all it shows.

A browser opens its page within seconds, a script never: a thousand of them would fill the laptop's memory.
"""

from __future__ import annotations

from collections import Counter

from nicegui import Client

KEPT = 50  # each takes 80 KB


def forget_unopened() -> None:
    """To be called after each page. Where there are too many, the oldest of the address that has most goes;
    a browser that comes for it nevertheless loads it anew."""
    unopened = [client for client in Client.instances.values() if client.environ is None]
    if len(unopened) > KEPT:
        ((most, _),) = Counter(client.ip for client in unopened).most_common(1)
        next(client for client in unopened if client.ip == most).delete()
