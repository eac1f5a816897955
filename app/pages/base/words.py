"""Which language this moderator reads, and our words in it."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from nicegui import ui

from app.texts import accepted_languages, preferred, texts
from facilitation.model import Step

LANGUAGES = {"de": "Deutsch", "en": "English"}


def language_of(request: Request) -> str:
    """The moderator's choice, else the first language of the browser that we speak, else German.

    On a browser in Russian that is English; a moderator who tries a phone in Arabic keeps their own here.
    """
    return preferred(accepted_languages(request.cookies, request.headers), LANGUAGES)


def language() -> str:
    """The language of the page that is being built or used now."""
    return language_of(ui.context.client.request)


def t(key: str, **params: Any) -> str:
    """The words for `key` in the language of this page."""
    return texts(language()).t(key, **params)


def step_name(step: Step) -> str:
    return step.title or t(f"common.phase.{step.kind}")


def devices(count: int) -> str:
    """How many are connected, as one says it: nobody, or 12 devices."""
    return t("common.devices", count=count) if count else t("setup.nobody")
