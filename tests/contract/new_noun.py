"""What somebody adds who adds a noun: a measure with the goal that it serves, and the command that plans one.

The recipe is that of ARCHITECTURE.md ("How to add"). It is carried out on a copy of the source.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MODEL = '''"""Measures."""

from __future__ import annotations

from typing import Literal

from facilitation import kept
from facilitation.model.base import Entity


class Measure(Entity):
    """What is done for a goal."""

    type: Literal["measure"] = "measure"
    workshop_id: kept.WorkshopId
    goal_id: kept.OfGoal
    field_id: kept.FieldId | None = None
    text: kept.GoalText
    created_at: kept.Moment
'''

COMMAND = '''"""What moderators ask for when measures are planned."""

from __future__ import annotations

from typing import Literal

from facilitation.commands.base import Command, GoalText, Id


class PlanMeasure(Command):
    type: Literal["plan_measure"] = "plan_measure"
    id: Id
    goal_id: Id
    field_id: Id | None = None
    text: GoalText
'''

HANDLER = '''"""Measures."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.events import Actor, Event
from facilitation.handlers.checks import require_new
from facilitation.model import FieldOfAction, Goal, Measure
from facilitation.state import State


def plan(state: State, command: c.PlanMeasure, actor: Actor, at: int) -> Event:
    require_new(state, Measure, command.id)
    goal = state.get(Goal, command.goal_id)
    if command.field_id is not None:
        state.get(FieldOfAction, command.field_id)
    measure = Measure(
        id=command.id,
        workshop_id=goal.workshop_id,
        goal_id=goal.id,
        field_id=command.field_id,
        text=command.text,
        created_at=at,
    )
    return Event(name="measure_planned", puts=(measure,))
'''

MIGRATION = '''"""Measures"""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("goal_id", sa.String(), nullable=False),
        sa.Column("field_id", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", "scope"),
    )
    with op.batch_alter_table("measure") as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_scope"), ["scope"], unique=False)
'''

PART = """

class MeasureRow(Part):
    text: str


class Documentation(Part):
    measures: tuple[MeasureRow, ...] = ()
"""

# New files, and what is put into old ones: before which text, and what.
FILES = {
    "facilitation/model/measure.py": MODEL,
    "facilitation/commands/measures.py": COMMAND,
    "facilitation/handlers/measures.py": HANDLER,
}
ROW = '    row(c.PlanMeasure, measures.plan, MODERATORS, "exists", UNDO),'
TOLD = "        measures=tuple(MeasureRow(text=one.text) for one in state.all(Measure)),"
LINES = {
    "facilitation/model/__init__.py": {
        "from facilitation.model.voting": "from facilitation.model.measure import Measure",
        "    | Difference,": "    | Measure",
    },
    "facilitation/commands/__init__.py": {
        "from facilitation.commands.part": "from facilitation.commands.measures import *",
    },
    "facilitation/rules.py": {"    order,\n": "    measures,", "    row(c.CloseVoting,": ROW},
    "facilitation/documentation/assembling.py": {
        "    RankedGoal,\n": "    MeasureRow,",
        "    Participant,\n": "    Measure,",
        "        left_out=": TOLD,
    },
}


def added(folder: Path) -> None:
    """A copy of the source in this folder, with measures."""
    for room in ("facilitation", "storage", "app"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "assets").symlink_to(ROOT / "assets", target_is_directory=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    for name, lines in LINES.items():
        for before, line in lines.items():
            _put(folder / name, before, f"{line}\n{before}")
    _put(folder / "facilitation/documentation/parts.py", "\n\nclass Documentation(Part):\n", PART)
    versions = folder / "storage/migrations/versions"
    head = max(path.name[:4] for path in versions.glob("0*.py"))
    (versions / "9999_measures.py").write_text(MIGRATION.format(head=head), "utf-8")


def _put(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, old)
    path.write_text(text.replace(old, new), "utf-8")
