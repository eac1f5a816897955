"""The laptop stays awake while a workshop is open, and closing the program's window is a farewell."""

from __future__ import annotations

import asyncio
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nicegui.testing import User
from wakepy import keep

from app import main
from app.serving import console_window
from app.serving.asgi import goes_on
from app.venue_check import findings
from app.workplace.keep_awake import Awake
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Workshop
from tests.app.laptop import button, misses, sees, t


class Promise:
    """A system that keeps its word, and notes when it is released."""

    def __init__(self, active: bool = True) -> None:
        self.active, self.given, self.over = active, threading.Event(), threading.Event()

    def __enter__(self) -> Promise:
        self.given.set()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()


async def _until(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 20)


async def test_it_is_kept_awake_while_a_workshop_is_open(
    workplace: Workplace, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.workplace.keep_awake.LOOK_SECONDS", 0.01)
    promise = Promise()
    awake = Awake(lambda: promise)
    keeping = asyncio.create_task(awake.keep(lambda: goes_on(workplace.rooms)))
    await _until(promise.given)
    await workplace.rooms.submit(workshop.id, c.FinishWorkshop())
    await _until(promise.over)
    keeping.cancel()


async def test_it_is_let_go_when_the_program_ends() -> None:
    promise = Promise()
    keeping = asyncio.create_task(Awake(lambda: promise).keep(lambda: True))
    await _until(promise.given)
    keeping.cancel()
    await _until(promise.over)


def test_a_system_that_will_not_is_no_error() -> None:
    def refuses() -> Any:
        raise OSError("no bus")

    awake = Awake(refuses)
    awake._hold(threading.Event())
    assert not awake.holds


def test_the_real_library_is_asked_as_it_wants_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    awake, held, enough = Awake(), [], threading.Event()
    enough.wait = lambda timeout=None: held.append(awake.holds)  # type: ignore[assignment,func-returns-value]
    awake._hold(enough)
    assert held == [True] and not awake.holds


def test_the_screen_stays_on_or_at_least_the_laptop_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    with Awake()._make() as asked:
        assert asked.name == "keep.presenting"
    monkeypatch.setattr(keep, "presenting", lambda on_fail: nullcontext(SimpleNamespace(active=False)))
    with Awake()._make() as asked:
        assert asked.name == "keep.running" and asked.active


def test_the_hall_check_says_that_it_holds() -> None:
    assert findings.sleep(600, held=True) == ("sleep", "held", "good", {})
    assert findings.sleep(600).level == "warning"


# --- the window on Windows -------------------------------------------------------------------------


class Kernel:
    """Windows' kernel32, as far as the window asks it."""

    def __init__(self) -> None:
        self.mode, self.handler, self.title = 0x01F7, None, ""

    def SetConsoleTitleW(self, title: str) -> None:
        self.title = title

    def GetStdHandle(self, which: int) -> int:
        return 3

    def GetConsoleMode(self, handle: int, mode: Any) -> int:
        mode._obj.value = self.mode
        return 1

    def SetConsoleMode(self, handle: int, mode: int) -> int:
        self.mode = mode
        return 1

    def SetConsoleCtrlHandler(self, handler: Any, add: bool) -> int:
        self.handler = handler
        return 1


def test_a_click_into_the_window_marks_nothing_and_closing_it_is_a_farewell() -> None:
    kernel, told = Kernel(), []
    console_window.guard(told.append, "Zielrunde", kernel)
    assert (kernel.title, kernel.mode & 0x40, kernel.mode & 0x80) == ("Zielrunde", 0, 0x80)
    assert kernel.handler is not None
    assert not kernel.handler(0), "Ctrl+C goes on to Python"
    assert not told
    assert [bool(kernel.handler(event)) for event in (2, 5, 6)] == [True] * 3
    assert told == [console_window.STOP_SECONDS] * 3


def test_elsewhere_there_is_no_such_window() -> None:
    console_window.guard(lambda seconds: None, "Zielrunde")


# --- what a laptop cannot do, and where its data are ------------------------------------------------


async def test_where_there_is_no_pdf_a_sentence_says_so(
    workplace: Workplace,
    workshop: Workshop,
    visitor: User,
    moderator: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows on ARM, or a company's policy."""
    (tmp_path / "typst.py").write_text("raise ImportError('DLL load failed: blocked by your organization')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    await moderator.open(f"/m/w/{workshop.code}/print")
    button(moderator, t("setup.print_as.poster_a4")).click()
    await sees(moderator, t("setup.problem.no_pdf"))
    workplace.warned.add("no_pdf")
    await sees(moderator, t("storage.warned.no_pdf"))
    button(moderator, t("setup.moved_seen")).click()
    await misses(moderator, t("storage.warned.no_pdf"))


def test_a_folder_of_a_cloud_is_minded(tmp_path: Path) -> None:
    assert findings.folder(tmp_path)[0].level == "good"
    assert findings.folder(tmp_path / "OneDrive - X" / "Zielrunde")[0].state == "synced"
    assert findings.folder(None) == []


def test_the_data_of_a_store_python_outlive_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = main._usual_folder()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(main, "from_the_store", lambda: True)
    monkeypatch.setattr(main.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "inside"))
    assert main._usual_folder() == tmp_path / "Zielrunde" != usual
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / main.DATABASE).touch()
    assert main._usual_folder() == tmp_path / "inside", "who has data there keeps them"
