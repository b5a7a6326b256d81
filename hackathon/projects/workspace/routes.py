"""A project's page, which the floors and siblings above fill, and its forms."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import HomeCard, Panel, ProjectAction, Viewing
from hackathon.core.decisions import require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.projects.extensions.queries import extended_until
from hackathon.projects.workspace.commands import edit_project, start_project
from hackathon.projects.workspace.forms import ProjectForm, StartProjectForm
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project, can_see_project, can_start_project
from hackathon.projects.workspace.queries import project_of_team, project_seen, teams_to_start
from hackathon.projects.workspace.states import STATE_LABELS
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import members_of, team_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of, activity_page
from hackathon.web.database import contributions, received_at, session, viewing, working

blueprint = Blueprint("workspace", __name__)
PROJECT = "/projects/<int:project_id>"


@blueprint.get(PROJECT)
@signed_in
def show(project_id: int) -> ResponseReturnValue:
    """Show a project: what it is, who makes it, and what the floors above add."""
    seen, view, house = project_seen(session(), current_actor(), project_id), viewing(), contributions()
    return render_template(
        "projects/workspace/show.html",
        **seen._asdict(),
        members=members_of(session(), [seen.team.id]).get(seen.team.id, ()),
        state_labels=STATE_LABELS,
        actions=house.actions_on_project(view, seen.project),
        checklist=house.missing_on("project", view, seen.project),
        panels=house.panels_on("project", view, seen.project),
        entries=activity_of(view, "project", project_id, audiences=[Audience.VIEWERS]),
    )


@blueprint.get(f"{PROJECT}/activity")
@signed_in
def activity(project_id: int) -> ResponseReturnValue:
    """Show everything that happened to a project."""
    seen = project_seen(session(), current_actor(), project_id)
    page = activity_page(viewing(), "project", project_id, audiences=[Audience.VIEWERS])
    back = url_for(".show", project_id=project_id)
    return render_template("activity.html", title=seen.project.title, back=back, page=page)


def fact_audiences(seen: Viewing, project_id: int) -> list[Audience]:
    """Say which facts of a project's page somebody reads; raise `Missing` where there is none to see."""
    project_seen(seen.session, seen.actor, project_id)
    return [Audience.VIEWERS]


@blueprint.route("/projects/start/<int:team_id>", methods=["GET", "POST"])
@signed_in
def start(team_id: int) -> ResponseReturnValue:
    """Start a team's project."""
    team, event, _challenge = team_seen(session(), current_actor(), team_id)
    until = extended_until(session(), team_id)
    require(can_start_project(current_actor(), team, event, at=received_at(), extended_until=until))
    form = StartProjectForm(title=team.name)
    if form.accepts():
        with form.guard(), working() as work:
            project = start_project(work, team_id, **form.values())
            url = url_for("projects.workspace.show", project_id=project.id)
            flash(_("Your project is started. Link its repository next."), "success")
            return redirect(url)
    return render_template("projects/workspace/start.html", event=event, team=team, form=form), form.status


@blueprint.route(f"{PROJECT}/edit", methods=["GET", "POST"])
@signed_in
def edit(project_id: int) -> ResponseReturnValue:
    """Change what a project says about itself."""
    seen = project_seen(session(), current_actor(), project_id)
    require(can_edit_project(current_actor(), seen.project, seen.event))
    form = ProjectForm(seen.project)
    if form.accepts():
        with form.guard(), working() as work:
            edit_project(work, project_id, form.draft(), version=form.version.data)
            flash(_("Saved. What was handed in before stays as it was."), "success")
            return redirect(url_for("projects.workspace.show", project_id=project_id))
    return render_template("projects/workspace/edit.html", **seen._asdict(), form=form), form.status


def edit_action(viewing: Viewing, project: Project) -> ProjectAction | None:
    """Offer members to edit their project."""
    event = viewing.session.get_one(Event, project.event_id)
    if not can_edit_project(viewing.actor, project, event):
        return None
    return ProjectAction(_("Edit"), url_for("projects.workspace.edit", project_id=project.id), 10, icon="pencil")


def team_panel(viewing: Viewing, team: Team) -> Panel:
    """Show a team's project on its page, or offer to start it."""
    project = project_of_team(viewing.session, team.id)
    event = viewing.session.get_one(Event, team.event_id)
    until = extended_until(viewing.session, team.id)
    content = {
        "project": project if project and can_see_project(viewing.actor, project, event) else None,
        "is_started": project is not None,
        "team": team,
        "starting": can_start_project(viewing.actor, team, event, at=viewing.now, extended_until=until),
    }
    return Panel(_("Project"), "projects/workspace/team_panel.html", content, position=10)


def home_cards(viewing: Viewing) -> list[HomeCard]:
    """Remind captains whose team has no project yet."""
    return [
        HomeCard(
            title=_("Start the project of %(team)s") % {"team": team.name},
            detail=_("A title is enough to begin; everything else can follow."),
            url=url_for("projects.workspace.start", team_id=team.id),
            action=_("Start"),
            icon="rocket",
            due=event.deadline,
        )
        for team, event in teams_to_start(viewing.session, viewing.actor, viewing.now)
    ]
