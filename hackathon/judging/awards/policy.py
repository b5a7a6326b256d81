"""Who may set out prizes and give awards, and when."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import SHAPED_STATES, can_organize

PUBLISHING = "judging.awards.publish"


def can_give_awards(actor: Actor, event: Event) -> Decision:
    """Let organizers give awards once results are out: an award before them would tell."""
    return can_organize(actor, event) & allow_if(
        event.is_released, _("Awards are given after the release, because they would tell the results.")
    )


def can_plan_prizes(actor: Actor, event: Event) -> Decision:
    """Let organizers set out prizes until the results are out."""
    return can_organize(actor, event) & allow_if(
        event.state in SHAPED_STATES, _("The results are out: awards are given on their own page now.")
    )


def can_decide_prize(actor: Actor, event: Event, *, competes: bool) -> Decision:
    """Let organizers who do not compete decide who wins."""
    return can_plan_prizes(actor, event) & allow_if(
        not competes, _("You are in a team of this event, so you do not decide who wins. Ask another organizer.")
    )


def can_publish_prizes(actor: Actor) -> Decision:
    """Let only the platform turn prizes into awards, with the release."""
    return allow_if(actor.is_system(PUBLISHING), _("Only the platform does this."))
