"""Team members who would own what they made, as JSON: ask, confirm, refuse."""

from typing import TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.promotion.cases.api import ReasonGiven
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.confirmations.commands import ask_to_own, confirm_member_as_owner, refuse_member_as_owner
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working

blueprint = api_blueprint("member_owners", __name__)
MEMBERS = "/use-cases/<int:number>/member-owners"


class MemberAsOwnerShown(TypedDict):
    """A team member who would own a use case; `is_confirmed` is null until somebody outside the team answered."""

    number: int
    member_id: int
    is_confirmed: bool | None


@blueprint.post(MEMBERS)
@signed_in
@promises(MemberAsOwnerShown, status=201)
def ask(number: int) -> ResponseReturnValue:
    """Ask as a member of the team to own the use case."""
    case_id = _case_id(number)
    with working() as work:
        return jsonify(_shown(number, ask_to_own(work, case_id))), 201


@blueprint.post(f"{MEMBERS}/<int:member_id>/confirm")
@signed_in
@promises(MemberAsOwnerShown)
def confirm(number: int, member_id: int) -> ResponseReturnValue:
    """Confirm a member from outside the team."""
    case_id = _case_id(number)
    with working() as work:
        return jsonify(_shown(number, confirm_member_as_owner(work, case_id, member_id)))


@blueprint.post(f"{MEMBERS}/<int:member_id>/refuse")
@signed_in
@promises(MemberAsOwnerShown, takes=ReasonGiven)
def refuse(number: int, member_id: int) -> ResponseReturnValue:
    """Do not confirm a member, with a reason."""
    case_id, reason = _case_id(number), body_as(ReasonGiven).reason
    with working() as work:
        return jsonify(_shown(number, refuse_member_as_owner(work, case_id, member_id, reason)))


def _case_id(number: int) -> int:
    return lineage_of(session(), current_actor(), number).case.id


def _shown(number: int, asked: MemberAsOwner) -> MemberAsOwnerShown:
    answer = asked.is_confirmed if asked.answered_at else None
    return {"number": number, "member_id": asked.member_id, "is_confirmed": answer}
