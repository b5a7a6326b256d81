"""Pages of requests: asking a team, and what its page shows of who asks."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, TeamAction, Viewing
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import is_member, takes_part
from hackathon.teams.formation.queries import team_seen
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.requests.commands import accept_request, ask_team, decline_request, withdraw_request
from hackathon.teams.requests.forms import AnswerForm, AskForm
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.policy import can_answer, can_ask, can_read_requests
from hackathon.teams.requests.queries import askers_of, is_request_to, request_waiting
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import received_at, session, working

blueprint = Blueprint("requests", __name__, url_prefix="/events/<slug>/teams/<int:team_id>/requests")


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def ask(slug: str, team_id: int) -> ResponseReturnValue:
    """Ask a team to take one in."""
    team, event, _challenge = team_seen(session(), current_actor(), team_id, slug=slug)
    require(can_ask(current_actor(), team, event, at=received_at()))
    form = AskForm()
    if form.accepts():
        with form.guard(), working() as work:
            ask_team(work, team_id, form.message.data or "")
            flash(_("You asked. The captain is told, and you are told the answer."), "success")
            return _to_team(slug, team_id)
    return render_template("teams/requests/ask.html", event=event, team=team, form=form), form.status


@blueprint.post("/<int:request_id>/accept")
@signed_in
def accept(slug: str, team_id: int, request_id: int) -> ResponseReturnValue:
    """Take in who asked."""
    _require_at(slug, team_id, request_id)
    form = AnswerForm()
    with working() as work:
        accept_request(work, request_id, form.word.data or "")
    flash(_("They are in, and told."), "success")
    return _to_team(slug, team_id)


@blueprint.post("/<int:request_id>/decline")
@signed_in
def decline(slug: str, team_id: int, request_id: int) -> ResponseReturnValue:
    """Do not take in who asked."""
    _require_at(slug, team_id, request_id)
    form = AnswerForm()
    with working() as work:
        decline_request(work, request_id, form.word.data or "")
    flash(_("Declined. They are told."), "success")
    return _to_team(slug, team_id)


@blueprint.post("/<int:request_id>/withdraw")
@signed_in
def withdraw(slug: str, team_id: int, request_id: int) -> ResponseReturnValue:
    """Ask no longer."""
    _require_at(slug, team_id, request_id)
    with working() as work:
        withdraw_request(work, request_id)
    flash(_("You ask no longer. Other teams are open to you."), "success")
    return _to_team(slug, team_id)


def captain_panel(viewing: Viewing, team: Team) -> Panel | None:
    """Show the captain who asks to join, with a form to answer."""
    if not can_read_requests(viewing.actor, team):
        return None
    askers = askers_of(viewing.session, team.id)
    if not askers:
        return None
    event = viewing.session.get_one(Event, team.event_id)
    may_answer = can_answer(viewing.actor, team, event, at=viewing.now)
    content = {"askers": askers, "team": team, "event": event, "may_answer": may_answer}
    return Panel(_("They ask to join"), "teams/requests/captain_panel.html", content, position=5)


def asker_panel(viewing: Viewing, team: Team) -> Panel | None:
    """Remind who asked of what they wrote, while they wait for an answer."""
    waiting = _own_request(viewing, team)
    return (
        None
        if waiting is None
        else Panel(_("You asked to join"), "teams/requests/asker_panel.html", waiting, position=5)
    )


def team_action(viewing: Viewing, team: Team) -> TeamAction | None:
    """Offer to ask a team that chooses whom it takes, or to ask no longer."""
    waiting, event = _own_request(viewing, team), viewing.session.get_one(Event, team.event_id)
    if waiting is not None:
        url = url_for("teams.requests.withdraw", slug=event.slug, team_id=team.id, request_id=waiting.id)
        confirm = _("The captain has not answered yet. Ask no longer?")
        label = _("Withdraw my request")
        return TeamAction(label, url, 40, icon="x", is_post=True, confirm=confirm, is_entry=True)
    if team.entry != TeamEntry.BY_REQUEST or is_member(viewing.actor, team):
        return None
    may = can_ask(viewing.actor, team, event, at=viewing.now)
    url = url_for("teams.requests.ask", slug=event.slug, team_id=team.id)
    return TeamAction(_("Ask to join"), url, 60, icon="user-plus", disabled_reason=may.reason or None, is_entry=True)


def _own_request(viewing: Viewing, team: Team) -> JoinRequest | None:
    event = viewing.session.get_one(Event, team.event_id)
    # A team that is open by now is joined without asking.
    if team.entry == TeamEntry.OPEN or is_member(viewing.actor, team) or not takes_part(viewing.actor, event):
        return None
    return viewing.once(f"request to {team.id}", lambda: request_waiting(viewing.session, team.id, viewing.actor.id))


def _to_team(slug: str, team_id: int) -> ResponseReturnValue:
    return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))


def _require_at(slug: str, team_id: int, request_id: int) -> None:
    """Make sure that a request is one to this team, which the actor may see."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    if not is_request_to(session(), team_id, request_id):
        raise Missing(_("There is no such request to this team."))
