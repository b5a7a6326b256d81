"""Reads about standing consents."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.questions.models import QuestionAnswer, StandingConsent
from hackathon.promotion.questions.rules import ASKED_IN


def consents_of(account_id: int | None) -> Select[StandingConsent, int]:
    """Select the consents that somebody gave, each with how many use cases it serves, the newest first."""
    served = (
        select(func.count(func.distinct(QuestionAnswer.case_id)))
        .where(QuestionAnswer.consent_id == StandingConsent.id)
        .scalar_subquery()
    )
    return (
        select(StandingConsent, served)
        .where(StandingConsent.given_by == account_id)
        .order_by(StandingConsent.given_at.desc(), StandingConsent.id.desc())
    )


def consent_of(session: Session, account_id: int | None, consent_id: int) -> StandingConsent:
    """Load a consent of somebody; raise `Missing` where they gave none such."""
    found = session.scalars(
        select(StandingConsent).where(StandingConsent.id == consent_id, StandingConsent.given_by == account_id)
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such consent of yours."))
    return found


def consents_over(session: Session, now: datetime) -> list[int]:
    """List consents that are over and whose end nobody saw yet, the oldest first."""
    return list(
        session.scalars(
            select(StandingConsent.id)
            .where(StandingConsent.until <= now, StandingConsent.ended_at.is_(None))
            .order_by(StandingConsent.until, StandingConsent.id)
        )
    )


def cases_served(session: Session, consent_id: int) -> list[UseCase]:
    """List the use cases before live that a consent answered for."""
    served = select(QuestionAnswer.case_id).where(QuestionAnswer.consent_id == consent_id)
    return list(
        session.scalars(
            select(UseCase).where(UseCase.id.in_(served), UseCase.state.in_(list(ASKED_IN))).order_by(UseCase.id)
        )
    )
