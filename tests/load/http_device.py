"""A headless phone in a hall that lets no WebSocket through: POST and long polling, as polling.js does it."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

import httpx

from app.live.protocol import PROTOCOL_VERSION
from app.rehearsal.device import READERS, HeadlessDevice
from app.rehearsal.link import Site

POLL_SECONDS = 30.0
SUBMIT_SECONDS = 10.0
IDLE_SECONDS = 0.5
BACK_SECONDS = 1.0


class HttpDevice(HeadlessDevice):
    """The same device and the same outbox over another way."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self._http = httpx.AsyncClient(base_url=f"{site.base}/live/{site.code}/", trust_env=False)

    async def run(self) -> None:
        """Stays connected until cancelled."""
        async with self._http:
            while True:
                try:
                    await self._poll()
                except (httpx.HTTPError, OSError):
                    self._drop()
                await asyncio.sleep(BACK_SECONDS * (0.5 + secrets.randbelow(1000) / 1000))

    async def _poll(self) -> None:
        """Until something is missing or fails. The first poll asks who we are: it is answered at once."""
        await self._turn(epoch="", seq=0)
        while True:
            before = self.replica.seq
            if not await self._turn(epoch=self.replica.epoch, seq=self.replica.seq):
                return
            if self.replica.seq == before:
                await asyncio.sleep(IDLE_SECONDS)

    async def _turn(self, epoch: str, seq: int) -> bool:
        frames = await self._post("poll", {"hello": self._hello(epoch, seq)}, POLL_SECONDS)
        for frame in frames:
            reader = READERS.get(frame["type"])
            if reader and not await reader(self, frame):
                return False
        return True

    def _hello(self, epoch: str, seq: int) -> dict[str, Any]:
        known = {"role": self.role, "token": self.token, "epoch": epoch, "seq": seq}
        return {"type": "hello", "protocol": PROTOCOL_VERSION, **known}

    async def _post(self, way: str, body: dict[str, Any], seconds: float) -> Any:
        answer = await self._http.post(way, json=body, timeout=seconds)
        if answer.status_code != httpx.codes.OK:
            raise OSError(answer.text)
        return answer.json()

    async def _ask(self, cmd_id: str, text: str) -> dict[str, Any]:
        await self._politely()
        await self._online.wait()
        try:
            body = {"hello": self._hello("", 0), "submit": json.loads(text)}
            return dict(await self._post("submit", body, SUBMIT_SECONDS))
        except (httpx.HTTPError, OSError):
            return {"type": "rejected", "code": "dropped"}
