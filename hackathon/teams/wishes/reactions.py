"""Keeping choices to questions that teams can take on, and telling whose list changed."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.facts import ChallengeDeclined, ChallengeMerged
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.teams.wishes.commands import follow_question
from hackathon.teams.wishes.policy import takes_wishes


def follow_questions(work: Work, happened: Happened) -> None:
    """Let choices follow a question that was merged or declined; tell those who can still choose another."""
    fact = happened.fact
    if not isinstance(fact, ChallengeDeclined | ChallengeMerged):
        return
    into_id = fact.challenge_id if isinstance(fact, ChallengeMerged) else None
    concerned = follow_question(work, fact.event_id, fact.subject_id, into_id=into_id)
    event, left = work.get(Event, fact.event_id), work.get(Challenge, fact.subject_id)
    if takes_wishes(event, at=work.now):
        into = work.get(Challenge, into_id) if into_id else None
        subject, text = _words(left, into)
        path = f"/events/{event.slug}/choices"
        notify(work, concerned, key=f"{fact.kind}:{happened.fact_id}:choices", subject=subject, text=text, path=path)


def _words(left: Challenge, into: Challenge | None) -> tuple[str, str]:
    if into is None:
        return (
            _("“%(question)s”, which you had chosen, is no longer part of the event") % {"question": left.title},
            _("The organizers declined it. Your other choices moved up; you can choose another one."),
        )
    return (
        _("“%(question)s”, which you had chosen, is part of “%(into)s” now")
        % {"question": left.title, "into": into.title},
        _("The organizers merged the two. It keeps its place among your choices; look whether you still like it."),
    )
