"""Addresses that are none: typed by people, tried by programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.load.server import Server, prepare

CODE = "LST234"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("hall")
    prepare(folder, CODE)
    with Server(folder) as server:
        accept = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        with httpx.Client(base_url=server.base, headers=accept, timeout=30) as client:
            yield client


@pytest.mark.parametrize("path", [f"/{CODE}", f"/j/{CODE}/", f"/J/{CODE}", f"/j/{CODE}/g/table", "/stage"])
def test_who_typed_a_wrong_address_comes_to_the_workshop(browser: httpx.Client, path: str) -> None:
    answer = browser.get(path, follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, f"/j/{CODE}")


def test_a_moderator_comes_to_the_start_page(browser: httpx.Client) -> None:
    assert browser.get("/m/w").headers["location"] == "/m?unknown=1"


def test_a_program_hears_that_there_is_nothing(browser: httpx.Client) -> None:
    answer = browser.get("/apple-touch-icon.png", headers={"accept": "image/*"})
    assert (answer.status_code, answer.content) == (404, b"")
