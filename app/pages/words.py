"""Which language this moderator reads, and our words in it."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from nicegui import ui

from app.texts import preferred, texts

LANGUAGES = {"de": "Deutsch", "en": "English"}
COOKIE = "zielrunde_language"


def language_of(request: Request) -> str:
    """The moderator's choice, else the first language of the browser that we speak, else German."""
    asked_for = request.cookies.get(COOKIE) or request.headers.get("accept-language", "")
    return preferred(asked_for, LANGUAGES)


def language() -> str:
    """The language of the page that is being built or used now."""
    return language_of(ui.context.client.request)


def t(key: str, **params: Any) -> str:
    """The words for `key` in the language of this page."""
    return texts(language()).t(key, **params)
