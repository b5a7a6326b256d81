"""Who may have people matched, look at a plan of teams, change it, and make it so."""

from collections.abc import Collection
from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState

SOLVING = "teams.matching.solve"
"""Why the platform acts when it writes down the plan that somebody asked for."""


def can_see_matchings(actor: Actor, event: Event) -> Decision:
    """Show plans to organizers only: they say who was kept apart from whom."""
    return can_organize(actor, event)


def can_match(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers match people, change and apply plans, until the deadline for handing in."""
    return can_organize(actor, event) & allow_if(
        event.state == EventState.PUBLISHED and at < event.deadline,
        _("The time to hand in is over: teams stay as they are.")
        if event.state == EventState.PUBLISHED
        else _("This event is not open."),
    )


def can_place(actor: Actor, account_ids: Collection[int]) -> Decision:
    """Let nobody decide with whom they are: what is refused would tell them who is to be kept apart from them."""
    return allow_if(
        actor.id not in account_ids,
        _("You take part yourself: another organizer decides where you are, and who comes to your team."),
    )


def can_solve(actor: Actor) -> Decision:
    """Let only the platform write plans down."""
    return allow_if(actor.is_system(SOLVING), _("Only the platform does this."))
