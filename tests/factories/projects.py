"""Projects, repositories and submissions for tests."""

from typing import Any

from sqlalchemy.orm import Session

from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team
from tests.factories.people import LONG_AGO
from tests.factories.saving import numbers, saved


def make_project(session: Session, team: Team, **values: Any) -> Project:
    """Make a team's project, a draft unless told otherwise."""
    return saved(
        session,
        Project(
            **{
                "event_id": team.event_id,
                "team_id": team.id,
                "challenge_id": team.challenge_id,
                "title": f"Project {next(numbers)}",
                "summary": "Warns before a meter drifts.",
                "description": "It **works**.",
                "created_at": LONG_AGO,
            }
            | values
        ),
    )


def make_repository(session: Session, project: Project, **values: Any) -> Repository:
    """Link a repository that was synced once."""
    return saved(
        session,
        Repository(
            **{
                "project_id": project.id,
                "kind": "mirrored",
                "url": "https://git.example.org/team/prototype.git",
                "linked_by": session.get_one(Team, project.team_id).captain_id,
                "linked_at": LONG_AGO,
            }
            | values
        ),
    )


def make_commit(session: Session, repository: Repository, **values: Any) -> Commit:
    """Make a commit that was seen in a repository."""
    number = next(numbers)
    return saved(
        session,
        Commit(
            **{
                "repository_id": repository.id,
                "sha": f"{number:040x}",
                "author_name": "Ines",
                "author_email": "ines@example.org",
                "authored_at": LONG_AGO,
                "committed_at": LONG_AGO,
                "subject": f"Step {number}",
                "seen_at": LONG_AGO,
            }
            | values
        ),
    )


def make_submission(session: Session, project: Project, submitted_by: int, **values: Any) -> Submission:
    """Hand a project in."""
    project.state = "SUBMITTED"
    return saved(
        session,
        Submission(
            **{
                "project_id": project.id,
                "event_id": project.event_id,
                "number": 1,
                "title": project.title,
                "summary": project.summary,
                "description": project.description,
                "demo_url": "",
                "video_url": "",
                "repository_url": "",
                "submitted_by": submitted_by,
                "received_at": LONG_AGO,
            }
            | values
        ),
    )
