"""The scenes of a rehearsal in their order, each with its check against what the server holds."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, NamedTuple

from app.rehearsal.compare import Sent, compare, differing, percentile, tell
from app.rehearsal.device import HeadlessDevice
from app.rehearsal.link import Site, moderator_cookie
from app.rehearsal.moderator import Autopilot, Person
from app.rehearsal.play import Crowd
from app.rehearsal.replica import Replica
from app.rehearsal.source import Script, final_points
from app.rehearsal.speaker import Speaker

ALL_SEEN_SECONDS = 30.0


class RehearsalOptions(NamedTuple):
    """How the script is to be played. `moderator`: a link, or "" where a person steers."""

    site: Site
    script: Script
    people: int
    speed: float
    kind: str
    moderator: str
    speaker: Speaker


async def play(options: RehearsalOptions) -> bool:
    """The whole rehearsal; True if the server holds exactly what was sent.

    Raises PermissionError where a device is not let in, TimeoutError and OSError without a server.
    """
    crowd = Crowd(options.site, options.people, options.speed, options.speaker)
    steering, devices = Person(crowd), list(crowd.devices)
    if options.moderator:
        cookie = await asyncio.to_thread(moderator_cookie, options.moderator)
        devices.append(HeadlessDevice(options.site, "moderator", cookie))
        steering = Autopilot(crowd, devices[-1])
    running = [asyncio.create_task(device.run()) for device in devices]
    return await _until_done(asyncio.create_task(_scenes(options, crowd, steering)), running)


async def _until_done(scenes: asyncio.Task[bool], running: list[asyncio.Task[None]]) -> bool:
    """The scenes' outcome, unless a device is turned away first."""
    try:
        done, _ = await asyncio.wait([scenes, *running], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {scenes}:
            task.result()
        return await scenes
    finally:
        for task in [scenes, *running]:
            task.cancel()
        await asyncio.gather(scenes, *running, return_exceptions=True)


async def _scenes(options: RehearsalOptions, crowd: Crowd, steering: Person) -> bool:
    await crowd.enter()
    good = [await _cards(options, crowd, steering), await _goals(options, crowd, steering)]
    good.append(await _screens(crowd))
    for key, values in (("saved_in", crowd.latencies.saved), ("seen_in", crowd.latencies.seen)):
        p50, p95 = (round(percentile(values, share) * 1000) for share in (50, 95))
        options.speaker.say(key, p50=p50, p95=p95)
    return all(good)


async def _cards(options: RehearsalOptions, crowd: Crowd, steering: Person) -> bool:
    if not options.script.cards:
        return True
    await steering.allow("post_contribution")
    sent, _ = await crowd.post("card", options.script.cards, options.kind)
    return await _check(sent, "contribution", crowd)


async def _goals(options: RehearsalOptions, crowd: Crowd, steering: Person) -> bool:
    if not options.script.goals:
        return True
    await steering.allow("propose_goal")
    sent, keys = await crowd.post("goal", options.script.goals, options.kind)
    good = await _check(sent, "goal", crowd)
    return await _votes(options, crowd, steering, sent, keys) and good


async def _check(sent: Sent, table: str, crowd: Crowd) -> bool:
    result = compare(sent, (await fresh(crowd)).all(table))
    tell(result, crowd.speaker)
    return result.good


async def _votes(
    options: RehearsalOptions, crowd: Crowd, steering: Person, sent: Sent, keys: Mapping[str, str]
) -> bool:
    votes = [vote for vote in options.script.votes if keys.get(vote.option) in sent.words]
    if not votes:
        return not options.script.votes
    await steering.allow("cast_ballot")
    voting_id = await steering.open_voting(list(sent.words))
    count = await crowd.vote(voting_id, votes, keys)
    result = await steering.close_voting(voting_id)
    expected = {keys[option]: points for option, points in final_points(votes).items()}
    wrong = differing(expected, result["rows"])
    _tell_votes(options, count, wrong, sent.words)
    complete = (count, result["ballots"]) == (len(options.script.votes), len(options.script.voters))
    return complete and not wrong


Wrong = Mapping[str, tuple[int, int]]


def _tell_votes(options: RehearsalOptions, count: int, wrong: Wrong, words: Mapping[str, str]) -> None:
    equal, voters = len(words.keys() - wrong.keys()), len(options.script.voters)
    options.speaker.say("votes", sent=count, voters=voters, equal=equal, options=len(words))
    for id, (points, expected) in wrong.items():
        options.speaker.say("unequal", words=words.get(id, id), held=points, expected=expected)


async def fresh(crowd: Crowd) -> Replica:
    """What the server shows a stage that has just been switched on, all that was saved included."""
    stage = HeadlessDevice(crowd.site, "stage")
    running = asyncio.create_task(stage.run())
    last = max(device.saved_seq for device in crowd.devices)
    try:
        await stage.until(lambda held: held.workshop and held.seq >= last, ALL_SEEN_SECONDS)
        return stage.replica
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _screens(crowd: Crowd) -> bool:
    """Whether every device ends with exactly what a fresh look at the server shows."""
    now = await fresh(crowd)
    waiting: list[Coroutine[Any, Any, Any]] = [
        device.until(lambda held: held.seq >= now.seq, ALL_SEEN_SECONDS) for device in crowd.devices
    ]
    await asyncio.gather(*waiting, return_exceptions=True)
    same = sum(device.replica.same(now) for device in crowd.devices)
    reconnects = sum(device.reconnects for device in crowd.devices)
    crowd.speaker.say("screens", same=same, people=len(crowd.devices), reconnects=reconnects)
    return same == len(crowd.devices)
