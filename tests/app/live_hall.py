"""Phones, stages and moderators that speak the real protocol over real sockets."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import httpx
import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from app.fair_use.protocols import SharingHttp, SharingSocket
from app.live.encoding import filled_in
from app.live.gateway import Gateway
from app.live.protocol import FRAME_BYTES, PROTOCOL_VERSION
from app.network.addresses import Address
from app.network.monitor import Network
from app.settings import Settings
from app.workplace.rooms import clock
from app.workplace.workplace import Workplace, open_workplace
from facilitation import commands as c
from facilitation.ids import new_id
from facilitation.model import Group
from storage.database import open_database
from storage.store import Store

GOOD_COOKIE = "zielrunde_moderator"


def workplace_of(store: Store, *bases: str) -> Workplace:
    """On a laptop with these addresses."""
    found = [Address(base) for base in bases or ("http://127.0.0.1",)]
    return open_workplace(store, Network(Settings(store), lambda: found))


class Server:
    """The live channel on a free port, on a real file."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(open_database(f"sqlite:///{folder / 'hall.sqlite'}"))
        self.workplace = workplace_of(self.store)
        self.rooms, self.archives = self.workplace.rooms, self.workplace.archives
        gateway = Gateway(self.rooms.room_of, self.workplace.access.is_moderator, clock, FRAME_BYTES)
        self.workplace.access.ended.append(gateway.signed_in.look)
        config = uvicorn.Config(
            gateway,
            port=0,
            ws=SharingSocket,
            http=SharingHttp,
            ws_per_message_deflate=False,
            ws_max_size=FRAME_BYTES,
            lifespan="off",
            log_level="error",
        )
        self._uvicorn = uvicorn.Server(config)
        self.code = self.rooms.new_code()
        self.room_id = new_id(clock())
        self.cookie = f"{GOOD_COOKIE}={self.workplace.access.sign_in_by_key(self.workplace.access.key)}"

    async def start(self) -> None:
        self._task = asyncio.create_task(self._uvicorn.serve())
        while not self._uvicorn.started:  # noqa: ASYNC110 - uvicorn offers no event for it
            await asyncio.sleep(0.005)
        self.port = self._uvicorn.servers[0].sockets[0].getsockname()[1]
        await self.rooms.open_all()

    async def open_workshop(self, phase: str = "write", groups: int = 2) -> None:
        names = tuple(f"Tisch {n}" for n in range(1, groups + 1))
        create = c.CreateWorkshop(
            id=self.room_id,
            dialogue_id=new_id(clock()),
            dialogue_title="Integrationsdialog",
            code=self.code,
            title="Ehrenamtliche",
            audience="Ehrenamtliche",
            target_year=2030,
            groups=names,
            fields=("Wohnen", "Sprache"),
        )
        await self.rooms.submit(self.room_id, create)
        await self.rooms.submit(self.room_id, c.GoToPhase(phase=phase))

    @property
    def groups(self) -> list[str]:
        groups = self.rooms.state(self.room_id).all(Group)
        return [g.id for g in sorted(groups, key=lambda g: g.number)]

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}/live/{self.code}/{path}"

    async def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._uvicorn.force_exit = True
        await self._task
        await self.rooms.close()
        self.store.close()


class Device:
    """One socket. Frames are kept in order; `until` waits for the one that matters."""

    def __init__(self, socket: ClientConnection, server: Server, token: str | None) -> None:
        self.socket = socket
        self.server = server
        self.token = token
        self.frames: list[dict[str, Any]] = []

    @classmethod
    async def connected(
        cls, server: Server, role: str = "participant", token: str | None = None, **hello: Any
    ) -> Self:
        token = (token or secrets.token_urlsafe(24)) if role == "participant" else None
        headers = {"cookie": server.cookie} if role == "moderator" else {}
        socket = await connect(server.url("ws", "ws"), additional_headers=headers, max_size=None)
        device = cls(socket, server, token)
        await device.send(
            {"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, "token": token, **hello}
        )
        await device.until("welcome")
        return device

    async def send(self, message: dict[str, Any]) -> None:
        await self.socket.send(json.dumps(message))

    async def frame(self) -> dict[str, Any]:
        frame = filled_in(json.loads(await asyncio.wait_for(self.socket.recv(), 30)))
        self.frames.append(frame)
        return frame

    async def until(self, *types: str, cmd_id: str | None = None) -> dict[str, Any]:
        """The next frame of one of these types (and command)."""
        while True:
            frame = await self.frame()
            if frame["type"] in types and cmd_id in (None, frame.get("cmd_id")):
                return frame

    async def ask(self, command: c.Command | dict[str, Any], cmd_id: str | None = None) -> dict[str, Any]:
        """Submits and waits for the answer."""
        cmd_id = cmd_id or secrets.token_hex(8)
        given = command.model_dump(mode="json") if isinstance(command, c.Command) else command
        await self.send({"type": "submit", "cmd_id": cmd_id, "command": given})
        return await self.until("ack", "rejected", cmd_id=cmd_id)

    async def seated(self, group: int = 0, device: str = "phone") -> Self:
        answer = await self.ask(
            {"type": "join_workshop", "group_id": self.server.groups[group], "device": device}
        )
        assert answer["type"] == "ack", answer
        return self

    async def post(self, text: str, **values: Any) -> dict[str, Any]:
        card = {
            "type": "post_contribution",
            "id": new_id(clock()),
            "kind": "weakness",
            "text": text,
            **values,
        }
        return await self.ask(card)

    async def snapshot(self, path: str) -> dict[str, Any]:
        headers = {"cookie": self.server.cookie} if "/moderator/" in path else {}
        async with httpx.AsyncClient(timeout=30) as client:
            answer = await client.get(f"http://127.0.0.1:{self.server.port}{path}", headers=headers)
        return filled_in(answer.json())

    async def leave(self) -> None:
        await self.socket.close()


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Server]:
    server = Server(folder)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
