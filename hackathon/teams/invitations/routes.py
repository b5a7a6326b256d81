"""Pages of invitations: a captain's list of them, and what somebody sees who opens a link."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, TeamAction, Viewing
from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import is_member, leads, takes_part
from hackathon.teams.formation.queries import TeamSeen, team_seen
from hackathon.teams.formation.rules import ROLE_LABELS
from hackathon.teams.invitations import commands, policy
from hackathon.teams.invitations.forms import LinkForm, MailForm
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.invitations.queries import (
    invitable,
    invitations_of,
    invited_by,
    is_of_team,
    links_of,
    opened,
)
from hackathon.teams.invitations.rules import PATH
from hackathon.teams.invitations.states import InvitationState
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.database import now, received_at, session, settings, working
from hackathon.web.forms import ButtonForm
from hackathon.web.limits import guesses_per_address, mails_per_email, per_address
from hackathon.web.paging import page_of

blueprint = Blueprint("invitations", __name__)
INVITATIONS = "/events/<slug>/teams/<int:team_id>/invitations"


@blueprint.get(INVITATIONS)
@signed_in
def index(slug: str, team_id: int) -> ResponseReturnValue:
    """Show a captain whom the team invited, and whom it could invite."""
    return _index(_own_team(slug, team_id))


@blueprint.post(f"{INVITATIONS}/people/<int:account_id>")
@signed_in
@per_address
def invite(slug: str, team_id: int, account_id: int) -> ResponseReturnValue:
    """Invite somebody of the list."""
    _own_team(slug, team_id)
    with working() as work:
        commands.invite_person(work, team_id, account_id)
    flash(_("Invited. They are told."), "success")
    return redirect(url_for(".index", slug=slug, team_id=team_id))


@blueprint.post(f"{INVITATIONS}/mail")
@signed_in
@per_address
@mails_per_email
def mail(slug: str, team_id: int) -> ResponseReturnValue:
    """Invite whoever reads the mails of an address; show the link this once where no mail carries it."""
    seen, form, address = _own_team(slug, team_id), MailForm(), None
    if form.accepts():
        with form.guard():
            with working() as work:
                token = commands.invite_address(work, team_id, form.email.data or "")
            if token is None:
                flash(_("Invited. They have it by mail."), "success")
                return redirect(url_for(".index", slug=slug, team_id=team_id))
            address, seen = settings().public_url + PATH + token, _own_team(slug, team_id)
    return _index(seen, mail_form=form, address=address), form.status


@blueprint.post(f"{INVITATIONS}/links")
@signed_in
@per_address
def link(slug: str, team_id: int) -> ResponseReturnValue:
    """Make a link for a few people, and show it this once."""
    seen, form, address = _own_team(slug, team_id), LinkForm(), None
    if form.accepts():
        with form.guard():
            with working() as work:
                token = commands.make_link(work, team_id, form.uses.data or 0)
            address, seen = settings().public_url + PATH + token, _own_team(slug, team_id)
    return _index(seen, link_form=form, address=address), form.status


@blueprint.post(f"{INVITATIONS}/links/<int:invitation_link_id>/revoke")
@signed_in
def revoke(slug: str, team_id: int, invitation_link_id: int) -> ResponseReturnValue:
    """Withdraw a link."""
    _require_at(slug, team_id, InvitationLink, invitation_link_id)
    with working() as work:
        commands.revoke_link(work, invitation_link_id)
    flash(_("Withdrawn: nobody gets in by it any more."), "success")
    return redirect(url_for(".index", slug=slug, team_id=team_id))


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/withdraw")
@signed_in
def withdraw(slug: str, team_id: int, invitation_id: int) -> ResponseReturnValue:
    """Invite somebody no longer."""
    _require_at(slug, team_id, Invitation, invitation_id)
    with working() as work:
        commands.withdraw_invitation(work, invitation_id)
    flash(_("Withdrawn."), "success")
    return redirect(url_for(".index", slug=slug, team_id=team_id))


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/accept")
@signed_in
def accept(slug: str, team_id: int, invitation_id: int) -> ResponseReturnValue:
    """Join the team that invited one."""
    _require_at(slug, team_id, Invitation, invitation_id)
    with working() as work:
        commands.accept_invitation(work, invitation_id)
    flash(_("You are in. Say hello to your team."), "success")
    return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/decline")
@signed_in
def decline(slug: str, team_id: int, invitation_id: int) -> ResponseReturnValue:
    """Turn an invitation down."""
    _require_at(slug, team_id, Invitation, invitation_id)
    with working() as work:
        commands.decline_invitation(work, invitation_id)
    flash(_("Declined. The captain is told."), "success")
    return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))


@blueprint.route(f"{PATH}<token>", methods=["GET", "POST"])
@public
@guesses_per_address
def use(token: str) -> ResponseReturnValue:
    """Show a button that takes an invitation up: programs that scan mail open links but press no buttons."""
    found, form = opened(session(), token), ButtonForm()
    slug, team_id = found.event.slug, found.team.id
    if form.accepts() and current_actor().is_signed_in:
        with form.guard(), _refusals_recorded(team_id):
            return _take_up(found.what, slug, team_id)
    works = policy.still_works(found.what, at=received_at())
    return render_template("teams/invitations/use.html", found=found, works=works, form=form), form.status


def team_panel(viewing: Viewing, team: Team) -> Panel | None:
    """Tell somebody who is invited by whom and until when."""
    found = _own_invitation(viewing, team)
    if found is None:
        return None
    event = viewing.session.get_one(Event, team.event_id)
    may_join = policy.can_join_by_invitation(viewing.actor, team, event, at=viewing.now)
    content = {"invitation": found[0], "invited_by": found[1], "team": team, "event": event, "may_join": may_join}
    content["registers_first"] = not takes_part(viewing.actor, event)
    return Panel(_("You are invited"), "teams/invitations/team_panel.html", content, position=1)


def accept_action(viewing: Viewing, team: Team) -> TeamAction | None:
    """Offer to accept to who is invited."""
    found = _own_invitation(viewing, team)
    if found is None:
        return None
    event = viewing.session.get_one(Event, team.event_id)
    may = policy.invitation_holds(found[0], at=viewing.now)
    may &= policy.can_join_by_invitation(viewing.actor, team, event, at=viewing.now)
    url = url_for("teams.invitations.accept", slug=event.slug, team_id=team.id, invitation_id=found[0].id)
    why_not = may.reason or None
    label = _("Accept the invitation")
    return TeamAction(label, url, 80, icon="user-plus", is_post=True, disabled_reason=why_not, is_entry=True)


def invite_action(viewing: Viewing, team: Team) -> TeamAction | None:
    """Offer the captain to invite people while they can."""
    event = viewing.session.get_one(Event, team.event_id)
    if not policy.can_invite(viewing.actor, team, event, at=viewing.now):
        return None
    url = url_for("teams.invitations.index", slug=event.slug, team_id=team.id)
    return TeamAction(_("Invite people"), url, 30, icon="send")


def _own_invitation(viewing: Viewing, team: Team) -> tuple[Invitation, str] | None:
    if is_member(viewing.actor, team) or leads(viewing.actor, team):
        return None
    found = viewing.once(f"invitation to {team.id}", lambda: invited_by(viewing.session, team.id, viewing.actor.id))
    return None if found is None else (found[0], found[1])


def _own_team(slug: str, team_id: int) -> TeamSeen:
    """Load a team for its captain."""
    seen = team_seen(session(), current_actor(), team_id, slug=slug)
    require(policy.can_see_invitations(current_actor(), seen.team))
    return seen


def _require_at(slug: str, team_id: int, model: type[Invitation | InvitationLink], row_id: int) -> None:
    """Make sure that a thing is one of this team, which the actor may see."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    if not is_of_team(session(), model, team_id, row_id):
        raise Missing(_("There is no such invitation to this team."))


def _index(
    seen: TeamSeen, *, mail_form: MailForm | None = None, link_form: LinkForm | None = None, address: str | None = None
) -> str:
    words, waiting = request.args.get("q", "").strip()[:80], invitations_of(session(), seen.team.id)
    return render_template(
        "teams/invitations/index.html",
        event=seen.event,
        team=seen.team,
        inviting=policy.can_invite(current_actor(), seen.team, seen.event, at=now()),
        invitations=waiting,
        invited={each.account_id for each, name in waiting if name},
        team_links=links_of(session(), seen.team.id, now()),
        page=page_of(session(), invitable(seen.event.id, words), scalars=False),
        words=words,
        mail_form=mail_form or MailForm(),
        link_form=link_form or LinkForm(),
        address=address,
        roles=ROLE_LABELS,
        sends_mail=settings().smtp_url is not None,
    )


def _take_up(what: Invitation | InvitationLink, slug: str, team_id: int) -> ResponseReturnValue:
    """Join by what was opened, or keep it for whoever has to register first."""
    follow = commands.follow_link if isinstance(what, InvitationLink) else commands.follow_mail
    what_id = what.id
    with working() as work:
        is_in = follow(work, what_id).state == InvitationState.ACCEPTED
    if is_in:
        flash(_("You are in. Say hello to your team."), "success")
        return redirect(url_for("teams.formation.show", slug=slug, team_id=team_id))
    flash(_("Register first. The invitation is kept for you: you find it on the team's page."), "info")
    return redirect(url_for("events.registration.apply", slug=slug))


@contextmanager
def _refusals_recorded(team_id: int) -> Iterator[None]:
    """Write down that an invitation was tried in vain, in a commit of its own since the try left none."""
    try:
        yield
    except Conflict:
        with working() as work:
            commands.record_refusal(work, team_id)
        raise
