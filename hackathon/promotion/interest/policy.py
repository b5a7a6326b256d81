"""Which product owners say that they would take something over, and who may know it before results are out."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import SiteRole


def can_say(actor: Actor, event: Event, *, team_id: int | None = None) -> Decision:
    """Let product owners outside the team say so until results are released; never those who judge there."""
    return (
        allow_if(actor.is_site(SiteRole.PRODUCT_OWNER), _("Product owners say what they would take over."))
        & allow_if(
            event.state == EventState.PUBLISHED,
            _("This is said from when an event is published until its results are out."),
        )
        & allow_if(not _judges(actor, event.id), _("You judge at this event; it would sway you."))
        & allow_if(
            team_id is None or team_id not in actor.places("team"),
            _("You belong to the team; somebody else takes it over."),
        )
    )


def can_know(actor: Actor, event: Event, *, team_id: int | None = None) -> Decision:
    """Tell the team and the organizers who would take it over, but nobody who judges at the event."""
    is_theirs = team_id is not None and actor.holds("member", "team", team_id)
    return allow_if(
        is_theirs or actor.holds(EventRole.ORGANIZER, "event", event.id),
        _("Only the team and the organizers know who would take it over."),
    ) & allow_if(not _judges(actor, event.id), _("You judge at this event; it would sway you."))


def _judges(actor: Actor, event_id: int) -> bool:
    return actor.holds(EventRole.JUDGE, "event", event_id)
