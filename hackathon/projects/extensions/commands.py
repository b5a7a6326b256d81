"""Giving one team more time."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.extensions.facts import DeadlineExtended
from hackathon.projects.extensions.models import Extension
from hackathon.projects.extensions.policy import can_extend_for
from hackathon.projects.extensions.rules import ExtensionDraft, check
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState


def extend_deadline(work: Work, event_id: int, team_id: int, draft: ExtensionDraft) -> Extension:
    """Give a team more time than the event; the event's lock keeps anybody from handing in meanwhile."""
    event = work.lock(Event, event_id)
    team = work.get(Team, team_id)
    if team.event_id != event.id:
        raise Missing(_("There is no such team at this event."))
    require(can_extend_for(work.actor, event, team))
    if team.state == TeamState.DISSOLVED:
        raise Conflict(_("This team has dissolved."))
    check(draft, event, at=work.now)
    said = work.state(draft.reason)
    extension = work.session.merge(
        Extension(
            team_id=team.id,
            event_id=event.id,
            until=draft.until,
            statement_id=said.id,
            given_by=work.actor.id,
            given_at=work.now,
        )
    )
    work.record(
        DeadlineExtended(
            subject_id=team.id,
            event_id=event.id,
            until=draft.until.isoformat(),
            time_zone=event.time_zone,
            statement_digest=said.digest,
        )
    )
    return extension
