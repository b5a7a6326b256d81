"""Reads what a ranking is computed from: ballots, weights, stages, and what organizers decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, exists, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.facts import Statement
from hackathon.events.challenges.models import Challenge
from hackathon.judging.ballots.models import Ballot, Score
from hackathon.judging.ballots.queries import COUNTED
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.rubric.models import Criterion
from hackathon.judging.rubric.queries import Rubrics, rubrics_at
from hackathon.judging.rubric.rules import Scoped
from hackathon.judging.stages.models import FIRST, Stage
from hackathon.judging.tallies.models import DecisionKind, RankingDecision
from hackathon.judging.tallies.rules import (
    Announced,
    Choice,
    Given,
    Method,
    Pair,
    Tally,
    bridges,
    choose_method,
    holes,
    is_small,
)
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


class Entry(NamedTuple):
    """A project that was handed in, with the names it is shown by."""

    project_id: int
    title: str
    team: str
    question: str | None
    challenge_id: int | None
    track_id: int | None


class Decided(NamedTuple):
    """A decision that holds, with its reason and who took it."""

    decision: RankingDecision
    reason: str | None
    by: str


class _Row(NamedTuple):
    judge_id: int
    project_id: int
    stage: int
    state: str
    criterion_id: int | None
    value: int | None


@dataclass(frozen=True)
class Counted:
    """What counts at an event now, and what it was put together from."""

    tally: Tally
    progress: Progress
    entries: Mapping[int, Entry]
    decided: Sequence[Decided]
    rubrics: Rubrics
    stages: Mapping[int, Stage]
    barred: Collection[Pair] | None
    recused: Collection[Pair]

    @property
    def excluded(self) -> list[Decided]:
        """The judges who were left out."""
        return [each for each in self.decided if each.decision.kind == DecisionKind.EXCLUDE]

    @property
    def announcement(self) -> Decided | None:
        """How places are announced where nothing connects them, if that was decided."""
        return _latest(self.decided, DecisionKind.ANNOUNCE)


def counted_at(session: Session, event_id: int, stage: int | None = None, *, as_released: bool = False) -> Counted:
    """Read what counts in a stage, that of now without one. Five queries, a sixth where few judges left a hole.

    With `as_released` what was decided behind the release is left out.
    """
    stages = {each.number: each for each in session.scalars(select(Stage).where(Stage.event_id == event_id))}
    now = stage or max((each.number for each in stages.values() if each.begun_at), default=FIRST)
    rows, decided = _ballot_rows(session, event_id), decisions_at(session, event_id, as_released=as_released)
    entries, rubrics = entries_at(session, event_id), rubrics_at(session, event_id)
    made = _Making(rows, entries, rubrics, stages, decided)
    barred = bars_at(session, event_id).reasons.keys() if made.has_holes(now) else None
    return Counted(
        made.tally(now, barred or ()), made.progress(now), entries, decided, rubrics, stages, barred, made.recused
    )


def proposed_bridges(session: Session, event_id: int, counted: Counted) -> list[Pair]:
    """Propose the ballots that would connect what no common judge connects; no query where nothing is apart."""
    if len(counted.tally.groups) <= 1:
        return []
    barred = bars_at(session, event_id).reasons.keys() if counted.barred is None else counted.barred
    return bridges(counted.tally, {*barred, *counted.recused})


def decisions_at(session: Session, event_id: int, *, as_released: bool = False) -> list[Decided]:
    """Read what holds of what organizers decided, in the order in which they did."""
    statement = (
        select(RankingDecision, Statement.text, Account.display_name)
        .join(Statement, Statement.id == RankingDecision.statement_id)
        .join(Account, Account.id == RankingDecision.taken_by)
        .where(RankingDecision.event_id == event_id, holds(as_released=as_released))
        .order_by(RankingDecision.id)
    )
    return [Decided(*row) for row in session.execute(statement)]


def entries_at(session: Session, event_id: int) -> dict[int, Entry]:
    """Read the names of what was handed in, by project."""
    statement = (
        select(Project.id, Project.title, Team.name, Challenge.question, Project.challenge_id, Challenge.track_id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .where(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
    )
    return {row[0]: Entry(*row) for row in session.execute(statement)}


def judges_by_name(session: Session, event_id: int) -> list[tuple[int, str]]:
    """List who cast a ballot at an event, by name."""
    statement = (
        select(Account.id, Account.display_name)
        .join(Ballot, Ballot.judge_id == Account.id)
        .where(Ballot.event_id == event_id, Ballot.state == BallotState.CAST)
        .distinct()
        .order_by(Account.display_name, Account.id)
    )
    return [(account_id, name) for account_id, name in session.execute(statement)]


def holds(*, as_released: bool) -> SQLColumnExpression[bool]:
    """Select the decisions that hold now, or those that are part of the result that is out."""
    return RankingDecision.is_released if as_released else RankingDecision.undone_at.is_(None)


def competes(session: Session, actor: Actor, event_id: int) -> bool:
    """Tell whether somebody is in a team of an event."""
    theirs = exists().where(Team.event_id == event_id, Team.id.in_(actor.places("team", "member")))
    return bool(session.scalar(select(theirs)))


def criteria_at(rubrics: Rubrics) -> list[Criterion]:
    """List the criteria that count in any rubric of an event."""
    return [criterion for rubric in rubrics.rows for criterion in rubric.criteria if criterion.id in rubric.weights]


def _ballot_rows(session: Session, event_id: int) -> list[_Row]:
    """Read the ballots on what is handed in, of all stages and in all states, a row for each score."""
    statement = (
        select(Ballot.judge_id, Ballot.project_id, Ballot.stage, Ballot.state, Score.criterion_id, Score.value)
        .outerjoin(Score, Score.ballot_id == Ballot.id)
        .join(Project, Project.id == Ballot.project_id)
        .where(Ballot.event_id == event_id, Project.state == ProjectState.SUBMITTED)
    )
    return [_Row(*row) for row in session.execute(statement)]


@dataclass(frozen=True)
class _Making:
    """A tally while it is put together."""

    rows: Sequence[_Row]
    entries: Mapping[int, Entry]
    rubrics: Rubrics
    stages: Mapping[int, Stage]
    decided: Sequence[Decided]

    def has_holes(self, stage: int) -> bool:
        """Tell whether a few judges left something out that others scored, so that one must know why."""
        pairs = self.pairs(stage)
        return is_small(pairs) and bool(holes(pairs) - self.recused)

    def tally(self, stage: int, barred: Collection[Pair]) -> Tally:
        """Put the tally of a stage together, and that of the stage before inside it."""
        ballots, latest = self.ballots(stage), _latest(self.decided, DecisionKind.ANNOUNCE)
        told = latest.decision.details if latest else {}
        choice = self.choice(ballots, barred)
        return Tally(
            stage=stage,
            method=choice.method,
            why=choice.why,
            ballots=ballots,
            weights=self.weights({each.project_id for each in ballots}, stage),
            excluded=self.excluded,
            announced=Announced(told.get("announced", Announced.TOGETHER)),
            order=tuple(told.get("order", ())),
            carry_over=self.stages[stage].carry_over if stage in self.stages and stage > FIRST else 0,
            before=self.tally(stage - 1, barred) if stage > FIRST else None,
        )

    def choice(self, ballots: Iterable[Given], barred: Collection[Pair]) -> Choice:
        """Choose the method, unless it was decided."""
        latest = _latest(self.decided, DecisionKind.METHOD)
        decided = Method(latest.decision.details["method"]) if latest else None
        counting = [each for each in ballots if each.judge_id not in self.excluded]
        return choose_method(counting, self.recused | set(barred), decided)

    def ballots(self, stage: int) -> list[Given]:
        """List the ballots that are cast in a stage."""
        given: dict[Pair, dict[int, int]] = defaultdict(dict)
        for row in self.rows:
            if row.stage == stage and row.state == BallotState.CAST and row.criterion_id is not None:
                given[row.judge_id, row.project_id][row.criterion_id] = row.value or 0
        return [Given(*whose, scores) for whose, scores in sorted(given.items())]

    def weights(self, projects: Iterable[int], stage: int) -> dict[int, dict[int, int]]:
        """Tell how much each criterion counts for each of these projects."""
        return {project_id: self._weights_of(self.entries[project_id], stage) for project_id in sorted(projects)}

    def pairs(self, stage: int) -> set[Pair]:
        """List who scored what in a stage."""
        cast = (row for row in self.rows if row.stage == stage and row.state == BallotState.CAST)
        return {(row.judge_id, row.project_id) for row in cast if row.judge_id not in self.excluded}

    def progress(self, stage: int) -> Progress:
        """Count the ballots of a stage."""
        asked = {(row.judge_id, row.project_id): row.state for row in self.rows if row.stage == stage}
        cast = sum(state == BallotState.CAST for state in asked.values())
        return Progress(cast, sum(state in COUNTED for state in asked.values()))

    @cached_property
    def recused(self) -> set[Pair]:
        """Who stepped back from what."""
        return {(row.judge_id, row.project_id) for row in self.rows if row.state == BallotState.RECUSED}

    @cached_property
    def excluded(self) -> frozenset[int]:
        """The judges who were left out."""
        return frozenset(each.decision.judge_id for each in self.decided if each.decision.judge_id is not None)

    def _weights_of(self, entry: Entry, stage: int) -> dict[int, int]:
        rubric = self.rubrics.of(Scoped(entry.challenge_id, entry.track_id, stage))
        latest = _latest(self.decided, DecisionKind.WEIGH)
        decided: Mapping[str, Any] = latest.decision.details["weights"] if latest else {}
        return {key: decided.get(str(key), weight) for key, weight in rubric.weights.items()} if rubric else {}


def _latest(decided: Sequence[Decided], kind: DecisionKind) -> Decided | None:
    return next((each for each in reversed(decided) if each.decision.kind == kind), None)
