"""What moderators ask for to let people without a device vote: paper ballots and printed slips."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from facilitation.commands.base import Command, Id, Ids, Marks


class EnterPaperBallot(Command):
    """Copies a ballot from paper. The same `id` again corrects it. `blank`: an empty one."""

    type: Literal["enter_paper_ballot"] = "enter_paper_ballot"
    id: Id
    voting_id: Id
    marks: Marks
    blank: bool = False


class RemovePaperBallot(Command):
    type: Literal["remove_paper_ballot"] = "remove_paper_ballot"
    id: Id
    voting_id: Id


class PrintSlips(Command):
    """A new sheet of one-time slips. `hashes`: of their codes, which nobody stores."""

    type: Literal["print_slips"] = "print_slips"
    id: Id
    hashes: Annotated[Ids, Field(min_length=1, max_length=1000)]


class VoidSlips(Command):
    """Slips of this sheet count no more."""

    type: Literal["void_slips"] = "void_slips"
    id: Id
