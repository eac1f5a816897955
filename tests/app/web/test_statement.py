"""The accessibility statement: open to all, right in its language, and with somebody who answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nicegui.testing import User

from app.paths import ASSETS
from app.texts import LANGUAGES, area, texts
from app.web import accessibility
from app.web.accessibility import NOBODY, READ_BY, SECTIONS, statement_page, unread
from app.workplace.contact import Contact, contact_problem, store_contact, stored_contact
from app.workplace.workplace import Workplace
from facilitation.model import Workshop
from tests.app.laptop import sees, t, type_in

OFFICE = Contact("Amt für Teilhabe", "teilhabe@nordhalde.example", "+49 1234 56-78")


async def read(visitor: User, languages: str = "de", path: str = "/accessibility") -> str:
    answer = await visitor.http_client.get(path, headers={"accept-language": languages})
    assert answer.status_code == 200
    assert "script" not in answer.headers["content-security-policy"]
    return answer.text


@pytest.fixture
async def anybody(visitor: User, workplace: Workplace) -> User:
    """The simulated browser knows the pages alone; this one also the plain routes."""
    from nicegui import app

    from app.web.routes import routes

    app.router.routes.extend(routes(workplace))
    return visitor


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("de", "de"),
        ("en-GB", "en"),
        ("de-simple", "de"),
        ("ar", "en"),
        ("fa", "en"),
        ("uk,de", "de"),
        ("xx", "de"),
    ],
)
async def test_everybody_reads_it_in_a_language_that_says_which_it_is(
    anybody: User, asked: str, lang: str
) -> None:
    page = await read(anybody, asked)
    assert f'<html lang="{lang}" dir="ltr">' in page
    assert texts(lang).t("statement.title") in page
    assert f'lang="{lang}" hreflang="{lang}" aria-current="true"' in page


async def test_one_can_read_it_in_the_other_language(anybody: User) -> None:
    assert '<html lang="en"' in await read(anybody, "de", "/accessibility?lang=en")


def test_it_says_everything_there_is_to_say() -> None:
    for lang in ("de", "en"):
        page = re.sub(r"&#39;", "'", statement_page(lang, OFFICE))
        said = {
            key: str(text).replace("{languages}", ", ".join(unread()))
            for key, text in area(lang, "statement").items()
        }
        missing = [key for key, text in said.items() if text not in page]
        assert missing == []
        assert page.count("<h2>") == len(SECTIONS) + 1


def test_each_catalogue_says_when_a_native_speaker_last_read_it() -> None:
    said = re.compile(r'^"X-Native-Reader: (nobody yet|20\d\d-\d\d-\d\d)\\n"$', re.MULTILINE)
    catalogues = list(ASSETS.glob("translations/*/*.po"))
    assert catalogues
    assert [path for path in catalogues if len(said.findall(path.read_text("utf-8"))) != 1] == []


def test_it_names_the_languages_that_no_native_speaker_has_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    readme = (ASSETS.parent / "README.md").read_text("utf-8")
    assert ("No native speaker has read" in readme) == bool(unread())
    monkeypatch.setattr(accessibility, "ASSETS", tmp_path)
    for code, _ in LANGUAGES:
        path = tmp_path / "translations" / code / "phone.po"
        path.parent.mkdir(parents=True)
        path.write_text(READ_BY.format(NOBODY if code in ("ku", "uk") else "2027-01-31"), "utf-8")
    assert unread() == ["Українська", "Kurmancî"]
    assert t("statement.limits_unread", languages="Українська, Kurmancî") in statement_page("de", None)
    for path in tmp_path.glob("translations/*/*.po"):
        path.write_text(READ_BY.format("2027-01-31"), "utf-8")
    assert t("statement.limits_unread", languages="")[:30] not in statement_page("de", None)


async def test_without_a_contact_the_moderator_in_the_room_is_asked(
    anybody: User, workplace: Workplace
) -> None:
    page = await read(anybody)
    assert t("statement.in_the_room") in page
    assert t("statement.write") not in page
    store_contact(workplace.settings, OFFICE)
    page = await read(anybody)
    assert t("statement.in_the_room") in page
    assert OFFICE.name in page
    assert 'href="mailto:teilhabe@nordhalde.example"' in page
    assert 'href="tel:+4912345678"' in page


def test_a_contact_is_never_markup() -> None:
    page = statement_page("de", Contact("<b>Amt</b>", '"><script>@x', "<i>1"))
    assert not any(markup in page for markup in ("<b>", "<script", "<i>"))


@pytest.mark.parametrize(
    ("contact", "problem"),
    [
        (OFFICE, None),
        (Contact("Amt", "", "110"), None),
        (Contact("", "a@b.example"), "setup.contact_wrong_name"),
        (Contact("Amt"), "setup.contact_wrong_way"),
        (Contact("Amt", "a.example"), "setup.contact_wrong_email"),
        (Contact("Amt", "a b@c.example"), "setup.contact_wrong_email"),
        (Contact("\u2800", "a@b.example"), "setup.contact_wrong_name"),
        (Contact("Amt", "", "\u3164"), "setup.contact_wrong_way"),
        (Contact("Amt", "\u3164@b.example"), "setup.contact_wrong_email"),
        (Contact("Amt", "a@\u2800"), "setup.contact_wrong_email"),
    ],
)
def test_a_contact_can_be_reached(contact: Contact, problem: str | None) -> None:
    assert contact_problem(contact) == problem


async def test_the_moderator_is_reminded_and_fills_it_in(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/setup")
    await sees(moderator, t("setup.ready.contact.no"))
    await moderator.open("/m")
    await sees(moderator, t("setup.contact_missing"))
    type_in(moderator, "contact_name", "Amt für Teilhabe")
    await sees(moderator, t("setup.contact_wrong_way"))
    assert stored_contact(workplace.settings) is None
    type_in(moderator, "contact_phone", "110")
    await sees(moderator, t("setup.contact_saved"))
    assert stored_contact(workplace.settings) == Contact("Amt für Teilhabe", phone="110")
    await moderator.open(f"/m/w/{workshop.code}/setup")
    await sees(moderator, t("setup.ready.contact.yes", name="Amt für Teilhabe"))


async def test_a_contact_that_nobody_sees_is_none(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m")
    type_in(moderator, "contact_email", "\u3164@\u2800")
    type_in(moderator, "contact_name", "\u2800")
    await sees(moderator, t("setup.contact_wrong_name"))
    type_in(moderator, "contact_name", "Amt")
    await sees(moderator, t("setup.contact_wrong_email"))
    assert stored_contact(workplace.settings) is None
    store_contact(workplace.settings, Contact("\u2800", "\u3164@\u2800"))  # by an earlier version
    assert stored_contact(workplace.settings) is None


async def test_an_emptied_contact_is_forgotten(moderator: User, workplace: Workplace) -> None:
    store_contact(workplace.settings, OFFICE)
    await moderator.open("/m")
    for field in ("contact_name", "contact_email", "contact_phone"):
        moderator.find(marker=field).clear().trigger("change")
    await sees(moderator, t("setup.contact_missing"))
    assert stored_contact(workplace.settings) is None


async def test_a_contact_of_another_shape_is_none(workplace: Workplace) -> None:
    for kept in ("{", "[1]", '{"who": "x"}', "7"):
        workplace.settings.set_text("accessibility_contact", kept)
        assert stored_contact(workplace.settings) is None
