"""The ways between the moderators' pages: a link leads where it says."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.controls import pattern_of
from tests.browser.pages.test_pages import field, sit_down

t = texts("de").t

# Page, name, address (a pattern behind the server's own). `{w}`: the workshop, `{d}`: the dialogue.
WAYS = [
    ("/m", "setup.run", "/m/w/{w}"),
    ("/m", "setup.prepare", "/m/w/{w}/setup"),
    ("/m", "setup.documents", "/m/w/{w}/documents"),
    ("/m", "setup.copy", r"/m/new\?copy={w}"),
    ("/m", "common.edit", "/m/d/{d}"),
    ("/m", "setup.new_workshop", r"/m/new\?dialogue={d}"),
    ("/m", "setup.new_dialogue", "/m/new"),
    ("/m", "setup.access", "/m/access"),
    ("/m", "setup.hall_check_open", "/m/hall"),
    ("/m", "common.help", "/m/help"),
    ("/m", "setup.statement_open", "/accessibility"),
    ("/m/new", "common.help", "/m/help"),
    ("/m/new?dialogue={d}", "common.help", "/m/help"),
    ("/m/new?dialogue={d}", "setup.begin_template", r"/m/new\?dialogue={d}&like=template"),
    ("/m/new?dialogue={d}&like=template", "setup.begin_like", r"/m/new\?dialogue={d}"),
    ("/m/d/{d}", "setup.to_start", "/m"),
    ("/m/d/{d}", "common.help", "/m/help"),
    ("/m/w/{w}/setup", "setup.open", "/m/w/{w}"),
    ("/m/w/{w}/setup", "common.print", "/m/w/{w}/print"),
    ("/m/w/{w}/setup", "setup.hall_check_open", "/m/hall"),
    ("/m/w/{w}/setup", "setup.statement_open", "/accessibility"),
    ("/m/w/{w}/setup", "common.help", "/m/help"),
    ("/m/w/{w}/setup", "setup.ready.network.no", "/m/hall"),
    ("/m/w/{w}/setup", "setup.ready.contact.no", "/m#contact"),
    ("/m/w/{w}/setup", "setup.ready.place.no", "/m/w/{w}/setup#step-2"),
    ("/m/w/{w}/setup", "setup.ready.phone.no", "/m/w/{w}/setup#step-6"),
    ("/m/w/{w}/setup", "setup.step.agenda", "/m/w/{w}/setup#step-5"),
    ("/m/w/{w}/setup", "=.*g.1$", "/j/{w}/g/1"),
    ("/m/w/{w}/print", "setup.prepare", "/m/w/{w}/setup"),
    ("/m/w/{w}/print", "setup.slips", "/m/w/{w}/slips"),
    ("/m/w/{w}/print", "common.help", "/m/help"),
    ("/m/w/{w}/slips", "setup.print_title", "/m/w/{w}/print"),
    ("/m/w/{w}/slips", "setup.run", "/m/w/{w}"),
    ("/m/w/{w}/slips", "common.help", "/m/help"),
    ("/m/w/{w}/documents", "setup.run", "/m/w/{w}"),
    ("/m/w/{w}/documents", "setup.print_title", "/m/w/{w}/print"),
    ("/m/w/{w}/documents", "common.help", "/m/help"),
    ("/m/hall", "=Bürgerinnen und Bürger", "/m/w/[A-Z2-9]+/print"),
    ("/m/hall", "common.help", "/m/help"),
    ("/m/hall", "=Zielrunde Startseite", "/m"),
    ("/m/access", "setup.to_start", "/m"),
    ("/m/access", "common.help", "/m/help"),
    ("/m/help", "setup.to_start", "/m"),
]


@pytest.fixture
def hall(hall_of_few: Hall) -> Hall:
    return hall_of_few


def test_every_way_leads_where_it_says(own_hall: Hall) -> None:
    desk = sit_down(own_hall, "/m/new")
    desk.page.get_by_role("button", name=t("setup.create")).click()
    desk.page.wait_for_url("**/setup")
    known = {"w": desk.page.url.split("/")[-2]}
    field(desk.page, "date").fill("")
    field(desk.page, "date").blur()
    desk.goes_to("/m")
    link = desk.page.locator('a[href^="/m/d/"]').first.get_attribute("href") or ""
    known["d"] = link.split("/")[-1]
    reached = set()
    for start, ways in groupby(WAYS, lambda way: way[0]):
        desk.goes_to(start.format(**known))
        for _, key, target in ways:
            where = follow(desk.page, key)
            assert re.fullmatch(target.format(**known), where.removeprefix(desk.base)), (start, key, where)
            reached.add(where)
    assert {url: answer for url in reached if (answer := answers(desk.context, url)) != 200} == {}


@contextmanager
def stopping(context: BrowserContext, status: int = 204) -> Iterator[None]:
    """Who follows a link asks for the page behind it and gets none: with 204 they stay where they are.
    That a page was asked for is told before it is answered: nobody listening, it would come after all."""
    answered = []

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(status=status)
            answered.append(route.request.url)
        else:
            route.continue_()

    context.route("**/*", answer)
    yield
    deadline = time.monotonic() + 30
    while not answered and time.monotonic() < deadline:
        context.pages[0].wait_for_timeout(10)
    assert answered
    context.unroute("**/*")


def follow(page: Page, key: str) -> str:
    """Clicks a link, and returns the address that it leads to; the page stays."""
    wanted = re.compile(rf"^(\d )?({pattern_of(key).pattern})")
    link = page.get_by_role("link", name=wanted).first
    before, _, place = (link.get_attribute("href") or "").partition("#")
    if place and page.url.partition("#")[0].endswith(before):
        link.click()
        return page.url
    if link.get_attribute("target") == "_blank":
        with stopping(page.context, 200), page.context.expect_page() as other:
            link.click()
        other.value.close()
        page.bring_to_front()  # what lies behind is drawn once a second
        return other.value.url
    with stopping(page.context), page.expect_request(lambda one: one.is_navigation_request()) as asked:
        link.click()
    return asked.value.url + (f"#{place}" if place else "")


def answers(context: BrowserContext, url: str) -> int:
    return context.request.get(url, max_redirects=0).status


def test_the_way_home_is_on_every_page(hall: Hall) -> None:
    desk = sit_down(hall, "/m/new")
    for path in (
        "new",
        "hall",
        "access",
        "help",
        *(f"w/{hall.code}/{p}" for p in ("setup", "print", "slips", "documents")),
    ):
        desk.goes_to(f"/m/{path}")
        with stopping(desk.context), desk.page.expect_request("**/m") as asked:
            desk.page.locator("a.brand", has_text=t("setup.home")).click()
        assert asked.value.is_navigation_request(), path


@pytest.mark.parametrize(("language", "heading"), [("English", "en"), ("Deutsch", "de")])
def test_a_moderator_chooses_the_language(hall: Hall, language: str, heading: str) -> None:
    page = sit_down(hall, "/m").page
    page.get_by_role("link", name=language, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(texts(heading).t("setup.start_title"))
