"""Who may see the ranking, who may release it, and when."""

from datetime import datetime
from typing import Protocol

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.tallies.rules import Announced
from hackathon.people.accounts.models import SiteRole

CHECKING = "judging.ranking.check"


class Announceable(Protocol):
    """What is known of a ranking before it is told."""

    @property
    def is_ready(self) -> bool: ...

    @property
    def is_apart(self) -> bool: ...

    @property
    def told(self) -> Announced: ...


def can_see_ranking(actor: Actor, event: Event) -> Decision:
    """Let organizers see it before the release, everybody who sees the event after it."""
    return can_organize(actor, event) | allow_if(event.is_released, _("The results of this event are not out yet."))


def can_preview_release(actor: Actor, event: Event) -> Decision:
    """Let organizers look at what the release will show, until it is done."""
    return can_organize(actor, event) & allow_if(
        event.state == EventState.PUBLISHED, _("Results are released once, and only of an event that is on.")
    )


def can_release(actor: Actor, event: Event, progress: Progress, *, at: datetime) -> Decision:
    """Let organizers release results when nothing can change them any more, or every ballot is cast."""
    return (
        can_preview_release(actor, event)
        & allow_if(progress.cast, _("No ballot has been cast yet, so there is nothing to release."))
        & allow_if(
            at >= event.judging_closes_at or not progress.left,
            _("Judges still have ballots to cast. Wait until judging closes, or close it now on the event's page."),
        )
    )


def is_announceable(ranking: Announceable) -> Decision:
    """Announce only what is computed, and one ranking only of what common judges connect."""
    return allow_if(
        ranking.is_ready, _("A score came in, and how projects stand is being computed. Look again in a moment.")
    ) & allow_if(
        not ranking.is_apart or ranking.told != Announced.TOGETHER,
        _(
            "No judge connects all projects, so there is no one ranking. Have the missing ballots cast, or decide "
            "how to announce it."
        ),
    )


def can_reissue(actor: Actor, event: Event, *, competes: bool) -> Decision:
    """Let organizers who do not compete put a new edition in the place of a released ranking."""
    return (
        can_organize(actor, event)
        & allow_if(event.state == EventState.RELEASED, _("Only results that are out can have a new edition."))
        & allow_if(not competes, _("You are in a team of this event. Ask another organizer."))
    )


def can_check(actor: Actor, event: Event) -> Decision:
    """Let organizers and auditors have a released ranking computed again."""
    may_doubt = can_organize(actor, event) | allow_if(actor.is_site(SiteRole.AUDITOR), _("This is for organizers."))
    return may_doubt & allow_if(event.is_released, _("The results of this event are not out yet."))


def can_note_check(actor: Actor) -> Decision:
    """Let only the platform write what it computed."""
    return allow_if(actor.is_system(CHECKING), _("Only the platform does this."))
