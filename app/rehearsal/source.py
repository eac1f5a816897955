"""Where a rehearsal's words and votes come from: CSV and TSV files with named columns."""

from __future__ import annotations

import codecs
import contextlib
import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

# Columns that are taken when no mapping is given, the first that exists.
USUAL_TEXT_COLUMNS = ("text", "content", "comment-body", "wording", "Text", "Karte", "Wortlaut")
POLIS_GOALS = {"id": "comment-id", "text": "comment-body", "time": "timestamp"}
POLIS_VOTES = {"option": "comment-id", "voter": "voter-id", "vote": "vote", "time": "timestamp"}
SURVEY = "dataset_CQB.tsv"


csv.field_size_limit(2**31 - 1)  # a text beyond the workshop's own limit is counted, like any other


class SourceProblem(Exception):
    """A file or a mapping that cannot be read as asked; `cli.source.<code>` says what to change."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class Line(NamedTuple):
    """One text to post. `at`: seconds, where the source knows a time; `key`: what votes name it by."""

    words: str
    kind: str = ""
    group: str = ""
    at: float | None = None
    key: str = ""


class Vote(NamedTuple):
    """One voter's opinion of one option at one moment."""

    option: str
    voter: str
    agrees: bool
    at: float


class Script(NamedTuple):
    """What the headless participants say: cards, goals, and votes on the goals in time order."""

    cards: tuple[Line, ...] = ()
    goals: tuple[Line, ...] = ()
    votes: tuple[Vote, ...] = ()

    @property
    def voters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(vote.voter for vote in self.votes))


class Request(NamedTuple):
    """What the command line asks for, before any file is opened."""

    source: Path | None = None
    columns: Mapping[str, str] = {}
    goals: Path | None = None
    goal_columns: Mapping[str, str] = {}
    votes: Path | None = None
    vote_columns: Mapping[str, str] = {}
    delimiter: str = ""
    limit: int | None = None


def mapping(text: str) -> dict[str, str]:
    """`text=content,kind=code` as a mapping. Raises SourceProblem."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if any(not sign or not column for _, sign, column in pairs):
        raise SourceProblem("not_a_mapping", given=text)
    return {name.strip(): column.strip() for name, _, column in pairs}


def script(request: Request) -> Script:
    """Reads everything that was asked for. Raises SourceProblem, OSError."""
    asked = preset(request)
    goals = lines(asked.goals, asked.goal_columns, asked.delimiter) if asked.goals else ()
    votes = ballots(asked.votes, asked.vote_columns, asked.delimiter) if asked.votes else ()
    cards = lines(asked.source, asked.columns, asked.delimiter) if asked.source else ()
    return Script(tuple(cards)[: asked.limit], tuple(goals), tuple(votes))


def preset(request: Request) -> Request:
    """A folder becomes the files in it that are known by their names."""
    folder = request.source
    if folder is None or not folder.is_dir():
        return request
    if (folder / "votes.csv").exists() and (folder / "comments.csv").exists():
        return request._replace(
            source=None,
            goals=request.goals or folder / "comments.csv",
            goal_columns=request.goal_columns or POLIS_GOALS,
            votes=request.votes or folder / "votes.csv",
            vote_columns=request.vote_columns or POLIS_VOTES,
        )
    if (folder / SURVEY).exists():
        return request._replace(source=folder / SURVEY, columns=request.columns or {"text": "content"})
    raise SourceProblem("unknown_folder", folder=folder, survey=SURVEY)


def lines(path: Path, columns: Mapping[str, str], delimiter: str = "") -> Iterator[Line]:
    """The texts of a file. Rows without a text are left out: nobody sends an empty card."""
    rows, names = _table(path, delimiter)
    text = columns.get("text") or next((name for name in USUAL_TEXT_COLUMNS if name in names), "")
    chosen = {**columns, "text": text or (names[0] if len(names) == 1 else "")}
    _check(path, names, chosen)
    for row in rows:
        if row[chosen["text"]].strip():
            yield Line(row[chosen["text"]], *_extras(row, chosen))


def _extras(row: Mapping[str, str], columns: Mapping[str, str]) -> tuple[str, str, float | None, str]:
    def value(name: str) -> str:
        return row[columns[name]] if name in columns else ""

    return value("kind"), value("group"), seconds(value("time")), value("id")


def ballots(path: Path, columns: Mapping[str, str], delimiter: str = "") -> list[Vote]:
    """The votes of a file in time order (rows of one moment stay in the file's order)."""
    rows, names = _table(path, delimiter)
    chosen = {**POLIS_VOTES, **columns}
    _check(path, names, chosen)
    votes = [_vote(row, chosen, number) for number, row in enumerate(rows)]
    return sorted(votes, key=lambda vote: vote.at)


def _vote(row: Mapping[str, str], columns: Mapping[str, str], number: int) -> Vote:
    at = seconds(row[columns["time"]])
    agrees = row[columns["vote"]].strip() == "1"
    return Vote(row[columns["option"]], row[columns["voter"]], agrees, number if at is None else at)


def final_points(votes: Iterable[Vote]) -> dict[str, int]:
    """Points per option as the last vote of each voter on it says: recomputed, not replayed."""
    last = {(vote.voter, vote.option): vote.agrees for vote in votes}
    points = dict.fromkeys((option for _, option in last), 0)
    for (_, option), agrees in last.items():
        points[option] += agrees
    return points


def seconds(value: str) -> float | None:
    """A moment as seconds: epoch seconds, epoch milliseconds, or an ISO date and time."""
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        return _iso(value)
    if "_" in value or not math.isfinite(number):
        raise SourceProblem("not_a_time", given=value)
    return number / 1000 if number > 1e11 else number


def _iso(value: str) -> float:
    try:
        return datetime.fromisoformat(value).timestamp()
    except (ValueError, OverflowError, OSError):  # beyond the clock of this system
        raise SourceProblem("not_a_time", given=value) from None


def _table(path: Path, delimiter: str) -> tuple[Iterator[dict[str, str]], Sequence[str]]:
    text = _decoded(path)
    if "\n" not in text:  # as old programs on a Mac end their lines
        text = text.replace("\r", "\n")
    sign = (delimiter or _delimiter(path, text)).replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n ':
        raise SourceProblem("not_a_delimiter", given=delimiter)
    # Tab-separated corpora write quotes as they are; comma-separated files need them as signs.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if sign == "\t" else csv.QUOTE_MINIMAL
    # split, not splitlines: a text may hold a form feed or a line separator as its own character.
    broken = (line + "\n" for line in text.split("\n"))
    reader = csv.DictReader(broken, restval="", delimiter=sign, quoting=quoting)
    return reader, reader.fieldnames or ()


def _decoded(path: Path) -> str:
    """UTF-8, or what spreadsheets on Windows write. Raises SourceProblem where it is neither."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if "\0" not in text:
                return text
    raise SourceProblem("not_text", file=path.name)


def _delimiter(path: Path, text: str) -> str:
    if path.suffix == ".tsv":
        return "\t"
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _check(path: Path, names: Sequence[str], columns: Mapping[str, str]) -> None:
    for name, column in columns.items():
        if column not in names:
            there = {"file": path.name, "columns": ", ".join(names)}
            raise SourceProblem("no_column", name=name, column=column, **there)
