"""A person goes on with another device: by a code that is noted, and by nothing else."""

import json
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Route, expect

from app.main import DATABASE
from facilitation.commands import AllowLate, OpenVoting
from tests.browser.conftest import Hall
from tests.browser.people import TABLET, Phone, eventually
from tests.builders import an_id

MINE = "Der Bus fährt abends nicht mehr"
HALF = "Es fehlt ein Ort, an dem"


def code_of(phone: Phone) -> str:
    """As it stands on the screen, in groups."""
    phone.button("phone.my_code").tap()
    code = phone.page.locator(".own-code b")
    expect(code).to_have_count(3)
    groups = code.all_inner_texts()
    phone.button("common.close").tap()
    return " ".join(groups)


def types_code(phone: Phone, code: str) -> None:
    """On the page for newcomers, or from one's own code on."""
    if phone.page.locator("form.join").count():
        phone.button("phone.have_code").tap()
    else:
        phone.button("phone.my_code").tap()
        phone.button("phone.other_code").tap()
    phone.page.get_by_label(phone.t("phone.your_code")).fill(code)
    phone.button("common.next").tap()


def newcomer(hall: Hall, lang: str = "de") -> Phone:
    phone = hall.phone(lang)
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    return phone


def kept_drafts(hall: Hall) -> list[str]:
    """The texts that wait on the laptop's disk for another device of their writers in this hall."""
    room_id = hall.moderator.all("workshop")[0]["id"]
    with closing(sqlite3.connect(hall.server.folder / DATABASE)) as file, file:
        rows = file.execute("SELECT drafts FROM draft WHERE scope = ?", (room_id,)).fetchall()
    file.close()
    return [json.loads(text)["text"] for (row,) in rows for text in json.loads(row).values()]


def test_a_code_brings_table_cards_draft_and_ballot_to_another_browser(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(3)
    phone.posts(MINE, "weakness")
    phone.types(HALF, "challenge")
    eventually(lambda: kept_drafts(hall), [HALF], within=30)
    other = newcomer(hall)
    types_code(other, code_of(phone).lower().replace(" ", "-"))
    other.has(MINE, "saved")
    expect(other.page.locator(".top .place")).to_contain_text("Tisch 3")
    expect(other.paper).to_have_value(HALF)
    expect(other.page.locator("label.tab.chosen")).to_have_attribute("data-kind", "challenge")
    other.card(MINE).get_by_role("button", name=other.t("common.edit")).tap()
    other.page.locator(".editing textarea").fill("Auf dem anderen Gerät geändert")
    other.button("phone.save_change").tap()
    other.has("Auf dem anderen Gerät geändert", "saved")
    assert len(hall.moderator.all("participant")) == 1

    hall.moderator.goes_to("vote")
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.asks(OpenVoting(id=an_id(), question="Was zuerst?", option_ids=options))
    phone.page.get_by_label(phone.t("phone.give_dot")).first.tap()
    phone.button("phone.send_ballot").tap()
    phone.sees(phone.t("common.state.saved"))
    third = newcomer(hall)
    types_code(third, code_of(phone))
    expect(third.page.locator(".ballot-state")).to_be_visible()
    third.page.get_by_label(third.t("phone.give_dot")).first.tap()
    third.button("phone.send_changed_ballot").tap()
    third.sees(third.t("common.state.saved"))
    eventually(lambda: ballots_cast(hall), 1, within=30)


def ballots_cast(hall: Hall) -> int:
    with closing(sqlite3.connect(hall.server.folder / DATABASE)) as file, file:
        (voting,) = (one["id"] for one in hall.moderator.all("voting"))
        (count,) = file.execute(
            "SELECT count(*) FROM sealed_ballot WHERE voting_id = ?", (voting,)
        ).fetchone()
    file.close()
    return int(count)


def test_a_ballot_that_is_not_cast_stays_on_its_device(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.asks(OpenVoting(id=an_id(), question="Was zuerst?", option_ids=options))
    phone = hall.at_table()
    sent: list[str] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(str(text))))
    phone.page.reload()
    phone.page.get_by_label(phone.t("phone.give_dot")).first.tap()
    code = code_of(phone)
    other = newcomer(hall)
    types_code(other, code)
    other.page.get_by_label(other.t("phone.give_dot")).first.wait_for()
    expect(other.page.get_by_label(other.t("phone.take_dot")).first).to_have_attribute(
        "aria-disabled", "true"
    )
    assert kept_drafts(hall) == []
    assert not any("keep_drafts" in text or "cast_ballot" in text for text in sent)


def test_the_picture_of_the_code_leads_back_and_leaves_no_trace_in_the_address(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(2)
    phone.posts(MINE)
    code = code_of(phone)
    phone.button("phone.my_code").tap()
    expect(phone.page.locator(".own-qr svg")).to_be_visible()
    other = hall.phone()
    asked: list[str] = []
    other.context.on("request", lambda request: asked.append(request.url))
    other.goes_to(f"{hall.path}#c={code.replace(' ', '')}")
    expect(other.page.get_by_label(other.t("phone.your_code"))).to_have_value(code)
    assert "#" not in other.page.url
    other.button("common.next").tap()
    other.has(MINE, "saved")
    assert not any(code.replace(" ", "") in url.split("#")[0] for url in asked)


@pytest.mark.parametrize("code", ["KTMX WPRS 2QLH", "KTMX WPRS", "", "<img src=x>"])
def test_a_wrong_code_costs_nothing(hall: Hall, code: str) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1)
    phone.posts(MINE)
    phone.types(HALF)
    types_code(phone, code)
    phone.sees(phone.t("phone.code_nobody" if len(code) == 14 else "phone.code_short"))
    phone.button("common.close").tap()
    phone.has(MINE, "saved")
    assert phone.paper.input_value() == HALF
    phone.button("phone.send_card").tap()
    phone.has(HALF, "saved")
    assert len(hall.moderator.all("participant")) == 1


def test_nothing_moves_under_a_finger_when_the_codes_picture_comes(hall: Hall) -> None:
    phone = hall.at_table(1)
    held: list[Route] = []
    phone.page.route("**/qr", lambda route: held.append(route))
    with phone.page.expect_request("**/qr"):
        phone.button("phone.my_code").tap()
    close = phone.button("common.close")
    before = close.bounding_box()
    held[0].continue_()
    phone.page.locator(".own-qr svg").wait_for()
    assert close.bounding_box() == before


def test_without_the_laptop_nobody_is_given_up(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(1)
    phone.posts(MINE)
    code = code_of(phone)
    phone.button("phone.my_code").tap()
    phone.button("phone.other_code").tap()
    phone.faults_expected = True
    phone.context.set_offline(True)
    phone.page.get_by_label(phone.t("phone.your_code")).fill("KTMX WPRS 2QLH")
    phone.button("common.next").tap()
    phone.sees(phone.t("phone.code_unreachable"))
    phone.context.set_offline(False)
    phone.button("common.close").tap()
    phone.has(MINE, "saved")
    assert code_of(phone) == code


def test_what_was_not_handed_in_comes_along_to_the_person_that_one_is(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(4)
    phone.types("Auf dem Handy getippt")
    eventually(lambda: kept_drafts(hall), ["Auf dem Handy getippt"], within=30)
    borrowed = hall.at_table(1)
    borrowed.types(MINE)
    hall.moderator.goes_to("sort")
    borrowed.page.locator(".leftover").get_by_role("button", name=borrowed.t("phone.send_card")).tap()
    borrowed.has(MINE, "late")
    hall.moderator.goes_to("goals")
    hall.moderator.goes_to("sort")
    types_code(borrowed, code_of(phone))
    expect(borrowed.page.locator(".top .place")).to_contain_text("Tisch 4")
    borrowed.has(MINE, "late")
    borrowed.has("Auf dem Handy getippt", "unsent")
    hall.moderator.asks(AllowLate())
    hall.moderator.has(MINE)
    (card,) = hall.moderator.all("contribution")
    assert card["group_id"] == hall.moderator.all("group")[3]["id"]


def test_two_tabs_are_one_person_and_stay_one_with_another_code(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    owner = hall.at_table(2)
    owner.posts(MINE)
    code = code_of(owner)
    phone = hall.at_table(1)
    second = phone.opened()
    second.goto(hall.path)
    expect(second.locator(".top .place")).to_contain_text("Tisch 1")
    assert len(hall.moderator.all("participant")) == 2
    phone.page.bring_to_front()
    types_code(phone, code)
    phone.has(MINE, "saved")
    expect(second.locator(".top .place")).to_contain_text("Tisch 2")
    expect(second.locator("article.card", has_text=MINE)).to_have_attribute("data-state", "saved")
    assert len(hall.moderator.all("participant")) == 2
    stage = hall.stage()
    hall.moderator.goes_to("arrive")
    stage.sees(stage.t("stage.devices_here", count=1).split(" ", 1)[1])


NO_SOCKETS = "window.WebSocket = class { constructor() { throw new DOMException('no', 'SecurityError'); } };"
NO_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
"""


@pytest.mark.parametrize("without", [NO_SOCKETS, NO_STORAGE])
def test_a_code_needs_neither_sockets_nor_storage(hall: Hall, without: str) -> None:
    hall.moderator.goes_to("write")
    phone = hall.at_table(3)
    phone.posts(MINE)
    phone.types(HALF)
    eventually(lambda: kept_drafts(hall), [HALF], within=30)
    other = hall.phone()
    other.faults_expected = True
    other.page.add_init_script(without)
    other.goes_to(hall.path)
    types_code(other, code_of(phone))
    other.has(MINE, "saved")
    expect(other.paper).to_have_value(HALF)
    other.button("phone.send_card").tap()
    other.has(HALF, "saved")
    eventually(lambda: kept_drafts(hall), [], within=30)
    hall.moderator.has(MINE, HALF)
    assert len(hall.moderator.all("participant")) == 1


def test_a_tablet_belongs_to_its_table_and_shows_no_code(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    tablets = [hall.phone(**TABLET), hall.phone(**TABLET)]
    for tablet in tablets:
        tablet.goes_to(hall.path)
        tablet.sees(tablet.t("phone.device_hint.tablet"))
        assert tablet.button("phone.have_code").count() == 0
        tablet.joins(hall.path, 2)
        tablet.sees(tablet.t("phone.scribe"))
        assert tablet.button("phone.my_code").count() == 0
    tablets[0].posts(MINE)
    tablets[1].button("common.new_cards", count=1).or_(tablets[1].card(MINE)).first.wait_for()
    hall.moderator.goes_to("vote")
    assert tablets[0].button("phone.my_code").count() == 0
