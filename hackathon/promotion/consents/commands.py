"""What can be done with a standing consent: take it back, and see that it is over."""

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.consents.facts import ConsentEnded, ConsentRevoked
from hackathon.promotion.consents.policy import can_end, can_revoke
from hackathon.promotion.questions.models import StandingConsent


def revoke_consent(work: Work, consent_id: int, reason: str) -> StandingConsent:
    """Take a consent back: from now on it serves no use case any more, and those it served are asked again."""
    consent = work.lock(StandingConsent, consent_id)
    require(can_revoke(work.actor, consent))
    if consent.until <= work.now:
        raise Conflict(_("This consent is over already."))
    consent.until = consent.ended_at = work.now
    said = work.state(need_reason(reason))
    case = work.get(UseCase, consent.case_id)
    work.record(ConsentRevoked(**case.stream, consent_id=consent.id, **said.reference()))
    return consent


def end_consent(work: Work, consent_id: int) -> None:
    """See that a consent is over; does nothing when it was seen already."""
    require(can_end(work.actor))
    consent = work.lock(StandingConsent, consent_id)
    if consent.ended_at is not None or consent.until > work.now:
        return
    consent.ended_at = work.now
    case = work.get(UseCase, consent.case_id)
    work.record(ConsentEnded(**case.stream, consent_id=consent.id))
