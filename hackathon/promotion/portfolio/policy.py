"""What a reader may do on the page of a use case, all steps of promotion together."""

from dataclasses import dataclass

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision
from hackathon.core.facts import Audience
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import can_answer, can_offer
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside, can_resume, can_steer
from hackathon.promotion.cases.states import CASE_FLOW, CaseState
from hackathon.promotion.countersigning.policy import can_countersign
from hackathon.promotion.gates.policy import can_advance, can_give_evidence
from hackathon.promotion.impact.policy import can_give_reading
from hackathon.promotion.nominations.policy import can_renominate, can_screen
from hackathon.promotion.ownership.policy import can_take_over
from hackathon.promotion.paths.policy import can_sign, is_asked

__all__ = ["Allowed", "allowed", "audiences"]


@dataclass(frozen=True)
class Allowed:
    """The acts a page offers; each is true only where it is possible now and the reader may."""

    sign: bool
    screen: bool
    answer: bool
    countersign: bool
    take_over: bool
    offer: bool
    renominate: bool
    advance: bool
    give: bool
    measure: bool
    suspend: bool
    resume: bool
    retire: bool
    read_inside: bool


def allowed(actor: Actor, case: UseCase, offer: Offer | None, *, proposed_id: int | None, has_steward: bool) -> Allowed:
    """Ask every policy of promotion at once."""
    is_signed = offer is not None and offer.signed_at is not None

    def may(action: str, decision: Decision) -> bool:
        return CASE_FLOW.allows(action, case.state) and bool(decision)

    return Allowed(
        sign=is_asked(case) and bool(can_sign(actor, case, proposed_id)),
        screen=case.has_light_path and may("pass", can_screen(actor, case, has_steward=has_steward)),
        answer=may("adopt", can_answer(actor, case, offer)) and not is_signed,
        countersign=is_signed and may("adopt", can_countersign(actor, case, offer)),
        take_over=bool(can_take_over(actor, case)),
        offer=may("offer", can_offer(actor, case, has_steward=has_steward)),
        renominate=may("renominate", can_renominate(actor, case)),
        advance=bool(can_advance(actor, case)),
        give=bool(can_give_evidence(actor, case)),
        measure=bool(can_give_reading(actor, case)),
        suspend=may("suspend", can_steer(actor, case)),
        resume=case.state == CaseState.SUSPENDED and bool(can_resume(actor, case, has_steward=has_steward)),
        retire=may("retire", can_steer(actor, case)),
        read_inside=bool(can_read_inside(actor, case)),
    )


def audiences(actor: Actor, case: UseCase) -> list[Audience]:
    """Say which facts of a use case's page somebody reads."""
    return [Audience.VIEWERS, Audience.ORGANIZERS] if can_read_inside(actor, case) else [Audience.VIEWERS]
