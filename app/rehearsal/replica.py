"""What one device holds of a workshop: the same put/drop routine as in the browser's store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.live.encoding import filled_in

Entity = dict[str, Any]


class Replica:
    """Entities by type and id, with the `epoch` and `seq` up to which they are known."""

    def __init__(self) -> None:
        self.epoch = ""
        self.seq = 0
        self._held: dict[tuple[str, str], Entity] = {}

    def all(self, type: str) -> Iterator[Entity]:
        return (entity for (name, _), entity in self._held.items() if name == type)

    def find(self, type: str, id: str) -> Entity | None:
        return self._held.get((type, id))

    @property
    def workshop(self) -> Entity:
        return next(self.all("workshop"), {})

    def replace(self, snapshot: dict[str, Any]) -> None:
        """A snapshot never merges: what the server no longer has is gone here too."""
        self.epoch, self.seq = snapshot["epoch"], snapshot["seq"]
        self._held = {(entity["type"], entity["id"]): entity for entity in filled_in(snapshot)["entities"]}

    def apply(self, delta: dict[str, Any]) -> bool:
        """Applies what is next; False where something is missing in between."""
        for change in filled_in(delta)["changes"]:
            if change["seq"] > self.seq + 1:
                return False
            if change["seq"] == self.seq + 1:
                self._change(change)
        return True

    def _change(self, change: dict[str, Any]) -> None:
        for entity in change["puts"]:
            self._held[entity["type"], entity["id"]] = entity
        for type, id in change["drops"]:
            self._held.pop((type, id), None)
        self.seq = change["seq"]

    def same(self, other: Replica) -> bool:
        """Whether both hold the same things, in whatever order they came."""
        return self._held == other._held
