"""Who may lead, and for how long: nothing of it lies in a file, and everything can be taken back."""

from __future__ import annotations

import asyncio
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from nicegui.testing import User
from websockets.exceptions import ConnectionClosed

from app.live import signed_in
from app.live.protocol import PROTOCOL_VERSION
from app.live.subscribers import PollSubscriber
from app.pages import access as access_page
from app.workplace import access as app_access
from app.workplace.access import COOKIE, Access, device_of
from app.workplace.workplace import Workplace
from facilitation import commands as c
from storage.database import back_up, open_database
from storage.sessions import session_id
from storage.store import Store
from tests.app.laptop import button, sees, t
from tests.app.live_hall import Device, Server, serving
from tests.load.server import Server as Program
from tests.load.server import prepare


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as server:
        await server.open_workshop()
        yield server


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_neither_pin_nor_link_is_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "hall.sqlite"
    store = Store(open_database(f"sqlite:///{path}"))
    store.set_setting("moderator_key", "the-key-of-an-older-version")
    store.set_setting("moderator_pin", "the-pin-of-an-older-version")
    access = Access(store)
    token = access.sign_in_by_pin(access.pin) or ""
    found = everything(tmp_path)
    for secret in (access.key, access.pin, token, "-of-an-older-version"):
        assert secret.encode() not in found
    assert Access(store).holds(token), "who is signed in stays through a restart"
    store.close()


def test_a_copy_signs_nobody_in_and_proves_nothing(tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'hall.sqlite'}"))
    token = Access(store).sign_in_once(Access(store).one_time()) or ""
    access = Access(store)
    token = access.sign_in_by_key(access.key) or ""
    store.set_setting("network_secret", "what-proves-this-laptop")
    store.close()
    copy = back_up(tmp_path / "hall.sqlite", tmp_path / "backups", "1")
    assert copy is not None
    assert session_id(token).encode() not in copy.read_bytes()
    assert b"what-proves-this-laptop" not in copy.read_bytes()


def test_pin_and_link_can_be_renewed(workplace: Workplace) -> None:
    access = workplace.access
    pin, key, once = access.pin, access.key, access.one_time()
    token = access.sign_in_by_pin(pin)
    for _ in range(4):
        access.sign_in_by_pin("wrong")
    access.renew()
    assert access.pause() == 0
    assert access.key != key
    assert access.sign_in_by_key(key) is None
    assert access.sign_in_once(once) is None
    assert access.sign_in_by_pin(pin) is None or access.pin == pin
    assert access.sign_in_by_pin(access.pin) is not None
    assert access.holds(token)


def test_a_code_signs_one_device_in_while_the_pin_is_closed(workplace: Workplace) -> None:
    access = workplace.access
    for _ in range(5):
        access.sign_in_by_pin("wrong")
    code = access.one_time()
    assert access.waits_for(code)
    assert access.holds(access.sign_in_once(code, "iPad"))
    assert not access.waits_for(code)
    assert access.sign_in_once(code) is None
    assert [session.device for session in access.sessions()] == ["iPad"]


def test_a_code_runs_out(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_access, "ONCE_SECONDS", -1.0)
    assert workplace.access.sign_in_once(workplace.access.one_time()) is None


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Mozilla/5.0 (iPad; CPU OS 15_8 like Mac OS X)", "iPad"),
        ("Mozilla/5.0 (Linux; Android 9; SM-T510)", "Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_by_its_kind(said: str, device: str) -> None:
    assert device_of({"headers": [(b"user-agent", said.encode())]}) == device


async def test_an_open_socket_ends_with_its_session(server: Server) -> None:
    leader = await Device.connected(server, "moderator")
    assert (await leader.ask(c.AllowLate(allowed=True)))["type"] == "ack"
    access = server.workplace.access
    access.sign_out({session.id for session in access.sessions()})
    with pytest.raises(ConnectionClosed) as ended:
        while True:
            await leader.frame()
    assert ended.value.rcvd is not None and ended.value.rcvd.code == 4401
    assert not server.rooms.state(server.room_id).workshop.finished


async def test_who_is_signed_out_while_news_are_awaited_over_http_hears_no_more(server: Server) -> None:
    access = server.workplace.access
    hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "moderator", "token": "m" * 32}
    async with httpx.AsyncClient(headers={"cookie": server.cookie}, timeout=30) as client:
        first = (await client.post(server.url("poll"), json={"hello": hello})).json()[0]
        known = {**hello, "epoch": first["epoch"], "seq": first["seq"]}
        (poller,) = (await server.rooms.room(server.room_id)).feed.subscribers
        assert isinstance(poller, PollSubscriber)
        poller.last_seen = 0.0
        waiting = asyncio.create_task(client.post(server.url("poll"), json={"hello": known}))
        while not poller.last_seen:  # noqa: ASYNC110 - the gateway offers no event for it
            await asyncio.sleep(0.005)
        access.sign_out({session.id for session in access.sessions()})
        await server.rooms.submit(server.room_id, c.AllowLate(allowed=True))
        answer = await waiting
    assert (answer.status_code, answer.json()) == (401, {"code": "not_allowed"})


async def test_a_session_that_ended_by_itself_ends_its_socket_too(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_in, "LOOK_SECONDS", 0.05)
    leader = await Device.connected(server, "moderator")
    monkeypatch.setattr(app_access, "_now", lambda: 2**45)
    server.workplace.access._known.clear()
    with pytest.raises(ConnectionClosed):
        while True:
            await leader.frame()


async def test_a_page_ends_with_its_session(moderator: User, workplace: Workplace) -> None:
    await moderator.open("/m/access")
    await sees(moderator, t("setup.access_devices"))
    workplace.access.sign_out({session.id for session in workplace.access.sessions()})
    await moderator.should_not_see(t("setup.access_devices"))
    assert (await moderator.http_client.get("/m")).status_code == 303


async def test_the_page_shows_the_pin_on_demand_and_signs_others_out(
    moderator: User, workplace: Workplace
) -> None:
    other = workplace.access.sign_in_by_pin(workplace.access.pin, "iPad")
    await moderator.open("/m/access")
    await sees(moderator, "iPad")
    await moderator.should_not_see(workplace.access.pin)
    button(moderator, t("setup.pin_show")).click()
    await sees(moderator, workplace.access.pin)
    button(moderator, t("setup.access_sign_out")).click()
    await sees(moderator, t("setup.access_sign_out_one", device="iPad"))
    assert workplace.access.holds(other)
    button(moderator, t("setup.access_sign_out_do")).click()
    await sees(moderator, t("setup.access_signed_out", count=1))
    assert not workplace.access.holds(other)
    assert workplace.access.holds(moderator.http_client.cookies[COOKIE])


async def test_who_signs_in_while_the_question_stands_is_one_of_all_others(
    moderator: User, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_page, "LOOK_SECONDS", 3600.0)  # the page does not come to know of them before
    access = workplace.access
    others = [access.sign_in_by_pin(access.pin, "iPad")]
    await moderator.open("/m/access")
    others.append(access.sign_in_by_pin(access.pin, "Mac"))
    button(moderator, t("setup.access_sign_out_all")).click()
    await sees(moderator, t("setup.access_sign_out_ask"))
    others.append(access.sign_in_by_pin(access.pin, "Windows"))
    answer = button(moderator, t("setup.access_sign_out_all"))
    answer.elements = {max(answer.elements, key=lambda made: made.id)}  # the question's own
    answer.click()
    await sees(moderator, t("setup.access_signed_out", count=3))
    assert not any(map(access.holds, others))
    assert access.holds(moderator.http_client.cookies[COOKIE])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_what_lies_in_the_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path, "HALL23")
    (tmp_path / "zielrunde.sqlite").chmod(0o644)
    with Program(tmp_path) as program:
        assert httpx.get(f"{program.base}/health").json() == {"ok": True}
        kept = [tmp_path, *tmp_path.glob("*.sqlite*"), *tmp_path.glob("backups/*")]
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in kept} == {0}
