"""Starting and editing projects."""

from dataclasses import asdict

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.extensions.queries import extended_until
from hackathon.projects.workspace.facts import ProjectEdited, ProjectMoved, ProjectStarted
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project, can_follow_teams, can_start_project
from hackathon.projects.workspace.queries import project_of_team
from hackathon.projects.workspace.rules import ProjectDraft, check
from hackathon.teams.formation.models import Team


def start_project(work: Work, team_id: int, *, title: str, summary: str = "") -> Project:
    """Begin a team's prototype, on the challenge the team works on."""
    team = work.lock(Team, team_id)
    event, until = work.get(Event, team.event_id), extended_until(work.session, team.id)
    require(can_start_project(work.actor, team, event, at=work.received_at, extended_until=until))
    check(ProjectDraft(title, summary))
    project = Project(
        event_id=team.event_id,
        team_id=team.id,
        challenge_id=team.challenge_id,
        title=title,
        summary=summary,
        created_at=work.now,
    )
    work.add(project, unless_taken=Conflict(_("This team has a project already.")))
    work.record(
        ProjectStarted(
            subject_id=project.id,
            event_id=team.event_id,
            team_id=team.id,
            challenge_id=team.challenge_id,
        )
    )
    return project


def edit_project(work: Work, project_id: int, draft: ProjectDraft, *, version: int | None = None) -> Project:
    """Change what a project says about itself; what was handed in before stays as it was."""
    project = work.lock(Project, project_id)
    require(can_edit_project(work.actor, project, work.get(Event, project.event_id)))
    check(draft)
    work.expect_version(project, version)
    for column, value in asdict(draft).items():
        setattr(project, column, value)
    work.record(ProjectEdited(subject_id=project.id))
    return project


def follow_team(work: Work, team_id: int, *, challenge_id: int | None) -> None:
    """Move a team's project, where it has one, to the challenge the team took."""
    require(can_follow_teams(work.actor))
    found = project_of_team(work.session, team_id)
    if found is not None and found.challenge_id != challenge_id:
        project = work.lock(Project, found.id)
        project.challenge_id = challenge_id
        work.record(ProjectMoved(subject_id=project.id, challenge_id=challenge_id))
