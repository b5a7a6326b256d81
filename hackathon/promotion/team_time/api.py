"""Time of team members as JSON: grant it, withdraw it."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.promotion.cases.api import ReasonGiven
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.team_time.commands import grant_time, withdraw_time
from hackathon.promotion.team_time.models import TeamTime
from hackathon.promotion.team_time.rules import Span
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.shapes import Day, Moment

blueprint = api_blueprint("team_time", __name__)
TIME = "/use-cases/<int:number>/time"


class TimeShown(TypedDict):
    """Half days of each week that a member may spend on a use case."""

    id: int
    member_id: int
    half_days: int
    starts_on: Day
    ends_on: Day
    withdrawn_at: Moment | None


@dataclass(frozen=True)
class TimeGiven:
    """Whose time, how many half days of each week, and from when until when."""

    member_id: int
    half_days: int
    starts_on: date
    ends_on: date


@blueprint.post(TIME)
@signed_in
@promises(TimeShown, status=201, takes=TimeGiven)
def grant(number: int) -> ResponseReturnValue:
    """Grant a team member time."""
    case_id, given = lineage_of(session(), current_actor(), number).case.id, body_as(TimeGiven)
    span = Span(given.half_days, given.starts_on, given.ends_on)
    with working() as work:
        return jsonify(_shown(grant_time(work, case_id, given.member_id, span))), 201


@blueprint.post(f"{TIME}/<int:time_id>/withdraw")
@signed_in
@promises(TimeShown, takes=ReasonGiven)
def withdraw(number: int, time_id: int) -> ResponseReturnValue:
    """Take granted time back, with a reason."""
    case_id, reason = lineage_of(session(), current_actor(), number).case.id, body_as(ReasonGiven).reason
    with working() as work:
        return jsonify(_shown(withdraw_time(work, case_id, time_id, reason)))


def _shown(time: TeamTime) -> TimeShown:
    return {
        "id": time.id,
        "member_id": time.member_id,
        "half_days": time.half_days,
        "starts_on": time.starts_on.isoformat(),
        "ends_on": time.ends_on.isoformat(),
        "withdrawn_at": time.withdrawn_at.isoformat() if time.withdrawn_at else None,
    }
