"""The moderator prints voting slips: the codes are on the paper, and nowhere else."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path

import pytest
from nicegui.testing import User
from pypdf import PdfReader

from app.print.voting_slips import Slips, address_of, render
from app.qr import svg
from app.texts import LANGUAGES, texts
from app.workplace.workplace import Workplace
from facilitation import commands as c
from facilitation.ids import new_slip, slip_hash
from facilitation.model import SlipSheet, Voting, Workshop
from tests.app.laptop import button, fetches, misses, sees, t, type_in
from tests.builders import an_id

CODE = re.compile(r"\b([A-HJ-NP-Z2-9]{4}) ([A-HJ-NP-Z2-9]{4}) ([A-HJ-NP-Z2-9]{4})\b")


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("hall.sqlite*"))


async def test_slips_are_printed_once_and_only_their_hashes_stay(
    moderator: User, workplace: Workplace, workshop: Workshop, tmp_path: Path
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/slips")
    type_in(moderator, "slips", "12")
    button(moderator, t("setup.slips_print")).click()
    pdf = (await fetches(moderator)).content
    codes = ["".join(parts) for parts in CODE.findall(words(pdf))]
    assert len(set(codes)) == 12
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    (sheet,) = workplace.rooms.state(workshop.id).all(SlipSheet)
    assert sorted(sheet.hashes) == sorted(slip_hash(workshop.id, code) for code in codes)
    assert not any(code.encode() in files(tmp_path) for code in codes)


def test_no_slip_stays_in_memory_once_it_is_printed() -> None:
    before = svg.cache_info()
    render(Slips([new_slip()], "http://192.168.1.20:8080", "K7WM4P", "Ehrenamtliche", ("de",)))
    assert svg.cache_info() == before


async def test_a_number_that_is_none_is_said(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    await moderator.open(f"/m/w/{workshop.code}/slips")
    for typed in ("0", "", "5000"):
        type_in(moderator, "slips", typed)
        button(moderator, t("setup.slips_print")).click()
        await sees(moderator, t("setup.slips_wrong", most=1000))
    assert not any(workplace.rooms.state(workshop.id).all(SlipSheet))


async def test_lost_slips_are_made_void_but_not_while_people_vote_with_them(
    moderator: User, workplace: Workplace, workshop: Workshop
) -> None:
    async def asks(command: c.Command) -> None:
        await workplace.rooms.submit(workshop.id, command)

    goal, voting = an_id(), an_id()
    await asks(c.PrintSlips(id=an_id(), hashes=(slip_hash(workshop.id, new_slip()),)))
    await asks(c.ProposeGoal(id=goal, text="Ein Ziel"))
    await asks(c.OpenVoting(id=voting, question="Was?", option_ids=(goal,), slips_only=True))
    await moderator.open(f"/m/w/{workshop.code}/slips")
    await sees(moderator, t("setup.slips_in_use"))
    await asks(c.CloseVoting(id=voting))
    assert not workplace.rooms.state(workshop.id).get(Voting, voting).open
    await moderator.open(f"/m/w/{workshop.code}/slips")
    button(moderator, t("setup.slips_void")).click()
    await sees(moderator, t("setup.slips_void_ask", count=1))
    assert any(workplace.rooms.state(workshop.id).all(SlipSheet))
    button(moderator, t("setup.slips_void_do")).click()
    await misses(moderator, t("setup.slips_void"))
    assert not any(workplace.rooms.state(workshop.id).all(SlipSheet))


def test_a_slip_says_in_the_halls_languages_what_to_do() -> None:
    title, base = "Bürgerinnen #[x] $y$", "http://192.168.1.20:8080"
    slips = Slips(["KTM4PZ7WQ2HJ"], base, "ABC234", title, ("de", "en"))
    said = words(render(slips))
    for expected in ("KTM4 PZ7W Q2HJ", title, "Scan the code.", "Scannen Sie den Code."):
        assert expected in said
    assert address_of(slips, slips.codes[0]) == f"{base}/j/ABC234/v/KTM4PZ7WQ2HJ"


def test_slips_say_it_in_the_workshops_language_and_in_the_others_in_turn() -> None:
    languages = ("de", "de-simple", "ar", "uk", "ku")
    codes = [new_slip() for _ in range(4)]
    said = words(render(Slips(codes, "http://192.168.1.20", "ABC234", "Ehrenamtliche", languages)))
    counted = {code: said.count(texts(code).t("print.slip_how")) for code in ("de", "de-simple", "uk", "ku")}
    assert counted == {"de": 4, "de-simple": 0, "uk": 1, "ku": 1}


@pytest.mark.parametrize(
    ("base", "typed"),
    [
        ("http://192.168.1.20:8080", " 192.168.1.20:8080/j/ABC234"),
        ("https://saal.example:8443", " https://saal.example:8443/j/ABC234"),
    ],
)
def test_the_address_on_a_slip_works_when_it_is_typed(base: str, typed: str) -> None:
    assert typed in words(render(Slips([new_slip()], base, "ABC234", "Ehrenamtliche", ("de",))))


LONGEST = ("Bürgerinnen und Bürger " * 6)[:120].strip()


@pytest.mark.parametrize("other", [code for code, _ in LANGUAGES if code not in ("de", "de-simple")])
def test_the_longest_title_leaves_room_for_what_a_slip_says(other: str) -> None:
    pdf = render(Slips([new_slip()], "http://192.168.100.200:8080", "K7WM4P", LONGEST, ("de", other)))
    lines: dict[int, float] = {}

    def seen(text: str, user: list[float], at: list[float], font: object, size: float) -> None:
        if text.strip():
            height = at[5] * user[3] + user[5]
            lines[round(height)] = max(lines.get(round(height), 0), abs(size * at[3] * user[3]))

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=seen)
    heights = sorted(lines, reverse=True)
    near = [(a, b) for a, b in itertools.pairwise(heights) if 2 < a - b < 0.9 * lines[b]]
    assert near == []
    assert min(heights) > 842 - 74.25 / 25.4 * 72, "nothing is cut off with the slip"
