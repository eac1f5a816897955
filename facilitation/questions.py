"""Whose wording of a step's question a reader sees. shared/questions.js in the browser decides likewise."""

from __future__ import annotations

from collections.abc import Iterator

from facilitation.model import Step, Workshop


def codes_of(language: str) -> tuple[str, ...]:
    """Under which a reader's texts are found: their own, then the language that it belongs to."""
    return tuple(dict.fromkeys((language, language.split("-")[0])))


def own_question(workshop: Workshop, step: Step, language: str, *, without: str = "") -> tuple[str, str]:
    """The moderator's wording and its language; ("", "") where ours is asked in the reader's language.

    `without`: as if nothing were typed for this language.
    """
    for code in codes_of(language):
        if code != without and (text := step.questions_in.get(code)):
            return text, code
    return step.question, workshop.language if step.question else ""


def unasked(workshop: Workshop) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Steps with an own question, and the hall's languages in which it is missing, where there are any."""
    for step in workshop.agenda:
        asked = {code: own_question(workshop, step, code)[1] for code in workshop.languages}
        missing = tuple(code for code, found in asked.items() if found and found not in codes_of(code))
        if missing:
            yield step, missing
