"""Goals as they are typed, by participants and by moderators."""

import pytest
from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import EditGoal
from tests.browser.conftest import Hall
from tests.browser.test_console import desk, press
from tests.builders import an_id

t = texts("de").t
HUGE = "9" * 17


def shortened(text: str) -> str:
    """As in the names of buttons."""
    return text if len(text) <= 40 else text[:39].rstrip() + " …"


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_a_number_that_no_document_can_hold_is_complained_about_before_it_is_sent(
    hall: Hall, lang: str
) -> None:
    hall.moderator.goes_to("goals")
    before = hall.moderator.texts("goal")
    phone = hall.at_table(lang=lang)
    phone.page.locator(".goal-form textarea").fill("Mehr Wohnungen")
    phone.button("phone.add_indicator").tap()
    phone.page.get_by_label(phone.t("phone.indicator_name")).fill("Kosten")
    value = phone.page.get_by_label(phone.t("phone.target_value"), exact=True)
    value.fill(HUGE)
    phone.button("phone.send_goal").tap()
    phone.sees(phone.t("common.value_too_large"))
    assert hall.moderator.texts("goal") == before
    value.fill("3")
    phone.button("phone.send_goal").tap()
    hall.moderator.has_goals("Mehr Wohnungen", *before)


def test_a_moderator_is_told_as_well_and_loses_nothing(hall: Hall) -> None:
    before = hall.moderator.texts("goal")
    page = desk(hall, "goals")
    press(page, "console.write_goal")
    sheet = page.get_by_role("dialog")
    sheet.locator("textarea").fill("Mehr Wohnungen")
    press(sheet, "console.goal.add_indicator")
    sheet.get_by_label(t("console.goal.counted")).fill("Kosten")
    sheet.get_by_label(t("console.goal.target_value")).fill(HUGE)
    press(sheet, "console.post_goal")
    expect(sheet.get_by_role("alert")).to_have_text(t("common.value_too_large"))
    sheet.get_by_label(t("console.goal.target_value")).fill("3")
    press(sheet, "console.post_goal")
    expect(sheet).to_have_count(0)
    hall.moderator.has_goals("Mehr Wohnungen", *before)


def test_a_moderators_goal_that_others_changed_meanwhile_is_saved_with_the_second_press(hall: Hall) -> None:
    goal = sorted(hall.moderator.all("goal"), key=lambda one: -one["created_at"])[0]
    page = desk(hall, "goals")
    press(page, "console.goal_menu", text=shortened(goal["text"]))
    page.get_by_role("menuitem", name=t("console.edit_goal")).click()
    sheet = page.get_by_role("dialog")
    sheet.locator("textarea").fill("Meine Fassung")
    count = {"id": an_id(), "name": "Wohnungen", "target_value": 40, "unit": "neue"}
    theirs = {"id": goal["id"], "version": goal["version"], "text": goal["text"]}
    hall.moderator.asks(EditGoal.model_validate({**theirs, "indicators": [count]}))
    press(sheet, "common.save")
    expect(sheet.locator(".con-meanwhile")).to_contain_text(
        "Wohnungen"
    )  # the same words, but a new indicator
    expect(sheet.locator("textarea")).to_have_value("Meine Fassung")
    press(sheet, "common.save")
    expect(sheet).to_have_count(0)
    assert "Meine Fassung" in hall.moderator.texts("goal")
