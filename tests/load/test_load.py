"""The measuring itself, small: it must work before its figures can be believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.live.allowances import NEW
from tests.load.attack import PACE_SECONDS, Plan, attacked
from tests.load.attacks import login_page
from tests.load.durability import durability
from tests.load.enemy import Target
from tests.load.flaky import flaky
from tests.load.joining import assets_of
from tests.load.measure import measure
from tests.load.returning import measure_return, waits_of_the_page
from tests.load.server import Server, prepare
from tests.load.starting import measure_start
from tests.load.targets import attack_verdicts, return_verdicts, start_verdicts, verdicts


async def test_a_small_run_delivers_everything_once(tmp_path: Path) -> None:
    run = await measure(4, tmp_path, seconds=1, bursts=1)
    for phase in (run["steady"], run["burst"]):
        assert phase["delivered"] == phase["expected"] > 0
        assert phase["duplicates"] == 0
        assert 0 < phase["p50_ms"] <= phase["p95_ms"] <= phase["p99_ms"]
        assert phase["limit_p95_ms"] > 0
    # The system counts CPU in steps of 10 ms: so small a limit may cost none.
    assert run["cpu_s_per_1000"] > 0 and run["limit_cpu_s_per_1000"] >= 0
    assert run["kb_per_client"] is not None
    assert run["join"]["phones"] == 60
    assert 0 < run["join"]["kb_per_phone"] <= 75
    assert len(verdicts(run)) == 9


def test_a_start_ends_with_a_page(tmp_path: Path) -> None:
    run = measure_start(tmp_path, starts=1)
    assert run["starts"] == [run["start_s"]] and run["start_s"] > 0
    assert len(start_verdicts(run)) == 1


async def test_a_hall_comes_back_after_a_kill(tmp_path: Path) -> None:
    run = await measure_return(4, tmp_path, kills=1)
    assert run["returns"] == [run["return_s"]] and run["return_s"] > 0
    assert len(return_verdicts(run)) == 1


def test_phones_wait_as_the_page_does() -> None:
    assert waits_of_the_page("const WAIT_MS = [300, 5000];") == [0.3, 5.0]


async def test_kills_lose_nothing_double_nothing_and_all_heal(tmp_path: Path) -> None:
    result = await durability(people=8, kills=2, seed=7, folder=tmp_path)
    assert result["good"], result
    assert result["acknowledged"] > 8
    assert (result["lost"], result["duplicates"], result["healed_clients"]) == (0, 0, 8)


@pytest.mark.parametrize("http", [False, True])
async def test_phones_that_lose_their_network_lose_nothing_else(http: bool, tmp_path: Path) -> None:
    result = await flaky(people=8, minutes=0.1, http=http, folder=tmp_path, pace=0.05)
    assert result["good"], result
    assert result["outages"] >= 8
    assert result["acknowledged"] > 8


def test_a_page_names_what_a_browser_fetches() -> None:
    page = (
        '<link rel="icon" href="data:,x"><link rel=modulepreload href=/a/1/vue.js>'
        '<script type="importmap" nonce="n">{"imports":{"vue":"/a/1/vue.js"}}</script>'
        '<script type="module" src="/a/2/phone.js"></script><a href="/j/ABCDEF">x</a>'
    )
    assert assets_of(page) == ["/a/1/vue.js", "/a/2/phone.js"]


async def test_an_attack_is_measured_where_honest_phones_feel_it(tmp_path: Path) -> None:
    """The shape that `--attack --json` prints, in small; a busy machine says nothing about the figures."""
    names = ["quiet", "mixed", "quiet"]  # the same one again, too
    run = await attacked(names, Plan(connections=10, seconds=1.5, rest=0.1), tmp_path)
    assert [row["name"] for row in run["attacks"]] == names
    for row in run["attacks"]:
        assert 0 < row["p50_ms"] <= row["p95_ms"] <= row["max_ms"]
        assert row["join_s"] > 0 and row["memory_mb_before"] > 0 and row["memory_mb_after"] > 0
        assert (row["connections"], row["cut_off"], row["lost"]) == (10, 0, 0)
    assert len(attack_verdicts(run)) == 18


async def test_a_program_that_writes_cards_writes_some_that_are_taken(tmp_path: Path) -> None:
    run = await attacked(["fewcards"], Plan(connections=5, seconds=4, rest=0.1), tmp_path)
    assert run["attacks"][0]["on_the_wall"] > 0


async def test_who_tries_pins_finds_where_they_are_typed(tmp_path: Path) -> None:
    """An attack that finds nothing to attack would look like one that is withstood."""
    groups = prepare(tmp_path, "ABCDEF")
    with Server(tmp_path) as server:
        client, listeners = await login_page(Target(server.port, "ABCDEF", groups[0]))
    assert client
    assert listeners["update:value"]["id"] < listeners["click"]["id"]


def test_honest_phones_of_an_attack_keep_the_limit_for_newcomers() -> None:
    """What is refused they do not send again, so it would count as lost."""
    _, per_second = NEW
    assert 1 / per_second <= PACE_SECONDS
