"""Tells teams and organizers that somebody would take their work over, but nobody who judges there."""

from typing import cast

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import accounts_with_event_role
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify
from hackathon.projects.workspace.models import Project
from hackathon.promotion.interest.facts import InterestFact, ProjectWanted, QuestionWanted
from hackathon.promotion.interest.queries import members_on


def tell_of_question(work: Work, happened: Happened) -> None:
    """Tell the teams on a question, and the organizers."""
    challenge = work.get(Challenge, happened.fact.subject_id)
    event = work.get(Event, challenge.event_id)
    path = f"/events/{event.slug}/challenges/{challenge.id}/interest"
    teams = members_on(work.session, challenge_id=challenge.id)
    _tell(work, happened, event, teams, title=challenge.title, path=path)


def tell_of_project(work: Work, happened: Happened) -> None:
    """Tell the team, and the organizers."""
    project = work.get(Project, happened.fact.subject_id)
    team = members_on(work.session, team_id=project.team_id)
    event, path = work.get(Event, project.event_id), f"/projects/{project.id}/interest"
    _tell(work, happened, event, team, title=project.title, path=path)


def _tell(work: Work, happened: Happened, event: Event, teams: set[int], *, title: str, path: str) -> None:
    said = {
        "name": work.get(Account, cast(InterestFact, happened.fact).account_id).display_name,
        "title": title,
    }
    judges = accounts_with_event_role(work.session, event.id, EventRole.JUDGE)
    organizers = accounts_with_event_role(work.session, event.id, EventRole.ORGANIZER)
    notify(
        work,
        (teams | set(organizers)) - set(judges) - {happened.actor_id},
        key=f"{happened.fact.kind}:{happened.fact_id}",
        subject=_("%(name)s would take this over: “%(title)s”") % said,
        text=_("%(name)s is a product owner and would take over what comes out of “%(title)s”. Judges do not know it.")
        % said,
        path=path,
    )


REACTIONS = (
    Reaction("promotion.interest.tell_of_question", (QuestionWanted,), tell_of_question),
    Reaction("promotion.interest.tell_of_project", (ProjectWanted,), tell_of_project),
)
