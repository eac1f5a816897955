"""How a device that comes (back) is received."""

from __future__ import annotations

from app.live.feed import Feed
from app.live.protocol import Hello, Welcome, You
from app.live.subscribers import Frame, Subscriber
from facilitation.events import Actor
from facilitation.ids import ballot_key
from facilitation.model import Contribution, Goal, Participant, Voting


def welcome(feed: Feed, subscriber: Subscriber, hello: Hello, now: int) -> list[Frame]:
    """Who the device is, and the shortest way from what it holds to what is."""
    missed = feed.broadcast.since(hello.epoch, hello.seq, subscriber.viewer) if hello.seq else None
    made = None if missed else feed.broadcast.snapshot(feed.committed, subscriber.viewer)
    start = made.seq if made else hello.seq
    greeting = Welcome(
        epoch=feed.epoch,
        seq=start,
        now=now,
        you=_you(feed, subscriber.actor),
        snapshot=feed.snapshot_path(subscriber.viewer, made.seq) if made else None,
    )
    frames = [Frame(greeting.model_dump_json().encode())]
    missed = missed or feed.broadcast.since(feed.epoch, start, subscriber.viewer)
    if missed and start < feed.committed.seq:
        frames.append(missed)
    if feed.watches_presence(subscriber):
        frames.append(feed.presence(subscriber.viewer))
    if subscriber.viewer in feed.addresses:
        frames.append(feed.addresses[subscriber.viewer])
    return frames


def _you(feed: Feed, actor: Actor) -> You:
    person = feed.committed.find(Participant, actor.participant_id)
    if person is None:
        return You()
    written: list[Contribution | Goal] = [*feed.committed.all(Contribution), *feed.committed.all(Goal)]
    mine = [entity for entity in written if entity.author_id == person.id]
    return You(
        participant_id=person.id,
        group_id=person.group_id,
        device=person.device,
        own=tuple(entity.id for entity in mine),
        withdrawn=tuple(entity.id for entity in mine if entity.withdrawn),
        ballot=_own_ballots(feed, actor),
        ready_for=person.ready_for,
        drafts=feed.committed.drafts(person.id),
    )


def _own_ballots(feed: Feed, actor: Actor) -> dict[str, dict[str, int]]:
    """Only the secret of the device, or its slip, leads to its ballots; so they can be shown to it.

    Ballots that were cast in turns on it are found by no device.
    """
    found = {}
    for voting in (voting for voting in feed.committed.all(Voting) if voting.open):
        secret = actor.slip if voting.slips_only else actor.token
        ballot = feed.committed.box(voting.id).find(ballot_key(voting.id, secret)) if secret else None
        if ballot is not None:
            found[voting.id] = ballot.marks
    return found
