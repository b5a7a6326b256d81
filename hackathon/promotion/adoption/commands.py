"""What can be done with an offer: make, sign, decline, let it expire."""

from collections.abc import Sequence
from typing import Any

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _, lazy
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.inbox.commands import notify
from hackathon.promotion.adoption.facts import (
    FIRST,
    HAND_OVER,
    Kinds,
    NextOwnerAsked,
    OfferAccepted,
    OfferFact,
    OwnerChanged,
    OwnerLinedUp,
)
from hackathon.promotion.adoption.models import NextOwner, Offer
from hackathon.promotion.adoption.policy import (
    EXPIRING,
    can_answer,
    can_expire,
    can_offer,
    is_carried,
    needs_sponsor,
)
from hackathon.promotion.adoption.queries import (
    carried_by,
    is_in_team_of,
    line_of,
    open_light_cases,
    open_offer_of,
    owners_to_ask,
)
from hackathon.promotion.adoption.rules import (
    Signature,
    need_signature,
    needs_reminder,
    statement_to_sign,
    working_days_after,
)
from hackathon.promotion.adoption.states import OFFER_FLOW
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit

_SCREENED = lazy("Whoever screens a use case cannot take it over. Let somebody else screen it.")


def make_offer(work: Work, case: UseCase, owner_id: int | None) -> Offer:
    """Offer a locked use case to an owner, who has some working days; the caller has decided that it may be."""
    owner_id = need_owner(work, case, owner_id)
    withdraw_open_offer(work, case)
    advance(work, case, "offer")
    offer = open_offer(work, case, owner_id)
    record_of(work, FIRST.made, case, offer)
    return offer


def offer_again(
    work: Work, case_id: int, owner_id: int | None, *, then: Sequence[int] = (), version: int | None = None
) -> Offer:
    """Offer a use case to another owner and line up who is asked after; an offer that is still open is withdrawn."""
    case = work.lock(UseCase, case_id)
    require(can_offer(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    work.expect_version(case, version)
    present = open_offer_of(work.session, case.id)
    if present is not None and present.owner_id == owner_id:
        raise Invalid("owner_id", _("It is on offer to this person already. Choose somebody else."))
    offer = make_offer(work, case, owner_id)
    _line_up(work, case, offer, then)
    return offer


def accept_offer(work: Work, case_id: int, signature: Signature, *, version: int | None = None) -> Offer:
    """Take a use case over by signing for it: the exact sentence is kept, its hash goes into the record."""
    case = work.lock(UseCase, case_id)
    offer = offer_to_answer(work, case)
    if needs_sponsor(case):
        raise Conflict(_("On the full path, a sponsor has to countersign. Sign and name one."))
    sign(work, case, offer, signature)
    adopt(work, case, offer, version=version)
    return offer


def decline_offer(work: Work, case_id: int, reason: str, *, version: int | None = None) -> Offer:
    """Say no with a reason that the team reads; whoever is next in line is asked, else the use case is parked."""
    case = work.lock(UseCase, case_id)
    offer = offer_to_answer(work, case)
    reason = need_reason(reason)
    work.expect_version(case, version)
    _end(work, case, offer, "decline", said=reason)
    return offer


def expire_offer(work: Work, offer_id: int) -> None:
    """End an offer whose time is over and go on without it; does nothing when it was answered meanwhile."""
    require(can_expire(work.actor))
    case = work.lock(UseCase, work.get(Offer, offer_id).case_id)
    offer = work.lock(Offer, offer_id)
    if OFFER_FLOW.allows("expire", offer.state) and offer.expires_at <= work.now:
        _end(work, case, offer, "expire")


def remind_of_offer(work: Work, offer_id: int) -> None:
    """Remind whoever has to sign that an offer ends soon, once; does nothing when it was answered meanwhile."""
    require(can_expire(work.actor))
    offer = work.lock(Offer, offer_id)
    is_near = needs_reminder(offered_at=offer.offered_at, expires_at=offer.expires_at, now=work.now)
    if offer.reminded_at is not None or not OFFER_FLOW.allows("expire", offer.state) or not is_near:
        return
    offer.reminded_at = work.now
    case, is_signed = work.get(UseCase, offer.case_id), offer.signed_at is not None
    whom = offer.sponsor_id if is_signed and offer.sponsor_id else offer.owner_id
    notify(
        work,
        [whom],
        key=f"{EXPIRING}.reminded:{offer.id}",
        subject=_("Two working days left: use case %(number)s, “%(title)s”")
        % {"number": case.number, "title": case.title},
        text=_("Sign or say no. Without an answer the next owner is asked, or it is parked."),
        path=f"/use-cases/{case.number}/offer" + ("/countersign" if is_signed else ""),
    )


def open_offer(work: Work, case: UseCase, owner_id: int, *, is_by_line: bool = False) -> Offer:
    """Put a locked use case before somebody for as many working days as the limit allows."""
    offer = Offer(
        case_id=case.id,
        owner_id=owner_id,
        is_to_member=is_in_team_of(work.session, case, owner_id),
        offered_by=None if is_by_line else work.actor.id,
        offered_at=work.now,
        expires_at=working_days_after(work.now, limits_now(work.session)[Limit.OFFER_DAYS]),
    )
    return work.add(offer, unless_taken=Conflict(_("This use case is on offer already.")))


def withdraw_open_offer(work: Work, case: UseCase) -> None:
    """End the offer of a locked use case that still waits for an answer, if there is one."""
    offer = open_offer_of(work.session, case.id)
    if offer is not None:
        _answer(work, offer, "withdraw")
        record_of(work, _kinds_of(case).withdrawn, case, offer)


def _end(work: Work, case: UseCase, offer: Offer, action: str, *, said: str | None = None) -> None:
    """End an offer without an owner: on goes only what was still on offer, not what has an owner already."""
    kinds, was_on_offer = _kinds_of(case), case.state == CaseState.OFFERED
    _answer(work, offer, action)
    if was_on_offer:
        advance(work, case, "park")
    record_of(work, kinds.declined if action == "decline" else kinds.expired, case, offer, said=said)
    if was_on_offer:
        _ask_next(work, case)


def _ask_next(work: Work, case: UseCase) -> None:
    """Offer a use case that was just parked to the first in line who can take it; without any it stays parked."""
    for each in line_of(work.session, case.id):
        owner_id = each.owner_id
        work.session.delete(each)
        if not objection_to(work, case, owner_id):
            advance(work, case, "offer")
            record_of(work, NextOwnerAsked, case, open_offer(work, case, owner_id, is_by_line=True))
            return


def _line_up(work: Work, case: UseCase, offer: Offer, then: Sequence[int]) -> None:
    for each in line_of(work.session, case.id):
        work.session.delete(each)
    work.session.flush()
    for position, owner_id in enumerate(then, start=1):
        if owner_id == offer.owner_id or owner_id in then[: position - 1]:
            raise Invalid("then", _("Name everybody once."))
        if objection := objection_to(work, case, owner_id):
            raise Invalid("then", objection)
        work.add(NextOwner(case_id=case.id, owner_id=owner_id, position=position))
        work.record(
            OwnerLinedUp(
                **case.stream,
                owner_account_id=owner_id,
                position=position,
            )
        )


def sign(work: Work, case: UseCase, offer: Offer, signature: Signature) -> None:
    """Put the exact sentence with the owner's name under an offer."""
    need_signature(signature, work.actor.name)
    deputy = _deputy(work, case, offer, signature)
    sponsor = work.get(Account, signature.sponsor_id).display_name if signature.sponsor_id else ""
    offer.metric, offer.budget, offer.signed_name = signature.metric, signature.budget, signature.signed_name
    offer.deputy_id, offer.sponsor_id, offer.signed_at = signature.deputy_id, signature.sponsor_id, work.now
    offer.statement = statement_to_sign(
        name=work.actor.name,
        number=case.number,
        title=case.title,
        metric=signature.metric,
        budget=signature.budget,
        deputy=deputy.display_name if deputy else "",
        sponsor=sponsor,
    )


def adopt(work: Work, case: UseCase, offer: Offer, *, version: int | None = None) -> None:
    """Make who signed the owner: of a new use case, or of one that somebody carried before."""
    before, is_first = case.owner_id, not is_carried(case)
    if is_first:
        advance(work, case, "adopt", version=version)
        case.sponsor_id = offer.sponsor_id
    else:
        work.expect_version(case, version)
    _answer(work, offer, "accept")
    case.owner_id, case.deputy_id, case.owner_missing_since = offer.owner_id, offer.deputy_id, None
    for each in line_of(work.session, case.id):
        work.session.delete(each)
    if is_first:
        record_of(work, OfferAccepted, case, offer, said=offer.statement)
    else:
        record_of(work, OwnerChanged, case, offer, said=offer.statement, before_account_id=before)


def offer_to_answer(work: Work, case: UseCase) -> Offer:
    """Return the offer of a locked use case that the actor may answer."""
    offer = open_offer_of(work.session, case.id)
    require(can_answer(work.actor, case, offer))
    return need_open(work, offer)


def need_open(work: Work, offer: Offer | None) -> Offer:
    """Return an offer whose time is not over; raise `Conflict` for one that has ended."""
    if offer is None or offer.expires_at <= work.received_at:
        raise Conflict(_("This offer has ended. A steward can offer the use case again."))
    return offer


def need_owner(work: Work, case: UseCase, owner_id: int | None) -> int:
    """Return who is to be asked to own a locked use case; raise `Invalid` when they cannot be, or ask themselves."""
    if owner_id is None:
        raise Invalid("owner_id", _("Choose a product owner who is not in the team."))
    if owner_id == work.actor.id:
        raise Invalid("owner_id", str(_SCREENED))
    if objection := objection_to(work, case, owner_id):
        raise Invalid("owner_id", objection)
    return owner_id


def objection_to(work: Work, case: UseCase, owner_id: int) -> str:
    """Say why somebody cannot own a use case; empty when they can."""
    if owner_id not in {account.id for account in owners_to_ask(work.session, case)}:
        return _("Choose a product owner who is not in the team.")
    if owner_id in case.passers:
        return str(_SCREENED)
    limits = limits_now(work.session)
    if carried_by(work.session, [owner_id])[owner_id] >= limits[Limit.CARRIED]:
        most = limits[Limit.CARRIED]
        return _("This person carries as many use cases as one may (%(most)s). Ask another.") % {"most": most}
    is_light = case.path == CasePath.LIGHT and not is_carried(case)
    if is_light and open_light_cases(work.session, owner_id) >= limits[Limit.LIGHT_OPEN]:
        return _("This person has as many open light use cases as one may. Ask another, or wait.")
    return ""


def _deputy(work: Work, case: UseCase, offer: Offer, signature: Signature) -> Account | None:
    """Load whom an owner named to stand in; on the full path there has to be somebody."""
    if signature.deputy_id is None:
        if case.path == CasePath.FULL:
            raise Invalid("deputy", _("On the full path, name a deputy."))
        return None
    return need_deputy(work, case, signature.deputy_id, but={offer.owner_id, signature.sponsor_id})


def need_deputy(work: Work, case: UseCase, deputy_id: int, *, but: set[int | None]) -> Account:
    """Load an active person outside the team who may be deputy; raise `Invalid` for anybody else."""
    deputy = work.session.get(Account, deputy_id)
    is_free = deputy is not None and deputy.state == AccountState.ACTIVE and deputy.id not in but
    if deputy is None or not is_free or is_in_team_of(work.session, case, deputy_id):
        raise Invalid("deputy", _("Name somebody else: active here, outside the team, neither owner nor sponsor."))
    return deputy


def _kinds_of(case: UseCase) -> Kinds:
    return FIRST if case.owner_id is None else HAND_OVER


def _answer(work: Work, offer: Offer, action: str) -> None:
    offer.state = OFFER_FLOW.after(action, offer.state)
    offer.answered_at = work.now
    work.expect_version(offer, None)


def record_of(
    work: Work, fact: type[OfferFact], case: UseCase, offer: Offer, *, said: str | None = None, **who: Any
) -> None:
    """Write down what happened to an offer, with the words that were said."""
    words = work.state(said).reference() if said else {}
    work.record(
        fact(
            **case.stream,
            offer_id=offer.id,
            owner_account_id=offer.owner_id,
            **who,
            **words,
        )
    )
