"""Addresses that are none, typed by people or tried by programs; and a plain page that cannot be made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import httpx
import pytest

from app.main import DATABASE
from app.texts import texts
from tests.load.server import Server

CODE = "LST234"


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    accept = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "de"}
    with httpx.Client(base_url=server.base, headers=accept, timeout=30) as client:
        yield client


@pytest.mark.parametrize("path", [f"/{CODE}", f"/j/{CODE}/", f"/J/{CODE}", "/stage"])
def test_who_typed_a_wrong_address_comes_to_the_workshop(browser: httpx.Client, path: str) -> None:
    answer = browser.get(path, follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, f"/j/{CODE}")


def test_a_moderator_comes_to_the_start_page(browser: httpx.Client) -> None:
    assert browser.get("/m/w").headers["location"] == "/m?unknown=1"


def test_a_program_hears_that_there_is_nothing(browser: httpx.Client) -> None:
    answer = browser.get("/apple-touch-icon.png", headers={"accept": "image/*"})
    assert (answer.status_code, answer.content) == (404, b"")


def test_what_cannot_be_done_now_is_said_in_a_sentence(server: Server, browser: httpx.Client) -> None:
    """The laptop's own link, while another program holds the file."""
    other = sqlite3.connect(server.folder / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = browser.get(httpx.URL(server.moderator).raw_path.decode())
    other.close()
    before, after = texts("de").t("error.internal", id="|").split("|")
    assert (answer.status_code, answer.text.startswith(before), answer.text.endswith(after)) == (
        500,
        True,
        True,
    )
    id = answer.text[len(before) : -len(after)]
    assert server.says(f"[{id}]")
