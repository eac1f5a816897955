"""People sit down and write cards on their phones."""

import re

from playwright.sync_api import expect

from app.texts import texts
from facilitation.commands import AllowLate, ChangeGroup, HideContribution, SetTimer
from tests.browser.conftest import Hall
from tests.browser.people import SMALL, TABLET, eventually

MINE = "Der Bus fährt abends nicht mehr"
THEIRS = "Viele Nachbarn helfen"
NASTY = "<script>document.title='x'</script><img src=x onerror=alert(1)> {{ 7*7 }}"


def test_a_code_leads_to_the_workshop_and_a_tables_own_code_to_the_table(hall: Hall) -> None:
    by_code, by_table = hall.phone(), hall.phone()
    by_code.goes_to("/")
    typed = hall.code.lower().replace("a", "\u0430")  # of a Cyrillic keyboard
    by_code.page.get_by_role("textbox").fill(typed)
    by_code.button("common.next").tap()
    by_code.page.wait_for_url(f"**{hall.path}")
    by_table.joins(f"{hall.path}/g/3")
    by_table.sees(by_table.t("phone.you_sit", group="Tisch 3"))
    third = hall.moderator.all("group")[2]["id"]
    eventually(lambda: seats(hall), [(third, "phone")])  # the phone says it while it asks


def seats(hall: Hall) -> list[tuple[str, str]]:
    return [(one["group_id"], one["device"]) for one in hall.moderator.all("participant")]


def test_who_scanned_a_table_and_moved_or_said_no_is_not_asked_back(hall: Hall) -> None:
    phone = hall.phone()
    chosen, place = phone.page.locator("label.table.chosen b").first, phone.page.locator(".top .place")
    phone.joins(f"{hall.path}/g/3")
    expect(phone.page).to_have_url(re.compile(rf"{hall.path}$"))
    place.tap()
    expect(chosen).to_have_text("Tisch 3")
    phone.page.locator("label.table", has_text="Tisch 1").tap()
    phone.page.locator("form.join button.filled").tap()
    expect(place).to_contain_text("Tisch 1")
    place.tap()
    expect(chosen).to_have_text("Tisch 1")
    phone.goes_to(f"{hall.path}/g/3")
    expect(chosen).to_have_text("Tisch 3")
    phone.page.reload()
    expect(chosen).to_have_text("Tisch 3")
    phone.button("common.close").tap()
    phone.page.reload()
    expect(place).to_contain_text("Tisch 1")
    place.tap()
    expect(chosen).to_have_text("Tisch 1")


def test_a_table_that_was_renumbered_has_its_new_number(hall: Hall) -> None:
    """Numbers that the program gave may not be those on the tables of the hall."""
    third = hall.moderator.all("group")[2]
    hall.moderator.asks(ChangeGroup(id=third["id"], name="Tisch 9"))
    phone = hall.phone("en")
    phone.joins(f"{hall.path}/g/3")
    expect(phone.page.locator(".top .place")).to_contain_text("Table 9")


def test_a_wrong_code_is_told(hall: Hall) -> None:
    phone = hall.phone()
    phone.goes_to("/j/ZZZZZZ")
    phone.sees(phone.t("phone.code_unknown"))


def test_the_short_address_leads_into_the_only_workshop(own_hall: Hall) -> None:
    phone = own_hall.phone()
    phone.joins("/", table=2)
    phone.sees(phone.t("phone.you_sit", group="Tisch 2"))


def test_two_phones_and_a_stage(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    stage = hall.stage()
    anna, ben = hall.at_table(1), hall.at_table(1)
    anna.posts(MINE, "weakness")
    ben.posts(THEIRS, "strength")
    ben.sees(MINE)
    counter = stage.page.locator(".stage-counter[data-kind=weakness] b")
    counter.get_by_text("1", exact=True).wait_for()
    hall.moderator.goes_to("sort")
    for person in (stage, anna, ben):
        person.sees(MINE)
        person.sees(THEIRS)
    hall.moderator.has(MINE, THEIRS)


def test_what_was_handed_in_is_said_where_it_was_written(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1, **SMALL)
    said = phone.page.locator(".side .composer .sent")
    expect(said).to_have_count(0)
    phone.posts(MINE)
    expect(said).to_have_text(phone.t("common.state.saved"))
    expect(said).to_be_in_viewport()
    phone.paper.fill("D")
    expect(said).to_have_count(0)


def test_what_others_write_gathers_until_it_is_asked_for(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    anna, ben = hall.at_table(), hall.at_table()
    anna.posts("Die erste")
    ben.sees("Die erste")
    anna.posts("Die zweite")
    ben.button("common.new_cards", count=1).tap()
    ben.sees("Die zweite")


def test_an_own_card_is_changed_and_withdrawn(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.posts(MINE)
    phone.card(MINE).get_by_role("button", name=phone.t("common.edit")).tap()
    phone.page.locator(".editing textarea").fill(THEIRS)
    phone.button("phone.save_change").tap()
    phone.has(THEIRS, "saved")
    hall.moderator.has(THEIRS)
    phone.card(THEIRS).get_by_role("button", name=phone.t("common.edit")).tap()
    phone.button("phone.withdraw_card").tap()
    phone.has(THEIRS, "withdrawn")
    hall.moderator.has()
    phone.button("common.undo").tap()
    phone.has(THEIRS, "saved")
    hall.moderator.has(THEIRS)
    phone.card(THEIRS).get_by_role("button", name=phone.t("common.edit")).tap()
    phone.button("phone.withdraw_card").tap()
    phone.has(THEIRS, "withdrawn")
    hall.moderator.goes_to("sort")
    phone.sees(phone.t("phone.board_empty"))
    hall.moderator.has()


def test_a_change_half_typed_is_finished_before_another_begins(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.posts(MINE)
    phone.posts(THEIRS)
    other = phone.card(THEIRS).get_by_role("button", name=phone.t("common.edit"))
    phone.card(MINE).get_by_role("button", name=phone.t("common.edit")).tap()
    expect(other).to_be_visible()
    phone.page.locator(".editing textarea").fill(MINE + ", auch sonntags")
    expect(other).to_have_count(0)
    phone.page.reload()
    expect(phone.page.locator(".editing textarea")).to_have_value(MINE + ", auch sonntags")
    expect(other).to_have_count(0)
    phone.button("phone.save_change").tap()
    other.tap()
    hall.moderator.has(MINE + ", auch sonntags", THEIRS)


def test_others_cards_cannot_be_changed_but_a_tables_tablets_share_theirs(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1)
    tablets = [hall.phone(**TABLET), hall.phone(**TABLET)]
    for tablet in tablets:
        tablet.joins(hall.path, 1)
    tablets[0].posts(THEIRS)
    phone.sees(THEIRS)
    assert phone.card(THEIRS).get_by_role("button").count() == 0
    tablets[1].card(THEIRS).get_by_role("button", name=phone.t("common.edit")).tap()
    tablets[1].page.locator(".editing textarea").fill(MINE)
    tablets[1].button("phone.save_change").tap()
    tablets[1].has(MINE, "saved")
    hall.moderator.has(MINE)


def test_markup_and_templates_show_as_the_text_that_they_are(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    anna, ben = hall.at_table(), hall.at_table()
    anna.posts(NASTY)
    ben.sees(NASTY)
    hall.moderator.goes_to("sort")
    for person in (anna, ben):
        person.sees(NASTY)
        assert person.page.title() != "x"
        assert person.page.locator("img[src=x]").count() == 0
    hall.moderator.has(NASTY)


def test_an_empty_card_and_one_that_is_too_long_are_told_before_they_leave(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.writes("   ")
    phone.sees(phone.t("phone.empty_card"))
    phone.writes("x" * 143)
    phone.sees(phone.t("phone.too_long", count=3))
    hall.moderator.has()


def test_what_is_typed_is_a_draft_at_once_and_survives_a_reload_in_every_phase(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.types(MINE, "challenge")
    phone.page.reload()
    expect(phone.paper).to_have_value(MINE)
    expect(phone.page.locator("label.tab.chosen")).to_have_attribute("data-kind", "challenge")
    for phase in ("sort", "focus", "goals", "vote", "results"):
        hall.moderator.goes_to(phase)
        phone.sees(MINE)
        phone.page.reload()
        phone.sees(MINE)
    hall.moderator.goes_to("write")
    phone.button("phone.send_card").tap()
    phone.has(MINE, "saved")


def test_a_card_being_changed_is_a_draft_too(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.posts(MINE)
    phone.card(MINE).get_by_role("button", name=phone.t("common.edit")).tap()
    phone.page.locator(".editing textarea").fill("Noch nicht fertig")
    phone.page.reload()
    expect(phone.page.locator(".editing textarea")).to_have_value("Noch nicht fertig")


def test_a_hidden_card_is_named_to_its_author_and_gone_for_others(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    anna, ben = hall.at_table(), hall.at_table()
    anna.posts(MINE)
    ben.sees(MINE)
    (card,) = hall.moderator.all("contribution")
    hall.moderator.asks(HideContribution(id=card["id"], reason="doppelt"))
    ben.does_not_see(MINE)
    anna.has(MINE, "hidden")
    anna.does_not_see("doppelt")


def test_a_card_that_a_neighbours_tablet_withdrew_is_called_so_and_its_change_is_kept(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    one, two = hall.phone(**TABLET), hall.phone(**TABLET)
    for tablet in (one, two):
        tablet.joins(hall.path, 1)
    one.posts(MINE)
    one.card(MINE).get_by_role("button", name=one.t("common.edit")).tap()
    one.page.locator(".editing textarea").fill(THEIRS)
    two.card(MINE).get_by_role("button", name=two.t("common.edit")).tap()
    two.button("phone.withdraw_card").tap()
    hall.moderator.has()
    one.button("phone.save_change").tap()
    one.has(THEIRS, "refused")
    one.card(THEIRS).get_by_role("button", name=one.t("common.edit")).tap()
    one.has(MINE, "withdrawn")
    one.button("phone.send_card").tap()
    one.has(THEIRS, "saved")
    one.page.reload()
    one.has(MINE, "withdrawn")
    one.does_not_see(one.t("phone.hidden_detail"))
    hall.moderator.has(THEIRS)


def test_a_late_card_waits_on_the_phone_until_the_moderator_lets_it_in(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.types(MINE)
    hall.moderator.goes_to("sort")
    phone.sees(phone.t("phone.still_here"))
    phone.button("phone.send_card").tap()
    phone.has(MINE, "late")
    hall.moderator.has()
    phone.page.reload()
    phone.has(MINE, "late")
    hall.moderator.asks(AllowLate())
    phone.does_not_see(phone.t("phone.still_here"))
    hall.moderator.has(MINE)


def test_the_page_speaks_the_language_of_its_owner(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.phone("ar")
    phone.joins(hall.path, 2)
    assert phone.page.locator("html").get_attribute("dir") == "rtl"
    phone.posts("الجيران يساعدون")
    (card,) = hall.moderator.all("contribution")
    assert (card["text"], card["language"]) == ("الجيران يساعدون", "ar")


def test_changing_the_language_keeps_what_is_typed(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    phone.types(MINE)
    phone.button("phone.change_language").tap()
    phone.page.get_by_role("button", name="English").tap()
    phone.page.get_by_role("button", name=texts("en").t("phone.send_card")).wait_for()
    assert phone.paper.input_value() == MINE
    assert phone.page.locator("html").get_attribute("lang") == "en"


def test_the_timer_is_told_in_minutes(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table()
    hall.moderator.asks(SetTimer(minutes=7))
    phone.sees(phone.t("common.minutes_left", count=7))
