"""What requests do when something happened: people are told, and what nobody can answer any more ends."""

from typing import Any

from hackathon.core.facts import Fact, Happened, Reaction, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.commands import tell_of_team
from hackathon.teams.formation.facts import TeamDissolved, TeamJoined, TeamLocked
from hackathon.teams.formation.models import Team
from hackathon.teams.requests.commands import end_requests_by, end_requests_to
from hackathon.teams.requests.facts import RequestAccepted, RequestDeclined, RequestExpired, RequestFact, RequestMade
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.policy import EXPIRING
from hackathon.teams.requests.rules import ENDINGS, TOLD, Ending

_ENDED_WITH: dict[type[Fact], Ending] = {TeamLocked: Ending.LOCKED, TeamDissolved: Ending.DISSOLVED}


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain who asks, and what they wrote."""
    fact = happened.fact
    if not isinstance(fact, RequestMade):
        return
    team, person = work.get(Team, fact.subject_id), work.get(Account, fact.account_id)
    request = work.session.get(JoinRequest, fact.request)
    subject = _("%(person)s asks to join %(team)s") % {"person": person.display_name, "team": team.name}
    text = (request.message if request else "") or _("They wrote nothing. Look at what they bring, and answer.")
    tell_of_team(work, happened, [team.captain_id], subject=subject, text=text)


def tell_asker(work: Work, happened: Happened) -> None:
    """Tell who asked what became of it."""
    fact = happened.fact
    if not isinstance(fact, RequestFact) or (isinstance(fact, RequestExpired) and fact.why not in TOLD):
        return
    subject, text = _answer(fact, work.get(Team, fact.subject_id).name)
    tell_of_team(work, happened, [fact.account_id], subject=subject, text=_said(work, fact) or text)


def expire(work: Work, happened: Happened) -> None:
    """End the requests of who found a team or left the event, and those to a team that takes nobody any more."""
    fact = happened.fact
    if isinstance(fact, TeamJoined | ParticipantWithdrew):
        why = Ending.JOINED if isinstance(fact, TeamJoined) else Ending.LEFT
        end_requests_by(work, fact.account_id, fact.event_id, why)
    elif type(fact) in _ENDED_WITH:
        end_requests_to(work, fact.subject_id, _ENDED_WITH[type(fact)])


def _answer(fact: RequestFact, team: str) -> tuple[str, str]:
    """Return what to tell who asked, and what to add where the captain said nothing."""
    names: dict[str, Any] = {"team": team}
    if isinstance(fact, RequestAccepted):
        return _("%(team)s took you in") % names, _("You are in. Say hello to your team.")
    if isinstance(fact, RequestDeclined):
        return _("%(team)s did not take you in") % names, _("There are other teams, and you can found your own.")
    names["why"] = str(ENDINGS[getattr(fact, "why", Ending.CLOSED)])
    sentence = _("Your request ended without an answer: %(why)s.") % names
    return _("%(team)s did not answer you") % names, sentence


def _said(work: Work, fact: Fact) -> str | None:
    said = work.session.get(Statement, fact.statement_id) if fact.statement_id is not None else None
    return said.text if said else None


REACTIONS = (
    Reaction("teams.requests.tell_captain", (RequestMade,), tell_captain),
    Reaction("teams.requests.tell_asker", (RequestAccepted, RequestDeclined, RequestExpired), tell_asker),
    Reaction(EXPIRING, (TeamJoined, TeamLocked, TeamDissolved, ParticipantWithdrew), expire),
)
