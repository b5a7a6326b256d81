"""Reads about the ranking: as the ballots make it now, and as it was released."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.judging.ballots.models import Ballot, Score
from hackathon.judging.ballots.queries import cast_ballots, progress_of
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.ranking.models import Result
from hackathon.judging.ranking.rules import Ranked, fingerprint, plain_mean, rank
from hackathon.judging.rubric.models import Criterion
from hackathon.judging.rubric.queries import rubric_of
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team


@dataclass(frozen=True)
class Standing:
    """One line of a ranking, with names."""

    ranked: Ranked
    title: str
    team: str
    question: str | None


@dataclass(frozen=True)
class CriterionMean:
    """What a project earned on one criterion, on average."""

    name: str
    weight: int
    mean: Decimal


@dataclass(frozen=True)
class TeamScores:
    """What a team learns: its mean on each criterion, and what the judges wrote, in no judge's order."""

    means: Sequence[CriterionMean]
    feedback: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """What the release would show: to everybody the standings, to each team its scores; `seen` names its contents."""

    standings: Sequence[Standing]
    scores: Mapping[int, TeamScores]
    progress: Progress
    seen: str


def preview_of(session: Session, event_id: int) -> Preview:
    """Read what the release would show if it were done now. Five queries."""
    standings = current_standings(session, event_id)
    return Preview(
        standings,
        scores_of(session, [row.ranked.project_id for row in standings]),
        progress_of(session, event_id),
        fingerprint(row.ranked for row in standings),
    )


def standings_of(session: Session, event: Event) -> list[Standing]:
    """Read the ranking as it was released, or as the ballots make it now."""
    return released_standings(session, event.id) if event.is_released else current_standings(session, event.id)


def released_standings(session: Session, event_id: int) -> list[Standing]:
    """Read the ranking that was released, in one query."""
    statement = _named(Result).join(Result, Result.project_id == Project.id).where(Result.event_id == event_id)
    rows = session.execute(statement.order_by(Result.place, Result.project_id)).all()
    shared = Counter(result.place for result, *_names in rows)
    return [Standing(_ranked(result, is_tied=shared[result.place] > 1), *names) for result, *names in rows]


def current_standings(session: Session, event_id: int) -> list[Standing]:
    """Rank by the ballots cast so far. Three queries."""
    ranking = current_ranking(session, event_id)
    statement = _named(Project.id).where(Project.id.in_([row.project_id for row in ranking]))
    names = {project_id: names for project_id, *names in session.execute(statement)}
    return [Standing(row, *names[row.project_id]) for row in ranking]


def current_ranking(session: Session, event_id: int) -> list[Ranked]:
    """Rank by the ballots cast so far, without names. Two queries."""
    rubric = rubric_of(session, event_id)
    return rank(cast_ballots(session, event_id), rubric.weights) if rubric else []


def scores_of(session: Session, project_ids: Collection[int]) -> dict[int, TeamScores]:
    """Read what the teams of these projects learn with the release, in one query; no judge can be told from it."""
    statement = (
        select(Ballot.project_id, Ballot.id, Ballot.feedback, Criterion, Score.value)
        .join(Score, Score.ballot_id == Ballot.id)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Ballot.project_id.in_(project_ids), Ballot.state == BallotState.CAST)
        .order_by(Criterion.position)
    )
    values: dict[int, dict[Criterion, list[int]]] = defaultdict(lambda: defaultdict(list))
    feedback: dict[int, dict[int, str]] = defaultdict(dict)
    for project_id, ballot_id, text, criterion, value in session.execute(statement):
        values[project_id][criterion].append(value)
        feedback[project_id][ballot_id] = text
    return {project_id: _team_scores(found, feedback[project_id]) for project_id, found in values.items()}


def everyone_at(session: Session, event_id: int) -> set[int]:
    """Read who takes part in an event or has a role at it."""
    taking_part = select(Registration.account_id).where(
        Registration.event_id == event_id, Registration.state.in_(TAKING_PART)
    )
    with_role = select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)
    return set(session.scalars(taking_part.union(with_role)))


def _named(*first: Any) -> Select[Any]:
    return (
        select(*first, Project.title, Team.name, Challenge.question)
        .select_from(Project)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
    )


def _ranked(result: Result, *, is_tied: bool) -> Ranked:
    return Ranked(result.place, result.project_id, result.mean, result.ballots, is_tied)


def _team_scores(values: Mapping[Criterion, list[int]], feedback: Mapping[int, str]) -> TeamScores:
    """Put what was written in alphabetical order, so that the order names nobody."""
    means = [CriterionMean(each.name, each.weight, plain_mean(given)) for each, given in values.items()]
    return TeamScores(means, sorted(text for text in feedback.values() if text))
