"""How a device that comes (back) is received."""

from __future__ import annotations

from app.live.protocol import Hello, Welcome, You
from app.live.room import Room
from app.live.subscribers import Frame, Reader
from facilitation.events import Actor
from facilitation.ids import ballot_key
from facilitation.model import Contribution, Goal, Participant, Voting


def welcome(room: Room, reader: Reader, hello: Hello, now: int) -> list[Frame]:
    """Who the device is, and the shortest way from what it holds to what is."""
    missed = room.broadcast.since(hello.epoch, hello.seq, reader.viewer) if hello.seq else None
    made = None if missed else room.broadcast.snapshot(room.state, reader.viewer)
    start = made.seq if made else hello.seq
    greeting = Welcome(
        epoch=room.epoch,
        seq=start,
        now=now,
        you=_you(room, reader.actor),
        snapshot=room.snapshot_path(reader.viewer, made.seq) if made else None,
    )
    frames = [Frame(greeting.model_dump_json().encode())]
    missed = missed or room.broadcast.since(room.epoch, start, reader.viewer)
    if missed and start < room.state.seq:
        frames.append(missed)
    if room.watches_presence(reader):
        frames.append(room.presence(reader.viewer))
    if reader.viewer in room.addresses:
        frames.append(room.addresses[reader.viewer])
    return frames


def _you(room: Room, actor: Actor) -> You:
    person = room.state.find(Participant, actor.participant_id)
    if person is None:
        return You()
    written: list[Contribution | Goal] = [*room.state.all(Contribution), *room.state.all(Goal)]
    mine = [entity for entity in written if entity.author_id == person.id]
    return You(
        participant_id=person.id,
        group_id=person.group_id,
        device=person.device,
        own=tuple(entity.id for entity in mine),
        withdrawn=tuple(entity.id for entity in mine if entity.withdrawn),
        ballot=_own_ballots(room, actor),
        ready_for=person.ready_for,
        drafts=room.state.drafts(person.id),
    )


def _own_ballots(room: Room, actor: Actor) -> dict[str, dict[str, int]]:
    """Only the secret of the device, or its slip, leads to its ballots; so they can be shown to it.

    Ballots that were cast in turns on it are found by no device.
    """
    found = {}
    for voting in (voting for voting in room.state.all(Voting) if voting.open):
        secret = actor.slip if voting.slips_only else actor.token
        ballot = room.state.sealed(voting.id).get(ballot_key(voting.id, secret)) if secret else None
        if ballot is not None:
            found[voting.id] = ballot.marks
    return found
