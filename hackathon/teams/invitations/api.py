"""Invitations as JSON: inviting by name, what waits for oneself at an event, answering."""

from dataclasses import dataclass
from typing import TypedDict

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.queries import team_seen
from hackathon.teams.invitations.commands import (
    accept_invitation,
    decline_invitation,
    invite_person,
    withdraw_invitation,
)
from hackathon.teams.invitations.models import Invitation
from hackathon.teams.invitations.queries import is_of_team, waiting_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.shapes import Moment

blueprint = api_blueprint("invitations", __name__)
INVITATIONS = "/events/<slug>/teams/<int:team_id>/invitations"


class InvitationShown(TypedDict):
    """That a team invites somebody: PENDING, ACCEPTED, DECLINED, WITHDRAWN or EXPIRED."""

    id: int
    team_id: int
    state: str
    expires_at: Moment


class WaitingRequest(TypedDict):
    """A team that one asked and that has not answered yet."""

    id: int
    team_id: int
    team: str


class WaitingInvitation(WaitingRequest):
    """A team that invited one, until when."""

    expires_at: Moment


class WaitingShown(TypedDict):
    """What waits for an answer at an event: of captains, and of oneself."""

    requests: list[WaitingRequest]
    invitations: list[WaitingInvitation]


@dataclass(frozen=True)
class PersonToInvite:
    """Somebody who takes part in the event and has no team."""

    account_id: int


@blueprint.get("/events/<slug>/waiting")
@signed_in
@promises(WaitingShown)
def waiting(slug: str) -> Response:
    """Show the teams one asked and those that invited one, as far as nobody answered."""
    event = event_by_slug(session(), current_actor(), slug)
    found = waiting_of(session(), current_actor().id, event.id)
    shown: WaitingShown = {
        "requests": [{"id": row.id, "team_id": team.id, "team": team.name} for row, team in found.requests],
        "invitations": [
            {"id": row.id, "team_id": team.id, "team": team.name, "expires_at": row.expires_at.isoformat()}
            for row, team in found.invitations
        ],
    }
    return jsonify(shown)


@blueprint.post(INVITATIONS)
@signed_in
@promises(InvitationShown, status=201, takes=PersonToInvite)
def invite(slug: str, team_id: int) -> ResponseReturnValue:
    """Invite somebody by name; for the captain only."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    whom = body_as(PersonToInvite)
    with working() as work:
        shown = _shown(invite_person(work, team_id, whom.account_id))
    return jsonify(shown), 201


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/accept")
@signed_in
@promises(InvitationShown)
def accept(slug: str, team_id: int, invitation_id: int) -> Response:
    """Join the team that invited one; 409 where it is full, or the invitation is over."""
    _require_at(slug, team_id, invitation_id)
    with working() as work:
        shown = _shown(accept_invitation(work, invitation_id))
    return jsonify(shown)


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/decline")
@signed_in
@promises(InvitationShown)
def decline(slug: str, team_id: int, invitation_id: int) -> Response:
    """Turn an invitation down."""
    _require_at(slug, team_id, invitation_id)
    with working() as work:
        shown = _shown(decline_invitation(work, invitation_id))
    return jsonify(shown)


@blueprint.post(f"{INVITATIONS}/<int:invitation_id>/withdraw")
@signed_in
@promises(InvitationShown)
def withdraw(slug: str, team_id: int, invitation_id: int) -> Response:
    """Invite somebody no longer; for the captain only."""
    _require_at(slug, team_id, invitation_id)
    with working() as work:
        shown = _shown(withdraw_invitation(work, invitation_id))
    return jsonify(shown)


def _require_at(slug: str, team_id: int, invitation_id: int) -> None:
    team_seen(session(), current_actor(), team_id, slug=slug)
    if not is_of_team(session(), Invitation, team_id, invitation_id):
        raise Missing(_("There is no such invitation to this team."))


def _shown(invitation: Invitation) -> InvitationShown:
    return {
        "id": invitation.id,
        "team_id": invitation.team_id,
        "state": invitation.state,
        "expires_at": invitation.expires_at.isoformat(),
    }
