"""What invitations do when something happened: people are told, and what nobody can accept any more ends."""

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantAdmitted, ParticipantWithdrew
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify
from hackathon.teams.formation.commands import tell_of_team
from hackathon.teams.formation.facts import TeamDissolved, TeamJoined, TeamLocked
from hackathon.teams.formation.models import Team
from hackathon.teams.invitations.commands import end_invitations_for, end_invitations_to, welcome
from hackathon.teams.invitations.facts import (
    InvitationDeclined,
    InvitationExpired,
    InvitationFact,
    InvitationWithdrawn,
    PersonInvited,
)
from hackathon.teams.invitations.policy import EXPIRING, WELCOMING
from hackathon.teams.requests.rules import ENDINGS, TOLD, Ending

_ENDED_WITH: dict[type[Fact], Ending] = {TeamLocked: Ending.LOCKED, TeamDissolved: Ending.DISSOLVED}


def tell_invited(work: Work, happened: Happened) -> None:
    """Tell who was invited, and what became of an invitation that they did not end themselves."""
    fact = happened.fact
    if not isinstance(fact, InvitationFact) or fact.account_id is None:
        return
    if isinstance(fact, InvitationExpired) and fact.why not in TOLD:
        return
    team = work.get(Team, fact.subject_id)
    subject, text = _news(fact, team.name, _name_of(work, happened.actor_id))
    tell_of_team(work, happened, [fact.account_id], subject=subject, text=text)


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain who declined."""
    fact = happened.fact
    if isinstance(fact, InvitationDeclined) and fact.account_id is not None:
        team = work.get(Team, fact.subject_id)
        names = {"person": _name_of(work, fact.account_id), "team": team.name}
        subject = _("%(person)s does not join %(team)s") % names
        tell_of_team(work, happened, [team.captain_id], subject=subject, text=_("They declined your invitation."))


def welcome_invited(work: Work, happened: Happened) -> None:
    """Tell somebody who takes part now which teams wait for them."""
    fact = happened.fact
    if not isinstance(fact, ParticipantAdmitted):
        return
    for team_id in welcome(work, fact.account_id, fact.event_id):
        subject = _("%(team)s waits for you") % {"team": work.get(Team, team_id).name}
        text = _("You take part now: accept the invitation, and you are in.")
        key = f"teams.invitations.welcome:{happened.fact_id}:{team_id}"
        notify(work, [fact.account_id], key=key, subject=subject, text=text, path=f"/teams/{team_id}")


def expire(work: Work, happened: Happened) -> None:
    """End the invitations of who found a team or left the event, and those to a team that takes nobody any more."""
    fact = happened.fact
    if isinstance(fact, TeamJoined | ParticipantWithdrew):
        why = Ending.JOINED if isinstance(fact, TeamJoined) else Ending.LEFT
        end_invitations_for(work, fact.account_id, fact.event_id, why)
    elif type(fact) in _ENDED_WITH:
        end_invitations_to(work, fact.subject_id, _ENDED_WITH[type(fact)])


def _news(fact: InvitationFact, team: str, actor: str) -> tuple[str, str]:
    names = {"person": actor, "team": team}
    if isinstance(fact, PersonInvited):
        return _("%(person)s invites you to %(team)s") % names, _("See who is in it, then accept or decline.")
    if isinstance(fact, InvitationExpired):
        why = {"why": str(ENDINGS[fact.why])}
        return _("Your invitation to %(team)s ended") % names, _("It ended without an answer: %(why)s.") % why
    return _("%(team)s no longer invites you") % names, _("%(person)s withdrew the invitation.") % names


def _name_of(work: Work, account_id: int | None) -> str:
    return work.get(Account, account_id).display_name if account_id is not None else ""


REACTIONS = (
    Reaction("teams.invitations.tell_invited", (PersonInvited, InvitationWithdrawn, InvitationExpired), tell_invited),
    Reaction("teams.invitations.tell_captain", (InvitationDeclined,), tell_captain),
    Reaction(WELCOMING, (ParticipantAdmitted,), welcome_invited),
    Reaction(EXPIRING, (TeamJoined, TeamLocked, TeamDissolved, ParticipantWithdrew), expire),
)
