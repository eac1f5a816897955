"""Whom people tell what keeps them out: typed by the moderator, shown on the accessibility statement."""

from __future__ import annotations

from typing import NamedTuple

from app.settings import Settings

_SETTING = "accessibility_contact"


class Contact(NamedTuple):
    """One of `email` and `phone` may be ""."""

    name: str
    email: str = ""
    phone: str = ""


def contact_problem(contact: Contact) -> str | None:
    """Why nobody could reach them: a text key, or None."""
    if not contact.name:
        return "setup.contact_wrong_name"
    if not (contact.email or contact.phone):
        return "setup.contact_wrong_way"
    before, _, after = contact.email.partition("@")
    if contact.email and not (before and after and " " not in contact.email):
        return "setup.contact_wrong_email"
    return None


def stored_contact(settings: Settings) -> Contact | None:
    return settings.load(_SETTING, Contact)


def store_contact(settings: Settings, contact: Contact | None) -> None:
    settings.save(_SETTING, contact)
