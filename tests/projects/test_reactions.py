"""Captains learn what became of their repository and of the commit they handed in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Fact
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.projects.repositories.facts import RepositoryRefused
from hackathon.projects.submissions.facts import CommitLost
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_project, make_repository, make_submission, make_team

Working = Callable[[Account], AbstractContextManager[Work]]


def told(session: Session, working: Working, clock: StandingClock, by: Account, fact: Fact) -> list[tuple[int, str]]:
    """Let a fact happen and return who was told where to look."""
    with working(by) as work:
        work.record(fact)
    deliver_pending(session, clock)
    return [(notice.account_id, notice.path) for notice in session.scalars(select(Notice))]


def test_captain_is_told_of_a_repository_that_cannot_be_read(
    session: Session, working: Working, clock: StandingClock
) -> None:
    captain, member = make_account(session), make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), captain, member))
    make_repository(session, project, problem="The host did not answer.")

    found = told(session, working, clock, member, RepositoryRefused(subject_id=project.id, reason="gone"))

    assert found == [(captain.id, f"/projects/{project.id}")]


def test_captain_is_not_told_of_a_repository_after_the_deadline_or_once_it_is_mended(
    session: Session, working: Working, clock: StandingClock
) -> None:
    captain = make_account(session)
    event = make_event(session, "running")
    project = make_project(session, make_team(session, event, captain))
    repository = make_repository(session, project)
    refused = RepositoryRefused(subject_id=project.id, reason="gone")

    mended = told(session, working, clock, captain, refused)
    repository.problem = "The host did not answer."
    session.commit()
    clock.at = event.deadline + timedelta(minutes=1)
    late = told(session, working, clock, captain, refused)

    assert (mended, late) == ([], [])


def test_captain_is_told_that_the_commit_handed_in_was_lost(
    session: Session, working: Working, clock: StandingClock
) -> None:
    captain, member = make_account(session), make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), captain, member))
    submission = make_submission(session, project, captain.id, number=3)
    lost = CommitLost(subject_id=project.id, submission_id=submission.id, number=3)

    found = told(session, working, clock, member, lost)

    assert found == [(captain.id, f"/projects/{project.id}/submissions/3")]
