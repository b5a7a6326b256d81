"""Telling captains who came and went, and keeping teams to people who take part."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify
from hackathon.teams.formation.commands import follow_registration
from hackathon.teams.formation.facts import CaptainChanged, TeamJoined, TeamLeft
from hackathon.teams.formation.models import Team


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain that somebody joined or left."""
    fact = happened.fact
    if not isinstance(fact, TeamJoined | TeamLeft):
        return
    team, person = work.get(Team, fact.subject_id), work.get(Account, fact.account_id)
    if team.captain_id == person.id:
        return
    sentence = _("%(person)s joined %(team)s") if isinstance(fact, TeamJoined) else _("%(person)s left %(team)s")
    subject = sentence % {"person": person.display_name, "team": team.name}
    _tell(work, team.captain_id, happened, subject=subject, text=_("You are its captain. See who is in it now."))


def tell_new_captain(work: Work, happened: Happened) -> None:
    """Tell the longest member that they lead the team now."""
    fact = happened.fact
    if isinstance(fact, CaptainChanged):
        team = work.get(Team, fact.subject_id)
        subject = _("You lead %(team)s now") % {"team": team.name}
        text = _("The captain left. You have been in the team for longest, so you hand in for it.")
        _tell(work, fact.account_id, happened, subject=subject, text=text)


def follow_registrations(work: Work, happened: Happened) -> None:
    """Take people who no longer take part in an event out of their team."""
    fact = happened.fact
    if isinstance(fact, ParticipantWithdrew):
        follow_registration(work, fact.event_id, fact.account_id, withdrawn_at=happened.at)


def _tell(work: Work, account_id: int, happened: Happened, *, subject: str, text: str) -> None:
    path = f"/teams/{happened.fact.subject_id}"
    notify(work, [account_id], key=f"{happened.fact.kind}:{happened.fact_id}", subject=subject, text=text, path=path)
