"""People without a team are nudged a day and an hour before forming ends, each once, and nobody else ever."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.events.schedule.jobs import sweep
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration, make_team

KEY = "teams.formation.closing"


def test_nudges_come_a_day_and_an_hour_before_and_not_to_who_found_a_team(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    closes = NOON + timedelta(days=3)
    event = make_event(session, "forming", forming_closes_at=closes)
    alone, finds = make_account(session), make_account(session)
    for person in (alone, finds):
        make_registration(session, event, person)
    team, told = make_team(session, event), []

    for hours in (-25, -24, -23, -2, -1, -0.5, 0, 1):
        clock.at = closes + timedelta(hours=hours)
        sweep(jobs, 0)
        sweep(jobs, 0)
        found = select(Notice.account_id).where(Notice.key.startswith(KEY)).order_by(Notice.id)
        told.append(sorted(session.scalars(found)))
        if hours == -23:
            session.add(TeamMember(team_id=team.id, account_id=finds.id, event_id=event.id, joined_at=clock.at))
            session.commit()

    once, twice = sorted([alone.id, finds.id]), sorted([alone.id, alone.id, finds.id])
    assert told == [[], once, once, once, twice, twice, twice, twice]
