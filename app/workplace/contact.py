"""Whom people tell what keeps them out: typed by the moderator, shown on the accessibility statement."""

from __future__ import annotations

from typing import NamedTuple

from app.settings import Settings
from facilitation.text import is_seen

_SETTING = "accessibility_contact"


class Contact(NamedTuple):
    """One of `email` and `phone` may be ""."""

    name: str
    email: str = ""
    phone: str = ""


def contact_problem(contact: Contact) -> str | None:
    """Why nobody could reach them: a text key, or None."""
    if not is_seen(contact.name):
        return "setup.contact_wrong_name"
    if not (is_seen(contact.email) or is_seen(contact.phone)):
        return "setup.contact_wrong_way"
    before, _, after = contact.email.partition("@")
    if contact.email and not (is_seen(before) and is_seen(after) and " " not in contact.email):
        return "setup.contact_wrong_email"
    return None


def stored_contact(settings: Settings) -> Contact | None:
    """None where none was typed, or one whom nobody can reach."""
    found = settings.load(_SETTING, Contact)
    return found if found and contact_problem(found) is None else None


def store_contact(settings: Settings, contact: Contact | None) -> None:
    settings.save(_SETTING, contact)
