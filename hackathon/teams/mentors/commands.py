"""Letting mentors help teams, and stop."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import roles_of
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import membership
from hackathon.teams.mentors.facts import MentorAttached, MentorDetached
from hackathon.teams.mentors.models import TeamMentor
from hackathon.teams.mentors.policy import can_mentor, can_stop_mentoring
from hackathon.teams.mentors.queries import mentorship_now, teams_mentored_now


def attach_mentor(work: Work, team_id: int, account_id: int) -> TeamMentor:
    """Let a mentor of the event help a team that they are not in; the team is told."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_mentor(work.actor, team, event, account_id))
    if EventRole.MENTOR not in roles_of(work.session, event.id, account_id):
        raise Invalid("account_id", _("Choose one of this event's mentors."))
    if membership(work.session, team.id, account_id) is not None:
        raise Conflict(_("Nobody mentors the team they are in."))
    mentor = TeamMentor(team_id=team.id, event_id=event.id, account_id=account_id, since=work.now)
    work.add(mentor, unless_taken=Conflict(_("This person mentors the team already.")))
    work.record(MentorAttached(subject_id=team.id, event_id=event.id, account_id=account_id))
    return mentor


def detach_mentor(work: Work, team_id: int, account_id: int) -> TeamMentor:
    """Let a mentor help a team no more; that they did stays known."""
    team = work.lock(Team, team_id)
    require(can_stop_mentoring(work.actor, work.get(Event, team.event_id), account_id))
    mentor = mentorship_now(work.session, team.id, account_id)
    if mentor is None:
        raise Conflict(_("This person does not mentor the team."))
    mentor.until = work.now
    work.record(MentorDetached(subject_id=team.id, event_id=team.event_id, account_id=account_id))
    return mentor


def detach_from_all(work: Work, event_id: int, account_id: int) -> None:
    """Let somebody help no team of an event any more, who is no mentor there now."""
    for team_id in teams_mentored_now(work.session, event_id, account_id):
        detach_mentor(work, team_id, account_id)
