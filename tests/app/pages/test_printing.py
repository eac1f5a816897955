"""The moderator prints what hangs and lies in the hall, and learns when it has become untrue."""

from __future__ import annotations

import pytest
from nicegui.testing import User

from app.network.addresses import Address
from app.network.wifi import Wifi, store_wifi, stored_wifi
from app.print import network_recipe
from app.print.catalogue import SHEETS, invited, outdated, printed_now, remember, venue
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.model import Workshop
from tests.app.exports.test_exports import squeezed
from tests.app.laptop import button, fetches, sees, t, type_in
from tests.app.print.test_sheets import words

SAAL = Wifi("Saal", "Gemeinsam2030!")
MOVED = "http://10.0.0.5:8080"


def move(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, *bases: str) -> None:
    monkeypatch.setattr(workplace.network, "_look", lambda: [Address(base) for base in bases])
    workplace.network.check()


async def test_a_poster_is_one_press_away(moderator: User, workplace: Workplace, workshop: Workshop) -> None:
    await moderator.open(f"/m/w/{workshop.code}/print")
    button(moderator, "A4").click()
    answer = await fetches(moderator)
    assert answer.content.startswith(b"%PDF")
    (page,) = words(answer.content)
    assert "192.168.1.20:8080" in page
    assert workshop.code in page
    assert outdated(workplace.invitations, workplace.settings, workshop) == {}


async def test_each_table_has_a_sheet_of_paper(moderator: User, workshop: Workshop) -> None:
    await moderator.open(f"/m/w/{workshop.code}/print")
    button(moderator, t("setup.print_as.tables")).click()
    first, second = words((await fetches(moderator)).content)
    assert "Tisch1" in first
    assert "Tisch2" in second


async def test_the_technician_gets_a_page_from_print_page_and_hall_check(
    moderator: User, workshop: Workshop
) -> None:
    for path in (f"/m/w/{workshop.code}/print", "/m/hall"):
        await moderator.open(path)
        button(moderator, "English").click()
        (page,) = words((await fetches(moderator)).content)
        assert squeezed("Wi-Fi for a workshop") in page


@pytest.mark.parametrize("path", ["/m/w/{code}/print", "/m/hall"])
async def test_only_moderators_print(visitor: User, workshop: Workshop, path: str) -> None:
    """The sheets may hold the Wi-Fi's password."""
    answer = await visitor.http_client.get(path.format(code=workshop.code), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/m/login")


async def test_sheets_speak_the_workshops_languages(workplace: Workplace, workshop: Workshop) -> None:
    values = {name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"}
    await workplace.rooms.submit(workshop.id, c.ChangeWorkshop(**{**values, "languages": ("ar", "uk")}))
    assert invited(workplace.invitations, workplace.rooms.state(workshop.id).workshop).languages == (
        "de",
        "ar",
        "uk",
    )


async def test_the_wifis_password_is_in_letters_only_where_the_moderator_wants_it(
    workplace: Workplace, workshop: Workshop
) -> None:
    assert invited(workplace.invitations, workshop).wifi is None
    workplace.invitations.set_wifi(SAAL)
    hidden = invited(workplace.invitations, workshop).wifi
    workplace.invitations.set_wifi(SAAL._replace(on_paper=True))
    shown = invited(workplace.invitations, workshop).wifi
    assert hidden is not None
    assert shown is not None
    assert (hidden.name, hidden.password, hidden.qr_text) == ("Saal", "", SAAL.qr_text)
    assert shown.password == SAAL.password


async def test_a_wifi_of_before_has_no_password_on_paper(workplace: Workplace) -> None:
    store_wifi(workplace.settings, SAAL)
    kept = workplace.settings.text("wifi") or ""
    workplace.settings.set_text("wifi", kept.replace(', "on_paper": false', ""))
    assert stored_wifi(workplace.settings) == SAAL


async def test_paper_with_an_old_address_is_called_old(
    moderator: User, workplace: Workplace, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/print")
    button(moderator, t("setup.print_as.tables")).click()
    await fetches(moderator)
    move(workplace, monkeypatch, MOVED)
    await moderator.open(f"/m/w/{workshop.code}/print")
    said = {"sheet": t("setup.print_name.tables"), "before": "192.168.1.20:8080", "now": "10.0.0.5:8080"}
    await sees(moderator, t("setup.print_outdated_address", **said))
    button(moderator, t("setup.print_as.tables")).click()
    await fetches(moderator)
    assert outdated(workplace.invitations, workplace.settings, workshop) == {}


async def test_paper_with_another_wifi_is_old_and_other_sheets_are_not(
    workplace: Workplace, workshop: Workshop
) -> None:
    before = printed_now(workplace.invitations)
    remember(workplace.settings, workshop, "tables", before)
    workplace.invitations.set_wifi(SAAL)
    remember(workplace.settings, workshop, "poster_a4", printed_now(workplace.invitations))
    assert outdated(workplace.invitations, workplace.settings, workshop) == {"tables": before}
    workplace.invitations.set_wifi(SAAL._replace(on_stage=True, on_paper=True))  # the same Wi-Fi
    assert list(outdated(workplace.invitations, workplace.settings, workshop)) == ["tables"]


@pytest.mark.parametrize(
    "kept", ["", "[]", "{", '{"tables": 1}', '{"tables": ["a"]}', '{"flags": ["a", "b"]}']
)
async def test_what_was_remembered_in_another_shape_is_forgotten(
    workplace: Workplace, workshop: Workshop, kept: str
) -> None:
    workplace.settings.set_text(f"printed.{workshop.id}", kept)
    assert outdated(workplace.invitations, workplace.settings, workshop) == {}


async def test_the_recipe_names_all_addresses_and_the_largest_workshop(
    workplace: Workplace, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    (page,) = words(network_recipe.recipe(venue(workplace.rooms, workplace.network.urls), "de"))
    assert "PrivateAdressen" in page  # before public ones Chrome warns
    assert "Personen:60" in page  # nobody has said how many
    values = {name: getattr(workshop, name) for name in c.ChangeWorkshop.model_fields if name != "type"}
    await workplace.rooms.submit(workshop.id, c.ChangeWorkshop(**{**values, "expected": 90}))
    move(workplace, monkeypatch, "http://10.0.0.5", "http://zielrunde.local")
    (page,) = words(network_recipe.recipe(venue(workplace.rooms, workplace.network.urls), "de"))
    assert all(
        text in page for text in ("Personen:90", "AccessPoints:3–5", "TCP80", "10.0.0.5,zielrunde.local")
    )


async def test_slips_name_the_address_and_no_wifi(
    moderator: User, workplace: Workplace, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/slips")
    type_in(moderator, "slips", "2")
    button(moderator, t("setup.slips_print")).click()
    await fetches(moderator)
    workplace.invitations.set_wifi(SAAL)
    assert outdated(workplace.invitations, workplace.settings, workshop) == {}
    move(workplace, monkeypatch, MOVED)
    assert list(outdated(workplace.invitations, workplace.settings, workshop)) == ["slips"]


async def test_every_sheet_can_be_made(workplace: Workplace, workshop: Workshop) -> None:
    for make in SHEETS.values():
        assert make(workplace.invitations, workplace.rooms.state(workshop.id)).startswith(b"%PDF")
