"""The scenes of a rehearsal in their order, each with its check against what the server holds."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, NamedTuple

from app.rehearsal.compare import Sent, compare, differing, percentile, tell
from app.rehearsal.device import Device
from app.rehearsal.link import Site, moderator_cookie
from app.rehearsal.moderator import Autopilot, Person
from app.rehearsal.play import Cast
from app.rehearsal.replica import Replica
from app.rehearsal.source import Script, final_points
from app.rehearsal.speaker import Speaker

ALL_SEEN_SECONDS = 30.0


class Wish(NamedTuple):
    """How the script is to be played. `moderator`: a link, or "" where a person steers."""

    site: Site
    script: Script
    people: int
    speed: float
    kind: str
    moderator: str
    speaker: Speaker


async def play(wish: Wish) -> bool:
    """The whole rehearsal; True if the server holds exactly what was sent.

    Raises PermissionError where a device is not let in, TimeoutError and OSError without a server.
    """
    cast = Cast(wish.site, wish.people, wish.speed, wish.speaker)
    steering, devices = Person(cast), list(cast.devices)
    if wish.moderator:
        cookie = await asyncio.to_thread(moderator_cookie, wish.moderator)
        devices.append(Device(wish.site, "moderator", cookie))
        steering = Autopilot(cast, devices[-1])
    running = [asyncio.create_task(device.run()) for device in devices]
    return await _until_done(asyncio.create_task(_scenes(wish, cast, steering)), running)


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


async def _scenes(wish: Wish, cast: Cast, steering: Person) -> bool:
    await cast.enter()
    good = [await _cards(wish, cast, steering), await _goals(wish, cast, steering), await _screens(cast)]
    for key, values in (("saved_in", cast.latencies.saved), ("seen_in", cast.latencies.seen)):
        p50, p95 = (round(percentile(values, share) * 1000) for share in (50, 95))
        wish.speaker.say(key, p50=p50, p95=p95)
    return all(good)


async def _cards(wish: Wish, cast: Cast, steering: Person) -> bool:
    if not wish.script.cards:
        return True
    await steering.allow("post_contribution")
    sent, _ = await cast.post("card", wish.script.cards, wish.kind)
    return await _check(sent, "contribution", cast)


async def _goals(wish: Wish, cast: Cast, steering: Person) -> bool:
    if not wish.script.goals:
        return True
    await steering.allow("propose_goal")
    sent, keys = await cast.post("goal", wish.script.goals, wish.kind)
    good = await _check(sent, "goal", cast)
    return await _votes(wish, cast, steering, sent, keys) and good


async def _check(sent: Sent, table: str, cast: Cast) -> bool:
    result = compare(sent, (await fresh(cast)).all(table))
    tell(result, cast.speaker)
    return result.good


async def _votes(wish: Wish, cast: Cast, steering: Person, sent: Sent, keys: Mapping[str, str]) -> bool:
    votes = [vote for vote in wish.script.votes if keys.get(vote.option) in sent.words]
    if not votes:
        return not wish.script.votes
    await steering.allow("cast_ballot")
    voting_id = await steering.open_voting(list(sent.words))
    count = await cast.vote(voting_id, votes, keys)
    result = await steering.close_voting(voting_id)
    expected = {keys[option]: points for option, points in final_points(votes).items()}
    wrong = differing(expected, result["rows"])
    _tell_votes(wish, count, wrong, sent.words)
    complete = (count, result["ballots"]) == (len(wish.script.votes), len(wish.script.voters))
    return complete and not wrong


Wrong = Mapping[str, tuple[int, int]]


def _tell_votes(wish: Wish, count: int, wrong: Wrong, words: Mapping[str, str]) -> None:
    equal, voters = len(words.keys() - wrong.keys()), len(wish.script.voters)
    wish.speaker.say("votes", sent=count, voters=voters, equal=equal, options=len(words))
    for id, (points, expected) in wrong.items():
        wish.speaker.say("unequal", words=words.get(id, id), held=points, expected=expected)


async def fresh(cast: Cast) -> Replica:
    """What the server shows a stage that has just been switched on, all that was saved included."""
    stage = Device(cast.site, "stage")
    running = asyncio.create_task(stage.run())
    last = max(device.saved_seq for device in cast.devices)
    try:
        await stage.until(lambda held: held.workshop and held.seq >= last, ALL_SEEN_SECONDS)
        return stage.replica
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _screens(cast: Cast) -> bool:
    """Whether every device ends with exactly what a fresh look at the server shows."""
    now = await fresh(cast)
    waiting: list[Coroutine[Any, Any, Any]] = [
        device.until(lambda held: held.seq >= now.seq, ALL_SEEN_SECONDS) for device in cast.devices
    ]
    await asyncio.gather(*waiting, return_exceptions=True)
    same = sum(device.replica.same(now) for device in cast.devices)
    reconnects = sum(device.reconnects for device in cast.devices)
    cast.speaker.say("screens", same=same, people=len(cast.devices), reconnects=reconnects)
    return same == len(cast.devices)
