"""What stands between two choices is written as everywhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nicegui.testing import User

from app.pages import differences
from app.pages.base import words
from app.texts import texts
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.events import Event
from facilitation.model import Contribution, Dialogue, Difference, Entity, FieldOfAction, Workshop
from facilitation.undecided import pairs
from tests.app.laptop import misses, sees, t
from tests.app.live_hall import serving
from tests.builders import Hall as Story
from tests.builders import a_card, a_workshop, an_id
from tests.storage.laptops import Laptop


@pytest.mark.parametrize(
    ("part", "value", "written"),
    [
        ("base_value", 1234.5, "1.234,5"),
        ("target_value", 12.0, "12"),
        ("target_value", None, texts("de").t("setup.difference.empty")),
        ("base_year", 2024, "2024"),
        ("date", "2026-11-28", "28. November 2026"),
        ("date", "", texts("de").t("setup.difference.empty")),
        ("kind", "weakness", "Schwäche"),
        ("place", [None, None], texts("de").t("setup.difference.nowhere")),
        ("place", "Bürgerhaus", "Bürgerhaus"),  # of a workshop
        ("place", "", texts("de").t("setup.difference.empty")),
    ],
)
def test_a_value_is_written_for_its_reader(
    monkeypatch: pytest.MonkeyPatch, part: str, value: Any, written: str
) -> None:
    monkeypatch.setattr(differences, "language", lambda: "de")
    monkeypatch.setattr(differences, "t", texts("de").t)
    assert differences.shown(a_workshop().state, part, value) == written


@pytest.mark.parametrize(
    ("part", "called"),
    [
        ((Contribution, "text"), t("setup.difference.text")),
        ((Workshop, "place"), t("setup.place")),
        ((Contribution, "place"), t("setup.difference.place")),
        ((Workshop, "questions/write"), "Frage im Schritt „Karten schreiben“"),
        ((Workshop, "questions/second"), "Frage im Schritt „Was kommt“"),
        ((Workshop, "questions_in/ar/vote"), "Frage im Schritt „Abstimmen“ · العربية"),
    ],
)
def test_what_is_different_is_called_by_its_name(
    monkeypatch: pytest.MonkeyPatch, part: tuple[type[Entity], str], called: str
) -> None:
    for module in (differences, words):
        monkeypatch.setattr(module, "t", texts("de").t)
    kinds = {"write": "", "second": "Was kommt", "vote": ""}
    steps = [
        c.NewStep(id=id, kind="vote" if id == "vote" else "write", title=title, minutes=9)
        for id, title in kinds.items()
    ]
    hall = a_workshop(agenda=tuple(steps))
    a_card(hall)
    of_type, name = part
    assert differences._called(next(hall.state.all(of_type)), name) == called


async def test_a_cluster_without_a_name_is_known_by_its_first_card(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    """Two of them, which two laptops laid into different fields; and a card in either."""
    room_id = workshop.id
    cards, clusters = [an_id() for _ in range(3)], [an_id(), an_id()]
    for card, text in zip(cards, ("Der letzte Bus", "Die Ämter", "Die Sprachpaten"), strict=True):
        await workplace.rooms.submit(room_id, c.PostContribution(id=card, kind="weakness", text=text))
    for cluster, card in zip(clusters, cards, strict=False):
        await workplace.rooms.submit(room_id, c.CreateCluster(id=cluster, name="", contribution_ids=(card,)))
    there = Laptop(Story())
    there.takes(await workplace.archives.packed(room_id))
    living, language = (field.id for field in workplace.rooms.state(room_id).all(FieldOfAction))
    await workplace.rooms.submit(room_id, c.MoveCluster(id=clusters[0], field_id=living))
    await workplace.rooms.submit(room_id, c.MoveContribution(id=cards[2], cluster_id=clusters[0], position=9))
    there.ask(c.MoveCluster(id=clusters[0], field_id=language))
    there.ask(c.MoveContribution(id=cards[2], cluster_id=clusters[1], position=9))
    await workplace.archives.take_in(there.packed())
    await moderator.open(f"/m/w/{workshop.code}/differences")
    await sees(moderator, f"{t('common.nameless')} – Der letzte Bus")
    await sees(moderator, f"{t('common.nameless')} – Die Ämter")


@pytest.mark.parametrize("path", ["/m", "/m/w/{code}/setup"])
async def test_an_open_page_leads_to_differences_that_come_in_elsewhere(
    moderator: User, workplace: Workplace, workshop: Workshop, path: str
) -> None:
    await moderator.open(path.format(code=workshop.code))
    await misses(moderator, t("setup.differences_choose", count=1))
    given = {"workshop_id": workshop.id, "of_type": "workshop", "of_id": workshop.id}
    found = Difference(
        id=an_id(), part="title", choices=(json.dumps("Ehrenamtliche"), json.dumps("Alle")), **given
    )
    await workplace.rooms.take_up(workshop.id, Event(name="archive_imported", puts=(found,)))
    await sees(moderator, t("setup.differences_choose", count=1))


async def test_all_that_three_laptops_worded_is_shown_and_any_of_it_can_be_chosen(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    room_id, card = workshop.id, an_id()
    await workplace.rooms.submit(room_id, c.PostContribution(id=card, kind="weakness", text="Der letzte Bus"))
    archive = await workplace.archives.packed(room_id)
    edit = {"id": card, "version": 1, "kind": "weakness"}
    await workplace.rooms.submit(room_id, c.EditContribution(**edit, text="Von hier"))
    for name in ("Vom zweiten", "Vom dritten"):
        there = Laptop(Story())
        there.takes(archive)
        there.ask(c.EditContribution(**edit, text=name))
        assert (await workplace.archives.take_in(there.packed())).both == 1
    await moderator.open(f"/m/w/{workshop.code}/differences")
    for text in ("Von hier", "Vom zweiten", "Vom dritten"):
        await sees(moderator, text)
    moderator.find(marker="choice.2").click()
    await sees(moderator, t("setup.differences_none"))
    assert (
        workplace.rooms.state(room_id).get(Contribution, card).text == "Vom zweiten"
    )  # what holds, then by letters


async def test_a_dialogue_that_three_laptops_retitled_is_asked_about_on_all_of_them(tmp_path: Path) -> None:
    """Also on the third, which met only one of the others after these had met."""
    for name in "abc":
        (tmp_path / name).mkdir()
    async with (
        serving(tmp_path / "a") as first,
        serving(tmp_path / "b") as second,
        serving(tmp_path / "c") as third,
    ):
        await first.open_workshop()
        room_id = first.room_id
        id = first.rooms.state(room_id).workshop.dialogue_id
        await first.rooms.submit(id, c.CreateDialogue(id=id, title="Dialog", target_year=2030))
        for server in (second, third):
            await server.archives.take_in(await first.archives.packed(room_id))
        for server, title in ((first, "Eins"), (second, "Zwei")):
            version = server.rooms.state(id).get(Dialogue, id).version
            change = c.ChangeDialogue(id=id, version=version, title=title, target_year=2030)
            await server.rooms.submit(id, change)
        for here, there in ((second, first), (first, second), (third, first)):
            await here.archives.take_in(await there.archives.packed(room_id))
        await first.archives.take_in(await third.archives.packed(room_id))
        for server in (first, second, third):
            assert [set(pair.values) for pair in pairs(server.rooms.state(id))] == [{"Eins", "Zwei"}]
