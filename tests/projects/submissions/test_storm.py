"""The last second before the deadline: everybody hands in at once, and nothing is lost or let in late."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.storage import StoredFile
from hackathon.events.setup.models import Event
from hackathon.projects.submissions.facts import ProjectSubmitted
from hackathon.projects.submissions.models import Attachment, Submission, SubmittedFile
from hackathon.projects.workspace.models import Project
from tests.clocks import NOON
from tests.factories import make_account, make_commit, make_event, make_project, make_repository, make_team
from tests.factories.saving import saved
from tests.projects.submissions.storm import HANDED_IN, Attempt, storm

IN_TIME, LATE = 150, 50


@pytest.mark.slow
def test_two_hundred_hand_in_at_once_and_all_received_in_time_are_stored_whole(
    live_engine: Engine, live_url: str
) -> None:
    with arranging(live_engine) as session:
        event = make_event(session)
        projects = [make_complete_project(session, event, number) for number in range(IN_TIME + LATE)]
    deadline = event.running_closes_at
    moments = [deadline - timedelta(milliseconds=6 * number + 1) for number in range(IN_TIME)]
    moments += [deadline + timedelta(milliseconds=20 * number) for number in range(LATE)]
    attempts = [
        Attempt(captain_id, project_id, at) for (captain_id, project_id), at in zip(projects, moments, strict=True)
    ]

    answers = storm(live_url, attempts)

    in_time = {attempt.project_id for attempt in attempts[:IN_TIME]}
    assert {project_id for project_id, answer in answers.items() if answer == HANDED_IN} == in_time
    assert all("Hand-in closed on" in answers[attempt.project_id] for attempt in attempts[IN_TIME:])
    with Session(live_engine) as session:
        stored = session.execute(
            select(Submission.project_id, Submission.number, Submission.title, Submission.commit_sha)
        )
        assert sorted(tuple(row) for row in stored) == [
            (attempt.project_id, 1, f"Radar {number}", f"{number:040x}")
            for number, attempt in enumerate(attempts[:IN_TIME])
        ]
        received = {row.project_id: row.received_at for row in session.scalars(select(Submission))}
        assert received == {attempt.project_id: attempt.received_at for attempt in attempts[:IN_TIME]}
        files = session.execute(
            select(Submission.project_id, StoredFile.name)
            .join(SubmittedFile, SubmittedFile.submission_id == Submission.id)
            .join(StoredFile, StoredFile.id == SubmittedFile.file_id)
        )
        assert sorted(tuple(row) for row in files) == [
            (attempt.project_id, f"{number}-{name}.pdf")
            for number, attempt in enumerate(attempts[:IN_TIME])
            for name in ("notes", "slides")
        ]
        states = {row.id: row.state for row in session.scalars(select(Project))}
        assert states == {id_: "SUBMITTED" if id_ in in_time else "DRAFT" for _captain, id_ in projects}
        submission_ids = sorted(session.scalars(select(Submission.id)))
        facts = [row.fact() for row in session.scalars(select(FactRow).where(FactRow.kind == ProjectSubmitted.kind))]
        told = [fact.submission_id for fact in facts if isinstance(fact, ProjectSubmitted)]
        assert sorted(told) == submission_ids
        jobs = session.scalars(select(Job.subject_id).where(Job.name == "projects.submissions.freeze"))
        assert sorted(jobs) == submission_ids


@pytest.mark.slow
def test_one_captain_who_hands_in_twenty_times_at_once_gets_twenty_numbers(live_engine: Engine, live_url: str) -> None:
    with arranging(live_engine) as session:
        captain_id, project_id = make_complete_project(session, make_event(session), 0)

    storm(live_url, [Attempt(captain_id, project_id, NOON)] * 20)

    with Session(live_engine) as session:
        assert sorted(session.scalars(select(Submission.number))) == list(range(1, 21))


@contextmanager
def arranging(engine: Engine) -> Iterator[Session]:
    """Commit once what the factories commit row by row: two hundred teams are thousands of rows."""
    with (
        engine.begin() as connection,
        Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
    ):
        yield session


def make_complete_project(session: Session, event: Event, number: int) -> tuple[int, int]:
    """Make a project with a commit and two files; return its captain's id and its own."""
    captain = make_account(session)
    project = make_project(session, make_team(session, event, captain), title=f"Radar {number}")
    sha = f"{number:040x}"
    make_commit(session, make_repository(session, project, head_sha=sha), sha=sha)
    for name in ("notes", "slides"):
        attach(session, project.id, captain.id, f"{number}-{name}.pdf")
    return captain.id, project.id


def attach(session: Session, project_id: int, account_id: int, name: str) -> None:
    file = saved(
        session,
        StoredFile(
            key="k",
            sha256="",
            size=1,
            name=name,
            media_type="application/pdf",
            scope="project",
            scope_id=project_id,
            at=NOON,
        ),
    )
    saved(session, Attachment(project_id=project_id, file_id=file.id, given_by=account_id, given_at=NOON))
