"""A team's mentors on its page, and the page on which organizers choose them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import is_member
from hackathon.teams.formation.queries import team_seen
from hackathon.teams.mentors.commands import attach_mentor, detach_mentor
from hackathon.teams.mentors.forms import MentorForm
from hackathon.teams.mentors.policy import can_choose_mentors, can_mentor, can_stop_mentoring, is_mentor
from hackathon.teams.mentors.queries import mentors_at, mentors_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("mentors", __name__, url_prefix="/events/<slug>/teams/<int:team_id>/mentors")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def choose(slug: str, team_id: int) -> ResponseReturnValue:
    """Choose a mentor for a team."""
    team, event, _challenge = team_seen(session(), current_actor(), team_id, slug=slug)
    require(can_choose_mentors(current_actor(), event))
    mentors = [(row[0], row[1], row[2]) for row in mentors_at(session(), event.id)]
    form = MentorForm.among(mentors)
    if form.accepts():
        with form.guard(), working() as work:
            attach_mentor(work, team_id, form.account_id.data)
            flash(_("Done. The team and the mentor are told."), "success")
            return _to_team(slug, team_id)
    shown = {"event": event, "team": team, "form": form, "mentors": mentors}
    return render_template("teams/mentors/choose.html", **shown), form.status


@blueprint.post("/me")
@signed_in
def attach(slug: str, team_id: int) -> ResponseReturnValue:
    """Mentor a team."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        attach_mentor(work, team_id, work.actor.id or 0)
    flash(_("You mentor this team now. Its members are told."), "success")
    return _to_team(slug, team_id)


@blueprint.post("/<int:account_id>/detach")
@signed_in
def detach(slug: str, team_id: int, account_id: int) -> ResponseReturnValue:
    """Let somebody mentor a team no more."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        detach_mentor(work, team_id, account_id)
    flash(_("Done. The team is told."), "success")
    return _to_team(slug, team_id)


def team_panel(viewing: Viewing, team: Team) -> Panel | None:
    """Show who mentors a team, and let mentors and organizers change it."""
    event, actor = viewing.session.get_one(Event, team.event_id), viewing.actor
    mentors = mentors_of(viewing.session, team.id)
    is_one = any(account_id == actor.id for account_id, _name in mentors)
    may_choose = can_choose_mentors(actor, event)
    is_free = is_mentor(actor, event) and not is_one and not is_member(actor, team)
    may_mentor = is_free and can_mentor(actor, team, event, actor.id)
    if not (mentors or may_choose or may_mentor):
        return None
    ends = {account_id for account_id, _name in mentors if can_stop_mentoring(actor, event, account_id)}
    content = {"team": team, "event": event, "mentors": mentors, "ends": ends}
    content |= {"may_choose": may_choose, "may_mentor": may_mentor, "reader_id": actor.id}
    return Panel(_("Mentors"), "teams/mentors/team_panel.html", content, side=True, position=40)


def _to_team(slug: str, team_id: int) -> ResponseReturnValue:
    return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))
