"""What phones and the moderator read when a vote is over."""

from __future__ import annotations

from playwright.sync_api import expect

from facilitation.commands import CloseVoting, OpenVoting
from tests.browser.conftest import Hall
from tests.browser.console.test_console import desk
from tests.browser.people import eventually
from tests.builders import an_id


def closed_without_ballots(hall: Hall) -> None:
    id = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    hall.moderator.asks(OpenVoting(id=id, question="Was zuerst?", option_ids=options), CloseVoting(id=id))
    hall.moderator.goes_to("results")


def test_where_nobody_voted_nothing_comes_first(hall: Hall) -> None:
    phone = hall.at_table(1)
    closed_without_ballots(hall)
    phone.sees(phone.t("common.no_ballots_cast"))
    phone.does_not_see(phone.t("common.question.results"))
    expect(phone.page.locator(".results")).to_have_count(0)
    page = desk(hall, "voting")
    expect(page.locator(".con-result")).to_contain_text(phone.t("common.no_ballots_cast"))
    expect(page.locator(".con-result table")).to_have_count(0)


def test_a_reader_of_another_language_hears_which_one_the_document_has(hall: Hall) -> None:
    hall.moderator.goes_to("results")
    arabic, german = hall.at_table(1, lang="ar"), hall.at_table(2)
    arabic.sees(arabic.t("phone.document_in", language="\u2068Deutsch\u2069"))  # isolated
    german.sees(german.t("common.document"))
    german.does_not_see(german.t("phone.document_in", language="Deutsch"))


def test_more_ballots_than_devices_were_ever_here_are_told(hall: Hall) -> None:
    """Each has a secret of its own and goes away at once: one program in the hall can do that."""
    hall.moderator.goes_to("vote")
    id = an_id()
    options = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    page = desk(hall, "voting")
    hall.moderator.asks(OpenVoting(id=id, question="Was zuerst?", option_ids=options))
    warning = page.locator(".con-paper .notice")
    for n in range(3):
        phone = hall.at_table(1)
        option = phone.page.locator(".options li").first
        option.get_by_role("button", name=phone.t("phone.give_dot")).tap()
        phone.button("phone.send_ballot").tap()
        expect(phone.page.locator(".ballot-state")).to_contain_text(phone.t("common.state.saved"))
        expect(warning).to_have_count(0 if n == 0 else 1)
        phone.context.close()
        eventually(lambda: hall.moderator.presence()["people"], 0)
    expect(warning).to_contain_text("1")
