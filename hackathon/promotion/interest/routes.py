"""Pages on which product owners say that they would take something over, and teams see who would."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.queries import project_seen
from hackathon.promotion.interest.commands import take_back, want_project, want_question
from hackathon.promotion.interest.policy import can_know, can_say
from hackathon.promotion.interest.queries import (
    interest_in_project,
    interest_in_question,
    names_for,
    question_at,
    wanted_at,
)
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("interest", __name__)
PROJECT = "/projects/<int:project_id>/interest"
QUESTION = "/events/<slug>/challenges/<int:challenge_id>/interest"
KEPT_FOR = timedelta(minutes=1)
"""A project's page may be as late as this: the team was told in person."""


@blueprint.get(PROJECT)
@signed_in
def project(project_id: int) -> ResponseReturnValue:
    """Show who would take a project over."""
    seen = project_seen(session(), current_actor(), project_id)
    interested = interest_in_project(session(), current_actor(), seen)
    return render_template("promotion/interest/project.html", **seen._asdict(), **vars(interested))


@blueprint.post(PROJECT)
@signed_in
def say_of_project(project_id: int) -> ResponseReturnValue:
    """Say that one would take a project over."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        want_project(work, project_id)
    flash(_("Said. The team and the organizers are told; judges are not."), "success")
    return redirect(url_for(".project", project_id=project_id))


@blueprint.post(f"{PROJECT}/take-back")
@signed_in
def take_back_project(project_id: int) -> ResponseReturnValue:
    """Say that one would not take it over after all."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        take_back(work, project_id=project_id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".project", project_id=project_id))


@blueprint.get(QUESTION)
@signed_in
def question(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Show who would take over what answers a question."""
    seen = question_at(session(), current_actor(), slug, challenge_id)
    interested = interest_in_question(session(), current_actor(), seen.event, challenge_id)
    return render_template(
        "promotion/interest/question.html", challenge=seen.challenge, event=seen.event, **vars(interested)
    )


@blueprint.post(QUESTION)
@signed_in
def say_of_question(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Say that one would take over what answers a question."""
    question_at(session(), current_actor(), slug, challenge_id)
    with working() as work:
        want_question(work, challenge_id)
    flash(_("Said. Its teams and the organizers are told; judges are not."), "success")
    return redirect(url_for(".question", slug=slug, challenge_id=challenge_id))


@blueprint.post(f"{QUESTION}/take-back")
@signed_in
def take_back_question(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Say that one would not take it over after all."""
    question_at(session(), current_actor(), slug, challenge_id)
    with working() as work:
        take_back(work, challenge_id=challenge_id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".question", slug=slug, challenge_id=challenge_id))


def challenge_panel(view: Viewing, challenge: Challenge) -> Panel | None:
    """Let product owners say on a question's page that they would take over what answers it, without reading."""
    event = view.session.get_one(Event, challenge.event_id)
    if not can_say(view.actor, event):
        return None
    return _panel([], url_for("promotion.interest.question", slug=event.slug, challenge_id=challenge.id))


def project_panel(view: Viewing, project: Project) -> Panel | None:
    """Show the team and the organizers who would take it over, from what is read once a minute for a whole event."""
    event = view.session.get_one(Event, project.event_id)
    url = url_for("promotion.interest.project", project_id=project.id)
    if can_say(view.actor, event, team_id=project.team_id):
        return _panel([], url)
    if event.is_released or not can_know(view.actor, event, team_id=project.team_id):
        return None
    wanted = view.kept.read(
        ("interest", event.id), 0, view.now, lambda: wanted_at(view.session, event.id), life=KEPT_FOR
    )
    names = list(names_for(wanted, project_id=project.id, challenge_id=project.challenge_id).values())
    return _panel(names, url) if names else None


def _panel(names: Sequence[str], url: str) -> Panel:
    title = _("Who would take it over") if names else _("Would you take it over?")
    content = {"names": names, "url": url}
    return Panel(title, "promotion/interest/panel.html", content, side=True, position=30)
