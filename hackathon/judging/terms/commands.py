"""Settling the terms of judging."""

from hackathon.core.decisions import Invalid, require
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.terms.facts import TermsSettled
from hackathon.judging.terms.models import JudgingTerms
from hackathon.judging.terms.policy import can_settle, is_name_open
from hackathon.judging.terms.queries import has_begun


def settle_terms(
    work: Work, event_id: int, *, names_judges: bool, has_vote: bool, version: int | None = None
) -> JudgingTerms:
    """Settle whether teams see which judge wrote what, and whether whoever takes part votes."""
    event = work.lock(Event, event_id)
    require(can_settle(work.actor, event))
    terms = work.session.get(JudgingTerms, event.id) or work.add(JudgingTerms(event_id=event.id, version=0))
    work.expect_version(terms, version)
    if names_judges != terms.names_judges:
        decision = is_name_open(has_begun=has_begun(work.session, event.id))
        if not decision:
            raise Invalid("names_judges", decision.reason)
    terms.names_judges, terms.has_vote = names_judges, has_vote
    work.record(TermsSettled(subject_id=event.id, names_judges=int(names_judges), has_vote=int(has_vote)))
    return terms
