"""What can be done on the full path: sign as the owner, then countersign as the sponsor, or not."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.commands import adopt, need_open, offer_to_answer, record_of, sign
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import needs_sponsor
from hackathon.promotion.adoption.queries import open_offer_of
from hackathon.promotion.adoption.rules import Signature, need_name
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.countersigning.facts import CountersignatureRefused, OfferCountersigned, OfferSigned
from hackathon.promotion.countersigning.models import Countersignature
from hackathon.promotion.countersigning.policy import can_countersign
from hackathon.promotion.countersigning.queries import sponsors_to_name, waits_for_sponsor
from hackathon.promotion.countersigning.rules import statement_to_countersign


def sign_offer(work: Work, case_id: int, signature: Signature, *, version: int | None = None) -> Offer:
    """Sign for a use case, naming deputy and sponsor: it is taken over once the sponsor signs, too."""
    case = work.lock(UseCase, case_id)
    offer = offer_to_answer(work, case)
    if not needs_sponsor(case):
        raise Conflict(_("This takes no countersignature. Accept it by signing alone."))
    if waits_for_sponsor(work.session, case, offer):
        raise Conflict(_("You signed already. It waits for the sponsor's countersignature."))
    if signature.sponsor_id not in {each.id for each in sponsors_to_name(work.session, case, offer.owner_id)}:
        raise Invalid("sponsor_id", _("Choose a sponsor who had no part in this use case."))
    work.expect_version(case, version)
    sign(work, case, offer, signature)
    work.expect_version(offer, None)
    record_of(work, OfferSigned, case, offer, said=offer.statement, sponsor_account_id=signature.sponsor_id)
    return offer


def countersign_offer(work: Work, case_id: int, signed_name: str, *, version: int | None = None) -> Offer:
    """Sign as the sponsor below the owner's signature, which makes them the owner."""
    case, offer = _offer_to_countersign(work, case_id)
    need_name("signed_name", signed_name, work.actor.name)
    words = statement_to_countersign(
        name=work.actor.name,
        owner=work.get(Account, offer.owner_id).display_name,
        number=case.number,
        title=case.title,
        budget=offer.budget,
    )
    work.add(
        Countersignature(
            offer_id=offer.id,
            sponsor_id=work.actor.id,
            signed_name=signed_name,
            statement=words,
            signed_at=work.now,
        )
    )
    offer.countersigned_at = work.now
    record_of(work, OfferCountersigned, case, offer, said=words, sponsor_account_id=offer.sponsor_id)
    adopt(work, case, offer, version=version)
    return offer


def refuse_to_countersign(work: Work, case_id: int, reason: str, *, version: int | None = None) -> Offer:
    """Say no as the sponsor, with a reason: the owner may name another, as long as the offer lasts."""
    case, offer = _offer_to_countersign(work, case_id)
    reason = need_reason(reason)
    work.expect_version(case, version)
    sponsor_id, offer.sponsor_id, offer.signed_at, offer.statement = offer.sponsor_id, None, None, ""
    work.expect_version(offer, None)
    record_of(work, CountersignatureRefused, case, offer, said=reason, sponsor_account_id=sponsor_id)
    return offer


def _offer_to_countersign(work: Work, case_id: int) -> tuple[UseCase, Offer]:
    case = work.lock(UseCase, case_id)
    offer = open_offer_of(work.session, case.id)
    require(can_countersign(work.actor, case, offer))
    offer = need_open(work, offer)
    if offer.signed_at is None:
        raise Conflict(_("The owner has to sign first."))
    return case, offer
