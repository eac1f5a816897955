"""What an archive changes here: what was changed on one side only is taken, part by part.

What was changed on both sides, neither knowing of the other, becomes a Difference that keeps all that was
written (facilitation.undecided) until somebody chooses, where it is a matter of words or places; where it is
not (order, steps), the same one holds on all laptops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from facilitation.catalogue import keyed
from facilitation.clocks import EARLIER, Clock, Knowledge, about, covers, parts, with_parts
from facilitation.errors import Refused
from facilitation.events import Event, Known, Ref, ref_of
from facilitation.model import (
    Cluster,
    Contribution,
    Dialogue,
    Difference,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Translation,
    Voting,
    Workshop,
)
from facilitation.model.agenda import PhaseTime
from facilitation.references import points
from facilitation.state import State
from facilitation.undecided import as_json, reading
from storage.merging.agreed import numbered, of_all_ballots, table_to_keep
from storage.merging.differences import MergedDifferences

# What somebody has to choose; all other parts have a rule.
ASKED: dict[type[Entity], set[str]] = {
    Dialogue: {"title", "host", "target_year"},
    Workshop: {"title", "audience", "place", "date", "target_year", "expected", "card_limit"},
    Group: {"name", "seats"},
    Contribution: {"text", "kind", "place"},
    Translation: {"text"},
    Cluster: {"name", "field_id"},
    FieldOfAction: {"name", "keywords"},
    Goal: {"text", "field_id", "target_year"},
    Indicator: {"name", "unit", "base_value", "base_year", "target_value", "target_year", "source"},
}


def merge(
    existing: State | None,
    entities: Iterable[Entity],
    phases: tuple[PhaseTime, ...] = (),
    mine: Knowledge | None = None,
    theirs: Knowledge | None = None,
    alike: Iterable[FieldOfAction] = (),
) -> Event | None:
    """What an archive changes in a workshop or dialogue, or None if nothing.

    `entities` are those of one room; `mine` and `theirs`: what is known here and there (`theirs` None: an
    archive of before, of which only versions are known); `alike`: as with `keyed`. Raises
    Refused("voting_open") while people vote here: what they vote on must not change under them.
    """
    here = existing or State()
    return _Merging(here, _keyed(list(entities), here, alike), mine, theirs).event(phases)


def _keyed(entities: list[Entity], here: State, alike: Iterable[FieldOfAction]) -> list[Entity]:
    """Archives of before know no keys of fields."""
    fields = [one for one in entities if isinstance(one, FieldOfAction)]
    told = (one.dialogue_id for one in (*entities, *here.all(Workshop)) if isinstance(one, Workshop))
    known = keyed(fields, next(told, ""), here.all(FieldOfAction), alike)
    found = {field.id: field for field in known}
    return [found[one.id] if isinstance(one, FieldOfAction) else one for one in entities]


class _Merging:
    def __init__(
        self, here: State, incoming: Sequence[Entity], mine: Knowledge | None, theirs: Knowledge | None
    ) -> None:
        self._here = here
        self._incoming = [entity for entity in incoming if not isinstance(entity, Difference)]
        self._differences = MergedDifferences(here, incoming, mine, theirs)
        self._mine, self._theirs = mine, theirs
        self._puts: dict[Ref, Entity] = {}
        self._drops: set[Ref] = set()
        self._left_out: dict[Ref, Entity] = {}  # gone here, and there it is as it was

    def event(self, phases: tuple[PhaseTime, ...]) -> Event | None:
        for entity in self._incoming:
            self._take(entity)
        self._take_away()
        self._bring_back()
        self._agree()
        self._take_differences()
        if not (self._puts or self._drops or self._is_news()):
            return None
        if any(voting.open for voting in self._here.all(Voting)):
            if not (self._puts or self._drops):
                return None
            raise Refused("voting_open")
        touched = (self._here.lookup(ref) for ref in (*self._puts, *sorted(self._drops)))
        return Event(
            name="archive_imported",
            puts=tuple(self._puts.values()),
            drops=tuple(sorted(self._drops)),
            before=tuple(entity for entity in touched if entity is not None),
            phases=phases if self._runs_as_there() else (),
            knowledge=tuple({**_of_all_else(self._theirs or {}), **self._differences.wrote}.items()),
        )

    # --- what comes in ---

    def _take(self, entity: Entity) -> None:
        ref = ref_of(entity)
        known = self._here.lookup(ref)
        if known is not None:
            merged = self._merged(known, entity)
            if merged != known:
                self._puts[ref] = merged
        elif self._is_gone_here(entity) or (self._theirs is None and self._is_outdated(entity)):
            self._left_out[ref] = entity
        else:
            self._puts[ref] = entity

    def _merged(self, known: Entity, entity: Entity) -> Entity:
        now, there = parts(known), parts(entity)
        values = {
            part: self._value(known, entity, part, now.get(part), there.get(part))
            for part in sorted({*now, *there, *self._differences.parts_of(known)})
        }
        changed = {part: value for part, value in values.items() if value != now.get(part)}
        merged = with_parts(known, changed, known.version)
        if isinstance(merged, Workshop):
            self._differences.leave_to_agenda(merged)
        mine = known.version if merged == known else known.next_version
        version = max(mine, entity.version)
        return merged.model_copy(update={"version": version})

    def _value(self, known: Entity, entity: Entity, part: str, one: Any, other: Any) -> Any:
        is_open = self._differences.is_open(known, part)
        if one == other and not is_open:
            return one
        order = self._order(known, entity, part)
        is_new = order == "both" and _is_asked(known, part) and reading(part, one) != reading(part, other)
        if is_open or is_new:
            return self._differences.holds(known, entity, part, order)
        return {"mine": one, "theirs": other}.get(order, _agreed(part, one, other))

    def _order(self, known: Entity, entity: Entity, part: str) -> str:
        """Whose value is the newer one: "mine", "theirs" or, neither knowing of the other, "both"."""
        mine = self._clock_here(known, part)
        if self._theirs is None:
            ours, there = mine.get(EARLIER, 1), entity.version
            return "both" if ours == there else "mine" if ours > there else "theirs"
        theirs = _clock(self._theirs, ref_of(entity), part)
        knows, is_known = covers(mine, theirs), covers(theirs, mine)
        return "both" if knows == is_known else "mine" if knows else "theirs"

    def _clock_here(self, known: Entity, part: str) -> Clock:
        return {EARLIER: known.version} if self._mine is None else _clock(self._mine, ref_of(known), part)

    def _take_differences(self) -> None:
        self._differences.take({ref for ref in self._puts if self._here.lookup(ref) is None})
        self._puts |= self._differences.puts
        self._drops |= self._differences.drops

    def _is_gone_here(self, entity: Entity) -> bool:
        known = (self._mine or {}).get(ref_of(entity))
        return known is not None and known.gone and _contains(known, (self._theirs or {}).get(ref_of(entity)))

    def _is_outdated(self, entity: Entity) -> bool:
        """A goal and its indicators are one: an older goal brings none of its indicators back."""
        if not isinstance(entity, Indicator):
            return False
        goal = self._here.find(Goal, entity.goal_id)
        theirs = {e.id: e.version for e in self._incoming if isinstance(e, Goal)}
        return goal is not None and goal.version > theirs.get(entity.goal_id, 0)

    # --- what goes, and what has to stay ---

    def _take_away(self) -> None:
        if self._theirs is None:
            return self._take_indicators_away()
        for ref, known in _of_all_else(self._theirs).items():
            here = known.gone and self._here.lookup(ref) is not None
            if here and _contains(known, (self._mine or {}).get(ref)):
                self._drops.add(ref)

    def _take_indicators_away(self) -> None:
        """Those that a newer goal no longer has; an archive of before does not tell what is gone."""
        newer = {entity.id for entity in self._puts.values() if isinstance(entity, Goal)}
        kept = {ref_of(entity) for entity in self._incoming}
        mine = (ref_of(i) for i in self._here.all(Indicator) if i.goal_id in newer)
        self._drops |= {ref for ref in mine if ref not in kept}

    def _bring_back(self) -> None:
        """What something that is there stands on cannot be gone."""
        gone = [*map(self._here.lookup, self._drops), *self._left_out.values()]
        for table in table_to_keep(self._everything(), gone):
            self._keep(ref_of(table))
        while missing := {
            ref
            for entity in self._everything()
            for one_of in points(entity)
            for ref in one_of
            if self._is_missing(ref)
        }:
            for ref in missing:
                self._keep(ref)

    def _keep(self, ref: Ref) -> None:
        self._drops.discard(ref)
        if (entity := self._left_out.pop(ref, None)) is not None:
            self._puts[ref] = entity

    def _is_missing(self, ref: Ref) -> bool:
        return ref in self._left_out or ref in self._drops

    def _everything(self) -> Iterator[Entity]:
        for entity in self._here.entities():
            ref = ref_of(entity)
            if ref not in self._puts and ref not in self._drops:
                yield entity
        yield from (entity for ref, entity in self._puts.items() if ref not in self._drops)

    def _agree(self) -> None:
        self._puts = {ref: entity for ref, entity in self._puts.items() if ref not in self._drops}
        self._puts |= {ref_of(table): table for table in numbered(self._everything())}
        self._puts |= {ref_of(one): one for one in of_all_ballots(self._everything(), self._puts.values())}

    # --- what is told of it ---

    def _is_news(self) -> bool:
        """Nothing to see, but they know of changes that are not known here."""
        mine = self._mine
        if mine is None or self._theirs is None:
            return False
        return not all(
            _contains(mine.get(ref, Known({})), known) for ref, known in _of_all_else(self._theirs).items()
        )

    def _runs_as_there(self) -> bool:
        there = [entity.phase_started_at for entity in self._incoming if isinstance(entity, Workshop)]
        return any(isinstance(e, Workshop) and [e.phase_started_at] == there for e in self._puts.values())


def _clock(known: Knowledge, ref: Ref, part: str) -> Clock:
    return known[ref].clocks.get(part, {}) if ref in known else {}


def _contains(known: Known, other: Known | None) -> bool:
    """Whether nothing was done to it that `known` does not know of."""
    clocks_there = other.clocks if other else {}
    return all(covers(known.clocks.get(part, {}), clock) for part, clock in clocks_there.items())


def _is_asked(entity: Entity, part: str) -> bool:
    return part in ASKED.get(type(entity), set()) or (isinstance(entity, Workshop) and "/" in part)


def _of_all_else(known: Knowledge) -> Knowledge:
    """What is known of differences is no matter of its own: it tells of what they are about."""
    return {ref: of for ref, of in known.items() if ref.type != "difference"}


def _agreed(part: str, one: Any, other: Any) -> Any:
    """Which of two holds: the same one, whoever asks."""
    if part in ("cluster_ids", "languages"):
        return sorted({*one, *other})
    if part == "running":  # the step that was begun last
        return max(one, other, key=lambda value: (value[1], as_json(value)))
    if isinstance(one, bool | int | float) and isinstance(other, bool | int | float):
        return max(one, other)
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=as_json)


def counted(event: Event | None) -> Mapping[str, int]:
    """How much an import brought: new, changed, and changed on both sides."""
    if event is None:
        return {"new": 0, "changed": 0, "both": 0}
    before = {ref_of(entity) for entity in event.before}
    seen = [put for put in event.puts if type(put) in ASKED or isinstance(put, Voting)]
    asked = {about(one): len(one.choices) for one in event.before if isinstance(one, Difference)}
    differences = [put for put in event.puts if isinstance(put, Difference)]
    return {
        "new": sum(ref_of(put) not in before for put in seen),
        "changed": sum(ref_of(put) in before for put in seen)
        + len([ref for ref in event.drops if ref.type != "difference"]),
        "both": sum(len(one.choices) > asked.get(about(one), 0) for one in differences),
    }
