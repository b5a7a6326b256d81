"""Waivers as JSON: proposed by one person, agreed to or not by another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.promotion.cases.api import Reason, ReasonGiven
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.questions.models import QuestionWaiver
from hackathon.promotion.waivers.commands import agree_to_waiver, propose_waiver, refuse_waiver
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.shapes import Moment

blueprint = api_blueprint("waivers", __name__)
WAIVER = "/use-cases/<int:number>/questions/<key>/waiver"


class WaiverShown(TypedDict):
    """A waiver; `until` is null before a second person agrees, `ended_at` set once it is over."""

    question: str
    days: int
    until: Moment | None
    ended_at: Moment | None


@dataclass(frozen=True)
class WaiverGiven:
    """For how many days a question need not be passed, and why."""

    days: int
    reason: Reason


@blueprint.post(WAIVER)
@signed_in
@promises(WaiverShown, takes=WaiverGiven)
def propose(number: int, key: str) -> ResponseReturnValue:
    """Propose to waive a question for a while."""
    given = body_as(WaiverGiven)
    return _done(number, propose_waiver, key, given.reason, given.days)


@blueprint.post(f"{WAIVER}/agree")
@signed_in
@promises(WaiverShown)
def agree(number: int, key: str) -> ResponseReturnValue:
    """Agree as the second person."""
    return _done(number, agree_to_waiver, key)


@blueprint.post(f"{WAIVER}/refuse")
@signed_in
@promises(WaiverShown, takes=ReasonGiven)
def refuse(number: int, key: str) -> ResponseReturnValue:
    """Do not agree, with a reason."""
    return _done(number, refuse_waiver, key, body_as(ReasonGiven).reason)


def _done(number: int, command: Callable[..., QuestionWaiver], *given: Any) -> ResponseReturnValue:
    case_id = lineage_of(session(), current_actor(), number).case.id
    with working() as work:
        waiver = command(work, case_id, *given)
        shown: WaiverShown = {
            "question": waiver.key,
            "days": waiver.days,
            "until": waiver.until.isoformat() if waiver.until else None,
            "ended_at": waiver.ended_at.isoformat() if waiver.ended_at else None,
        }
    return jsonify(shown)
