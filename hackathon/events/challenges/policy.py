"""Who may ask questions, change them, and decide whether teams work on them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup import policy as events
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import SCOPE, can_edit, organizes
from hackathon.events.setup.states import EventState


def can_see(actor: Actor, challenge: Challenge, event: Event) -> Decision:
    """Show questions to whoever sees the event; declined ones to who asked and to organizers."""
    return events.can_see(actor, event) & allow_if(
        challenge.state != ChallengeState.DECLINED or challenge.poser_id == actor.id or organizes(actor, event),
        _("This question was not accepted for the event."),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select the challenges, joined with their events, that `can_see` lets the actor see."""
    if not actor.is_signed_in:
        return false()
    return and_(
        events.visible_to(actor),
        or_(
            Challenge.state != ChallengeState.DECLINED,
            Challenge.poser_id == actor.id,
            Challenge.event_id.in_(actor.places(SCOPE, EventRole.ORGANIZER)),
        ),
    )


def can_pose(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let everybody ask while questions are collected, and organizers until results are out."""
    in_time = allow_if(actor.is_signed_in, _("Sign in to ask a question.")) & (
        allow_if(event.state == EventState.PUBLISHED, _("This event takes no questions now."))
        & allow_if(at >= event.challenges_opens_at, _("Questions are not collected yet."))
        & allow_if(at < event.challenges_closes_at, _("Questions are no longer collected. Ask an organizer."))
    )
    return can_edit(actor, event) | in_time


def can_pose_for_others(actor: Actor, event: Event) -> Decision:
    """Let organizers write a question down for somebody else."""
    return can_edit(actor, event)


def can_change(actor: Actor, challenge: Challenge, event: Event, *, at: datetime) -> Decision:
    """Let who asked change the question until building begins, and organizers until results are out."""
    own = allow_if(challenge.poser_id == actor.id, _("Only who asked this question, or an organizer, may change it."))
    in_time = allow_if(
        event.state == EventState.PUBLISHED and at < event.running_opens_at,
        _("Teams work on this question already. Ask an organizer to change it."),
    )
    return can_edit(actor, event) | (own & in_time)


def can_decide(actor: Actor, event: Event) -> Decision:
    """Let organizers accept, merge and decline questions."""
    return can_edit(actor, event)
