"""What was pressed may be drawn anew before the deed is done: the deed still ends, and says so."""

from __future__ import annotations

import asyncio
import gc
import json

import pytest
from nicegui import ui
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from app.pages.base.parts import button, plain, tagged
from app.pages.base.words import t as words
from app.workplace.workplace import Workplace
from facilitation.commands import AllowLate
from facilitation.events import Event
from facilitation.model import Difference, Workshop
from tests.app.laptop import sees, t
from tests.builders import an_id


async def test_a_button_that_is_drawn_anew_meanwhile_says_what_it_has_to_say(
    visitor: User, caplog: pytest.LogCaptureFixture
) -> None:
    @ui.page("/anew")
    def page() -> None:
        said = tagged("p", "")

        @ui.refreshable
        def part() -> None:
            with plain("div"):
                button("Los", act)

        async def act() -> None:
            part.refresh()
            for _ in range(3):
                gc.collect()
                await asyncio.sleep(0)
            said.text = words("common.undo")

        part()

    await visitor.open("/anew")
    visitor.find(kind=ui.button, content="Los").click()
    await sees(visitor, t("common.undo"))
    assert caplog.records == []


async def test_a_double_click_chooses_one_of_two_differences(
    moderator: User, workplace: Workplace, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    given = {"workshop_id": workshop.id, "of_type": "workshop", "of_id": workshop.id}
    found = [
        Difference(id=an_id(), part=part, choices=(json.dumps("Ehrenamtliche"), json.dumps("Alle")), **given)
        for part in ("title", "audience")
    ]
    await workplace.rooms.take_up(workshop.id, Event(name="archive_imported", puts=tuple(found)))
    await moderator.open(f"/m/w/{workshop.code}/differences")
    await sees(moderator, t("setup.differences_text"))
    press = moderator.find(kind=ui.button, content=t("setup.difference.take"))
    assert len(press.elements) == 2
    for one in list(press.elements):  # the second lies under the pointer when the first is done
        UserInteraction(moderator, {one}, None).click()
    await sees(moderator, t("console.step.difference_settled"))
    await workplace.rooms.submit(workshop.id, AllowLate())  # behind whatever was pressed
    assert len(list(workplace.rooms.state(workshop.id).all(Difference))) == 1
    assert caplog.records == []
