"""What moderators and interpreters ask for so that a hall of several languages understands itself."""

from __future__ import annotations

from typing import Literal

from facilitation.commands.base import (
    Command,
    Id,
    Spoken,
    SpokenOrNone,
    StepId,
    Text,
    TranslationTextOrNone,
    Version,
)
from facilitation.model import CardTexts


class Translate(Command):
    """A second text for a card or goal, one per language; an empty one takes it away.

    `original_version`: the `text_version` that was read, so that an edit meanwhile is noticed.
    """

    type: Literal["translate"] = "translate"
    of_id: Id
    language: Spoken
    text: TranslationTextOrNone
    original_version: Version


class ChooseTexts(Command):
    """The second language of the stage ("" for none), and which wording of translated cards it shows."""

    type: Literal["choose_texts"] = "choose_texts"
    stage_language: SpokenOrNone = ""
    card_texts: CardTexts = CardTexts.ORIGINAL


class AskIn(Command):
    """The moderator's own question of a step in one more language; an empty one takes it away."""

    type: Literal["ask_in"] = "ask_in"
    language: Spoken
    phase: StepId
    text: Text
