"""Telling captains who came and went, and keeping teams to people who take part."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.facts import ChallengeMerged
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify
from hackathon.teams.formation.commands import follow_merge, follow_registration, tell_of_team
from hackathon.teams.formation.facts import CaptainChanged, TeamJoined, TeamLeft
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import members_of


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain that somebody joined or left; whoever else decides on members tells of it themselves."""
    fact = happened.fact
    if not isinstance(fact, TeamJoined | TeamLeft) or happened.actor_id not in {None, fact.account_id}:
        return
    team, person = work.get(Team, fact.subject_id), work.get(Account, fact.account_id)
    if team.captain_id == person.id:
        return
    sentence = _("%(person)s joined %(team)s") if isinstance(fact, TeamJoined) else _("%(person)s left %(team)s")
    subject = sentence % {"person": person.display_name, "team": team.name}
    tell_of_team(
        work, happened, [team.captain_id], subject=subject, text=_("You are its captain. See who is in it now.")
    )


def tell_new_captain(work: Work, happened: Happened) -> None:
    """Tell the longest member that they lead the team now."""
    fact = happened.fact
    if isinstance(fact, CaptainChanged):
        team = work.get(Team, fact.subject_id)
        subject = _("You lead %(team)s now") % {"team": team.name}
        text = _("The captain left. You have been in the team for longest, so you hand in for it.")
        tell_of_team(work, happened, [fact.account_id], subject=subject, text=text)


def follow_registrations(work: Work, happened: Happened) -> None:
    """Take people who no longer take part in an event out of their team."""
    fact = happened.fact
    if isinstance(fact, ParticipantWithdrew):
        follow_registration(work, fact.event_id, fact.account_id, withdrawn_at=happened.at)


def follow_merges(work: Work, happened: Happened) -> None:
    """Let teams follow their question into the one that it is part of, and tell them."""
    fact = happened.fact
    if not isinstance(fact, ChallengeMerged):
        return
    team_ids = follow_merge(work, fact.subject_id, into_id=fact.challenge_id)
    into = work.get(Challenge, fact.challenge_id)
    for team_id, members in members_of(work.session, team_ids).items():
        notify(
            work,
            [member.account_id for member in members],
            key=f"{fact.kind}:{happened.fact_id}:{team_id}",
            subject=_("Your team works on “%(challenge)s” now") % {"challenge": into.title},
            text=_("The organizers merged your question into it. Everything you made stays with your team."),
            path=f"/teams/{team_id}",
        )
