"""Reads for the board: what is worth a second look, with the names of projects and judges."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.judging.ballots.queries import cast_ballots
from hackathon.judging.ballots.rules import pace
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.board.models import SecondLook
from hackathon.judging.board.rules import Outlier, Spread, disagreements, outliers, spreads
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project

SHOWN = 6
"""How many projects are put before an organizer at once."""


@dataclass(frozen=True)
class Doubt:
    """A project whose judges differ, and the ballot far from the others where there is one."""

    project_id: int
    title: str
    spread: Spread
    outlier: Outlier | None = None
    judge: str = ""
    ballot_id: int | None = None
    is_asked: bool = False


@dataclass(frozen=True)
class Judged:
    """What the cast ballots show: between what each project's lie, and which are worth a second look."""

    spreads: dict[int, Spread]
    doubts: Sequence[Doubt]


def judged_so_far(session: Session, event_id: int, scale: int) -> Judged:
    """Read the cast ballots and find where judges differ. `scale` is highest less lowest. At most three queries."""
    cast = cast_ballots(session, event_id)
    found = spreads(cast)
    far = {outlier.project_id: outlier for outlier in outliers(cast, scale)}
    wide = [spread.project_id for spread in disagreements(found.values(), scale)]
    doubted = [*wide, *(project_id for project_id in far if project_id not in wide)][:SHOWN]
    return Judged(found, _named(session, doubted, found, far))


def late_undecided(session: Session, event_id: int) -> int:
    """Count the ballots that came in after closing and were not let count. One query."""
    waiting = select(func.count(LateCast.id)).join(Ballot, Ballot.id == LateCast.ballot_id)
    return session.scalar(waiting.where(Ballot.event_id == event_id, LateCast.admitted_at.is_(None))) or 0


def paces(session: Session, event_id: int) -> Mapping[int, int]:
    """Read about how many minutes each judge who has cast needs for a ballot. One query."""
    cast = select(Ballot.judge_id, Ballot.cast_at).where(
        Ballot.event_id == event_id, Ballot.state == BallotState.CAST, Ballot.cast_at.is_not(None)
    )
    moments: dict[int, list[datetime]] = defaultdict(list)
    for judge_id, cast_at in session.execute(cast):
        moments[judge_id] += [cast_at] if cast_at else []
    return {judge_id: pace(found) for judge_id, found in moments.items()}


def _named(
    session: Session, doubted: Sequence[int], found: dict[int, Spread], far: dict[int, Outlier]
) -> Sequence[Doubt]:
    if not doubted:
        return ()
    named = select(Project.id, Project.title).where(Project.id.in_(doubted))
    titles = dict(session.execute(named).all())
    ballots = (
        select(Ballot.project_id, Ballot.judge_id, Ballot.id, Account.display_name, SecondLook.ballot_id.is_not(None))
        .join(Account, Account.id == Ballot.judge_id)
        .outerjoin(SecondLook, SecondLook.ballot_id == Ballot.id)
        .where(Ballot.project_id.in_(doubted), Ballot.state == BallotState.CAST)
        .order_by(Ballot.stage)
    )
    given = {
        (project_id, judge_id): (name, ballot_id, is_asked)
        for project_id, judge_id, ballot_id, name, is_asked in session.execute(ballots)
    }

    def doubt(project_id: int) -> Doubt:
        outlier = far.get(project_id)
        of_judge = given[project_id, outlier.judge_id] if outlier else ("", None, False)
        return Doubt(project_id, titles[project_id], found[project_id], outlier, *of_judge)

    return [doubt(project_id) for project_id in doubted]
