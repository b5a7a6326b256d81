"""What happens around questions: organizers hear of new ones, who asked hears of the decision."""

from hackathon.core.facts import Happened, Reaction, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.facts import ChallengeAccepted, ChallengeDeclined, ChallengeMerged, ChallengePosed
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import accounts_with_event_role
from hackathon.people.inbox.commands import notify


def tell_organizers(work: Work, happened: Happened) -> None:
    """Tell an event's organizers of a question that they have to decide on."""
    challenge = work.get(Challenge, happened.fact.subject_id)
    if challenge.state != ChallengeState.PROPOSED:
        return
    event = work.get(Event, challenge.event_id)
    notify(
        work,
        accounts_with_event_role(work.session, event.id, EventRole.ORGANIZER),
        key=f"events.challenges.posed:{happened.fact_id}",
        subject=_("Asked for “%(event)s”: “%(title)s”") % {"event": event.name, "title": challenge.title},
        text=_("Accept it so that teams can take it on, or say why not."),
        path=_path(event, challenge),
    )


def tell_poser_accepted(work: Work, happened: Happened) -> None:
    """Tell who asked that teams can take the question on."""
    _tell_poser(
        work,
        happened,
        subject=_("Your question was accepted: “%(title)s”"),
        text=_("Teams can take it on now. Have a look whether owner, data and outcome are known."),
    )


def tell_poser_declined(work: Work, happened: Happened) -> None:
    """Tell who asked why the question is not part of the event."""
    said = work.session.get(Statement, happened.fact.statement_id) if happened.fact.statement_id else None
    _tell_poser(
        work,
        happened,
        subject=_("Your question was declined: “%(title)s”"),
        text=(said.text if said else None) or _("The organizers gave no reason. Ask them."),
    )


def tell_posers_merged(work: Work, happened: Happened) -> None:
    """Tell who asked either of two questions that they are one now."""
    fact = happened.fact
    if not isinstance(fact, ChallengeMerged):
        return
    merged, into = work.get(Challenge, fact.subject_id), work.get(Challenge, fact.challenge_id)
    notify(
        work,
        {merged.poser_id, into.poser_id} - {happened.actor_id},
        key=f"events.challenges.merged:{happened.fact_id}",
        subject=_("“%(merged)s” is part of “%(into)s” now") % {"merged": merged.title, "into": into.title},
        text=_("Both asked much the same. See whether the question says what you need: its teams work for both."),
        path=_path(work.get(Event, into.event_id), into),
    )


def _tell_poser(work: Work, happened: Happened, *, subject: str, text: str) -> None:
    challenge = work.get(Challenge, happened.fact.subject_id)
    notify(
        work,
        {challenge.poser_id} - {happened.actor_id},
        key=f"events.challenges.decided:{happened.fact_id}",
        subject=subject % {"title": challenge.title},
        text=text,
        path=_path(work.get(Event, challenge.event_id), challenge),
    )


def _path(event: Event, challenge: Challenge) -> str:
    return f"/events/{event.slug}/challenges/{challenge.id}"


REACTIONS = (
    Reaction("events.challenges.tell_organizers", (ChallengePosed,), tell_organizers),
    Reaction("events.challenges.tell_poser_accepted", (ChallengeAccepted,), tell_poser_accepted),
    Reaction("events.challenges.tell_posers_merged", (ChallengeMerged,), tell_posers_merged),
    Reaction("events.challenges.tell_poser_declined", (ChallengeDeclined,), tell_poser_declined),
)
