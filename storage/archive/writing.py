"""Writes a workshop as an archive."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from facilitation.agenda import step_now
from facilitation.clocks import Knowledge
from facilitation.events import Known, Ref, ref_of
from facilitation.model import Dialogue, Difference, Entity, Voting, Workshop
from facilitation.model.agenda import PhaseTime
from facilitation.state import State
from storage.archive.checks import MAX_PHASES
from storage.archive.format import ENTITIES, FORMAT, KNOWN, MANIFEST, SCHEMA, ToldKnowledge, nameless


def write_archive(
    state: State,
    dialogue: Dialogue | None,
    at: int,
    phases: Sequence[PhaseTime] = (),
    known: Mapping[str, Knowledge] | None = None,
    differences: Iterable[Difference] = (),
) -> bytes:
    """A workshop, with its dialogue, as a zip. The same state makes the same entities, line by line.

    `phases`: when which phase ran. The journal that knows it stays here. `known`: by room, what this laptop
    knows of changes; `differences`: those of the dialogue.
    """
    entities = [*([dialogue] if dialogue else []), *map(_at_a_step, _travelling(state))]
    lines = [json.dumps(e.model_dump(mode="json"), ensure_ascii=False) for e in entities]
    manifest = _manifest(state.workshop, len(lines), at, phases)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
        archive.writestr(ENTITIES, "\n".join(lines) + "\n")
        if known is not None:
            archive.writestr(
                KNOWN, _as_known([*state.all(Difference), *differences], known).model_dump_json()
            )
    return file.getvalue()


def _travelling(state: State) -> Iterator[Entity]:
    for entity in sorted(state.entities(), key=ref_of):
        under_way = isinstance(entity, Voting) and entity.open
        if entity.travels and not under_way and not isinstance(entity, Difference):
            yield nameless(entity)


def _at_a_step(entity: Entity) -> Entity:
    """As it may be written: a workshop runs a step of its agenda."""
    if not isinstance(entity, Workshop):
        return entity
    return entity.model_copy(update={"phase": step_now(entity).id})


def _as_known(differences: list[Difference], known: Mapping[str, Knowledge]) -> ToldKnowledge:
    """Programs of before read past it. What nobody changed since it was made needs no line."""
    told = {
        room_id: [(*ref, *of) for ref, of in sorted(found.items()) if _is_told(ref, of)]
        for room_id, found in known.items()
    }
    return ToldKnowledge(known=told, differences=sorted(differences, key=ref_of))


def _is_told(ref: Ref, known: Known) -> bool:
    return ref.type not in ("slips", "ballot") and (known.gone or any(known.clocks.values()))


def _manifest(workshop: Workshop, entities: int, at: int, phases: Sequence[PhaseTime]) -> dict[str, Any]:
    steps = {step.id for step in workshop.agenda}
    ran = [phase.model_dump() for phase in phases if phase.phase in steps][-MAX_PHASES:]
    about = {"id": workshop.id, "title": workshop.title, "audience": workshop.audience, "phases": ran}
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "created": datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds"),
        "workshops": [about],
        "entities": entities,
    }
