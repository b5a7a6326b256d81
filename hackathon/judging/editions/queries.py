"""Reads about editions: the ballots that a change asks again, and the editions there were."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import Statement
from hackathon.events.challenges.models import Challenge
from hackathon.judging.ballots.models import Ballot, Score
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.editions.models import RubricEdition
from hackathon.judging.editions.rules import Change
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.queries import rubrics_at
from hackathon.judging.rubric.rules import Scoped
from hackathon.judging.stages.queries import is_of_stage_now
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState

BEGUN = (BallotState.OPEN, BallotState.CAST)


class Asked(NamedTuple):
    """A ballot that must be cast again."""

    ballot_id: int
    judge: str
    project: str


class EditionShown(NamedTuple):
    """An edition with who made it, and why; words that were erased are None."""

    edition: RubricEdition
    by: str | None
    reason: str | None


def asked_again(session: Session, rubric: Rubric, change: Change) -> list[Asked]:
    """List the ballots that a change of a rubric asks again: judge by judge. Three queries."""
    rubrics, scores = rubrics_at(session, rubric.event_id), _scores_at(session, rubric.event_id)
    return [
        asked
        for asked, place in _begun(session, rubric.event_id, BEGUN if change.scale else (BallotState.CAST,))
        if change.asks_again(scores[asked.ballot_id]) and (change.scale or rubrics.of(place) is rubric)
    ]


def misplaced(session: Session, event_id: int) -> list[Asked]:
    """List the cast ballots without the scores that the rubric closest to their project now asks. Three queries."""
    rubrics, scores = rubrics_at(session, event_id), _scores_at(session, event_id)
    return [
        asked
        for asked, place in _begun(session, event_id, (BallotState.CAST,))
        if (rubric := rubrics.of(place)) and present_form(rubric).asks_again(scores[asked.ballot_id])
    ]


def ballots_held(session: Session, event_id: int) -> dict[int, Ballot]:
    """Load the begun ballots of an event by their ids, fresh and kept from changing until the end."""
    found = select(Ballot).where(Ballot.event_id == event_id, Ballot.state.in_(BEGUN)).order_by(Ballot.id)
    held = session.scalars(found.with_for_update(), execution_options={"populate_existing": True})
    return {ballot.id: ballot for ballot in held}


def editions_of(session: Session, rubric_id: int) -> list[EditionShown]:
    """Read the editions of a rubric, the newest first. One query."""
    statement = (
        select(RubricEdition, Account.display_name, Statement.text)
        .outerjoin(Account, Account.id == RubricEdition.made_by)
        .join(Statement, Statement.id == RubricEdition.statement_id)
        .where(RubricEdition.rubric_id == rubric_id)
        .order_by(RubricEdition.number.desc())
    )
    return [EditionShown(*row) for row in session.execute(statement)]


def next_position(session: Session, rubric_id: int) -> int:
    """Return the position behind all criteria a rubric has or had."""
    last = session.scalar(select(func.max(Criterion.position)).where(Criterion.rubric_id == rubric_id))
    return 0 if last is None else last + 1


def edition_numbered(session: Session, rubric_id: int, number: int) -> EditionShown:
    """Read one edition of a rubric."""
    return next(shown for shown in editions_of(session, rubric_id) if shown.edition.number == number)


def judges_asked(session: Session, ballot_ids: Collection[int]) -> dict[int, int]:
    """Count ballots by their judges."""
    asked = select(Ballot.judge_id, func.count()).where(Ballot.id.in_(ballot_ids))
    return dict(session.execute(asked.group_by(Ballot.judge_id)).all())


def present_form(rubric: Rubric) -> Change:
    """Return a rubric as it stands."""
    return Change([criterion.draft() for criterion in rubric.criteria])


def _begun(session: Session, event_id: int, states: Collection[str]) -> list[tuple[Asked, Scoped]]:
    """Read the ballots of the stage of now in these states, with where their projects stand."""
    statement = (
        select(Ballot.id, Account.display_name, Project.title, Project.challenge_id, Challenge.track_id, Ballot.stage)
        .join(Account, Account.id == Ballot.judge_id)
        .join(Project, Project.id == Ballot.project_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .where(Ballot.event_id == event_id, Ballot.state.in_(states), Project.state == ProjectState.SUBMITTED)
        .where(is_of_stage_now(Ballot.event_id, Ballot.stage))
        .order_by(Account.display_name, Ballot.id)
    )
    return [(Asked(*row[:3]), Scoped(*row[3:])) for row in session.execute(statement)]


def _scores_at(session: Session, event_id: int) -> dict[int, dict[int, int]]:
    statement = select(Score.ballot_id, Score.criterion_id, Score.value).join(Ballot, Ballot.id == Score.ballot_id)
    scores: dict[int, dict[int, int]] = defaultdict(dict)
    for ballot_id, criterion_id, value in session.execute(statement.where(Ballot.event_id == event_id)):
        scores[ballot_id][criterion_id] = value
    return scores
