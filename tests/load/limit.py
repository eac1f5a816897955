"""The limit: a bare `websockets` server that fans out given frames, and does nothing else.

`python -m tests.load.limit PORT FRAMES`: FRAMES is a JSON file {id of a card: the text that our
server sent about it}. Whoever names a card's id makes its text go to all.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosedError


async def main(port: int, texts: dict[str, str]) -> None:
    connections: set[ServerConnection] = set()

    async def talk(connection: ServerConnection) -> None:
        connections.add(connection)
        try:
            async for id in connection:
                broadcast(connections, texts[str(id)])
        except ConnectionClosedError:  # a crowd leaves without a word
            pass
        finally:
            connections.discard(connection)

    async with serve(talk, "127.0.0.1", port, compression=None, backlog=2048):
        print("listening", flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    try:
        from uvloop import run  # as our own server has it
    except ImportError:
        from asyncio import run
    run(main(int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf-8"))))
