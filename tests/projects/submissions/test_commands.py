"""Handing in: a whole snapshot in time, a refusal with its reason otherwise."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, Grant, person
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.work import Work, unit_of_work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.submissions.commands import submit_project, withdraw_project
from hackathon.projects.submissions.facts import ProjectSubmitted
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_commit, make_event, make_project, make_repository, make_team

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


@dataclass
class Team:
    """A team with its project on the day of the event."""

    event: Event
    project: Project
    captain: Actor
    member: Actor


@pytest.fixture
def team(session: Session) -> Team:
    ines, jan = make_account(session, "Ines"), make_account(session, "Jan")
    event = make_event(session)
    row = make_team(session, event, ines, jan)
    member = Grant("team", row.id, "member")
    return Team(
        event,
        make_project(session, row, title="Drift radar", demo_url="https://demo.example.org"),
        person(ines.id, "Ines", grants=[member, Grant("team", row.id, "captain")]),
        person(jan.id, "Jan", grants=[member]),
    )


def test_submit_by_the_captain_keeps_text_links_and_newest_commit(
    session: Session, working: Working, team: Team
) -> None:
    repository = make_repository(session, team.project)
    make_commit(session, repository, sha="a" * 40)
    newest = make_commit(session, repository, sha="b" * 40)
    repository.head_sha = newest.sha
    session.commit()

    with working(team.captain) as work:
        submission_id = submit_project(work, team.project.id).id

    submission = session.get_one(Submission, submission_id)
    assert (submission.number, submission.title, submission.summary, submission.description) == (
        1,
        "Drift radar",
        "Warns before a meter drifts.",
        "It **works**.",
    )
    assert (submission.demo_url, submission.repository_url) == ("https://demo.example.org", repository.url)
    assert (submission.commit_sha, submission.commit_seen_at) == ("b" * 40, newest.seen_at)
    assert (submission.submitted_by, submission.received_at, submission.frozen) == (team.captain.id, NOON, "waiting")
    assert session.get_one(Project, team.project.id).state == "SUBMITTED"
    assert [(job.name, job.subject_id) for job in session.scalars(select(Job))] == [
        ("projects.submissions.freeze", submission_id)
    ]
    assert [row.fact() for row in session.scalars(select(FactRow))] == [
        ProjectSubmitted(
            subject_id=team.project.id,
            event_id=team.event.id,
            team_id=team.project.team_id,
            submission_id=submission_id,
            number=1,
        )
    ]


def test_submit_with_a_chosen_commit_names_that_commit(session: Session, working: Working, team: Team) -> None:
    repository = make_repository(session, team.project, head_sha="b" * 40)
    for letter in "ab":
        make_commit(session, repository, sha=letter * 40)

    with working(team.captain) as work:
        submission_id = submit_project(work, team.project.id, commit_sha="a" * 40).id

    assert session.get_one(Submission, submission_id).commit_sha == "a" * 40


def test_submit_with_a_commit_of_another_project_is_refused(session: Session, working: Working, team: Team) -> None:
    make_repository(session, team.project)
    other = make_project(session, make_team(session, team.event))
    make_commit(session, make_repository(session, other), sha="c" * 40)

    with (
        pytest.raises(Invalid, match="We have not seen this commit in your repository"),
        working(team.captain) as work,
    ):
        submit_project(work, team.project.id, commit_sha="c" * 40)

    assert session.scalars(select(Submission)).all() == []


def test_submit_without_repository_stands_and_has_nothing_to_freeze(
    session: Session, working: Working, team: Team
) -> None:
    with working(team.captain) as work:
        submission_id = submit_project(work, team.project.id).id

    submission = session.get_one(Submission, submission_id)
    assert (submission.commit_sha, submission.repository_url, submission.frozen) == (None, "", "nothing")
    assert session.scalars(select(Job)).all() == []


def test_submit_again_makes_number_two_and_leaves_number_one(session: Session, working: Working, team: Team) -> None:
    with working(team.captain) as work:
        first_id = submit_project(work, team.project.id).id
    session.get_one(Project, team.project.id).title = "Drift radar 2"
    session.commit()

    with working(team.captain) as work:
        second_id = submit_project(work, team.project.id).id

    first, second = session.get_one(Submission, first_id), session.get_one(Submission, second_id)
    assert [(first.number, first.title), (second.number, second.title)] == [(1, "Drift radar"), (2, "Drift radar 2")]


def test_submit_without_summary_is_refused_with_what_is_missing(session: Session, working: Working, team: Team) -> None:
    team.project.summary = ""
    session.commit()

    with (
        pytest.raises(Invalid, match=r"Before handing in add: A summary in one or two sentences\."),
        working(team.captain) as work,
    ):
        submit_project(work, team.project.id)

    assert session.scalars(select(Submission)).all() == []


def test_submit_by_a_member_is_refused(session: Session, working: Working, team: Team) -> None:
    with pytest.raises(Denied, match="The captain hands in for the team"), working(team.member) as work:
        submit_project(work, team.project.id)

    assert session.scalars(select(Submission)).all() == []


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        (timedelta(), "Hand-in closed on Wed 25 Nov, 13:00 CET; your request arrived less than a second after."),
        (
            timedelta(minutes=3, seconds=12),
            "Hand-in closed on Wed 25 Nov, 13:00 CET; your request arrived 3 min 12 s after.",
        ),
        (
            timedelta(days=1, hours=2, minutes=5),
            "Hand-in closed on Wed 25 Nov, 13:00 CET; your request arrived 1 day 2 h after.",
        ),
    ],
)
def test_submit_after_the_deadline_is_refused_with_how_late_it_was(
    session: Session, clock: StandingClock, working: Working, team: Team, received: timedelta, sentence: str
) -> None:
    clock.at = team.event.running_closes_at + received

    with pytest.raises(Conflict) as refused, working(team.captain) as work:
        submit_project(work, team.project.id)

    assert refused.value.sentence == sentence
    assert session.scalars(select(Submission)).all() == []


def test_submit_received_before_and_committed_after_the_deadline_counts(session: Session, team: Team) -> None:
    deadline = team.event.running_closes_at
    just_before = deadline - timedelta(milliseconds=1)

    with unit_of_work(session, team.captain, deadline + timedelta(seconds=20), received_at=just_before) as work:
        submission_id = submit_project(work, team.project.id).id

    assert session.get_one(Submission, submission_id).received_at == just_before


def test_submit_before_the_event_runs_is_refused(
    session: Session, clock: StandingClock, working: Working, team: Team
) -> None:
    clock.at = team.event.running_opens_at - timedelta(seconds=1)

    with pytest.raises(Conflict, match="Hand-in opens on Mon 23 Nov, 13:00 CET"), working(team.captain) as work:
        submit_project(work, team.project.id)

    assert session.scalars(select(Submission)).all() == []


def test_submit_of_a_disqualified_project_is_refused(session: Session, working: Working, team: Team) -> None:
    team.project.state = "DISQUALIFIED"
    session.commit()

    with pytest.raises(IllegalMove), working(team.captain) as work:
        submit_project(work, team.project.id)

    assert session.scalars(select(Submission)).all() == []


def test_withdraw_before_the_deadline_leaves_submissions_and_can_be_undone(
    session: Session, working: Working, team: Team
) -> None:
    with working(team.captain) as work:
        submit_project(work, team.project.id)
    with working(team.captain) as work:
        withdraw_project(work, team.project.id)
    withdrawn = session.get_one(Project, team.project.id).state

    with working(team.captain) as work:
        submit_project(work, team.project.id)

    assert (withdrawn, session.get_one(Project, team.project.id).state) == ("WITHDRAWN", "SUBMITTED")
    assert sorted(session.scalars(select(Submission.number))) == [1, 2]


def test_withdraw_after_the_deadline_is_refused(
    session: Session, clock: StandingClock, working: Working, team: Team
) -> None:
    clock.at = team.event.running_closes_at

    with pytest.raises(Conflict, match="Hand-in closed"), working(team.captain) as work:
        withdraw_project(work, team.project.id)

    assert session.get_one(Project, team.project.id).state == "DRAFT"
