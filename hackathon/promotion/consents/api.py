"""One's own standing consents as JSON."""

from dataclasses import dataclass
from typing import TypedDict

from flask import Response, jsonify

from hackathon.promotion.cases.api import Reason
from hackathon.promotion.consents.commands import revoke_consent
from hackathon.promotion.consents.queries import consent_of, consents_of
from hackathon.promotion.questions.models import StandingConsent
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.paging import page_of
from hackathon.web.shapes import Moment

blueprint = api_blueprint("consents", __name__)
CONSENTS = "/use-cases/consents"


class ConsentShown(TypedDict):
    """That data or a system of yours may be used for a purpose; `ended_at` is null while it serves use cases."""

    id: int
    data: str
    purpose: str
    system: str
    given_at: Moment
    until: Moment
    ended_at: Moment | None


@dataclass(frozen=True)
class Revoked:
    """Why it is taken back: read by the people of each use case that it served."""

    reason: Reason


@blueprint.get(CONSENTS)
@signed_in
@promises(ConsentShown, is_list=True)
def index() -> Response:
    """List the consents that one gave oneself, the newest first."""
    return listed(page_of(session(), consents_of(current_actor().id), scalars=False), lambda row: _shown(row[0]))


@blueprint.post(f"{CONSENTS}/<int:consent_id>/revoke")
@signed_in
@promises(ConsentShown, takes=Revoked)
def revoke(consent_id: int) -> Response:
    """Take a consent back, with a reason."""
    consent_of(session(), current_actor().id, consent_id)
    reason = body_as(Revoked).reason
    with working() as work:
        return jsonify(_shown(revoke_consent(work, consent_id, reason)))


def _shown(consent: StandingConsent) -> ConsentShown:
    return {
        "id": consent.id,
        "data": consent.data,
        "purpose": consent.purpose,
        "system": consent.system,
        "given_at": consent.given_at.isoformat(),
        "until": consent.until.isoformat(),
        "ended_at": consent.ended_at.isoformat() if consent.ended_at else None,
    }
