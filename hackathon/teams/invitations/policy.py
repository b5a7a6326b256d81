"""Who may invite people to a team, and who may answer."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.policy import is_forming, leads, takes_part, takes_people
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.invitations.states import InvitationState

EXPIRING = "teams.invitations.expire"
WELCOMING = "teams.invitations.welcome"


def can_see_invitations(actor: Actor, team: Team) -> Decision:
    """Show whom a team invited to its captain only."""
    return allow_if(leads(actor, team), _("Only the captain of this team invites people."))


def can_invite(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let the captain invite people while teams form, however else people get in."""
    return can_see_invitations(actor, team) & takes_people(team) & is_forming(actor, event, at=at)


def invitation_holds(invitation: Invitation, *, at: datetime) -> Decision:
    """Tell whether an invitation still waits for its answer."""
    is_open = invitation.state == InvitationState.PENDING and at < invitation.expires_at
    return allow_if(is_open, _("This invitation was answered, withdrawn, or its time is over."))


def link_works(link: InvitationLink, *, at: datetime) -> Decision:
    """Use a link: not withdrawn, and in time. How often it was used: see the command."""
    return allow_if(
        link.revoked_at is None and at < link.expires_at,
        _("This invitation link does not work any more. Ask who gave it to you for a new one."),
    )


def still_works(what: Invitation | InvitationLink, *, at: datetime) -> Decision:
    """Tell whether what a secret leads to can still be taken up."""
    return link_works(what, at=at) if isinstance(what, InvitationLink) else invitation_holds(what, at=at)


def is_for(actor: Actor, invitation: Invitation, own_email: str | None) -> Decision:
    """Take an invitation as the person it is for: by account, or by the address it was mailed to."""
    mine = actor.is_signed_in and (
        invitation.account_id == actor.id or (invitation.account_id is None and invitation.email == own_email)
    )
    return allow_if(mine, _("This invitation is for somebody else: for the address it was mailed to."))


def can_join_by_invitation(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let people who take part get in by invitation, whoever else the team takes."""
    return takes_part(actor, event) & takes_now(actor, team, event, at=at)


def takes_now(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Tell whether the team can still be joined at all."""
    return takes_people(team) & is_forming(actor, event, at=at)


def can_decline(actor: Actor, invitation: Invitation) -> Decision:
    """Let people turn down what is for them."""
    return allow_if(
        actor.is_signed_in and invitation.account_id == actor.id, _("Only the person who was invited may do this.")
    )


def can_expire(actor: Actor) -> Decision:
    """Let only the platform end invitations that nobody can accept any more."""
    return allow_if(actor.is_system(EXPIRING), _("Only the platform does this."))


def can_welcome(actor: Actor) -> Decision:
    """Let only the platform give mailed invitations to the account of their address."""
    return allow_if(actor.is_system(WELCOMING), _("Only the platform does this."))
