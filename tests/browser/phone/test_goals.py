"""Goals as they are typed, by participants and by moderators."""

import pytest
from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import CreateCluster, DissolveCluster, EditGoal, RemoveField
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk, press
from tests.browser.people import Phone
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


def test_what_was_handed_in_is_said_where_it_was_written(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    phone = hall.at_table()
    said, text = phone.page.locator("form .sent"), phone.page.locator("form textarea").first
    expect(said).to_have_count(0)
    text.fill("Jede Gemeinde hat eine Ansprechperson")
    phone.page.locator("form button.filled").tap()
    expect(said).to_have_text(phone.t("common.state.saved"))
    expect(said).to_be_in_viewport()
    text.fill("D")
    expect(said).to_have_count(0)


def test_a_refused_goal_waits_until_the_next_one_that_is_being_typed_is_sent(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    phone = hall.at_table()
    form = phone.page.locator(".side .goal-form")
    gone = hall.moderator.all("field")[0]
    phone.context.set_offline(True)
    form.locator("select").select_option(gone["id"])
    form.locator("textarea").fill("Mehr Wohnungen")
    phone.button("phone.send_goal").tap()
    form.locator("textarea").fill("Mehr Kurse am Abend")
    hall.moderator.asks(RemoveField(id=gone["id"]))
    phone.context.set_offline(False)
    refused = phone.page.locator(".goal[data-state=refused]", has_text="Mehr Wohnungen")
    refused.wait_for()
    again = refused.get_by_role("button", name=phone.t("common.edit"))
    expect(again).to_have_count(0)
    phone.button("phone.send_goal").tap()
    again.tap()
    expect(form.locator("textarea")).to_have_value("Mehr Wohnungen")
    phone.button("phone.send_goal").tap()
    expect(phone.page.locator(".goal[data-state=saved]", has_text="Mehr Wohnungen")).to_be_visible()
    assert {"Mehr Wohnungen", "Mehr Kurse am Abend"} <= set(hall.moderator.texts("goal"))


def test_an_indicator_says_no_more_than_somebody_has_written(hall: Hall) -> None:
    """Each new indicator brings its year along: alone that is no indicator, and beside "3" no target."""
    hall.moderator.goes_to("goals")
    before = hall.moderator.texts("goal")
    phone = hall.at_table()
    phone.page.locator(".goal-form textarea").fill("Mehr Wohnungen")
    phone.button("phone.add_indicator").tap()
    phone.button("phone.send_goal").tap()
    hall.moderator.has_goals("Mehr Wohnungen", *before)
    assert hall.moderator.all("indicator") == []
    phone.page.locator(".goal-form textarea").fill("Mehr Kurse")
    phone.button("phone.add_indicator").tap()
    phone.page.get_by_label(phone.t("phone.base_value"), exact=True).fill("3")
    phone.page.get_by_label(phone.t("phone.unit"), exact=True).fill("Kurse")
    phone.button("phone.send_goal").tap()
    expect(phone.page.locator(".complaint")).to_have_text(phone.t("phone.indicator_name_missing"))
    phone.page.get_by_label(phone.t("phone.indicator_name"), exact=True).fill("Angebote")
    phone.button("phone.send_goal").tap()
    goal = phone.page.locator("article.goal", has_text="Mehr Kurse")
    expect(goal).to_have_attribute("data-state", "saved")
    expect(goal.locator(".indicators")).to_contain_text("\u20683 Kurse\u2069")


def test_a_moderator_is_told_as_well_and_loses_nothing(hall: Hall) -> None:
    before = hall.moderator.texts("goal")
    page = desk(hall, "goals")
    press(page, "console.write_goal")
    sheet = page.get_by_role("dialog")
    sheet.locator("textarea").fill("Mehr Wohnungen")
    press(sheet, "console.goal.add_indicator")
    sheet.get_by_label(t("console.goal.counted")).fill("Kosten")
    sheet.get_by_label(t("console.goal.target_value"), exact=True).fill(HUGE)
    press(sheet, "console.post_goal")
    expect(sheet.get_by_role("alert")).to_have_text(t("common.value_too_large"))
    sheet.get_by_label(t("console.goal.target_value"), exact=True).fill("3")
    press(sheet, "console.post_goal")
    expect(sheet).to_have_count(0)
    hall.moderator.has_goals("Mehr Wohnungen", *before)


def test_a_moderators_goal_outlives_the_field_and_the_cluster_that_it_was_linked_to(hall: Hall) -> None:
    cluster, field = an_id(), hall.moderator.all("field")[0]
    hall.moderator.asks(CreateCluster(id=cluster, name="Abends"))
    page = desk(hall, "goals")
    press(page, "console.write_goal")
    sheet = page.get_by_role("dialog")
    sheet.locator("textarea").fill("Mehr Wohnungen")
    sheet.get_by_label(t("common.field_of_action")).select_option(field["id"])
    sheet.locator("summary").click()
    sheet.get_by_label("Abends").check()
    hall.moderator.asks(DissolveCluster(id=cluster), RemoveField(id=field["id"]))
    expect(sheet.get_by_label("Abends")).to_have_count(0)
    press(sheet, "console.post_goal")
    expect(sheet).to_have_count(0)
    (goal,) = [one for one in hall.moderator.all("goal") if one["text"] == "Mehr Wohnungen"]
    assert (goal["field_id"], goal["cluster_ids"]) == (None, [])


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


def with_a_goal(hall: Hall) -> Phone:
    """A phone that wrote a goal with one indicator."""
    hall.moderator.goes_to("goals")
    phone = hall.at_table()
    phone.page.locator(".goal-form textarea").fill("Mehr Wohnungen")
    phone.button("phone.add_indicator").tap()
    phone.page.get_by_label(phone.t("phone.indicator_name")).fill("Kosten")
    phone.button("phone.send_goal").tap()
    listed = phone.page.locator("article.goal", has_text="Mehr Wohnungen")
    expect(listed).to_have_attribute("data-state", "saved")
    return phone


def test_an_indicator_that_the_moderator_took_out_is_gone_for_its_writer_too(hall: Hall) -> None:
    phone = with_a_goal(hall)
    listed = phone.page.locator("article.goal", has_text="Mehr Wohnungen")
    expect(listed).to_contain_text("Kosten")
    (goal,) = [one for one in hall.moderator.all("goal") if one["text"] == "Mehr Wohnungen"]
    hall.moderator.asks(EditGoal(id=goal["id"], version=goal["version"], text="Mehr Wohnraum"))
    changed = phone.page.locator("article.goal", has_text="Mehr Wohnraum")
    expect(changed).to_be_visible()
    expect(changed).not_to_contain_text("Kosten")


def test_a_change_that_was_left_half_typed_shows_the_indicator_as_it_was_typed(hall: Hall) -> None:
    phone = with_a_goal(hall)
    listed = phone.page.locator("article.goal", has_text="Mehr Wohnungen")
    listed.locator(".card-actions button").tap()
    phone.page.locator(".goal-form.editing").get_by_label(phone.t("phone.indicator_name")).fill("Mieten")
    hall.moderator.goes_to("results")
    expect(phone.page.locator(".leftover article.goal")).to_contain_text("Mieten")


def test_a_number_with_two_readings_is_asked_about_and_not_sent_before(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    phone = hall.at_table()
    phone.page.locator(".goal-form textarea").fill("Mehr Plätze in Kursen")
    phone.button("phone.add_indicator").tap()
    phone.page.get_by_label(phone.t("phone.indicator_name"), exact=True).fill("Plätze")
    value = phone.page.get_by_label(phone.t("phone.base_value"), exact=True)
    value.fill("0.500")
    question = phone.page.get_by_role("group", name=phone.t("common.number.which"))
    expect(question).to_have_count(0)
    value.fill("1.234")
    expect(question.get_by_role("button")).to_have_text(["1234 (ganze Zahl)", "1,234 (Kommazahl)"])
    phone.button("phone.send_goal").tap()
    expect(phone.page.locator(".complaint")).to_have_text(phone.t("common.number.choose"))
    assert "Mehr Plätze in Kursen" not in hall.moderator.texts("goal")
    question.get_by_role("button").last.tap()
    expect(value).to_have_value("1,234")
    phone.button("phone.send_goal").tap()
    expect(phone.page.locator("article.goal", has_text="Mehr Plätze")).to_have_attribute(
        "data-state", "saved"
    )
    (indicator,) = (one for one in hall.moderator.all("indicator") if one["name"] == "Plätze")
    assert indicator["base_value"] == 1.234


def test_the_moderators_form_reads_numbers_alike(hall: Hall) -> None:
    page = desk(hall, "goals")
    page.get_by_role("button", name=t("console.write_goal")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("textarea").fill("Kürzere Wartezeiten")
    dialog.get_by_role("button", name=t("console.goal.add_indicator")).click()
    dialog.get_by_label(t("console.goal.counted")).fill("Wartezeit")
    dialog.get_by_label(t("console.goal.base_value")).fill("0.500")
    dialog.get_by_label(t("console.goal.target_value"), exact=True).fill("1.234")
    question = dialog.get_by_role("group", name=t("common.number.which"))
    dialog.get_by_role("button", name=t("console.post_goal")).click()
    expect(dialog.get_by_role("alert")).to_contain_text(t("common.number.choose"))
    question.get_by_role("button").first.click()
    dialog.get_by_role("button", name=t("console.post_goal")).click()
    expect(dialog).to_have_count(0)
    (indicator,) = (one for one in hall.moderator.all("indicator") if one["name"] == "Wartezeit")
    assert (indicator["base_value"], indicator["target_value"]) == (0.5, 1234)
