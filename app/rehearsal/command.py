"""`zielrunde rehearse`: the command line of a rehearsal."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app.rehearsal.link import site_of
from app.rehearsal.scenes import Wish, play
from app.rehearsal.sentences import Speaker
from app.rehearsal.source import Request, SourceProblem, mapping, script


def rehearse(
    source: Annotated[Path, typer.Argument(help="CSV or TSV file, or a folder with known files.")],
    url: Annotated[str, typer.Option(help="Join address of the workshop: http://HOST:PORT/j/CODE")],
    participants: Annotated[int, typer.Option(min=1, max=5000, help="Headless devices.")] = 12,
    speed: Annotated[float, typer.Option(min=0, help="1: real time; larger: faster; 0: at once.")] = 1,
    columns: Annotated[str, typer.Option("--map", help="Columns: text=...,kind=...,group=...,time=...")] = "",
    kind: Annotated[str, typer.Option(help="strength, weakness, challenge; without it each in turn.")] = "",
    goals: Annotated[Path | None, typer.Option(help="File with goals to propose.")] = None,
    goal_map: Annotated[str, typer.Option(help="Columns of the goals: id=...,text=...")] = "",
    votes: Annotated[Path | None, typer.Option(help="File with votes on the goals.")] = None,
    vote_map: Annotated[str, typer.Option(help="Columns: option=...,voter=...,vote=...,time=...")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many texts of SOURCE.")] = None,
    delimiter: Annotated[str, typer.Option(help="Column delimiter; without it the likeliest.")] = "",
    moderator: Annotated[str, typer.Option(help="The moderator's link, to steer the phases too.")] = "",
    language: Annotated[str, typer.Option(help="de or en.")] = "de",
) -> None:
    """Rehearse a workshop: devices without people join, post, vote; then all is compared."""
    speaker = Speaker(language)
    try:
        maps = [mapping(given) for given in (columns, goal_map, vote_map)]
        read = script(Request(source, maps[0], goals, maps[1], votes, maps[2], delimiter, limit))
        site = site_of(url)
    except (SourceProblem, OSError, UnicodeError) as problem:
        _stop(str(problem))
    except ValueError:
        _stop(speaker.text("no_site", url=url))
    if not read.cards and not read.goals:
        _stop(speaker.text("nothing", source=source))
    wish = Wish(site, read, max(participants, len(read.voters)), speed, kind, moderator, speaker)
    if wish.people > participants:
        speaker.say("more_people", people=wish.people, asked=participants)
    raise typer.Exit(0 if _finished(play(wish), wish) else 1)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _finished(played: Coroutine[Any, Any, bool], wish: Wish) -> bool:
    try:
        good = asyncio.run(played)
    except PermissionError:
        key, url = ("no_entry", wish.moderator) if wish.moderator else ("no_answer", wish.site.base)
        _stop(wish.speaker.text(key, url=url))
    except (OSError, TimeoutError):
        _stop(wish.speaker.text("no_answer", url=wish.site.base))
    wish.speaker.say("good" if good else "bad")
    return good
