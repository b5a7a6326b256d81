"""Who prepares must-pass questions, who answers each, and who lets a use case pass."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, can_read_inside, is_in_team, is_owner, stands_outside
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.questions.rules import ASKED_IN, Whose

ASKING, ASKING_NAMED = "promotion.questions.ask", "promotion.questions.ask_named"
ASKING_SYSTEM = "promotion.questions.ask_system"
SERVING = "promotion.questions.serve"
AGREEING = (SiteRole.STEWARD, SiteRole.SPONSOR, SiteRole.HOST)
"""Whose role lets them agree as the second person."""


def can_prepare(actor: Actor, case: UseCase, owner_id: int | None) -> Decision:
    """Take evidence, and who decides, from those who work on the use case, whoever would own it, or a steward."""
    works_on_it = is_in_team(actor, case) or actor.id in case.requesters or is_owner(actor, case)
    return allow_if(
        actor.id is not None and (works_on_it or actor.id == owner_id or actor.is_site(SiteRole.STEWARD)),
        _("The team, who nominated it, its owner or a steward gives this."),
    ) & is_asked(case)


def can_answer(actor: Actor, case: UseCase, whose: Whose, *, has_steward: bool) -> Decision:
    """Leave an answer to whom it was asked of, or else to those who decide about the use case; never from inside."""
    if whose.has_to_be_named:
        return allow_if(condition=False, reason=_("Nobody is named yet who decides this."))
    if whose.decider_id is None:
        may = can_settle(actor, case, whose.owner_id, has_steward=has_steward)
    else:
        may = stands_outside(actor, case) & allow_if(
            actor.id == whose.decider_id, _("Only who was asked answers this.")
        )
    return may & is_asked(case)


def can_settle(actor: Actor, case: UseCase, owner_id: int | None, *, has_steward: bool) -> Decision:
    """Let those who decide about a use case let it pass, decline it or waive a question; never who would own it."""
    return can_decide(actor, case, has_steward=has_steward) & allow_if(
        actor.id != owner_id, _("You would own this; somebody else decides about it.")
    )


def can_agree(actor: Actor, case: UseCase, owner_id: int | None, first_id: int | None) -> Decision:
    """Let a second person agree, being somebody else: another steward, a sponsor or a host, who stand outside."""
    return (
        stands_outside(actor, case)
        & allow_if(actor.id != owner_id, _("You would own this; somebody else decides about it."))
        & allow_if(
            actor.is_site(*AGREEING),
            _("A steward, a sponsor or a host agrees to this."),
        )
        & allow_if(actor.id != first_id, _("You were the first; a second person has to agree."))
    )


def can_read_questions(actor: Actor, case: UseCase, owner_id: int | None) -> Decision:
    """Show all questions to those who work on the use case or decide about it, and to whoever would own it."""
    seconds = actor.is_site(*AGREEING, SiteRole.AUDITOR)
    prospect = allow_if(
        actor.id is not None and (actor.id == owner_id or seconds),
        _("Only the team, the owner, organizers, stewards and who was asked may read this."),
    )
    return can_read_inside(actor, case) | prospect


def can_see_waiver(actor: Actor, case: UseCase, owner_id: int | None) -> Decision:
    """Show why a question is waived to staff and to whoever owns the use case, or would."""
    return allow_if(
        actor.is_site(*AGREEING, SiteRole.AUDITOR)
        or actor.holds("organizer", "event", case.event_id)
        or (actor.id is not None and actor.id == owner_id),
        _("Stewards, auditors and the owner see this."),
    )


def can_serve(actor: Actor) -> Decision:
    """Let only the platform answer with a consent that stands already."""
    return allow_if(actor.is_system(ASKING, ASKING_NAMED, ASKING_SYSTEM, SERVING), _("A consent answers by itself."))


def is_asked(case: UseCase) -> Decision:
    """Say whether questions about a use case can be open at all."""
    return allow_if(case.state in ASKED_IN, _("Nothing is asked about this use case any more.")) & allow_if(
        case.path_signed_at is not None, _("Its six questions are not signed yet: they say what is asked.")
    )


def is_undecided(case: UseCase) -> bool:
    """Tell whether the use case still waits to pass."""
    return case.state == CaseState.NOMINATED
