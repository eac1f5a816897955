"""The program on a laptop whose address is what a file says, and which is registered as `zielrunde.local`.

`python -m tests.browser.elsewhere --address FILE ...`: no test can change the address of a real laptop.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from app import main
from app.network.addresses import Address
from app.network.mdns import LocalName
from app.network.monitor import Network
from app.settings import Settings

NAME = "zielrunde.local"


def network(settings: Settings, asked: main.Asked, port: int) -> Network:
    file = Path(asked.addresses[0])
    return Network(settings, lambda: [Address(file.read_text("utf-8"))], port, watched=True)


async def keep(self: LocalName) -> None:
    self._network.named(NAME)
    await asyncio.Event().wait()


if __name__ == "__main__":
    main._network = network
    LocalName.keep = keep  # type: ignore[method-assign]
    main.main()
