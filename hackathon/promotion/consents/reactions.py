"""Tells people that a consent does not answer for their use case any more."""

from typing import cast

from hackathon.core.facts import Happened
from hackathon.core.i18n import lazy
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of, statement_text
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.consents.facts import ConsentFact, ConsentRevoked
from hackathon.promotion.consents.queries import cases_served
from hackathon.promotion.questions.models import StandingConsent

TAKEN_BACK = lazy("A consent for use case %(number)s, “%(title)s”, was taken back")
OVER = lazy("A consent for use case %(number)s, “%(title)s”, is over: it is asked for again")


def tell_of_end(work: Work, happened: Happened) -> None:
    """Tell of each use case that it served; of one that is only over, while the use case has not passed yet."""
    fact = cast(ConsentFact, happened.fact)
    is_revoked = isinstance(fact, ConsentRevoked)
    consent = work.get(StandingConsent, fact.consent_id)
    for case in cases_served(work.session, consent.id):
        if is_revoked or case.state == CaseState.NOMINATED:
            _tell(work, happened, case, consent, is_revoked=is_revoked)


def _tell(work: Work, happened: Happened, case: UseCase, consent: StandingConsent, *, is_revoked: bool) -> None:
    to = people_of(work.session, case) | deciders_of(work.session, case) | {consent.given_by}
    subject = TAKEN_BACK if is_revoked else OVER
    told = subject % {"number": case.number, "title": case.title}
    notify(
        work,
        to - {happened.actor_id},
        key=f"{happened.fact.kind}:{happened.fact_id}:{case.id}",
        subject=told,
        text=statement_text(work.session, happened.fact.statement_id) or told,
        path=f"/use-cases/{case.number}/questions",
    )
