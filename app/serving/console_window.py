"""The program's window on Windows: a click into it must stop nothing, and closing it is no kill."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

STOP_SECONDS = 4.0  # after five, Windows ends a program that is still there
_INPUT = -10
_QUICK_EDIT, _EXTENDED = 0x0040, 0x0080
_CLOSED, _LOGGED_OFF, _SHUT_DOWN = 2, 5, 6

_kept: list[Any] = []  # Windows calls it for as long as the program runs


def guard(stop: Callable[[float], None], title: str, kernel: Any = None) -> None:
    """`stop`: ends the program within so many seconds; called by another thread when the window is closed,
    or the person signs out. `title`: of the window. Does nothing where there is no such window."""
    if sys.platform == "win32":
        kernel = kernel or ctypes.WinDLL("kernel32")
    if kernel is None:
        return
    kernel.SetConsoleTitleW(title)
    _no_quick_edit(kernel)
    kernel.SetConsoleCtrlHandler(_handler(stop), True)


def _no_quick_edit(kernel: Any) -> None:
    """With it, a click marks text and keeps everybody waiting who writes a line."""
    handle = kernel.GetStdHandle(_INPUT)
    mode = ctypes.c_uint32()
    if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        kernel.SetConsoleMode(handle, (mode.value & ~_QUICK_EDIT) | _EXTENDED)


def _handler(stop: Callable[[float], None]) -> Any:
    """When it comes back, Windows ends the program: so it waits for the farewell."""

    def told(event: int) -> bool:
        if event not in (_CLOSED, _LOGGED_OFF, _SHUT_DOWN):
            return False  # Ctrl+C is Python's
        stop(STOP_SECONDS)
        return True

    kind = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(ctypes.c_int, ctypes.c_uint32)
    _kept[:] = [kind(told)]
    return _kept[0]
