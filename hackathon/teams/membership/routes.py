"""Pages on which captains and organizers decide on somebody's place in a team."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.policy import can_move_people
from hackathon.teams.formation.queries import team_seen
from hackathon.teams.membership.commands import hand_over as give_captaincy
from hackathon.teams.membership.commands import move_person, remove_member
from hackathon.teams.membership.forms import MoveForm, ReasonForm
from hackathon.teams.membership.policy import can_remove
from hackathon.teams.membership.queries import member_name, person_placed, teams_with_room
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import received_at, session, working

blueprint = Blueprint("membership", __name__, url_prefix="/events/<slug>/teams")
MEMBER = "/<int:team_id>/members/<int:account_id>"


@blueprint.post(f"{MEMBER}/captain")
@signed_in
def hand_over(slug: str, team_id: int, account_id: int) -> ResponseReturnValue:
    """Let another member lead the team."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        give_captaincy(work, team_id, account_id)
    flash(_("Handed over. Both are told."), "success")
    return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))


@blueprint.route(f"{MEMBER}/remove", methods=["GET", "POST"])
@signed_in
def remove(slug: str, team_id: int, account_id: int) -> ResponseReturnValue:
    """Take somebody out of a team, saying why."""
    team, event, _challenge = team_seen(session(), current_actor(), team_id, slug=slug)
    require(can_remove(current_actor(), team, event, account_id, at=received_at()))
    name, form = member_name(session(), team_id, account_id), ReasonForm()
    if form.accepts():
        with form.guard(), working() as work:
            remove_member(work, team_id, account_id, form.reason.data or "")
            flash(_("%(name)s is no longer in the team, and is told why.") % {"name": name}, "success")
            return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))
    shown = {"event": event, "team": team, "name": name, "form": form}
    return render_template("teams/membership/remove.html", **shown), form.status


@blueprint.route("/people/<int:account_id>/move", methods=["GET", "POST"])
@signed_in
def move(slug: str, account_id: int) -> ResponseReturnValue:
    """Put somebody into another team, saying why."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_move_people(current_actor(), event, at=received_at()))
    name, team = person_placed(session(), event.id, account_id)
    open_teams = [row for row in teams_with_room(session(), event.id, event.team_max) if row[0] != team]
    form = MoveForm.among(((row[0], row[1]) for row in open_teams), event.team_max)
    if form.accepts():
        with form.guard(), working() as work:
            team_id = move_person(work, account_id, form.team_id.data, form.reason.data or "").team_id
            flash(_("Done. %(name)s is told why, and so are the captains.") % {"name": name}, "success")
            return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))
    shown = {"event": event, "team": team, "name": name, "form": form, "open_teams": open_teams}
    return render_template("teams/membership/move.html", **shown), form.status
