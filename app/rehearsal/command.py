"""`zielrunde rehearse`: the command line of a rehearsal."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app.arguments import a_number
from app.rehearsal.device import CommandRejected
from app.rehearsal.link import Site, address_of, site_of
from app.rehearsal.scenes import RehearsalOptions, play
from app.rehearsal.source import Request, SourceProblem, mapping, script
from app.rehearsal.speaker import Speaker
from app.texts import of_this_computer, texts

t = texts(of_this_computer()).t


def rehearse(
    source: Annotated[Path, typer.Argument(help=t("cli.help.source"))],
    url: Annotated[str, typer.Option(help=t("cli.help.url"))],
    participants: Annotated[int, a_number(int, 1, 5000, t("cli.help.participants"))] = 12,
    speed: Annotated[float, a_number(float, 0, 1000, t("cli.help.speed"))] = 1,
    columns: Annotated[str, typer.Option("--map", help=t("cli.help.map"))] = "",
    kind: Annotated[str, typer.Option(help=t("cli.help.kind"))] = "",
    goals: Annotated[Path | None, typer.Option(help=t("cli.help.goals"))] = None,
    goal_map: Annotated[str, typer.Option(help=t("cli.help.goal_map"))] = "",
    votes: Annotated[Path | None, typer.Option(help=t("cli.help.votes"))] = None,
    vote_map: Annotated[str, typer.Option(help=t("cli.help.vote_map"))] = "",
    limit: Annotated[int | None, a_number(int, 1, 1_000_000, t("cli.help.limit"))] = None,
    delimiter: Annotated[str, typer.Option(help=t("cli.help.delimiter"))] = "",
    moderator: Annotated[str, typer.Option(help=t("cli.help.moderator"))] = "",
    language: Annotated[str, typer.Option(help=t("cli.help.language"))] = "",
) -> None:
    """Rehearse a workshop: devices without people join, post, vote; then all is compared."""
    speaker = Speaker(language)
    try:
        maps = [mapping(given) for given in (columns, goal_map, vote_map)]
        read = script(Request(source, maps[0], goals, maps[1], votes, maps[2], delimiter, limit))
    except SourceProblem as problem:
        _stop(speaker.t(f"cli.source.{problem.code}", **problem.params))
    except OSError as problem:
        _stop(speaker.t("cli.source.not_readable", file=problem.filename or source))
    site = _site(url, moderator, speaker)
    if not read.cards and not read.goals:
        _stop(speaker.text("nothing", source=source))
    options = RehearsalOptions(
        site, read, max(participants, len(read.voters)), speed, kind, moderator, speaker
    )
    if options.people > participants:
        speaker.say("more_people", people=options.people, asked=participants)
    raise typer.Exit(0 if _finished(play(options), options) else 1)


def _site(url: str, moderator: str, speaker: Speaker) -> Site:
    key, given = "no_site", url
    try:
        site = site_of(url)
        if moderator:
            key, given = "no_entry", moderator
            address_of(moderator)
        return site
    except ValueError:
        _stop(speaker.text(key, url=given))


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _finished(played: Coroutine[Any, Any, bool], options: RehearsalOptions) -> bool:
    try:
        good = asyncio.run(played)
    except PermissionError:
        key, url = ("no_entry", options.moderator) if options.moderator else ("no_answer", options.site.base)
        _stop(options.speaker.text(key, url=url))
    except (OSError, TimeoutError):
        _stop(options.speaker.text("no_answer", url=options.site.base))
    except CommandRejected as refused:
        _stop(options.speaker.text("refused_all", why=options.speaker.why(refused)))
    except KeyboardInterrupt:
        _stop(options.speaker.text("stopped"))
    options.speaker.say("good" if good else "bad")
    return good
