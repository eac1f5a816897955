"""Undo and redo as commands."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.events import Actor, Event, Ref
from facilitation.history import redo, undo
from facilitation.state import State

__all__ = ["Ref", "redo_step", "undo_step"]


def undo_step(state: State, command: c.Undo, actor: Actor, at: int) -> Event:
    return undo(state.history, state.lookup)


def redo_step(state: State, command: c.Redo, actor: Actor, at: int) -> Event:
    return redo(state.history, state.lookup)
