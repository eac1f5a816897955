"""The moderator runs a workshop from one screen: by mouse, by keyboard, alone or with others."""

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from app.texts import texts
from facilitation.commands import (
    CloseVoting,
    CreateCluster,
    OpenVoting,
    PostContribution,
)
from facilitation.model import Kind
from tests.browser.conftest import Hall
from tests.browser.people import eventually
from tests.builders import an_id

t = texts("de").t
BUS = "Der Bus fährt abends nicht mehr"
PATEN = "Sprachpaten an drei Schulen"


def with_cards(hall: Hall, *wordings: str) -> tuple[str, ...]:
    hall.moderator.goes_to("sort")
    ids = tuple(an_id() for _ in wordings)
    for id, text in zip(ids, wordings, strict=True):
        hall.moderator.asks(PostContribution(id=id, kind=Kind.WEAKNESS, text=text))
    return ids


def desk(hall: Hall, tab: str = "kinds") -> Page:
    """The console, with one of its tabs open."""
    page = hall.laptop().page
    page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True).click()
    return page


def press(page: Page | Locator, key: str, **params: object) -> None:
    page.get_by_role("button", name=t(key, **params), exact=True).click()


def menu(page: Page, text: str, key: str) -> None:
    """Chooses something in a card's menu."""
    press(page, "console.card_menu", text=text)
    page.get_by_role("menuitem", name=t(key)).click()


def move(page: Page, text: str, place: str) -> None:
    """By menu and keyboard; a place that is not there yet becomes a new cluster."""
    menu(page, text, "console.move_to")
    page.get_by_role("combobox", name=t("console.choose_search")).fill(place)
    page.keyboard.press("Enter")


def card(page: Page, text: str) -> Locator:
    return page.locator("article.con-card", has_text=text)


def cluster(page: Page, name: str) -> Locator:
    return page.locator("section.con-cluster").filter(has=page.get_by_role("heading", name=name))


def test_next_leads_everybody_to_the_next_phase_and_undo_back(hall: Hall) -> None:
    stage, page = hall.stage(), hall.laptop().page
    page.locator(".con-next").click()
    stage.shows("title")
    page.wait_for_timeout(600)  # sooner it would be a double click
    page.locator(".con-next").click()
    stage.shows("question")
    press(page, "console.undo", step=t("console.step.phase_started"))
    stage.shows("title")
    press(page, "console.redo", step=t("console.step.phase_started"))
    stage.shows("question")


def test_a_card_for_somebody_without_a_device(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = desk(hall)
    press(page, "console.write_card")
    dialog = page.get_by_role("dialog")
    dialog.locator("label", has_text=t("common.kind.challenge")).click()
    dialog.get_by_label(t("console.wording")).fill(BUS)
    dialog.get_by_label(t("console.whose")).select_option(label="Tisch 2")
    dialog.locator("label.field", has_text=t("console.source")).locator("select").select_option(
        label=t("console.source.paper")
    )
    press(dialog, "console.post_card")
    expect(dialog.get_by_text(t("console.card_saved", text=BUS))).to_be_visible()
    dialog.get_by_role("button", name=t("common.close")).last.click()
    expect(dialog).to_have_count(0)
    (posted,) = hall.moderator.all("contribution")
    assert (posted["text"], posted["kind"], posted["source"]) == (BUS, "challenge", "paper")
    assert posted["group_id"] == hall.moderator.all("group")[1]["id"]


def test_a_slip_typed_over_one_whose_answer_was_lost_is_stored_too(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = desk(hall)
    lost = True

    def connected(socket: WebSocketRoute) -> None:
        laptop, loses = socket.connect_to_server(), lost
        laptop.on_message(lambda text: None if loses and '"ack"' in str(text) else socket.send(text))

    page.route_web_socket("**/live/**", connected)
    page.reload()
    posts_a_card(page, BUS)
    hall.moderator.has(BUS)
    lost = False
    page.reload()
    posts_a_card(page, PATEN)
    hall.moderator.has(BUS, PATEN)


def posts_a_card(page: Page, text: str) -> None:
    press(page, "console.write_card")
    dialog = page.get_by_role("dialog")
    dialog.locator("label", has_text=t("common.kind.weakness")).click()
    dialog.get_by_label(t("console.wording")).fill(text)
    press(dialog, "console.post_card")


def test_a_card_is_moved_without_dragging(hall: Hall) -> None:
    with_cards(hall, BUS)
    page = desk(hall, "clusters")
    move(page, BUS, "Bus und Wege")
    expect(cluster(page, "Bus und Wege")).to_contain_text(BUS)
    move(page, BUS, "Wohnen")
    expect(cluster(page, "Bus und Wege")).not_to_contain_text(BUS)
    names = {field["name"]: field["id"] for field in hall.moderator.all("field")}
    eventually(lambda: [c["field_id"] for c in hall.moderator.all("contribution")], [names["Wohnen"]])


def test_a_card_is_hidden_and_shown_again(hall: Hall) -> None:
    with_cards(hall, BUS)
    stage, page = hall.stage(), desk(hall)
    stage.sees(BUS)
    menu(page, BUS, "console.hide")
    press(page.get_by_role("dialog"), "console.hide_now")
    stage.does_not_see(BUS)
    press(page, "console.undo", step=t("console.step.contribution_hidden"))
    stage.sees(BUS)


def test_clusters_are_merged_dissolved_and_brought_back(hall: Hall) -> None:
    bus, paten = with_cards(hall, BUS, PATEN)
    hall.moderator.asks(
        CreateCluster(id=an_id(), name="Wege", contribution_ids=(bus,)),
        CreateCluster(id=an_id(), name="Paten", contribution_ids=(paten,)),
    )
    page = desk(hall, "clusters")
    press(page, "console.cluster.menu", name="Wege")
    page.get_by_role("menuitem", name=t("console.cluster.merge")).click()
    page.get_by_role("option", name="Paten").click()
    expect(cluster(page, "Paten")).to_contain_text(BUS)
    press(page, "console.cluster.menu", name="Paten")
    page.get_by_role("menuitem", name=t("console.cluster.dissolve")).click()
    expect(page.locator("section.con-cluster")).to_have_count(0)
    press(page, "console.undo", step=t("console.step.cluster_dissolved"))
    press(page, "console.undo", step=t("console.step.clusters_merged"))
    expect(cluster(page, "Wege")).to_contain_text(BUS)
    expect(cluster(page, "Paten")).to_contain_text(PATEN)


def test_a_voting_is_opened_watched_and_closed(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    phone, page = hall.at_table(), desk(hall, "voting")
    press(page, "console.voting.open")
    phone.page.locator(".options li").first.get_by_role("button", name=t("phone.give_dot")).tap()
    phone.button("phone.send_ballot").tap()
    expect(page.locator(".con-ballots b")).to_have_text("1")
    expect(page.locator(".con-result")).to_have_count(0)
    press(page, "console.voting.close")
    press(page.get_by_role("dialog"), "console.voting.close")
    expect(page.locator(".con-result td b").first).to_have_text("1")
    expect(page.get_by_text(t("console.voting.few"))).to_be_visible()
    expect(page.get_by_role("columnheader", name=t("console.voting.voters"))).to_have_count(0)
    phone.sees(t("phone.vote_closed"))


def test_a_voting_whose_yes_was_lost_does_not_keep_the_next_from_being_opened(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
    key = f"zr.{hall.code}.moderator.draft.desk.voting"
    draft = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    # The same as if this page had asked for it and been closed before the answer.
    hall.moderator.asks(OpenVoting(id=draft["id"], question=draft["question"], option_ids=goals))
    hall.moderator.asks(CloseVoting(id=draft["id"]))
    expect(page.locator(".con-result")).to_be_visible()
    page.reload()
    press(page, "console.voting.open")
    expect(page.locator(".con-ballots")).to_be_visible()


def test_a_voting_that_is_opened_below_an_earlier_one_comes_into_sight(hall: Hall) -> None:
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    for voting in (an_id(), an_id()):
        hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=goals))
        hall.moderator.asks(CloseVoting(id=voting))
    page = hall.laptop(viewport={"width": 1366, "height": 640}).page
    page.get_by_role("tab", name=t("console.tab.voting"), exact=True).click()
    expect(page.locator(".con-result")).to_have_count(2)
    page.locator(".con-board").evaluate("board => board.scrollTo(0, board.scrollHeight)")
    press(page, "console.voting.open")
    expect(page.locator(".con-ballots")).to_be_in_viewport()


def test_the_moderator_sees_what_still_lies_on_phones_and_lets_it_in(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone, page = hall.at_table(2), desk(hall)
    phone.types(BUS)
    hall.moderator.goes_to("sort")
    phone.button("phone.send_card").tap()
    press(page, "console.late_accept")
    expect(card(page, BUS)).to_be_visible()
    hall.moderator.has(BUS)
