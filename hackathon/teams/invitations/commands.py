"""Inviting people to a team: by name, by mail or by a link; and what they do with it."""

from collections.abc import Iterable
from typing import Any

from hackathon.core.decisions import Conflict, Decision, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.mail import post
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.accounts.rules import new_token, plain_email, token_hash
from hackathon.teams.formation.commands import take_in
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import takes_part_in, team_of
from hackathon.teams.invitations.facts import (
    InvitationAccepted,
    InvitationDeclined,
    InvitationExpired,
    InvitationKept,
    InvitationLinkMade,
    InvitationLinkRevoked,
    InvitationRefused,
    InvitationWithdrawn,
    PersonInvited,
)
from hackathon.teams.invitations.models import Invitation, InvitationLink
from hackathon.teams.invitations.policy import (
    can_decline,
    can_expire,
    can_invite,
    can_join_by_invitation,
    can_see_invitations,
    can_welcome,
    invitation_holds,
    is_for,
    link_works,
    takes_now,
)
from hackathon.teams.invitations.queries import (
    invitation_waiting,
    invitations_for,
    invitations_mailed_to,
    invitations_overdue,
    invitations_to,
    links_of,
    open_invitations,
    uses_of,
)
from hackathon.teams.invitations.rules import MOST_LINKS, MOST_OPEN, MOST_USES, PATH, ends_at
from hackathon.teams.invitations.states import INVITATION_FLOW
from hackathon.teams.requests.rules import Ending


def invite_person(work: Work, team_id: int, account_id: int) -> Invitation:
    """Ask somebody into the team who takes part and has none; they are told."""
    team, event = _inviting(work, team_id)
    if not takes_part_in(work.session, event.id, account_id):
        raise Invalid("account_id", _("Choose somebody who takes part in this event."))
    if team_of(work.session, event.id, account_id) is not None:
        raise Conflict(_("This person is in a team of this event already."))
    return _invite(work, team, event, account_id=account_id)


def invite_address(work: Work, team_id: int, email: str) -> str | None:
    """Ask whoever reads the mails of an address; return the link's secret where no mail can carry it.

    The answer is the same whether or not the address has an account.
    """
    team, event = _inviting(work, team_id)
    email, token = plain_email(email), new_token()
    owner_id = _owner_of(work, team, email)
    invitation = _invite(work, team, event, account_id=owner_id, email=email, token_hash=token_hash(token))
    if not work.session.info["sends_mail"]:
        return token
    if owner_id is None:
        _post(work, invitation, team, event, token)
    return None


def withdraw_invitation(work: Work, invitation_id: int) -> Invitation:
    """Ask somebody no longer; they are told where they knew of it."""
    team, invitation = _locked(work, invitation_id)
    require(can_see_invitations(work.actor, team))
    _advance(work, invitation, "withdraw")
    work.record(InvitationWithdrawn(**_whose(invitation)))
    return invitation


def accept_invitation(work: Work, invitation_id: int) -> Invitation:
    """Join the team that invited one: its row is locked, so that the last place is given once."""
    team, invitation = _locked(work, invitation_id)
    event = work.get(Event, team.event_id)
    require(can_decline(work.actor, invitation) & can_join_by_invitation(work.actor, team, event, at=work.received_at))
    _require_possible(invitation_holds(invitation, at=work.received_at))
    return _accept(work, team, event, invitation)


def decline_invitation(work: Work, invitation_id: int) -> Invitation:
    """Turn an invitation down; the captain is told."""
    _team, invitation = _locked(work, invitation_id)
    require(can_decline(work.actor, invitation))
    _advance(work, invitation, "decline")
    work.record(InvitationDeclined(**_whose(invitation)))
    return invitation


def follow_mail(work: Work, invitation_id: int) -> Invitation:
    """Take an invitation up that was mailed: whoever takes part is in, for everybody else it waits."""
    team, invitation = _locked(work, invitation_id)
    own = work.session.get(Account, work.actor.id) if work.actor.is_signed_in else None
    _require_possible(
        invitation_holds(invitation, at=work.received_at)
        & is_for(work.actor, invitation, own.email if own is not None else None)
    )
    kept = invitation_waiting(work.session, team.id, work.actor.id)
    if kept is None:
        invitation.account_id = work.actor.id
    return _accept_or_keep(work, team, kept or invitation, is_new=kept is None)


def follow_link(work: Work, link_id: int) -> Invitation:
    """Take a place of a link up: whoever takes part is in, for everybody else the invitation waits."""
    team = work.lock(Team, work.get(InvitationLink, link_id).team_id)
    link = work.lock(InvitationLink, link_id)
    _require_possible(link_works(link, at=work.received_at))
    kept = invitation_waiting(work.session, team.id, work.actor.id)
    return _accept_or_keep(work, team, kept or _taken_from(work, link), is_new=kept is None)


def make_link(work: Work, team_id: int, uses: int) -> str:
    """Make a link for a few people; return its secret, which is shown once and kept nowhere."""
    team, event = _inviting(work, team_id)
    if not 1 <= uses <= MOST_USES:
        raise Invalid("uses", _("Choose a number between 1 and %(most)s.") % {"most": MOST_USES})
    if len(links_of(work.session, team.id, work.now)) >= MOST_LINKS:
        raise Conflict(_("There are %(most)s links already. Withdraw one first.") % {"most": MOST_LINKS})
    token = new_token()
    link = work.add(
        InvitationLink(
            team_id=team.id,
            event_id=event.id,
            token_hash=token_hash(token),
            uses=uses,
            expires_at=ends_at(work.now, event.forming_closes_at),
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.record(InvitationLinkMade(subject_id=team.id, event_id=event.id, link=link.id, uses=uses))
    return token


def revoke_link(work: Work, link_id: int) -> None:
    """Withdraw a link: nobody gets in by it any more. Who opened it before keeps the invitation."""
    team = work.lock(Team, work.get(InvitationLink, link_id).team_id)
    link = work.lock(InvitationLink, link_id)
    require(can_see_invitations(work.actor, team))
    if link.revoked_at is None:
        link.revoked_at = work.now
        work.record(InvitationLinkRevoked(subject_id=team.id, event_id=team.event_id, link=link.id))


def end_invitations_to(work: Work, team_id: int, why: Ending) -> None:
    """End the invitations of a team that takes nobody any more."""
    require(can_expire(work.actor))
    _expire(work, invitations_to(work.session, team_id), why)


def end_invitations_for(work: Work, account_id: int, event_id: int, why: Ending) -> None:
    """End the invitations of somebody who found a team, or no longer takes part."""
    require(can_expire(work.actor))
    _expire(work, invitations_for(work.session, account_id, event_id), why)


def end_overdue_invitations(work: Work) -> None:
    """End the invitations whose time is over."""
    require(can_expire(work.actor))
    overdue = invitations_overdue(work.session, work.now)
    _expire(work, [each for each, is_closed in overdue if is_closed], Ending.CLOSED)
    _expire(work, [each for each, is_closed in overdue if not is_closed], Ending.LATE)


def welcome(work: Work, account_id: int, event_id: int) -> list[int]:
    """Give somebody who takes part now what was mailed to their address; return the teams that invited them."""
    require(can_welcome(work.actor))
    waiting = {each.team_id: each for each in invitations_for(work.session, account_id, event_id)}
    for mailed in invitations_mailed_to(work.session, work.get(Account, account_id).email, event_id):
        if mailed.team_id not in waiting:
            mailed.account_id = account_id
            waiting[mailed.team_id] = mailed
    return list(waiting)


def record_refusal(work: Work, team_id: int) -> None:
    """Write down that an invitation was tried in vain; who tried is not kept."""
    work.record(InvitationRefused(subject_id=team_id, event_id=work.get(Team, team_id).event_id))


def _inviting(work: Work, team_id: int) -> tuple[Team, Event]:
    """Lock a team whose captain may invite."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_invite(work.actor, team, event, at=work.received_at))
    return team, event


def _owner_of(work: Work, team: Team, email: str) -> int | None:
    """Find whose address it is, unless they are invited already: a refusal would tell the captain whose it is."""
    owner = account_by_email(work.session, email)
    if owner is None or owner.state != AccountState.ACTIVE:
        return None
    return None if invitation_waiting(work.session, team.id, owner.id) else owner.id


def _invite(work: Work, team: Team, event: Event, **whom: Any) -> Invitation:
    if open_invitations(work.session, team.id) >= MOST_OPEN:
        raise Conflict(
            _("%(most)s invitations wait for an answer. Withdraw some before you invite more.") % {"most": MOST_OPEN}
        )
    invitation = work.add(
        Invitation(
            team_id=team.id,
            event_id=event.id,
            expires_at=ends_at(work.now, event.forming_closes_at),
            invited_by=work.actor.id,
            invited_at=work.now,
            **whom,
        ),
        unless_taken=Conflict(_("This person is invited already and has not answered yet.")),
    )
    work.record(PersonInvited(**_whose(invitation)))
    return invitation


def _taken_from(work: Work, link: InvitationLink) -> Invitation:
    """Make the invitation of somebody who opened a link, which its lock counts."""
    if uses_of(work.session, link.id) >= link.uses:
        raise Conflict(_("This invitation link is used up. Ask who gave it to you for a new one."))
    return work.add(
        Invitation(
            team_id=link.team_id,
            event_id=link.event_id,
            account_id=work.actor.id,
            link_id=link.id,
            expires_at=link.expires_at,
            invited_by=link.made_by,
            invited_at=work.now,
        )
    )


def _accept_or_keep(work: Work, team: Team, invitation: Invitation, *, is_new: bool) -> Invitation:
    event = work.get(Event, team.event_id)
    _require_possible(takes_now(work.actor, team, event, at=work.received_at))
    if takes_part_in(work.session, event.id, work.actor.id):
        return _accept(work, team, event, invitation)
    if is_new:
        work.record(InvitationKept(**_whose(invitation)))
    return invitation


def _accept(work: Work, team: Team, event: Event, invitation: Invitation) -> Invitation:
    _advance(work, invitation, "accept")
    take_in(work, team, event, invitation.account_id)
    work.record(InvitationAccepted(**_whose(invitation)))
    return invitation


def _locked(work: Work, invitation_id: int) -> tuple[Team, Invitation]:
    """Lock the team, which guards its places, before the invitation."""
    team = work.lock(Team, work.get(Invitation, invitation_id).team_id)
    return team, work.lock(Invitation, invitation_id)


def _advance(work: Work, invitation: Invitation, action: str) -> None:
    invitation.state = INVITATION_FLOW.after(action, invitation.state)
    invitation.answered_at = work.now


def _expire(work: Work, invitations: Iterable[Invitation], why: Ending) -> None:
    ended = list(invitations)
    for invitation in ended:
        _advance(work, invitation, "expire")
    work.record_all([InvitationExpired(**_whose(each), why=why.value) for each in ended])


def _require_possible(decision: Decision) -> None:
    """Refuse what was possible a moment ago, or would be for somebody else, as what it is: too late or not for you."""
    if not decision:
        raise Conflict(decision.reason)


def _whose(invitation: Invitation) -> dict[str, Any]:
    ids = {"event_id": invitation.event_id, "account_id": invitation.account_id}
    return {"subject_id": invitation.team_id, "invitation": invitation.id, **ids}


def _post(work: Work, invitation: Invitation, team: Team, event: Event, token: str) -> None:
    sentence = _(
        "%(captain)s asks you to join the team “%(team)s” at “%(event)s”. Open this address and press the button "
        "there; it works once, until %(until)s UTC:\n\n%(address)s\n\nNothing happens unless the button is pressed."
    )
    told = {
        "captain": work.actor.name,
        "team": team.name,
        "event": event.name,
        "until": f"{invitation.expires_at:%Y-%m-%d %H:%M}",
        "address": work.session.info.get("public_url", "") + PATH + "{secret}",
    }
    post(
        work,
        key=f"teams.invitations.link:{invitation.id}",
        to=invitation.email or "",
        subject=_("Join “%(team)s” at “%(event)s”") % {"team": team.name, "event": event.name},
        body=sentence % told,
        secret=token,
    )
