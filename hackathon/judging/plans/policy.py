"""Who may plan who judges what."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.judging.assignment.policy import can_assign

SOLVING = "judging.plans.solve"
"""Why the platform acts when it writes down the plan that somebody asked for."""
REFILLING = "judging.plans.refill"
"""Why it acts when somebody else is asked in place of a judge."""


def can_see_plans(actor: Actor, event: Event) -> Decision:
    """Show plans to organizers."""
    return can_organize(actor, event)


def can_plan(actor: Actor, event: Event) -> Decision:
    """Let whoever may assign judges plan it."""
    return can_assign(actor, event)


def can_solve(actor: Actor) -> Decision:
    """Let only the platform write plans down."""
    return allow_if(actor.is_system(SOLVING), _("Only the platform does this."))


def can_refill(actor: Actor) -> Decision:
    """Let only the platform ask others by itself."""
    return allow_if(actor.is_system(REFILLING), _("Only the platform does this."))
