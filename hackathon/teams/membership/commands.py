"""Deciding on other people's places in teams: hand over, remove, move."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.facts import Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.teams.formation.commands import take_in, take_out
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.policy import can_move_people, can_steer_members
from hackathon.teams.formation.queries import membership, team_of
from hackathon.teams.formation.states import TeamState
from hackathon.teams.membership.facts import CaptaincyHandedOver, MemberRemoved, PersonMoved
from hackathon.teams.membership.policy import can_remove


def hand_over(work: Work, team_id: int, account_id: int) -> Team:
    """Let another member lead the team; both are told."""
    team = work.lock(Team, team_id)
    require(can_steer_members(work.actor, team, work.get(Event, team.event_id), at=work.received_at))
    if membership(work.session, team.id, account_id) is None:
        raise Conflict(_("Only a member of the team can lead it."))
    if team.captain_id == account_id:
        raise Conflict(_("This person leads the team already."))
    before, team.captain_id = team.captain_id, account_id
    work.record(
        CaptaincyHandedOver(subject_id=team.id, event_id=team.event_id, account_id=account_id, before_account_id=before)
    )
    return team


def remove_member(work: Work, team_id: int, account_id: int, reason: str) -> Team:
    """Take somebody out of a team, saying why; they are told. A captain who is removed hands over as when leaving."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_remove(work.actor, team, event, account_id, at=work.received_at))
    said = _stated(work, reason)
    take_out(work, team, account_id)
    work.record(MemberRemoved(subject_id=team.id, event_id=event.id, account_id=account_id, **said.reference()))
    return team


def move_person(work: Work, account_id: int, team_id: int, reason: str) -> TeamMember:
    """Put somebody who takes part into a team that has room, out of theirs where they have one, saying why."""
    event = work.get(Event, work.get(Team, team_id).event_id)
    require(can_move_people(work.actor, event, at=work.received_at))
    said, origin, team = _stated(work, reason), *_locked(work, event, account_id, team_id)
    if origin is not None:
        take_out(work, origin, account_id)
    member = take_in(work, team, event, account_id)
    from_team_id = origin.id if origin is not None else None
    moved = PersonMoved(
        subject_id=team.id, event_id=event.id, account_id=account_id, from_team_id=from_team_id, **said.reference()
    )
    work.record(moved)
    return member


def _locked(work: Work, event: Event, account_id: int, team_id: int) -> tuple[Team | None, Team]:
    """Lock where somebody is and where they go, always in the same order, so that two moves never wait in a ring."""
    found = team_of(work.session, event.id, account_id)
    ids = {team_id} | ({found.id} if found is not None else set())
    locked = {each: work.lock(Team, each) for each in sorted(ids)}
    if found is not None and found.id == team_id:
        raise Conflict(_("This person is in this team already."))
    if locked[team_id].state == TeamState.DISSOLVED:
        raise Conflict(_("This team has dissolved."))
    return (locked[found.id] if found is not None else None), locked[team_id]


def _stated(work: Work, reason: str) -> Statement:
    if not reason.strip():
        raise Invalid("reason", _("Say why: the person and the organizers read it."))
    return work.state(reason.strip())
