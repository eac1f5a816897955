"""The hand at the wheel: steps and voting, by a person or by the rehearsal with the moderator's link."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from app.rehearsal.device import CommandRejected, HeadlessDevice
from app.rehearsal.play import Crowd
from app.rehearsal.replica import Entity, Replica
from facilitation.agenda import doing, kind_of, running
from facilitation.ids import new_id
from facilitation.model import Workshop
from facilitation.model.agenda import Activity
from facilitation.rules import OF_TYPE


class Person:
    """Somebody else steers: the rehearsal says what it needs and waits."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    async def allow(self, command: str) -> None:
        """Returns when participants may send this command; asks for such a step, once, if they may not."""
        if not _allows(self.crowd.replica, command):
            name = self.crowd.speaker.t(f"common.phase.{doing(OF_TYPE[command].activity).id}")
            self.crowd.speaker.say("wait_phase", phase=name)
            await self._until(lambda held: _allows(held, command))

    async def open_voting(self, options: Sequence[str]) -> str:
        """The id of a voting on at least these options in which everyone may mark them all."""
        self.crowd.speaker.say("wait_voting", points=len(options))
        voting: Entity = await self._until(
            lambda held: next((v for v in held.all("voting") if _serves(v, options)), None)
        )
        return str(voting["id"])

    async def close_voting(self, id: str) -> Entity:
        """The result."""
        self.crowd.speaker.say("wait_close")
        return await self._result(id)

    async def _result(self, id: str) -> Entity:
        found: Entity = await self._until(lambda held: held.find("result", id))
        return found

    async def _until(self, holds: Callable[[Replica], Any]) -> Any:
        """Waits, but not for what can no longer be. Raises CommandRejected."""
        found = await self.crowd.devices[0].until(lambda held: holds(held) or held.workshop["finished"])
        if found is True and not holds(self.crowd.replica):
            raise CommandRejected("workshop_finished", {})
        return found


class Autopilot(Person):
    """The rehearsal steers itself over the moderator's own connection."""

    def __init__(self, crowd: Crowd, device: HeadlessDevice) -> None:
        super().__init__(crowd)
        self.device = device

    async def allow(self, command: str) -> None:
        agenda, rule = _workshop(self.crowd.replica).agenda, OF_TYPE[command]
        step = next((one.id for one in agenda if rule.allowed(kind_of(one), False)), None)
        if step is None:
            raise CommandRejected("phase_closed", {})
        await self.device.submit({"type": "go_to_phase", "phase": step})
        await self._until(lambda held: held.workshop["phase"] == step)

    async def open_voting(self, options: Sequence[str]) -> str:
        id = new_id(time.time_ns() // 1_000_000)
        voting = {
            "id": id,
            "question": self.crowd.speaker.t(f"common.question.{doing(Activity.VOTE).id}"),
            "option_ids": list(options),
        }
        rules = {"points": len(options), "max_per_option": 1}
        await self.device.submit({"type": "open_voting", **voting, "rules": rules})
        return id

    async def close_voting(self, id: str) -> Entity:
        await self.device.submit({"type": "close_voting", "id": id})
        return await self._result(id)


def _allows(held: Replica, command: str) -> bool:
    workshop = _workshop(held)
    return OF_TYPE[command].allowed(running(workshop), workshop.late_allowed)


def _workshop(held: Replica) -> Workshop:
    return Workshop.model_validate(held.workshop)


def _serves(voting: Entity, options: Sequence[str]) -> bool:
    enough = voting["rules"]["points"] >= len(options)
    return voting["open"] and enough and set(options) <= set(voting["option_ids"])
