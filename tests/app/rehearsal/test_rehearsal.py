"""A whole rehearsal against a real server: real process, real database, real protocol."""

from __future__ import annotations

import asyncio
import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from unittest.mock import AsyncMock, patch

import pytest

from app.rehearsal.compare import Sent, compare
from app.rehearsal.device import READERS, HeadlessDevice
from app.rehearsal.link import Site, moderator_cookie, site_of
from app.rehearsal.replica import Replica
from app.rehearsal.source import (
    POLIS_GOALS,
    POLIS_VOTES,
    ballots,
    final_points,
    lines,
)
from tests.load.server import ROOT, Server, prepare

DATA = ROOT.parent / "shared" / "data"
CODE = "PRQBEN"

# Everything that once broke a table of texts, down to joined emoji, and two equal ones.
WORDS = (
    'Die „Sprachpaten“ sagen: "Komm mit!"',
    "Komma, Semikolon; Tabulator? Nein.",
    "Zwei\nZeilen",
    "<b>fett</b> & <script>alert(1)</script>",
    "=SUMME(A1:A9)",
    "نحتاج إلى مواعيد مسائية",
    "Familien 👨‍👩‍👧 mit می‌خواهم",
    "Zu wenig Kitaplätze",
    "Zu wenig Kitaplätze",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    prepare(tmp_path / "data", CODE, cards=3, phase="arrive", groups=3)
    with Server(tmp_path / "data") as running:
        yield running


class At(Protocol):
    """Where a rehearsal goes: a server, or something else."""

    @property
    def base(self) -> str: ...
    @property
    def moderator(self) -> str: ...


def rehearse(server: At, source: Path, *options: str, steered: bool = True) -> subprocess.Popen[str]:
    """The command as a moderator types it."""
    command = [sys.executable, "-m", "app.main", "rehearse", str(source), "--url", f"{server.base}/j/{CODE}"]
    link = ["--moderator", server.moderator] if steered else []
    pipe = subprocess.PIPE
    return subprocess.Popen([*command, *link, *options], cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def outcome(started: subprocess.Popen[str]) -> tuple[int, str]:
    said, complained = started.communicate(timeout=120)
    return started.returncode, said + complained


def a_table(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)
    return path


def test_cards_arrive_once_and_unchanged(server: Server, tmp_path: Path) -> None:
    kinds = ("Stärke", "weakness", "Herausforderung")
    rows = [(text, kinds[n % 3], f"Tisch {n % 3 + 1}") for n, text in enumerate(WORDS)]
    source = a_table(tmp_path / "cards.csv", ("Wortlaut", "Art", "Gruppe"), *rows)
    columns = "text=Wortlaut,kind=Art,group=Gruppe"

    code, said = outcome(rehearse(server, source, "--map", columns, "--participants", "5", "--speed", "0"))

    assert code == 0, said
    assert "9 gesendet, 9 gespeichert, 0 vermisst, 0 doppelt, 0 verändert" in said
    assert "5 von 5" in said
    held = asyncio.run(_held(server))
    names = {group["id"]: group["name"] for group in held.all("group")}
    new = [c for c in held.all("contribution") if c["source"] == "person"]
    assert sorted(c["text"] for c in new) == sorted(WORDS)
    expected = {(text, f"Tisch {n % 3 + 1}") for n, text in enumerate(WORDS)}
    assert {(c["text"], names[c["group_id"]]) for c in new} == expected
    assert {c["kind"] for c in new if c["text"] == WORDS[0]} == {"strength"}


def test_changes_of_mind_are_replayed_in_time_order(server: Server, tmp_path: Path) -> None:
    folder = a_poll(tmp_path / "poll")

    code, said = outcome(rehearse(server, folder, "--speed", "20", "--language", "en"))

    assert code == 0, said
    assert "Goals: 4 sent, 4 stored" in said
    assert "Votes sent: 8, by this many people: 3. Goals with the same result as the source: 4 of 4" in said
    held = asyncio.run(_held(server))
    assert points_by_words(held) == {"Ziel A": 2, "Ziel B": 0, "Ziel C": 1, "Ziel D": 0}
    assert [result["ballots"] for result in held.all("result")] == [3]


def points_by_words(held: Replica) -> dict[str, int]:
    goals = {goal["id"]: goal["text"] for goal in held.all("goal")}
    return {goals[row["option_id"]]: row["value"] for result in held.all("result") for row in result["rows"]}


def a_poll(folder: Path) -> Path:
    """Three voters; one takes an agreement back, one agrees late. The rows are not in time order."""
    folder.mkdir()
    goals = [(1000, n, f"Ziel {name}") for n, name in enumerate("ABCD")]
    a_table(folder / "comments.csv", ("timestamp", "comment-id", "comment-body"), *goals)
    start = 1_700_000_000_000
    cast = [(9000, 1, 1, -1), (0, 0, 1, 1), (1000, 1, 1, 1), (2000, 0, 2, -1)]
    cast += [(3000, 2, 2, 1), (8000, 0, 2, 1), (4000, 3, 3, 0), (5000, 1, 3, -1)]
    votes = [(start + at, option, voter, vote) for at, option, voter, vote in cast]
    a_table(folder / "votes.csv", ("timestamp", "comment-id", "voter-id", "vote"), *votes)
    return folder


def test_too_long_texts_are_named_and_counted(server: Server, tmp_path: Path) -> None:
    source = a_table(tmp_path / "long.csv", ("text",), ("kurz",), ("lang " * 40,))

    code, said = outcome(rehearse(server, source, "--speed", "0"))

    assert code == 1, said
    assert "1 gesendet, 1 gespeichert" in said
    assert "1 zu lang für diesen Workshop (höchstens 140 Zeichen)" in said


def test_without_the_moderators_link_it_asks_and_waits(server: Server, tmp_path: Path) -> None:
    source = a_table(tmp_path / "cards.csv", ("text",), ("Warten",), ("können",))
    started = rehearse(server, source, "--participants", "2", "--speed", "0", steered=False)
    assert started.stdout is not None
    assert "Geräte: 2" in started.stdout.readline()
    assert "Bitte jetzt den Schritt „Karten schreiben“ starten" in started.stdout.readline()

    asyncio.run(_ask_as_moderator(server, {"type": "go_to_phase", "phase": "write"}))

    code, said = outcome(started)
    assert code == 0, said


def test_a_restart_in_the_middle_loses_nothing(server: Server, tmp_path: Path) -> None:
    rows = [(f"Karte {n}",) for n in range(120)]
    source = a_table(tmp_path / "cards.csv", ("text",), *rows)
    started = rehearse(server, source, "--participants", "6", "--speed", "30")
    asyncio.run(_held(server, cards=3 + 10))  # so all six are connected, and most cards are still to come

    server.kill()
    server.start()

    code, said = outcome(started)
    assert code == 0, said
    assert "120 gesendet, 120 gespeichert, 0 vermisst, 0 doppelt" in said
    assert "6 von 6" in said and "Neuverbindungen: 6" in said, said


def test_an_unknown_workshop_is_said_in_a_sentence(server: Server, tmp_path: Path) -> None:
    source = a_table(tmp_path / "cards.csv", ("text",), ("Karte",))
    command = [sys.executable, "-m", "app.main", "rehearse", str(source), "--url", f"{server.base}/j/ZZZZZZ"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "antwortet kein Workshop" in done.stderr) == (2, True), done.stderr


def test_comparing_finds_every_kind_of_difference() -> None:
    sent = Sent("card", {"a": "Eins", "b": "Zwei", "c": "Drei", "d": "Vier"}, before=frozenset({"old"}))
    held = [
        {"id": "old", "text": "Eins"},
        {"id": "a", "text": "Eins"},
        {"id": "b", "text": "zwei"},
        {"id": "x", "text": "Vier"},
        {"id": "d", "text": "Vier"},
    ]
    result = compare(sent, held)
    assert (result.held, result.missing, result.doubled, result.changed) == (3, ["Drei"], ["Vier"], ["zwei"])
    assert not result.good


def test_a_groups_own_address_names_the_same_workshop() -> None:
    assert site_of("http://halle:8080/j/KTM4PZ/g/3") == site_of("http://halle:8080/j/KTM4PZ")


# --- real input: only where the data lies beside the repository ---

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not beside this checkout")


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Server]:
    prepare(tmp_path / "data", CODE, phase="arrive", limit=300)
    with Server(tmp_path / "data") as running:
        yield running


@needs_data
def test_500_real_texts_from_12_groups(large: Server) -> None:
    source = DATA / "cimt-argument-mining"
    code, said = outcome(rehearse(large, source, "--limit", "500", "--participants", "24", "--speed", "0"))
    assert code == 0, said
    assert "500 gesendet, 500 gespeichert, 0 vermisst, 0 doppelt, 0 verändert" in said
    with (source / "dataset_CQB.tsv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:501]
    held = list(asyncio.run(_held(large)).all("contribution"))
    assert sorted(c["text"] for c in held) == sorted(row[3] for row in rows)
    assert len({c["group_id"] for c in held}) == 12


@needs_data
def test_a_real_poll_with_each_change_of_mind(large: Server) -> None:
    source = DATA / "polis-bg2050-volunteers"
    code, said = outcome(rehearse(large, source, "--speed", "0"))
    assert code == 0, said
    assert (
        "Stimmen gesendet: 14.341, von so vielen Personen: 126. Ziele mit gleichem Ergebnis: 371 von 371"
        in said
    )

    with (source / "votes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    last = {(row["voter-id"], row["comment-id"]): row["vote"] for row in rows}
    with (source / "comments.csv").open(encoding="utf-8-sig", newline="") as file:
        words = {row["comment-id"]: row["comment-body"].strip() for row in csv.DictReader(file)}
    expected = dict.fromkeys(words.values(), 0)
    for (_, option), vote in last.items():
        expected[words[option]] += vote == "1"
    assert points_by_words(asyncio.run(_held(large))) == expected


@needs_data
@pytest.mark.parametrize("folder", sorted(DATA.glob("polis-*")), ids=lambda folder: folder.name)
def test_every_poll_at_hand_can_be_read(folder: Path) -> None:
    goals = list(lines(folder / "comments.csv", POLIS_GOALS))
    votes = ballots(folder / "votes.csv", POLIS_VOTES)
    assert goals and set(final_points(votes)) <= {goal.key for goal in goals}
    assert [vote.at for vote in votes] == sorted(vote.at for vote in votes)


async def _held(server: Server, cards: int = 0) -> Replica:
    """What a stage shows that has just been switched on; once there are so many cards."""
    device, greeted = HeadlessDevice(Site(server.base, CODE), "stage"), asyncio.Event()
    with patch.dict(READERS, presence=AsyncMock(side_effect=lambda *_: greeted.set() is None)):  # comes last
        running = asyncio.create_task(device.run())
        await device.until(lambda held: held.workshop and len(list(held.all("contribution"))) >= cards, 60)
        await asyncio.wait_for(greeted.wait(), 60)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return device.replica


async def _ask_as_moderator(server: Server, command: dict[str, object]) -> None:
    cookie = await asyncio.to_thread(moderator_cookie, server.moderator)
    device = HeadlessDevice(Site(server.base, CODE), "moderator", cookie)
    running = asyncio.create_task(device.run())
    await device.submit(command)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
