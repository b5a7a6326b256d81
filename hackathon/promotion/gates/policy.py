"""Who gives evidence and who, being somebody else, accepts it."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import (
    can_contribute,
    can_decide,
    can_read_inside,
    can_steer,
    is_owner,
    stands_outside,
)
from hackathon.promotion.cases.states import CARRIED
from hackathon.promotion.gates.models import Evidence

__all__ = ["can_advance", "can_answer_evidence", "can_give_evidence", "can_read_evidence"]


def can_give_evidence(actor: Actor, case: UseCase) -> Decision:
    """Take evidence from the owner, the team or a steward while an owner carries the use case."""
    return can_contribute(actor, case) & allow_if(
        case.state in CARRIED, _("Evidence is asked for once an owner has taken the use case over.")
    )


def can_answer_evidence(actor: Actor, case: UseCase, evidence: Evidence, *, has_steward: bool) -> Decision:
    """Let the owner or a steward accept or send back what somebody else gave; never who asked, never the team.

    Not while it is suspended, and not once it is retired: what stands then is how it stopped.
    """
    by_owner = allow_if(is_owner(actor, case), _("The owner or a steward accepts evidence."))
    return (
        stands_outside(actor, case)
        & (by_owner | can_decide(actor, case, has_steward=has_steward))
        & allow_if(evidence.given_by != actor.id, _("You gave this; somebody else accepts it."))
        & allow_if(case.state in CARRIED, _("Nobody works on this use case now; evidence is answered when it goes on."))
    )


def can_read_evidence(actor: Actor, case: UseCase) -> Decision:
    """Keep evidence to those who work on the case or decide about it."""
    return can_read_inside(actor, case)


def can_advance(actor: Actor, case: UseCase) -> Decision:
    """Let the owner or a steward open a gate; whether the evidence is there is the gate's own question."""
    return can_steer(actor, case) & allow_if(
        case.path_asked_at is None, _("Its owner signs the six answers again first: something changed.")
    )
