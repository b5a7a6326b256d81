"""Reads what teams learn with the release, and how a judge's scores sat beside others'."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot, Score
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.feedback.rules import (
    Beside,
    CriterionScores,
    TeamScores,
    Words,
    beside_others,
    plain_mean,
    severity_of,
)
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.tallies.models import RankingDecision
from hackathon.judging.tallies.queries import counted_at, holds
from hackathon.judging.terms.models import JudgingTerms
from hackathon.judging.words.queries import words_of
from hackathon.people.accounts.models import Account


@dataclass(frozen=True)
class OwnScores:
    """How a judge's scores sat beside others', with the titles of the projects."""

    rows: Sequence[Beside]
    titles: Mapping[int, str]
    severity: Decimal | None


class _Row(NamedTuple):
    project_id: int
    ballot_id: int
    stage: int
    feedback: str
    judge: str
    is_named: bool | None
    criterion: Criterion
    value: int
    lowest: int
    highest: int


def scores_of(
    session: Session, event_id: int, project_ids: Collection[int], *, as_released: bool
) -> dict[int, TeamScores]:
    """Read what the teams of these projects learn with the release, in two queries; ballots left out are no part of it.

    No judge can be told from it, unless the organizers settled that teams see them.
    """
    left_out = RankingDecision.judge_id.is_not(None) & holds(as_released=as_released)
    statement = (
        select(
            Ballot.project_id,
            Ballot.id,
            Ballot.stage,
            Ballot.feedback,
            Account.display_name,
            JudgingTerms.names_judges,
            Criterion,
            Score.value,
            Rubric.lowest,
            Rubric.highest,
        )
        .join(Account, Account.id == Ballot.judge_id)
        .join(Score, Score.ballot_id == Ballot.id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .join(Rubric, Rubric.id == Criterion.rubric_id)
        .outerjoin(JudgingTerms, JudgingTerms.event_id == Ballot.event_id)
        .outerjoin(
            RankingDecision,
            (RankingDecision.event_id == Ballot.event_id) & (RankingDecision.judge_id == Ballot.judge_id) & left_out,
        )
        .where(
            Ballot.event_id == event_id,
            Ballot.project_id.in_(project_ids),
            Ballot.state == BallotState.CAST,
            RankingDecision.id.is_(None),
        )
        .order_by(Ballot.stage, Criterion.position, Criterion.id)
    )
    rows: dict[int, list[_Row]] = defaultdict(list)
    for row in session.execute(statement):
        rows[row[0]].append(_Row._make(row))
    from_owners = words_of(session, list(rows))
    return {project_id: _team_scores(found, from_owners.get(project_id, ())) for project_id, found in rows.items()}


def own_scores(session: Session, event_id: int, judge_id: int) -> OwnScores:
    """Read how a judge's scores sat beside others' in the result that is out."""
    counted = counted_at(session, event_id, as_released=True)
    titles = {project_id: entry.title for project_id, entry in counted.entries.items()}
    tally = counted.tally
    rows = beside_others(tally.scored, judge_id)
    while tally.before:
        tally = tally.before
        rows += beside_others(tally.scored, judge_id)
    return OwnScores(rows, titles, severity_of(rows))


def _team_scores(rows: Sequence[_Row], from_owner: Sequence[str]) -> TeamScores:
    """Put what was written in alphabetical order, so that the order names nobody."""
    values: dict[tuple[int, Criterion], list[int]] = defaultdict(list)
    words: dict[int, Words] = {}
    for row in rows:
        values[row.stage, row.criterion].append(row.value)
        words[row.ballot_id] = Words(row.feedback, row.judge if row.is_named else "")
    means = [_criterion_scores(stage, criterion, given) for (stage, criterion), given in values.items()]
    texts = sorted((each for each in words.values() if each.text), key=lambda each: each.text)
    return TeamScores(means, texts, from_owner, (rows[0].lowest, rows[0].highest), bool(rows[0].is_named))


def _criterion_scores(stage: int, criterion: Criterion, given: Sequence[int]) -> CriterionScores:
    return CriterionScores(
        stage=stage,
        name=criterion.name,
        weight=criterion.weight,
        is_independent=criterion.is_independent,
        mean=plain_mean(given),
        lowest=min(given),
        highest=max(given),
        ballots=len(given),
    )
