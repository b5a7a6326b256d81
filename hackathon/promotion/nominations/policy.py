"""Who may nominate a project, once or once more, and who screens it."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.people.accounts.models import SiteRole
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, is_in_team

OFFERING = "promotion.nominations.offer_waiting"
REMINDING = "promotion.nominations.remind"


def can_nominate(actor: Actor, project: Project, event: Event) -> Decision:
    """Let any project that was handed in be put forward: not winning counts, but finding a home."""
    return (
        allow_if(
            actor.holds("member", "team", project.team_id) or _may_put_forward(actor, project.event_id),
            _("The team, judges, organizers, product owners and stewards nominate."),
        )
        & allow_if(event.is_released, _("Nominations open when the results of the event are released."))
        & allow_if(
            project.state == ProjectState.SUBMITTED,
            _("Only a project that was handed in can be nominated."),
        )
    )


def can_renominate(actor: Actor, case: UseCase) -> Decision:
    """Give a case that was turned down or parked one more chance."""
    return allow_if(
        is_in_team(actor, case) or _may_put_forward(actor, case.event_id),
        _("The team, judges, organizers, product owners and stewards nominate."),
    ) & allow_if(case.renominated_by is None, _("It was nominated a second time already; that was the last."))


def can_screen(actor: Actor, case: UseCase, *, has_steward: bool) -> Decision:
    """Let those who decide about the use case ask the three questions."""
    return can_decide(actor, case, has_steward=has_steward)


def can_offer_waiting(actor: Actor) -> Decision:
    """Let only the clock offer what waited for its owner to have room."""
    return allow_if(actor.is_system(OFFERING), _("What waits is offered by itself."))


def can_remind(actor: Actor) -> Decision:
    """Let only the clock remind deciders."""
    return allow_if(actor.is_system(REMINDING), _("Reminders are sent by the clock."))


def _may_put_forward(actor: Actor, event_id: int) -> bool:
    return (
        actor.is_site(SiteRole.STEWARD, SiteRole.PRODUCT_OWNER)
        or actor.holds(EventRole.ORGANIZER, "event", event_id)
        or actor.holds(EventRole.JUDGE, "event", event_id)
    )
