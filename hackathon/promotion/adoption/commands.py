"""What can be done with an offer: make, accept by signature, decline, let it expire."""

from dataclasses import dataclass

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.adoption.facts import (
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    OfferFact,
    OfferMade,
    OfferWithdrawn,
)
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import can_answer, can_expire, can_offer
from hackathon.promotion.adoption.queries import carried_by, open_offer_of
from hackathon.promotion.adoption.rules import (
    OFFER_WORKING_DAYS,
    is_name_of,
    statement_to_sign,
    working_days_after,
)
from hackathon.promotion.adoption.states import OFFER_FLOW
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward, possible_owners
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit


@dataclass(frozen=True)
class Signature:
    """What an owner fills in and signs."""

    metric: str
    budget: str
    signed_name: str


def make_offer(work: Work, case: UseCase, owner_id: int | None) -> Offer:
    """Offer a locked use case to a product owner, who has ten working days; the caller has decided that it may be."""
    _require_owner(work, case, owner_id)
    advance(work, case, "offer")
    offer = Offer(
        case_id=case.id,
        owner_id=owner_id,
        offered_by=work.actor.id,
        offered_at=work.now,
        expires_at=working_days_after(work.now, OFFER_WORKING_DAYS),
    )
    work.add(offer, unless_taken=Conflict(_("This use case is on offer already.")))
    _record(work, OfferMade, case, offer)
    return offer


def offer_again(work: Work, case_id: int, owner_id: int | None, *, version: int | None = None) -> Offer:
    """Offer a use case to another owner; an offer that is still open is withdrawn."""
    case = work.lock(UseCase, case_id)
    require(can_offer(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    work.expect_version(case, version)
    present = open_offer_of(work.session, case.id)
    if present is not None:
        if present.owner_id == owner_id:
            raise Invalid("owner_id", _("It is on offer to this person already. Choose somebody else."))
        _answer(work, present, "withdraw")
        _record(work, OfferWithdrawn, case, present)
    return make_offer(work, case, owner_id)


def accept_offer(work: Work, case_id: int, signature: Signature, *, version: int | None = None) -> Offer:
    """Take a use case over by signing for it: the exact sentence is kept, its hash goes into the record."""
    case, offer = _offer_to_answer(work, case_id)
    _require_signature(signature, work.actor.name)
    offer.metric, offer.budget, offer.signed_name = signature.metric, signature.budget, signature.signed_name
    offer.statement = statement_to_sign(
        name=work.actor.name,
        number=case.number,
        title=case.title,
        metric=signature.metric,
        budget=signature.budget,
    )
    _answer(work, offer, "accept")
    advance(work, case, "adopt", version=version)
    case.owner_id = offer.owner_id
    _record(work, OfferAccepted, case, offer, statement=offer.statement)
    return offer


def decline_offer(work: Work, case_id: int, reason: str, *, version: int | None = None) -> Offer:
    """Say no with a reason that the team reads; the use case is parked until somebody offers it to another owner."""
    case, offer = _offer_to_answer(work, case_id)
    reason = need_reason(reason)
    _answer(work, offer, "decline")
    advance(work, case, "park", version=version)
    _record(work, OfferDeclined, case, offer, statement=reason)
    return offer


def expire_offer(work: Work, offer_id: int) -> None:
    """End an offer whose time is over and park its use case; does nothing when it was answered meanwhile."""
    require(can_expire(work.actor))
    case = work.lock(UseCase, work.get(Offer, offer_id).case_id)
    offer = work.lock(Offer, offer_id)
    if not OFFER_FLOW.allows("expire", offer.state) or offer.expires_at > work.now:
        return
    _answer(work, offer, "expire")
    advance(work, case, "park")
    _record(work, OfferExpired, case, offer)


def _offer_to_answer(work: Work, case_id: int) -> tuple[UseCase, Offer]:
    case = work.lock(UseCase, case_id)
    offer = open_offer_of(work.session, case.id)
    require(can_answer(work.actor, case, offer))
    if offer is None or offer.expires_at <= work.received_at:
        raise Conflict(_("This offer has ended. A steward can offer the use case again."))
    return case, offer


def _require_owner(work: Work, case: UseCase, owner_id: int | None) -> None:
    owners = {account.id for account in possible_owners(work.session, case.team_id)}
    if owner_id is None or owner_id not in owners:
        raise Invalid("owner_id", _("Choose a product owner who is not in the team."))
    if owner_id in {work.actor.id, case.screened_by}:
        raise Invalid("owner_id", _("Whoever screens a use case cannot take it over. Let somebody else screen it."))
    most = limits_now(work.session)[Limit.CARRIED]
    if carried_by(work.session, [owner_id])[owner_id] >= most:
        raise Invalid(
            "owner_id", _("This person carries as many use cases as one may (%(most)s). Ask another.") % {"most": most}
        )


def _require_signature(signature: Signature, name: str) -> None:
    if not signature.metric.strip():
        raise Invalid("metric", _("Say what you will measure."))
    if not signature.budget.strip():
        raise Invalid("budget", _("Say what it may cost; “none needed” is an answer."))
    if not is_name_of(signature.signed_name, name):
        raise Invalid("signed_name", _("Type your name as it stands here: %(name)s.") % {"name": name})


def _answer(work: Work, offer: Offer, action: str) -> None:
    offer.state = OFFER_FLOW.after(action, offer.state)
    offer.answered_at = work.now
    work.expect_version(offer, None)


def _record(work: Work, fact: type[OfferFact], case: UseCase, offer: Offer, *, statement: str | None = None) -> None:
    said = work.state(statement).reference() if statement else {}
    work.record(
        fact(
            subject_id=case.id,
            event_id=case.event_id,
            project_id=case.project_id,
            offer_id=offer.id,
            owner_account_id=offer.owner_id,
            **said,
        )
    )
