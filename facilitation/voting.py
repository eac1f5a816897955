"""How one votes. One entry per mode: what a ballot may hold, and how ballots become a result.

Dots ("Mehrpunktabfrage"): points per person = half of the options, at most 10
(moderation practice, see README.md). Tallies never depend on the order of ballots.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from facilitation.ballot_box import FEW_BALLOTS, Channel
from facilitation.commands.running import DotRulesDraft
from facilitation.errors import Refused
from facilitation.model import Ballot, DotRules, ResultRow, Voting, VotingResult, VotingRules


def default_points(options: int) -> int:
    """Half of the options, rounded up, at least 1 and at most 10."""
    return max(1, min(10, -(-options // 2)))


def dot_rules(draft: DotRulesDraft, options: int) -> DotRules:
    return DotRules(points=draft.points or default_points(options), max_per_option=draft.max_per_option)


def check_dots(voting: Voting, marks: dict[str, int]) -> None:
    """Raises Refused: unknown_option, too_many_on_option, too_many_points."""
    rules = voting.rules
    if not marks.keys() <= set(voting.option_ids):
        raise Refused("unknown_option")
    if any(points > rules.max_per_option for points in marks.values()):
        raise Refused("too_many_on_option", max=rules.max_per_option)
    if sum(marks.values()) > rules.points:
        raise Refused("too_many_points", points=rules.points)


def tally_dots(voting: Voting, ballots: Sequence[Ballot]) -> VotingResult:
    """Points and voters per option, ranked by points; ties share a rank ("1, 2, 2, 4")."""
    points, voters = _counted(ballots)
    paper, _ = _counted(ballot for ballot in ballots if ballot.paper)
    ranked = sorted(voting.option_ids, key=lambda id: -points[id])
    ranks: dict[int, int] = {}
    for place, id in enumerate(ranked, 1):
        ranks.setdefault(points[id], place)
    rows = tuple(
        ResultRow(
            option_id=id,
            rank=ranks[points[id]],
            value=points[id],
            voters=voters[id],
            detail={"paper": paper[id]} if paper[id] else {},
        )
        for id in ranked
    )
    result = VotingResult(
        id=voting.id,
        workshop_id=voting.workshop_id,
        ballots=len(ballots),
        detail={
            "given": sum(points[id] for id in ranked),
            "available": len(ballots) * voting.rules.points,
        },
        rows=rows,
    )
    return without_breakdown(result)


def _counted(ballots: Iterable[Ballot]) -> tuple[Counter[str], Counter[str]]:
    """Points and voters by option. By the marks, which are few: ballots times options would stop a hall.

    What was given the same points is counted together, by `Counter`, ten times quicker than one by one.
    """
    given = defaultdict[int, list[str]](list)
    for ballot in ballots:
        for id, each in ballot.marks.items():
            given[each].append(id)
    points, voters = Counter[str](), Counter[str]()
    for each, ids in given.items():
        for id, times in Counter(ids).items():
            points[id] += each * times
            voters[id] += times if each else 0
    return points, voters


def without_breakdown(result: VotingResult) -> VotingResult:
    """The result, if the ballots are few without how many people chose what."""
    if result.ballots >= FEW_BALLOTS:
        return result
    rows = tuple(row.model_copy(update={"voters": None}) for row in result.rows)
    return result.model_copy(update={"rows": rows})


def ballots_by_channel(result: VotingResult) -> tuple[tuple[Channel, int], ...]:
    """How the ballots came, without the channels that nobody took."""
    shared = {
        Channel.TURN: result.turn_ballots,
        Channel.SLIP: result.slip_ballots,
        Channel.PAPER: result.paper_ballots,
    }
    counted = {Channel.DEVICE: result.ballots - sum(shared.values()), **shared}
    return tuple((channel, count) for channel, count in counted.items() if count)


class VotingMode(NamedTuple):
    """`rules`: from what was chosen and the number of options; `check` raises Refused."""

    rules: Callable[[DotRulesDraft, int], VotingRules]
    check: Callable[[Voting, dict[str, int]], None]
    tally: Callable[[Voting, Sequence[Ballot]], VotingResult]


VOTING_MODES: dict[str, VotingMode] = {"dots": VotingMode(dot_rules, check_dots, tally_dots)}
BY_CHANNEL = ("paper_ballots", "turn_ballots", "slip_ballots")


def counted_again(result: VotingResult, voting: Voting, ballots: Sequence[Ballot]) -> VotingResult:
    """What its ballots give. Of how they came only the sums are left."""
    told = {name: getattr(result, name) for name in ("version", *BY_CHANNEL)}
    return VOTING_MODES[voting.rules.mode].tally(voting, ballots).model_copy(update=told)
