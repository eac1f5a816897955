"""On the start page: whom people tell what keeps them out. Without a contact the page reminds of it."""

from __future__ import annotations

from nicegui import ui

from app.pages.base.frame import link_button
from app.pages.base.parts import Drafts, Field, icon, more, plain, tagged
from app.pages.base.words import t
from app.settings import Settings
from app.workplace.contact import Contact, contact_problem, store_contact, stored_contact
from facilitation.text import clean_line


class ContactForm:
    """Saved on leaving a field, as soon as somebody could be reached."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        tagged("h2", t("setup.contact")).props("id=contact")
        tagged("p", t("setup.contact_text"), "muted")
        self.state()
        with more(t("setup.contact_edit")):
            kept = stored_contact(self._settings) or Contact("")
            self.name = Field("contact_name", t("setup.contact_name"), kept.name)
            self.email = Field("contact_email", t("setup.contact_email"), kept.email)
            self.phone = Field("contact_phone", t("setup.contact_phone"), kept.phone)
            for field in self._fields():
                field.on_done(self._save)
            self._said = tagged("p", "", "strong").props("role=status")
            self.drafts = Drafts("contact")
        link_button(t("setup.statement_open"), "/accessibility", new_tab=True)

    @ui.refreshable_method
    def state(self) -> None:
        contact = stored_contact(self._settings)
        with plain("div", "check"):
            icon("saved" if contact else "warning")
            words = contact.name if contact else t("setup.contact_missing")
            tagged("p", words, "strong").props("dir=auto")

    def _fields(self) -> tuple[Field, ...]:
        return self.name, self.email, self.phone

    async def _save(self) -> None:
        contact = Contact(*(clean_line(field.text) for field in self._fields()))
        problem = contact_problem(contact) if any(contact) else None
        self._said.text = t(problem or "setup.contact_saved")
        if problem is None:
            store_contact(self._settings, contact if any(contact) else None)
            self.drafts.forget({field.name: field.text for field in self._fields()})
            self.state.refresh()
