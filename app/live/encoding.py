"""Deltas and snapshots as devices get them, written from the entities' own JSON: this is the hot path.

Of an entity everything travels but what is at its default, and the id of the workshop that the device is in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from facilitation.events import Ref
from facilitation.model import ENTITIES, Entity

# Known by the place where it is said.
NEVER_SENT = "workshop_id"


def defaults(cls: type[Entity]) -> dict[str, Any]:
    """The fields that are left out at these values; `type` is none of them."""
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in cls.model_fields.items()
        if name != "type" and not field.is_required()
    }


DEFAULTS: dict[str, dict[str, Any]] = {
    type: to_jsonable_python(defaults(cls)) for type, cls in ENTITIES.items()
}
_USUAL = {cls: tuple(defaults(cls).items()) for cls in ENTITIES.values()}


def entity(one: Entity) -> str:
    """By hand: `exclude_defaults` would leave out of its parts, too, which nobody fills in again."""
    left_out = {name for name, usual in _USUAL[type(one)] if getattr(one, name) == usual}
    left_out.add(NEVER_SENT)
    return one.model_dump_json(exclude=left_out)


def change(seq: int, name: str, puts: Sequence[Entity], drops: Sequence[Ref]) -> bytes:
    """A protocol.Change."""
    put = f',"puts":[{",".join(map(entity, puts))}]' if puts else ""
    gone = f',"drops":{json.dumps(drops, separators=(",", ":"))}' if drops else ""
    return f'{{"seq":{seq},"name":"{name}"{put}{gone}}}'.encode()


def delta(changes: Iterable[bytes]) -> bytes:
    """A protocol.Delta."""
    return b'{"type":"delta","changes":[' + b",".join(changes) + b"]}"


def snapshot(epoch: str, seq: int, entities: Iterable[Entity]) -> bytes:
    """A protocol.Snapshot."""
    held = ",".join(map(entity, entities))
    return f'{{"type":"snapshot","epoch":"{epoch}","seq":{seq},"entities":[{held}]}}'.encode()


def filled_in(frame: dict[str, Any]) -> dict[str, Any]:
    """A parsed delta or snapshot as a device reads it; any other frame as it is."""
    match frame["type"]:
        case "delta":
            return {**frame, "changes": [_whole_change(one) for one in frame["changes"]]}
        case "snapshot":
            return {**frame, "entities": [_whole(one) for one in frame["entities"]]}
    return frame


def _whole_change(sent: dict[str, Any]) -> dict[str, Any]:
    puts = [_whole(one) for one in sent.get("puts", ())]
    return {**sent, "puts": puts, "drops": sent.get("drops", [])}


def _whole(sent: dict[str, Any]) -> dict[str, Any]:
    return {**DEFAULTS.get(sent["type"], {}), **sent}
