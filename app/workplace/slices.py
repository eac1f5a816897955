"""What an archive changes in one room, cut into commits that hold up nobody: phones write meanwhile.

Each part tells of what it brings what the other laptop knows of it. So whatever comes between two of them, or
keeps the rest away, finds a workshop that is as if a smaller archive had come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from facilitation.clocks import about
from facilitation.events import Event, Known, Ref, ref_of
from facilitation.model import Difference, Entity, Workshop

# What others stand on comes first, and goes last.
ORDER = (
    *(
        "dialogue",
        "workshop",
        "group",
        "field",
        "cluster",
        "contribution",
        "goal",
        "indicator",
        "translation",
    ),
    *("participant", "voting", "result", "ballot", "slips", "difference"),
)
AT_ONCE = 100  # entities in one commit: phones that write meanwhile wait no longer than for each other
AS_MUCH = 20  # counts of changes that weigh as much as an entity


class Item(NamedTuple):
    """What comes in together."""

    puts: tuple[Entity, ...] = ()
    drops: tuple[Ref, ...] = ()
    told: tuple[Ref, ...] = ()


def slices(event: Event) -> list[Event]:
    """The same in parts: what is new, what changed, what is only known, what goes, what is asked."""
    before = {ref_of(entity): entity for entity in event.before}
    known = dict(event.knowledge)
    items = [*_come(event, before), *_only_known(event, known), *_gone(event), *_asked(event, before)]
    return [_part(event, batch, before, known) for batch in _batches(items, known)]


def _come(event: Event, before: Mapping[Ref, Entity]) -> list[Item]:
    puts = [put for put in event.puts if not isinstance(put, Difference)]
    puts.sort(key=lambda put: (ref_of(put) in before, ORDER.index(put.type)))
    return [Item(puts=(put,), told=(ref_of(put),)) for put in puts]


def _only_known(event: Event, known: dict[Ref, Known]) -> list[Item]:
    changed = {*map(ref_of, event.puts), *event.drops}
    return [Item(told=(ref,)) for ref in known if ref not in changed]


def _gone(event: Event) -> list[Item]:
    drops = [ref for ref in event.drops if ref.type != "difference"]
    drops.sort(key=lambda ref: -ORDER.index(ref.type))
    return [Item(drops=(ref,), told=(ref,)) for ref in drops]


def _asked(event: Event, before: Mapping[Ref, Entity]) -> list[Item]:
    """What was asked about the same part before goes in the same moment."""
    found: dict[tuple[Ref, str], Item] = {}
    for put in event.puts:
        if isinstance(put, Difference):
            item = found.get(about(put), Item())
            found[about(put)] = Item((*item.puts, put), item.drops, (*item.told, ref_of(put)))
    for ref in event.drops:
        one = before.get(ref)
        if isinstance(one, Difference):
            item = found.get(about(one), Item())
            found[about(one)] = item._replace(drops=(*item.drops, ref))
    return list(found.values())


def _batches(items: Iterable[Item], known: dict[Ref, Known]) -> Iterator[list[Item]]:
    batch, weight = list[Item](), 0.0
    for item in items:
        batch.append(item)
        weight += len(item.puts) + len(item.drops) + sum(_weight(known.get(ref)) for ref in item.told)
        if weight >= AT_ONCE:
            yield batch
            batch, weight = [], 0.0
    if batch:
        yield batch


def _weight(known: Known | None) -> float:
    return (1 + sum(map(len, known.clocks.values()))) / AS_MUCH if known else 0.0


def _part(event: Event, batch: list[Item], before: Mapping[Ref, Entity], known: dict[Ref, Known]) -> Event:
    puts = tuple(put for item in batch for put in item.puts)
    drops = tuple(ref for item in batch for ref in item.drops)
    told = {ref: known.get(ref) for item in batch for ref in item.told}
    is_told = any(ref.type != "difference" for ref in known)  # else it is an archive of before
    return event.model_copy(
        update={
            "puts": puts,
            "drops": drops,
            "before": tuple(before[ref] for ref in (*map(ref_of, puts), *drops) if ref in before),
            "knowledge": tuple((ref, of or Known({})) for ref, of in told.items() if of or is_told),
            "phases": event.phases if any(isinstance(put, Workshop) for put in puts) else (),
        }
    )
