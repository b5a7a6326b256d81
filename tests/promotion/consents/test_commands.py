"""Standing consents: taken back by who gave them only, and whoever was served is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.consents.commands import revoke_consent
from hackathon.promotion.consents.jobs import end
from hackathon.promotion.questions.commands import AnswerDraft, answer_question, name_decider, set_terms
from hackathon.promotion.questions.models import StandingConsent
from hackathon.promotion.questions.queries import asked_of
from hackathon.promotion.questions.rules import Terms
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def consented(session: Session, working: Working) -> tuple[Finished, UseCase, Account, StandingConsent]:
    done, owner = make_finished_project(session), make_account(session, "Dan")
    case = make_case(session, done, path="standard")
    with working(done.member) as work:
        set_terms(work, case.id, Terms("Badge log", "Plan the shifts", "Roster"))
        name_decider(work, case.id, "data", owner.email)
    with working(owner) as work:
        answer_question(work, case.id, "data", AnswerDraft("yes"))
    return done, case, owner, session.scalars(select(StandingConsent)).one()


def test_revoke_asks_again_and_tells_the_team_why(session: Session, working: Working, clock: StandingClock) -> None:
    done, case, owner, consent = consented(session, working)

    with working(owner) as work:
        revoke_consent(work, consent.id, "The log holds names since today.")
    deliver_pending(session, clock)

    told = session.scalars(select(Notice.text).where(Notice.account_id == done.member.id)).all()
    assert asked_of(session, case, "data", clock()).standing == "open"
    assert "The log holds names since today." in told


def test_revoke_by_somebody_else_is_refused(session: Session, working: Working) -> None:
    done, _case, _owner, consent = consented(session, working)

    for other in (
        done.owner,
        done.member,
        make_account(session, "Stella", "steward"),
        make_account(session, "A", "admin"),
    ):
        with pytest.raises(Denied), working(other) as work:
            revoke_consent(work, consent.id, "No.")


def test_end_of_a_consent_is_told_once_however_often_it_is_looked_for(
    session: Session, working: Working, clock: StandingClock, jobs: JobContext
) -> None:
    done, case, _owner, _consent = consented(session, working)
    clock.advance(days=365)

    for _look in range(2):
        end(jobs, 0)
        deliver_pending(session, clock)
        clock.advance(hours=1)

    told = session.scalars(select(Notice.subject).where(Notice.account_id == done.member.id)).all()
    assert [each for each in told if "is over" in each] == [
        f"A consent for use case {case.number}, “{case.title}”, is over: it is asked for again"
    ]
