"""What a hall votes on, on the stage: long questions and long goals."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from facilitation.commands import ChooseTexts, ProposeGoal
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.stage.test_stage_looks import GOAL, SCREENS, the_longest_names
from tests.browser.voted import a_vote_is_held
from tests.builders import an_id


@pytest.mark.parametrize("screen", ["usual", "laptop"])
@pytest.mark.parametrize("second", ["", "ar"])
def test_what_is_voted_on_is_whole(hall: Hall, screen: str, second: str) -> None:
    """What is higher than a column gets a page of its own. Two long questions side by side may be cut."""
    the_longest_names(hall)
    field = hall.moderator.all("field")[0]["id"]
    hall.moderator.asks(ProposeGoal(id=an_id(), text=GOAL * 2, field_id=field))
    hall.moderator.asks(ChooseTexts(stage_language=second))
    hall.moderator.goes_to("vote")
    stage = hall.stage(viewport=SCREENS[screen][0])
    cut = ".stage-page .clamped" if second else ".stage-page .clamped, .stage-ask .clamped"

    def look() -> None:
        looks.is_drawn(stage.page)
        expect(stage.page.locator(cut)).to_have_count(0)
        expect(stage.page.locator(".stage-ask h1")).to_contain_text("zuerst an? Welches Ziel")

    a_vote_is_held(hall, look)
