"""Numbers on the command line: a sentence where one cannot be meant, before anything is begun."""

from __future__ import annotations

import contextlib
from typing import Any, TypeVar

import typer

from app.texts import of_this_computer, texts

Number = TypeVar("Number", int, float)


def a_number(kind: type[Number], least: Number, most: Number, told: str) -> Any:
    """An option whose value is a number of this kind within these bounds. What is no number is in no bounds.

    `told`: what its help says.
    """

    def number(given: Any) -> Number:
        with contextlib.suppress(ValueError, OverflowError):
            if least <= (found := kind(given)) <= most:
                return found
        raise typer.BadParameter(texts(of_this_computer()).t("cli.number_wrong", least=least, most=most))

    return typer.Option(parser=number, metavar="N", help=told)
