"""Telling people what others decided about their place in a team, and why."""

from hackathon.core.facts import Fact, Happened, Reaction, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.commands import tell_of_team
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState
from hackathon.teams.membership.facts import CaptaincyHandedOver, MemberRemoved, PersonMoved


def tell_captains(work: Work, happened: Happened) -> None:
    """Tell both captains that one handed over to the other."""
    fact = happened.fact
    if not isinstance(fact, CaptaincyHandedOver):
        return
    names = _names(work, fact.subject_id, fact.account_id, happened.actor_id)
    subject, text = _("You lead %(team)s now") % names, _("%(actor)s handed it over: you hand in for the team.") % names
    tell_of_team(work, happened, [fact.account_id], subject=subject, text=text)
    subject, text = _("%(person)s leads %(team)s now") % names, _("%(actor)s handed it over.") % names
    tell_of_team(work, happened, {fact.before_account_id} - {happened.actor_id}, subject=subject, text=text)


def tell_removed(work: Work, happened: Happened) -> None:
    """Tell somebody who was taken out of a team why, and its captain that they are out."""
    fact = happened.fact
    if not isinstance(fact, MemberRemoved):
        return
    names = _names(work, fact.subject_id, fact.account_id, happened.actor_id)
    subject = _("%(actor)s removed you from %(team)s") % names
    tell_of_team(work, happened, [fact.account_id], subject=subject, text=_said(work, fact))
    subject, text = _("%(person)s is no longer in %(team)s") % names, _("An organizer of the event decided so.")
    tell_of_team(work, happened, _captain_of(work, fact.subject_id) - {happened.actor_id}, subject=subject, text=text)


def tell_moved(work: Work, happened: Happened) -> None:
    """Tell somebody who was put into a team why, and the captains of both teams."""
    fact = happened.fact
    if not isinstance(fact, PersonMoved):
        return
    names = _names(work, fact.subject_id, fact.account_id, happened.actor_id)
    mine, others = _("You are in %(team)s now") % names, _("%(person)s is in %(team)s now") % names
    tell_of_team(work, happened, [fact.account_id], subject=mine, text=_said(work, fact))
    captains = _captain_of(work, fact.subject_id) | _captain_of(work, fact.from_team_id)
    text = _("%(actor)s, an organizer of the event, decided so.") % names
    tell_of_team(work, happened, captains - {fact.account_id, happened.actor_id}, subject=others, text=text)


def _captain_of(work: Work, team_id: int | None) -> set[int | None]:
    team = work.session.get(Team, team_id) if team_id is not None else None
    return {team.captain_id} if team is not None and team.state != TeamState.DISSOLVED else set()


def _names(work: Work, team_id: int, account_id: int, actor_id: int | None) -> dict[str, str]:
    person, actor = work.get(Account, account_id), work.get(Account, actor_id)
    return {"team": work.get(Team, team_id).name, "person": person.display_name, "actor": actor.display_name}


def _said(work: Work, fact: Fact) -> str:
    said = work.get(Statement, fact.statement_id)
    return said.text or ""


REACTIONS = (
    Reaction("teams.membership.tell_captains", (CaptaincyHandedOver,), tell_captains),
    Reaction("teams.membership.tell_removed", (MemberRemoved,), tell_removed),
    Reaction("teams.membership.tell_moved", (PersonMoved,), tell_moved),
)
