"""A whole workshop, from the code on the wall to the document in hand."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from facilitation.commands import CloseVoting, CreateCluster, MoveCluster, OpenVoting
from tests.browser.conftest import Hall
from tests.browser.people import Phone
from tests.builders import an_id

CARDS = {
    "Sprachpaten an drei Schulen": "strength",
    "Nachbarn helfen beim Deutschlernen": "strength",
    "Kurse enden vor der Prüfung": "weakness",
    "Niemand bringt Kinder vom Kurs nach Hause": "challenge",
}
GOAL = "2030 hat jede Schule im Kreis Sprachpaten"


def test_from_the_code_on_the_wall_to_the_document_in_hand(hall: Hall) -> None:
    stage = hall.stage()
    anna, ben = hall.at_table(1), hall.at_table(2)
    hall.moderator.goes_to("write")
    write_cards(anna, ben)
    hall.moderator.goes_to("sort")
    gather_them(hall)
    for person in (stage, anna, ben):
        person.sees("Paten finden")
    hall.moderator.goes_to("focus")
    stage.sees(stage.t("common.no_focal_points"))
    anna.sees(anna.t("common.no_focal_points"))
    write_a_goal(hall, anna, stage)
    vote_on_it(hall, anna, ben, stage)
    take_the_document_home(hall, anna)


def write_cards(anna: Phone, ben: Phone) -> None:
    for n, (text, kind) in enumerate(CARDS.items()):
        (anna if n % 2 else ben).posts(text, kind)


def gather_them(hall: Hall) -> None:
    pile, cards = an_id(), tuple(card["id"] for card in hall.moderator.all("contribution"))
    field = hall.moderator.all("field")[0]["id"]
    hall.moderator.asks(CreateCluster(id=pile, name="Paten finden", contribution_ids=cards[:2]))
    hall.moderator.asks(MoveCluster(id=pile, field_id=field))


def write_a_goal(hall: Hall, anna: Phone, stage) -> None:
    hall.moderator.goes_to("goals")
    anna.page.locator(".goal-form textarea").fill(GOAL)
    anna.page.reload()
    expect(anna.page.locator(".goal-form textarea")).to_have_value(GOAL)
    anna.button("phone.send_goal").tap()
    expect(anna.page.locator("article.goal", has_text=GOAL)).to_have_attribute("data-state", "saved")
    stage.sees(GOAL)


def vote_on_it(hall: Hall, anna: Phone, ben: Phone, stage) -> None:
    goals = hall.moderator.all("goal")
    voting = an_id()
    hall.moderator.goes_to("vote")
    anna.sees(anna.t("phone.vote_soon"))
    options = tuple(goal["id"] for goal in goals)
    hall.moderator.asks(OpenVoting(id=voting, question="Was zuerst?", option_ids=options))
    for phone, dots in ((anna, 2), (ben, 1)):
        give(phone, GOAL, dots)
        phone.button("phone.send_ballot").tap()
        is_saved(phone)
    give(ben, "Ziel 0", 1)
    ben.button("phone.send_changed_ballot").tap()
    is_saved(ben)
    expect(stage.page.locator(".stage-cast b")).to_have_text("2")
    for person in (stage, anna, ben):
        assert '"rows"' not in person.page.content()
    hall.moderator.asks(CloseVoting(id=voting))
    anna.sees(anna.t("phone.vote_closed"))


def is_saved(phone: Phone) -> None:
    expect(phone.page.locator(".ballot-state")).to_contain_text(phone.t("common.state.saved"))


def give(phone: Phone, goal: str, dots: int) -> None:
    option = phone.page.locator(".options li", has_text=goal)
    for _ in range(dots):
        option.get_by_role("button", name=phone.t("phone.give_dot")).tap()


def take_the_document_home(hall: Hall, anna: Phone) -> None:
    assert anna.context.request.get(f"{hall.path}/document.pdf").status == 404
    hall.moderator.goes_to("results")
    first = anna.page.locator("ol.results > li").first
    expect(first).to_contain_text(GOAL)
    expect(first.locator(".points-sum b")).to_have_text("3")
    with anna.page.expect_download() as started:
        anna.page.get_by_role("link", name=anna.t("common.document")).tap()
    pages = PdfReader(io.BytesIO(started.value.path().read_bytes())).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in [*CARDS, GOAL, "Paten finden"]:
        assert text in words
