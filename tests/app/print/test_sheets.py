"""What hangs in the hall and lies on its tables: the right codes, all languages, letters and not boxes."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import pytest
from pypdf import PageObject, PdfReader

from app.exports.wording import direction
from app.print import network_recipe, posters
from app.print.network_recipe import Venue, access_points, addresses_needed, recipe
from app.print.posters import Invited, Table, WifiOnPaper
from app.texts import LANGUAGES, texts
from app.typesetting.press import typeset_as
from tests.app.exports.test_exports import fonts_of, squeezed

ALL = [code for code, _ in LANGUAGES]
PASSWORD = "Gemeinsam2030!"
WIFI = WifiOnPaper("WIFI:T:WPA;S:Saal;P:Gemeinsam2030!;;", "Saal-WLAN", PASSWORD)
INVITED = Invited(
    "Dialog: #panic() *fett*",
    "http://192.168.1.20:8080/j/KTM4PZ",
    "192.168.1.20:8080",
    "KTM4PZ",
    ("de", "en"),
    WIFI,
)
TABLES = [
    Table(1, "Tisch 1", f"{INVITED.url}/g/1", f"{INVITED.address}/1"),
    Table(12, "Jugend und Sport", f"{INVITED.url}/g/12", f"{INVITED.address}/12"),
]
CAPITALS = 0.73  # of the size of letters
VENUE = Venue(("192.168.1.20", "zielrunde.local"), 8080, "http://192.168.1.20:8080/check", 60)


def read(body: bytes) -> PdfReader:
    return PdfReader(BytesIO(body))


def words(body: bytes) -> list[str]:
    """Of each page."""
    return [squeezed(page.extract_text()) for page in read(body).pages]


def has(page: str, text: str) -> bool:
    """Right-to-left words may come out of a PDF backwards, letter by letter."""
    if direction(text) == "ltr":
        return squeezed(text) in page
    return all(word in page or word[::-1] in page for word in text.rstrip(".").split() if not word.isdigit())


def said(language: str, *keys: str) -> list[str]:
    return [texts(language).t(f"print.{key}") for key in keys]


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts in the QR codes, in the order in which they are drawn."""
    codes: list[str] = []
    svg = posters.svg

    def note(text: str, border: int = 2) -> str:
        codes.append(text)
        return svg(text, border)

    monkeypatch.setattr(posters, "svg", note)
    return codes


def test_the_poster_shows_the_wifi_first_and_then_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = drawn(monkeypatch)
    (page,) = words(posters.poster(INVITED))
    assert codes == [WIFI.qr_text, INVITED.url]
    for language in INVITED.languages:
        for text in said(language, "title", "scan_first", "scan_then", "choose_table", "no_name", "stay"):
            assert has(page, text), text
    assert all(
        has(page, text) for text in (INVITED.address, INVITED.code, WIFI.name, PASSWORD, "#panic() *fett*")
    )


def test_without_a_wifi_there_is_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = drawn(monkeypatch)
    (page,) = words(posters.poster(INVITED._replace(wifi=None)))
    assert codes == [INVITED.url]
    assert all(has(page, text) for text in said("de", "scan", "choose_table"))
    assert not has(page, said("de", "scan_first")[0])


def test_the_password_is_printed_only_where_it_is_wanted() -> None:
    body = posters.poster(INVITED._replace(wifi=WIFI._replace(password="")))
    (page,) = words(body)
    assert has(page, WIFI.name)
    assert not has(page, PASSWORD)
    assert PASSWORD.encode() not in body


def test_more_languages_are_more_posters_and_not_smaller_ones() -> None:
    spoken = ("de", "de-simple", "ar", "fa", "uk")
    found = words(posters.poster(INVITED._replace(languages=spoken)))
    assert len(found) == 2  # plain German is not printed beside German
    for page, languages in zip(found, (("de", "ar"), ("fa", "uk")), strict=True):
        for language in languages:
            assert all(has(page, text) for text in said(language, "scan_first", "choose_table")), language


def test_a_poster_is_a4_or_a3() -> None:
    sizes = {paper: read(posters.poster(INVITED, paper)).pages[0].mediabox for paper in ("a4", "a3")}
    assert {paper: (round(size.width), round(size.height)) for paper, size in sizes.items()} == {
        "a4": (595, 842),
        "a3": (842, 1191),
    }


def test_each_table_has_a_sheet_with_its_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = drawn(monkeypatch)
    found = words(posters.tables(INVITED, TABLES))
    assert codes == [WIFI.qr_text, TABLES[0].url, WIFI.qr_text, TABLES[1].url]
    assert has(found[0], "Tisch 1")
    assert has(found[1], "Jugend und Sport")
    assert [has(page, table.address) for page, table in zip(found, TABLES, strict=True)] == [True, True]
    assert all(has(page, text) for page in found for text in said("en", "scan_first", "scan_then"))


@pytest.mark.parametrize("language", ALL)
def test_every_language_has_its_letters(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF/UA-1 refuses a letter that no font has, and without the fallback nothing hides that."""
    monkeypatch.setattr(
        posters,
        "typeset",
        lambda name, data: typeset_as(name, json.dumps(data, ensure_ascii=False), ["ua-1"]),
    )
    for body in (
        posters.poster(INVITED._replace(languages=(language,))),
        posters.tables(INVITED._replace(languages=(language, *ALL)), TABLES),
    ):
        reader = read(body)
        assert {font for page in reader.pages for font in fonts_of(page)} <= {
            "NotoSans-Regular",
            "NotoSans-Bold",
            "NotoSansArabic-Regular",
            "NotoSansArabic-Bold",
        }
        assert reader.trailer["/Root"]["/Lang"].startswith(language.split("-")[0])


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_network_recipe_is_one_page_for_the_technician(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []
    svg = network_recipe.svg
    monkeypatch.setattr(network_recipe, "svg", lambda text, border: codes.append(text) or svg(text, border))
    (page,) = words(recipe(VENUE, language))
    assert codes == [VENUE.check]
    assert all(has(page, text) for text in (*VENUE.addresses, "TCP 8080", "2–3", "120", VENUE.check))
    assert has(page, texts(language).t("doc.network_on_private")), "Chrome warns of pages at public addresses"
    assert "{" not in page


def test_a_hall_needs_as_much_network_as_it_has_people() -> None:
    assert [access_points(people) for people in (1, 12, 60, 250)] == ["1", "1", "2–3", "9–13"]
    assert [addresses_needed(people) for people in (1, 12, 60, 253)] == [50, 50, 120, 510]


def lowest(body: bytes) -> float:
    """How far above the lower edge the lowest letter stands, in points."""
    heights: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            heights.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    for page in read(body).pages:
        page.extract_text(visitor_text=note)
    return min(heights)


@pytest.mark.parametrize("first", ALL)
def test_no_pair_of_languages_runs_off_the_paper(first: str) -> None:
    """At 30 pt nothing gets smaller any more: so whatever two stand together must have room."""
    wifi = WIFI._replace(name="W" * 32, password="W" * 63)
    for second in ALL:
        invited = INVITED._replace(languages=(first, second), wifi=wifi, workshop="Wort " * 40)
        assert lowest(posters.poster(invited)) > 20, second
    everybody = INVITED._replace(languages=(first, *ALL), wifi=wifi)
    assert (
        lowest(posters.tables(everybody, [Table(128, "Wort " * 16, INVITED.url, f"{INVITED.address}/128")]))
        > 20
    )


@pytest.mark.parametrize(
    "name", ["Verwaltungsmitarbeitendenvertretung", "W" * 40, "كلمة" * 12, "Tisch am Fenster"]
)
def test_no_name_of_a_table_runs_into_its_number(name: str) -> None:
    table = Table(12, name, "http://192.168.1.20:8080/j/K7WM4P?t=12", "192.168.1.20:8080")
    invited = Invited("Ehrenamtliche", table.url, table.address, "K7WM4P", ("de",))
    ends: list[float] = []
    number: list[float] = []

    def seen(text: str, user: list[float], at: list[float], font: object, size: float) -> None:
        x, high = at[4] * user[0] + user[4], abs(size * at[3] * user[3])
        if text.strip() == "12":
            number.append(x)
        elif text.strip() and set(text.strip()) <= set(name + "-\xad"):
            ends.append(x + 0.4 * high * len(text.strip()))

    read(posters.tables(invited, [table])).pages[0].extract_text(visitor_text=seen)
    assert number and ends
    assert max(ends) < number[0]


class Placed(NamedTuple):
    """Words on a page: their baseline's height and their size, in points."""

    text: str
    height: float
    size: float

    @property
    def middle(self) -> float:
        return self.height + self.size * CAPITALS / 2


def placed(page: PageObject) -> list[Placed]:
    found = []

    def note(text: str, around: list[float], at: list[float], _: object, size: float) -> None:
        if text.strip():
            height = around[1] * at[4] + around[3] * at[5] + around[5]
            found.append(Placed(text.strip(), height, size * abs(at[3] * around[3])))

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("sheet", ["poster", "tables"])
def test_a_number_in_its_disc_stands_at_the_height_of_its_words(sheet: str) -> None:
    """It hung three millimetres below them."""
    body = posters.poster(INVITED) if sheet == "poster" else posters.tables(INVITED, TABLES[:1])
    found = placed(read(body).pages[0])
    pairs = [(one, words) for one, words in pairwise(found) if one.text in ("1", "2", "3") and one.size < 40]
    assert len(pairs) >= 6
    assert [(one, words) for one, words in pairs if abs(one.middle - words.middle) > 1] == []


def test_the_steps_on_a_table_are_as_large_as_the_sheet_has_room() -> None:
    """A third of it was empty below steps that nobody could read across a table."""
    page = read(posters.tables(INVITED, TABLES[:1])).pages[0]
    (first,) = said("de", "scan_first")
    found = placed(page)
    assert min(one.height for one in found) < float(page.mediabox.height) / 10
    assert [one.size for one in found if one.text == first] == [pytest.approx(26, abs=0.5)]
