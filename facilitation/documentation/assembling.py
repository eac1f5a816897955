"""A workshop as a document, neutral of any format: every export renders this and nothing else.

No ids, no authors. What was hidden or withdrawn is left out and only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from facilitation.ballot_box import FEW_BALLOTS
from facilitation.documentation.parts import (
    Card,
    Documentation,
    FieldPart,
    FocalPoint,
    GoalPart,
    Head,
    Heads,
    Heap,
    IndicatorRow,
    LeftOut,
    MatrixCell,
    MatrixRow,
    RankedGoal,
    StepTime,
    TranslatedText,
    VotingPart,
    Weight,
)
from facilitation.events import Event
from facilitation.focus import UNASSIGNED, Matrix, field_of, matrix
from facilitation.model import (
    Cluster,
    Contribution,
    Device,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Kind,
    Participant,
    ResultRow,
    Voting,
    VotingResult,
    Workshop,
)
from facilitation.model.agenda import PhaseTime
from facilitation.state import State
from facilitation.timeline import current, phase_times
from facilitation.voting import ballots_by_channel
from facilitation.wall import indicators_of, on_the_wall, shown_goals, translations_of


def document(state: State, at: int, events: Iterable[Event] = (), host: str = "") -> Documentation:
    """The workshop as it is now. `events`: its journal from the start, for the times of the phases;
    `host`: the body that invites, which the dialogue knows."""
    goals = _goals(state)
    head = _head(state, at, phase_times(events) or current(state.workshop))
    return Documentation(
        head=head.model_copy(update={"host": host}),
        weight=_weight(state, matrix(state)),
        fields=tuple(_fields(state)),
        goals=tuple(_goal(state, goal, n) for n, goal in enumerate(goals, 1)),
        votings=tuple(_voting(state, voting, goals) for voting in _votings(state)),
        left_out=_left_out(state),
    )


# --- head -------------------------------------------------------------------------------------


def _head(state: State, at: int, phases: tuple[PhaseTime, ...]) -> Head:
    workshop, people = state.workshop, list(state.all(Participant))
    return Head(
        dialogue=workshop.dialogue_title,
        title=workshop.title,
        audience=workshop.audience,
        place=workshop.place,
        date=workshop.date,
        language=workshop.language,
        card_texts=workshop.card_texts,
        target_year=workshop.target_year,
        expected=workshop.expected,
        phones=sum(person.device is Device.PHONE for person in people),
        tablets=sum(person.device is Device.TABLET for person in people),
        groups=tuple(_tables(state, people)),
        phases=tuple(_steps(workshop, phases)),
        finished=workshop.finished,
        written_at=at,
    )


def _steps(workshop: Workshop, ran: Iterable[PhaseTime]) -> Iterator[StepTime]:
    """Of what is still on the agenda."""
    steps = {step.id: step for step in workshop.agenda}
    for one in ran:
        if step := steps.get(one.phase):
            yield StepTime(kind=step.kind, title=step.title, started_at=one.started_at, ended_at=one.ended_at)


def _groups(state: State) -> list[Group]:
    return sorted(state.all(Group), key=lambda group: (group.number, group.id))


def _tables(state: State, people: Iterable[Participant]) -> Iterable[Heads]:
    """All tables, and what belongs to none: the sum of the rows is what the document counts elsewhere."""
    groups = _groups(state)
    known = {group.id for group in groups}
    devices = Counter((_known(person.group_id, known), person.device) for person in people)
    cards = Counter(_known(card.group_id, known) for card in on_the_wall(state))
    for id, name in [*((group.id, group.name) for group in groups), (None, None)]:
        phones, tablets = devices[id, Device.PHONE], devices[id, Device.TABLET]
        if id or phones or tablets or cards[id]:
            yield Heads(name=name, phones=phones, tablets=tablets, cards=cards[id])


def _known(id: str | None, known: set[str]) -> str | None:
    return id if id in known else None


# --- the wall ---------------------------------------------------------------------------------


def _field_names(state: State) -> dict[str, str]:
    fields = sorted(state.all(FieldOfAction), key=lambda field: (field.position, field.id))
    return {field.id: field.name for field in fields}


def _weight(state: State, counted: Matrix) -> Weight:
    names = _field_names(state)
    shown = [id for id, counts in counted.counts.items() if id != UNASSIGNED or any(counts.values())]
    return Weight(
        rows=tuple(_row(counted, id, names.get(id)) for id in shown),
        totals=tuple(sum(counts[kind] for counts in counted.counts.values()) for kind in Kind),
        total=counted.total,
        threshold=counted.threshold,
        focal_points=tuple(
            FocalPoint(field=names[cell.field_id], kind=cell.kind, count=cell.count)
            for cell in counted.focal_points
        ),
    )


def _row(counted: Matrix, id: str, name: str | None) -> MatrixRow:
    def cell(kind: Kind, count: int) -> MatrixCell:
        return MatrixCell(kind=kind, count=count, heat=counted.heat(id, kind) if name else 0)

    cells = tuple(cell(kind, count) for kind, count in counted.counts[id].items())
    return MatrixRow(field=name, cells=cells, total=sum(cell.count for cell in cells))


def _fields(state: State) -> Iterable[FieldPart]:
    """All fields in their order, empty ones too: that nobody said anything is a result."""
    names = _field_names(state)
    for id, name in [*names.items(), (UNASSIGNED, None)]:
        heaps = tuple(_heaps(state, id, name))
        total = sum(len(heap.cards) for heap in heaps)
        if name is not None or total:
            yield FieldPart(field=name, heaps=heaps, total=total)


def _heaps(state: State, field_id: str, field: str | None) -> Iterable[Heap]:
    clusters = {cluster.id: cluster for cluster in state.all(Cluster)}
    cards = [card for card in on_the_wall(state) if field_of(card, clusters) == field_id]
    here = [cluster for cluster in clusters.values() if (cluster.field_id or UNASSIGNED) == field_id]
    for cluster in sorted(here, key=lambda cluster: (cluster.position, cluster.id)):
        yield _heap(state, cluster.name, field, [card for card in cards if card.cluster_id == cluster.id])
    loose = [card for card in cards if card.cluster_id not in clusters]
    if loose:
        yield _heap(state, None, field, loose)


def _heap(state: State, name: str | None, field: str | None, cards: Sequence[Contribution]) -> Heap:
    order = list(Kind)
    ordered = sorted(cards, key=lambda card: (order.index(card.kind), card.position, card.id))
    return Heap(name=name, cards=tuple(_card(state, card, field, name) for card in ordered))


def _card(state: State, card: Contribution, field: str | None, cluster: str | None) -> Card:
    return Card(
        kind=card.kind,
        text=card.text,
        language=card.language,
        group=_group_name(state, card.group_id),
        source=card.source,
        translations=_translations(state, card),
        field=field,
        cluster=cluster,
    )


def _translations(state: State, original: Contribution | Goal) -> tuple[TranslatedText, ...]:
    return tuple(
        TranslatedText(
            language=one.language,
            text=one.text,
            outdated=one.original_version != original.text_version,
        )
        for one in translations_of(state, original.id)
    )


def _group_name(state: State, id: str | None) -> str | None:
    group = state.find(Group, id)
    return group.name if group else None


def _left_out(state: State) -> LeftOut:
    cards, goals = list(state.all(Contribution)), list(state.all(Goal))
    return LeftOut(
        hidden_cards=sum(card.hidden is not None and not card.withdrawn for card in cards),
        withdrawn_cards=sum(card.withdrawn for card in cards),
        hidden_goals=sum(goal.hidden is not None and not goal.withdrawn for goal in goals),
        withdrawn_goals=sum(goal.withdrawn for goal in goals),
    )


# --- goals and votings ------------------------------------------------------------------------


def _goals(state: State) -> list[Goal]:
    return sorted(shown_goals(state), key=lambda goal: (goal.created_at, goal.id))


def _goal(state: State, goal: Goal, number: int) -> GoalPart:
    clusters = (state.find(Cluster, id) for id in goal.cluster_ids)
    return GoalPart(
        number=number,
        text=goal.text,
        language=goal.language,
        field=_field_names(state).get(goal.field_id or ""),
        clusters=tuple(cluster.name for cluster in clusters if cluster),
        target_year=goal.target_year,
        group=_group_name(state, goal.group_id),
        source=goal.source,
        translations=_translations(state, goal),
        indicators=tuple(_indicator(indicator) for indicator in indicators_of(state, goal.id)),
    )


def _indicator(indicator: Indicator) -> IndicatorRow:
    return IndicatorRow(**indicator.model_dump(include=set(IndicatorRow.model_fields)))


def _votings(state: State) -> list[Voting]:
    return sorted(state.all(Voting), key=lambda voting: (voting.opened_at, voting.id))


def _voting(state: State, voting: Voting, goals: Sequence[Goal]) -> VotingPart:
    result = None if voting.open else state.find(VotingResult, voting.id)
    ballots = result.ballots if result else state.box(voting.id).by_channel().total()
    return VotingPart(
        question=voting.question,
        open=voting.open,
        rules=voting.rules,
        opened_at=voting.opened_at,
        closed_at=voting.closed_at,
        options=len(voting.option_ids),
        ballots=ballots,
        detail=result.detail if result else {},
        few=ballots < FEW_BALLOTS,
        by_channel=ballots_by_channel(result) if result else (),
        ranking=_ranking(state, result, goals) if result and result.decided else (),
    )


def _ranking(state: State, result: VotingResult, goals: Sequence[Goal]) -> tuple[RankedGoal, ...]:
    numbered = {goal.id: (number, goal) for number, goal in enumerate(goals, 1)}
    ranks = Counter(row.rank for row in result.rows)
    fields = _field_names(state)
    return tuple(_ranked(row, ranks[row.rank] > 1, numbered, fields) for row in result.rows)


def _ranked(
    row: ResultRow, tied: bool, numbered: Mapping[str, tuple[int, Goal]], fields: Mapping[str, str]
) -> RankedGoal:
    number, goal = numbered.get(row.option_id, (None, None))
    return RankedGoal(
        field=fields.get(goal.field_id or "") if goal else None,
        rank=row.rank,
        tied=tied,
        goal=number,
        text=goal.text if goal else None,
        language=goal.language if goal else "",
        value=row.value,
        voters=row.voters,
        detail=row.detail,
    )
