"""No single click of the console ends anything: each is asked about, or undone by one press."""

from __future__ import annotations

import re
from pathlib import Path

from facilitation import commands as c
from facilitation.rules import OF_COMMAND

CONSOLE = Path(__file__).resolve().parents[3] / "assets" / "components" / "console"
SENT = re.compile(r"make\.(\w+)")

# Whatever the console sends, and what catches a wrong click. "undo": the button in the head names it at once.
ACTS: dict[str, tuple[str, ...]] = {
    "asked": ("FinishWorkshop", "CloseVoting", "HideAllOfDevice", "GoToPhase"),  # a neighbouring step: "undo"
    "undo": (
        *("MoveContribution", "EditContribution", "PostContribution", "WithdrawContribution"),
        *("RestoreContribution", "CreateCluster", "RenameCluster", "MoveCluster", "MergeClusters"),
        *("DissolveCluster", "ProposeGoal", "EditGoal", "WithdrawGoal", "RestoreGoal", "Translate"),
    ),
    "undo, and a form with a reason": ("HideContribution", "HideGoal"),
    "the button that undoes it stands in its place": (
        *("SetTimer", "AllowLate", "PauseGroup", "CloseDoor", "EnterPaperBallot", "RemovePaperBallot"),
        *("ShowOnStage", "TurnStage", "DressStage", "ChooseTexts"),
    ),
    "a form that is filled in": ("OpenVoting",),
    "undoes": ("Undo", "Redo"),
}


def test_each_command_of_the_console_is_asked_about_or_undone_by_one_press() -> None:
    sources = (path.read_text("utf-8") for path in CONSOLE.glob("*.js"))
    sent = {name[0].upper() + name[1:] for source in sources for name in SENT.findall(source)}
    assert sent == {name for names in ACTS.values() for name in names}


def test_what_undo_is_said_to_catch_can_be_undone() -> None:
    said = {getattr(c, name) for how, names in ACTS.items() if how.startswith("undo,") for name in names}
    said |= {getattr(c, name) for name in (*ACTS["undo"], "GoToPhase", "HideAllOfDevice")}
    assert all(OF_COMMAND[command].undoable for command in said)


def test_no_field_leaves_its_number_to_the_browser() -> None:
    """It hides from us what it takes for none, ١٢ or 12,0, and says so in a bubble of its own."""
    pages = [*CONSOLE.glob("*.js"), *(CONSOLE.parents[2] / "app" / "pages").rglob("*.py")]
    found = [path.name for path in pages if re.search(r"type=\W?number|ui\.number", path.read_text("utf-8"))]
    assert found == []
