"""Sentences and labels that more than one export says about a documentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.exports.wording import clock, day, isolated, moment, number
from app.texts import Texts, languages_of, name_of, preferred, texts
from facilitation.ballot_box import Channel
from facilitation.documentation.parts import (
    Card,
    Documentation,
    GoalPart,
    Head,
    Heads,
    IndicatorRow,
    RankedGoal,
    StepTime,
    TranslatedText,
    VotingPart,
)
from facilitation.model import CardTexts, Source
from facilitation.model.agenda import KINDS_OF_STEPS


def speaking(language: str) -> Texts:
    """The texts of a document: in English where we have none in this language."""
    return texts(preferred(language, languages_of("doc")))


def cluster_name(name: str, t: Texts) -> str:
    return name or t.t("common.nameless")


def overview(documentation: Documentation, t: Texts) -> list[tuple[str, str]]:
    """Label and value of everything about the workshop itself. What is not known is left out."""
    head = documentation.head
    found = [
        (t.t("doc.host"), head.host),
        (t.t("doc.audience"), head.audience),
        (t.t("doc.place"), head.place),
        (t.t("doc.date"), day(head.date, t.language)),
        (t.t("doc.target_year"), str(head.target_year)),
        (t.t("doc.devices"), t.t("doc.devices_count", phones=head.phones, tablets=head.tablets)),
        (t.t("doc.expected"), t.t("doc.people", count=head.expected) if head.expected else ""),
    ]
    return [(label, value) for label, value in found if value]


def sums(documentation: Documentation, t: Texts) -> list[tuple[int, str]]:
    """The four numbers at a glance, with their nouns."""
    clusters = sum(heap.name is not None for part in documentation.fields for heap in part.heaps)
    ballots = max((voting.ballots for voting in documentation.votings), default=0)
    counted = {
        "doc.sum_cards": documentation.weight.total,
        "doc.sum_clusters": clusters,
        "doc.sum_goals": len(documentation.goals),
        "doc.sum_ballots": ballots,
    }
    return [(n, t.t(key, count=n)) for key, n in counted.items()]


def notes(documentation: Documentation, t: Texts) -> list[str]:
    """What a reader should know of how this document came about."""
    out = documentation.left_out
    counted = {
        "doc.left_out_hidden_cards": out.hidden_cards,
        "doc.left_out_withdrawn_cards": out.withdrawn_cards,
        "doc.left_out_hidden_goals": out.hidden_goals,
        "doc.left_out_withdrawn_goals": out.withdrawn_goals,
    }
    said = [t.t(key, count=n) for key, n in counted.items() if n] or [t.t("doc.nothing_left_out")]
    return [t.t(_wording_note(documentation)), *said, t.t("doc.note_anonymous"), t.t("doc.note_poll")]


def _wording_note(documentation: Documentation) -> str:
    """A document that shows translations must not say that it shows nothing but the original."""
    parts: list[Card | GoalPart] = [*documentation.cards(), *documentation.goals]
    shown = [one for part in parts for one in wordings(part, documentation.head)]
    if not any(isinstance(one, TranslatedText) for one in shown):
        return "doc.note_verbatim"
    return f"doc.note_wording_{documentation.head.card_texts}"


def cards_note(documentation: Documentation, t: Texts) -> str:
    """How the cards are ordered; and that they are verbatim, where they are."""
    verbatim = _wording_note(documentation) != "doc.note_wording_translation"
    return t.t("doc.cards_note" if verbatim else "doc.cards_note_translated")


def written(documentation: Documentation, t: Texts) -> str:
    """When the document was made, and whether the workshop still goes on."""
    head = documentation.head
    over = head.finished or any(KINDS_OF_STEPS[ran.kind].hands_out for ran in head.phases)
    key = "doc.written_final" if over else "doc.written_interim"
    return t.t(key, moment=moment(head.written_at, t.language))


def phase_time(ran: StepTime, t: Texts) -> str:
    """From when until when, with the end left open while it runs."""
    end = clock(ran.ended_at, t.language) if ran.ended_at else ""
    return f"{clock(ran.started_at, t.language)} – {end}".rstrip()


def step_name(ran: StepTime, t: Texts) -> str:
    return ran.title or t.t(f"common.phase.{ran.kind}")


def field_name(name: str | None, t: Texts) -> str:
    return name or t.t("doc.no_field")


def empty_fields(documentation: Documentation, t: Texts) -> str:
    """That nobody said anything to a field is a result too, but takes one line."""
    empty = [isolated(part.field) for part in documentation.fields if part.field and not part.heaps]
    return t.t("doc.empty_fields", fields=", ".join(empty)) if empty else ""


def origin(part: Card | GoalPart, t: Texts) -> str:
    """The table; and where others typed for it, that they did."""
    by_hand = t.t(f"doc.source.{part.source}") if part.source in (Source.PAPER, Source.MODERATOR) else ""
    return ", ".join(word for word in (isolated(part.group or ""), by_hand) if word)


def table_name(heads: Heads, t: Texts) -> str:
    return heads.name or t.t("doc.no_group")


def wordings(part: Card | GoalPart, head: Head) -> list[TranslatedText | Card | GoalPart]:
    """What a reader gets of a card or goal: the original, the translation, or both."""
    if head.card_texts is CardTexts.BOTH:
        return [part, *part.translations]
    into = [one for one in part.translations if one.language == head.language]
    return list(into) if into and head.card_texts is CardTexts.TRANSLATION else [part]


def translation_mark(wording: TranslatedText | Card | GoalPart, t: Texts) -> str:
    """That a wording is a translation, and into which language; "" for an original."""
    if not isinstance(wording, TranslatedText):
        return ""
    said = t.t("common.translation_outdated" if wording.outdated else "common.translation")
    return f"{said} · {name_of(wording.language)}"


def base(row: IndicatorRow, t: Texts) -> str:
    return _measured(row.base_value, row.base_year, row.unit, t)


def target(row: IndicatorRow, t: Texts) -> str:
    return _measured(row.target_value, row.target_year, row.unit, t)


def _measured(value: float | None, year: int | None, unit: str, t: Texts) -> str:
    if value is None:
        return t.t("doc.not_known")
    amount = f"{isolated(number(value, t.language))} {isolated(unit)}".strip()
    return f"{amount} ({year})" if year else amount


def goal_facts(goal: GoalPart, t: Texts) -> str:
    """Field, year, table and the clusters that the goal answers, in one line."""
    until = t.t("doc.until", year=goal.target_year)
    facts = [isolated(field_name(goal.field, t)), until, origin(goal, t)]
    if goal.clusters:
        facts.append(
            t.t(
                "doc.from_clusters",
                clusters=", ".join(isolated(cluster_name(name, t)) for name in goal.clusters),
            )
        )
    return " · ".join(fact for fact in facts if fact)


def _dot_rules(voting: VotingPart, t: Texts) -> str:
    most = {"points": voting.rules.points, "most": voting.rules.max_per_option}
    return t.t("doc.voting_rules", **most, options=voting.options)


def _dots_given(voting: VotingPart, t: Texts) -> str:
    return t.t("doc.points_given", **voting.detail)


class ModeWords(NamedTuple):
    """How a mode is told: what a ballot may hold, and what all of them held."""

    rules: Callable[[VotingPart, Texts], str]
    given: Callable[[VotingPart, Texts], str]


MODES = {"dots": ModeWords(_dot_rules, _dots_given)}


def voting_facts(voting: VotingPart, t: Texts) -> str:
    """How was voted: ballots, points each, points given. Nothing of a result before its close."""
    mode = MODES[voting.rules.mode]
    rules = mode.rules(voting, t)
    if voting.open:
        return f"{t.t('doc.voting_open')} {t.t('doc.ballots', count=voting.ballots)}"
    if not voting.ballots:
        return f"{t.t('doc.no_ballots')} {rules}"
    ballots = t.t("doc.ballots", count=voting.ballots)
    given = mode.given(voting, t)
    few = f" {t.t('doc.few_ballots')}" if voting.few else ""
    return f"{ballots}, {given} {rules}{_ways(voting, t)}{few}"


def _ways(voting: VotingPart, t: Texts) -> str:
    """Where the ballots came from, unless all came from people's own devices."""
    if all(channel == Channel.DEVICE for channel, _ in voting.by_channel):
        return ""
    counted = (
        t.t(f"common.channel.{channel}", n=number(count, t.language)) for channel, count in voting.by_channel
    )
    return f" {t.t('doc.by_channel', channels=', '.join(counted))}"


def rank_facts(ranked: RankedGoal, t: Texts) -> str:
    """Which goal it is, and its field: what one looks for next in the document."""
    if ranked.goal is None:
        return ""
    shared = t.t("doc.tie") if ranked.tied else ""
    facts = [t.t("doc.goal_heading", number=ranked.goal), isolated(field_name(ranked.field, t)), shared]
    return " · ".join(fact for fact in facts if fact)


def from_paper(ranked: RankedGoal, t: Texts) -> str:
    paper = ranked.detail.get("paper", 0)
    return t.t("common.of_it_paper", n=number(paper, t.language)) if paper else ""
