"""Translations of cards and goals, and which texts hall and stage read. The original stays as it is."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.agenda import step
from facilitation.errors import Refused
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import changed
from facilitation.ids import translation_id
from facilitation.model import Contribution, Goal, Translation
from facilitation.model.agenda import asking
from facilitation.state import State


def translate(state: State, command: c.Translate, actor: Actor, at: int) -> Event:
    """Puts, replaces or, with an empty text, takes away the translation into one language.

    Raises Refused: unknown, withdrawn, text_empty (nothing to take away).
    """
    original = state.find(Contribution, command.of_id) or state.get(Goal, command.of_id)
    known = state.find(Translation, translation_id(original.id, command.language))
    if not command.text:
        return _removed(known)
    if original.withdrawn:
        raise Refused("withdrawn")
    given = {"text": command.text, "original_version": min(command.original_version, original.text_version)}
    new = changed(known, **given) if known else _first(original, command.language, at, given)
    return Event(name="translated", puts=(new,))


def _first(original: Contribution | Goal, language: str, at: int, given: dict[str, object]) -> Translation:
    about = {
        "id": translation_id(original.id, language),
        "workshop_id": original.workshop_id,
        "of_id": original.id,
        "language": language,
        "created_at": at,
    }
    return Translation.model_validate({**about, **given})


def _removed(known: Translation | None) -> Event:
    if known is None:
        raise Refused("text_empty")
    return Event(name="translation_removed", drops=(ref_of(known),))


def choose_texts(state: State, command: c.ChooseTexts, actor: Actor, at: int) -> Event:
    """The stage's second language is another than its first, or none."""
    workshop = state.workshop
    second = "" if command.stage_language == workshop.language else command.stage_language
    new = changed(workshop, stage_language=second, card_texts=command.card_texts)
    return Event(name="texts_chosen", puts=(new,))


def ask_in(state: State, command: c.AskIn, actor: Actor, at: int) -> Event:
    """The moderator's question of a step in one more language; an empty text takes it away.

    Raises Refused("unknown_phase").
    """
    workshop = state.workshop
    step(workshop, command.phase)
    others = workshop.questions_in
    asked = {**others.get(command.language, {}), command.phase: command.text}
    agenda = asking(workshop.agenda, None, {**others, command.language: asked})
    return Event(name="question_translated", puts=(changed(workshop, agenda=agenda),))
