"""What every answer bears, and that no other site's page may ask for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.live.asgi import same_origin
from tests.load.server import Server, prepare

CODE = "GRD234"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("guarded")
    prepare(folder, CODE)
    with Server(folder) as server:
        yield server


@pytest.mark.parametrize(
    "path",
    [
        "/m",
        "/m/login",
        "/no-such-page",
        "/m/no-such-page",
        f"/j/{CODE}",
        f"/stage/{CODE}",
        "/health",
        "/here",
    ],
)
def test_every_page_says_what_it_may_load_and_who_may_frame_it(server: Server, path: str) -> None:
    given = httpx.get(server.base + path, headers=HTML).headers
    assert given["x-content-type-options"] == "nosniff"
    assert given["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in given["content-security-policy"]
    assert "default-src 'self'" in given["content-security-policy"]


@pytest.mark.parametrize(
    "path", [f"/live/{CODE}/snapshot/moderator/ab-1.json", "/live/NOSUCH/poll", "/a/none.js"]
)
def test_what_is_no_page_is_not_taken_for_one(server: Server, path: str) -> None:
    assert httpx.get(server.base + path).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://evil.example/://{host}", "https://{host}"]
)
@pytest.mark.parametrize("path", [f"/j/{CODE}/qr", "/check/report", "/m/addresses/seen", "/m/login"])
def test_no_other_sites_page_may_have_anything_done(server: Server, path: str, origin: str) -> None:
    host = f"127.0.0.1:{server.port}"
    answer = httpx.post(
        server.base + path, headers={"origin": origin.format(host=host)}, content=b"ABCDEFGHJKLM"
    )
    assert answer.status_code == 403


def test_a_code_is_drawn_for_our_own_page(server: Server) -> None:
    answer = httpx.post(
        f"{server.base}/j/{CODE}/qr", headers={"origin": server.base}, content=b"ABCDEFGHJKLM"
    )
    assert answer.status_code == 200 and answer.text.startswith("<svg")


@pytest.mark.parametrize(("scheme", "origin"), [("https", "https"), ("wss", "https"), ("ws", "http")])
def test_a_page_is_ours_by_scheme_and_host(scheme: str, origin: str) -> None:
    headers = [(b"host", b"laptop.local:8080"), (b"origin", f"{origin}://laptop.local:8080".encode())]
    assert same_origin({"scheme": scheme, "headers": headers})
    assert not same_origin({"scheme": "wss" if origin == "http" else "ws", "headers": headers})
