"""Telling a team that it has more time."""

from datetime import datetime

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.schedule.rules import written
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.projects.extensions.facts import DeadlineExtended
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import members_of


def tell_team(work: Work, happened: Happened) -> None:
    """Tell everybody in the team until when it can hand in."""
    fact = happened.fact
    if not isinstance(fact, DeadlineExtended):
        return
    team, event = work.get(Team, fact.subject_id), work.get(Event, fact.event_id)
    notify(
        work,
        [member.account_id for member in members_of(work.session, [team.id]).get(team.id, ())],
        key=f"projects.extensions.extended:{happened.fact_id}",
        subject=_("More time for %(team)s") % {"team": team.name},
        text=_("You can hand in until %(until)s.")
        % {"until": written(datetime.fromisoformat(fact.until), event.time_zone)},
        path=f"/events/{event.slug}/teams/{team.id}",
    )


REACTIONS = (Reaction("projects.extensions.tell_team", (DeadlineExtended,), tell_team),)
