"""What Python and the browser both work out, as Python does: golden/mirrors.json, which node reads.

python -m tests.contract.mirrors           writes it
python -m tests.contract.mirrors --check   exits with 1 if it is stale
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from app.texts import LANGUAGES, catalogue, direction, number, texts
from facilitation.agenda import running, step_now
from facilitation.focus import matrix
from facilitation.model import (
    Cluster,
    Contribution,
    Entity,
    FieldOfAction,
    Kind,
    Source,
    Step,
    VotingResult,
    Workshop,
)
from facilitation.model.agenda import STEP_KINDS
from facilitation.questions import own_question
from facilitation.rules import RULES
from facilitation.state import State
from facilitation.voting import ballots_by_channel, default_points

FILE = Path(__file__).parent / "golden" / "mirrors.json"

THERE = {"workshop_id": "w"}
WALLS = 12  # with more and more cards on them
COUNTED = "common.cards"
COUNTS = (*range(25), 99, 100, 101, 102, 103, 110, 111, 121)
VALUES = (0, 7, 999, 1000, 1250.5, 1_234_567, -1200)

Case = dict[str, Any]


def mirrors() -> dict[str, list[Case]]:
    """By what is worked out: what is given, and what is `expected`. The same code gives the same cases."""
    return {
        "matrix": [_matrix(size) for size in range(WALLS)],
        "allowed": [
            _allowed(kind.id, *said) for kind in STEP_KINDS for said in product((False, True), repeat=2)
        ],
        "running": [_running(phase) for phase in ("a", "b", "gone", "")],
        "question": list(_questions()),
        "points": [{"options": n, "expected": default_points(n)} for n in range(1, 31)],
        "channels": [_channels(*counts) for counts in product((0, 1, 4), repeat=4) if any(counts)],
        "counted": [_counted(language) for language, _ in LANGUAGES],
        "direction": [{"language": code, "expected": direction(code)} for code, _ in LANGUAGES],
        "number": [_numbers(language) for language, _ in LANGUAGES],
    }


def _sent(entities: Sequence[Entity]) -> dict[str, Any]:
    read = {"id", "kind", "position", "cluster_id", "field_id", "hidden", "withdrawn"}
    return {entity.id: entity.model_dump(mode="json", include=read) for entity in entities}


def _matrix(size: int) -> Case:
    """Fields of which some stand at the same place, clusters and cards of all sorts."""
    random = Random(size)
    field_ids = [f"f{n}" for n in random.sample(range(9), size % 6)]
    fields = [FieldOfAction(id=id, name=id, position=random.randrange(3), **THERE) for id in field_ids]
    clusters = [
        Cluster(id=f"c{n}", name="", field_id=random.choice([*field_ids, None]), **THERE)
        for n in range(size // 2)
    ]
    cards = [_card(random, n, field_ids, [one.id for one in clusters]) for n in range(size * size)]
    counted = matrix(State([*fields, *clusters, *cards]))
    return {
        "field": _sent(fields),
        "cluster": _sent(clusters),
        "contribution": _sent(cards),
        "expected": {
            "counts": counted.counts,
            "total": counted.total,
            "threshold": counted.threshold,
            "focal_points": [[cell.field_id, cell.kind, cell.count] for cell in counted.focal_points],
            "heat": {id: {kind: counted.heat(id, kind) for kind in Kind} for id in field_ids},
        },
    }


def _card(random: Random, n: int, fields: Sequence[str], clusters: Sequence[str]) -> Contribution:
    return Contribution(
        id=f"k{n}",
        group_id=None,
        source=Source.PERSON,
        kind=random.choice([Kind.WEAKNESS, Kind.WEAKNESS, *Kind]),
        text="-",
        cluster_id=random.choice([None, None, "gone", *clusters]),
        field_id=random.choice([None, *fields[:2], *fields]),
        hidden=random.choice([None] * 9 + [""]),
        withdrawn=random.random() < 0.1,
        created_at=0,
        **THERE,
    )


def _workshop(**named: Any) -> Workshop:
    told = {"id": "w", "dialogue_id": "d", "dialogue_title": "-", "code": "AAAAAA", "title": "-"}
    return Workshop(**told, audience="-", target_year=2030, created_at=0, **named)


def _told(workshop: Workshop) -> Case:
    names = {"agenda", "phase", "late_allowed", "finished", "language", "target_year"}
    return workshop.model_dump(mode="json", include=names)


def _allowed(kind: str, late: bool, finished: bool) -> Case:
    """By command of participants: whether they may send it now."""
    workshop = _workshop(
        agenda=(Step(id="now", kind=kind, minutes=1),), phase="now", late_allowed=late, finished=finished
    )
    rules = [rule for rule in RULES if rule.of_participants]
    may = {rule.type: not finished and rule.allowed(running(workshop), late) for rule in rules}
    return {"workshop": _told(workshop), "expected": may}


def _running(phase: str) -> Case:
    agenda = (Step(id="a", kind="write", minutes=1), Step(id="b", kind="sort", minutes=1))
    workshop = _workshop(agenda=agenda, phase=phase)
    return {"workshop": _told(workshop), "expected": step_now(workshop).id}


def _questions() -> Iterator[Case]:
    """`expected`: the moderator's wording and its language; two empty ones where ours is asked."""
    for question, others, own, reader in product(
        ("", "Was fehlt?"),
        ({}, {"de": "Anders?"}, {"en": "What?", "fr": ""}),
        ("de", "fr"),
        ("de-simple", "en", "fr"),
    ):
        step = Step(id="write", kind="write", minutes=1, question=question, questions_in=others)
        workshop = _workshop(agenda=(step,), phase="write", language=own)
        yield {
            "workshop": _told(workshop),
            "reader": reader,
            "expected": own_question(workshop, step, reader),
        }


def _channels(device: int, turn: int, slip: int, paper: int) -> Case:
    counts = {"turn_ballots": turn, "slip_ballots": slip, "paper_ballots": paper}
    result = VotingResult(id="v", ballots=device + turn + slip + paper, rows=(), **THERE, **counts)
    read = {"ballots", *counts}
    return {"result": result.model_dump(mode="json", include=read), "expected": ballots_by_channel(result)}


def _counted(language: str) -> Case:
    forms = catalogue(language, ["common"])[COUNTED]
    said = [texts(language).t(COUNTED, n) for n in COUNTS]
    return {"language": language, "texts": {COUNTED: forms}, "counts": COUNTS, "expected": said}


def _numbers(language: str) -> Case:
    return {"language": language, "values": VALUES, "expected": [number(value, language) for value in VALUES]}


def text() -> str:
    """A case a line, so that a change of one is seen as one."""
    parts = (
        f'"{name}": [\n' + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]"
        for name, cases in mirrors().items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        FILE.write_text(text(), "utf-8", newline="\n")
    return 0 if FILE.read_text("utf-8") == text() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
