"""Who waives a question, and that only the clock ends a waiver."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.questions.models import QuestionWaiver
from hackathon.promotion.questions.policy import can_agree, can_settle, is_asked
from hackathon.promotion.questions.rules import Whose

RUNNING_OUT = "promotion.waivers.run_out"


def can_propose_waiver(actor: Actor, case: UseCase, whose: Whose, *, has_steward: bool) -> Decision:
    """Let those who decide about a use case propose to waive one of its questions."""
    return can_settle(actor, case, whose.owner_id, has_steward=has_steward) & is_asked(case)


def can_agree_waiver(actor: Actor, case: UseCase, whose: Whose, waiver: QuestionWaiver | None) -> Decision:
    """Let a second person agree, or not."""
    return can_agree(actor, case, whose.owner_id, waiver.proposed_by if waiver else None) & is_asked(case)


def can_run_out(actor: Actor) -> Decision:
    """Let only the clock end a waiver."""
    return allow_if(actor.is_system(RUNNING_OUT), _("Waivers run out by themselves."))
