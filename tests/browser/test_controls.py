"""No control without a test that presses it: what the sources offer, compared with a written list.

`pressed.txt`: below each file its controls, as `offered.py` calls them; with each the test that presses it
and, where that is not the key of its own text, the word of the test by which it is found; `-` and the reason
where there is nothing to press. Columns stand two spaces apart. Whoever adds a control adds a line.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.named import exists, uses
from tests.browser.offered import COMPONENTS, PAGES, offered
from tests.browser.pages.test_ways_between_pages import WAYS

NOTHING_TO_PRESS = "-"
WAY = "test_ways_between_pages::test_every_way_leads_where_it_says"
# Where the pages lie whose links are ways; `help_link` stands on all of them.
PATHS = {
    "access.py": "/m/access",
    "documents.py": "/m/w/{w}/documents",
    "manual.py": "/m/help",
    "printing/sheets.py": "/m/w/{w}/print",
    "printing/slips.py": "/m/w/{w}/slips",
    "setup/form.py": "/m/w/{w}/setup",
    "setup/lists.py": "/m/w/{w}/setup",
    "start/create.py": "/m/new?dialogue={d}",
    "start/dialogue.py": "/m/d/{d}",
    "start/home.py": "/m",
    "start/contact_form.py": "/m",
    "venue_check/report.py": "/m/hall",
}


class Line(NamedTuple):
    """A control, the test that presses it, and the word of the test by which it is found."""

    control: str
    test: str
    word: str


def listed() -> list[Line]:
    found, file = [], ""
    for line in (Path(__file__).parent / "pressed.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, test, *word = line.strip().split("  ")
            key = name.split(" (")[0] if name.endswith(")") and name[-2].isdigit() else name
            found.append(Line(f"{file}: {name}", test, word[0] if word else key))
        elif line:
            file = line
    return found


def without_line(controls: list[str]) -> list[str]:
    known = {line.control for line in listed()}
    return [control for control in controls if control not in known]


def test_no_control_is_without_a_test_that_presses_it() -> None:
    found = offered()
    gone = [line.control for line in listed() if line.control not in found]
    assert (without_line(found), gone) == ([], [])


def test_each_test_of_the_list_exists_and_uses_what_it_presses() -> None:
    tests = [line for line in listed() if line.test != NOTHING_TO_PRESS]
    assert [line for line in tests if not exists(line.test)] == []
    assert [line for line in tests if not uses(line.test, line.word)] == []


def test_every_way_of_the_list_is_followed() -> None:
    followed = {(page, key) for page, key, _ in WAYS}
    ways = [(line.control.split(": ")[0], line.word) for line in listed() if line.test == WAY]
    ways = [(PATHS[file], word) for file, word in ways if file != "base/frame.py"]
    assert [way for way in ways if way not in followed] == []


BUTTON = '<button type="button" @click="more">{{ t(\'console.goal.new\') }}</button>'
# File, the words behind which a control is put, the control, what the list says of it.
ADDED = [
    (
        "console/goal_form.js",
        '<ConsoleOrigin v-if="!goal" :draft="draft" />',
        BUTTON,
        "console.goal.new",
    ),
    ("console/fields.js", '<div class="con-pile" data-rolls>', BUTTON, "console.goal.new"),
    (
        "console/fields.js",
        '<div class="con-pile" data-rolls>',
        BUTTON.replace("button", "a"),
        "console.goal.new",
    ),
    ("console/fields.js", '<div class="con-pile" data-rolls>', '<p @click="more">x</p>', "p @click=more"),
    *(
        ("console/fields.js", '<div class="con-pile" data-rolls>', f'<p {heard}="x">x</p>', name)
        for heard, name in (
            ("@keydown.f2", "x @keydown.f2"),
            ("@dblclick", "p @dblclick=x"),
            ("@submit.prevent", "p @submit=x"),
            ("@touchstart", "p @touchstart=x"),
            ("@pointerup", "p @pointerup=x"),
            ("@dragstart", "p @dragstart=x"),
            ("v-on:click", "p @click=x"),
        )
    ),
    ("shared/wording.js", 'template: /* html */ `<div class="wordings">', BUTTON, "console.goal.new"),
    (
        "console/moves.js",
        "  const changes = [",
        'entry("console.new_entry", "pencil", () => {}),',
        "console.new_entry",
    ),
    (
        "console/drag.js",
        "const listening = [",
        '[root, "dblclick", (event) => pressed(drag, event)],',
        "@dblclick",
    ),
    (
        "differences.py",
        "            help_link()\n",
        '            link_button(t("setup.copy"), "/m")\n',
        "setup.copy",
    ),
    (
        "differences.py",
        "            help_link()\n",
        '            button(t("common.undo"), print)\n',
        "common.undo",
    ),
    ("differences.py", "            help_link()\n", '            ui.checkbox("x")\n', "ui.checkbox"),
    ("differences.py", "            help_link()\n", "            ui.keyboard(print)\n", "ui.keyboard"),
    ("differences.py", "            help_link()\n", '            upload("x")\n', "upload 'x'"),
    ("differences.py", "            help_link()\n", '            plain("a").props("href=/m")\n', "a alone"),
    (
        "documents.py",
        "            help_link()\n",
        "            help_link()\n",
        "help_link (2)",
    ),
]


@pytest.mark.parametrize(("file", "behind", "control", "name"), ADDED)
def test_the_list_notices_a_control_that_was_added(
    tmp_path: Path, file: str, behind: str, control: str, name: str
) -> None:
    """A form, a menu, a tab or a page that no test happens to visit is no different."""
    folders = [tmp_path / folder.name for folder in (COMPONENTS, PAGES)]
    for folder, of in zip(folders, (COMPONENTS, PAGES), strict=True):
        shutil.copytree(of, folder)
    changed = next(folder / file for folder in folders if (folder / file).exists())
    before = changed.read_text("utf-8")
    assert behind in before
    changed.write_text(before.replace(behind, behind + control, 1), "utf-8")
    assert without_line(offered(folders)) == [f"{file}: {name}"]


def test_a_test_that_does_not_press_it_counts_for_nothing() -> None:
    timer = "test_console_controls::test_time_is_chosen_started_prolonged_and_ended"
    assert uses(timer, "console.timer.longer")
    assert not uses(timer, "console.timer.resume")
    assert not uses(timer, "console.link.help")
    only_looked_at = "test_differences::test_what_two_laptops_changed_is_chosen_by_a_click"
    assert not uses(only_looked_at, "setup.differences_none")
    assert not exists("test_console_controls::test_of_nothing")
