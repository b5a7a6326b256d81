"""Must-pass questions: each answered by whom it was asked of, and nothing passes before all are."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.day_one.commands import save_plan
from hackathon.promotion.day_one.rules import PlanDraft
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.rules import Refusal
from hackathon.promotion.questions.commands import (
    AnswerDraft,
    EvidenceDraft,
    answer_question,
    decline_case,
    give_evidence,
    name_decider,
    pass_case,
    set_terms,
)
from hackathon.promotion.questions.models import QuestionAnswer, QuestionSet, StandingConsent
from hackathon.promotion.questions.queries import standing_of
from hackathon.promotion.questions.rules import FIRST, Terms
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
YES = AnswerDraft("yes")
NO = AnswerDraft("no", "It is under a seal.", "The seal is lifted.")
REFUSAL = Refusal("The data owner said no.", "no_usable_data", "Another data set")
TERMS = Terms("Badge log", "Plan the shifts", "Roster")


@dataclass(frozen=True)
class Round:
    """A use case that is asked, and everybody who is."""

    done: Finished
    case: UseCase
    steward: Account
    measurer: Account
    data_owner: Account
    system_owner: Account

    def decider_of(self, key: str) -> Account:
        """Return who decides a question of the first set."""
        named = {"metric": self.measurer, "data": self.data_owner, "system": self.system_owner}
        return {"owner": self.done.owner, "support": self.done.owner, **named}.get(key, self.steward)


@pytest.fixture
def asked(session: Session, working: Working) -> Round:
    """Ask the questions of a use case on the standard path; everybody is named."""
    return asking(session, working, "standard")


def asking(session: Session, working: Working, path: str) -> Round:
    steward = make_account(session, "Stella", "steward", profile={"unit": "Audit"})
    people = [make_account(session, name) for name in ("Mette", "Dan", "Sven")]
    done = make_finished_project(session)
    case = make_case(session, done, path=path)
    with working(done.member) as work:
        set_terms(work, case.id, TERMS)
        for key, person in zip(("metric", "data", "system"), people, strict=True):
            name_decider(work, case.id, key, person.email)
    return Round(done, case, steward, *people)


def answer_all(working: Working, asked: Round, *but: str) -> None:
    for question in FIRST:
        if question.key not in but:
            with working(asked.decider_of(question.key)) as work:
                answer_question(work, asked.case.id, question.key, YES)


def told(session: Session, account: Account) -> list[tuple[str, str]]:
    rows = session.execute(select(Notice.text, Notice.path).where(Notice.account_id == account.id).order_by(Notice.id))
    return [(text, path) for text, path in rows]


def test_pass_when_all_are_yes_lets_it_into_a_round(session: Session, working: Working, asked: Round) -> None:
    answer_all(working, asked)

    with working(asked.steward) as work:
        pass_case(work, asked.case.id)

    session.expire_all()
    screening = session.scalars(select(Screening)).one()
    assert (asked.case.state, asked.case.screened_by, screening.has_owner) == ("SCREENED", asked.steward.id, None)
    assert session.get_one(QuestionSet, 1).questions == [each.written() for each in FIRST]


def test_pass_while_a_question_is_open_is_refused(working: Working, asked: Round) -> None:
    answer_all(working, asked, "support")

    with pytest.raises(Conflict, match="1 of 8 questions are not passed yet"), working(asked.steward) as work:
        pass_case(work, asked.case.id)


@pytest.mark.parametrize("draft", [YES, NO])
def test_answer_by_anybody_but_the_named_decider_is_refused(
    session: Session, working: Working, asked: Round, draft: AnswerDraft
) -> None:
    done = asked.done
    others = [
        make_account(session, "Ada", "admin"),
        make_account(session, "Una"),
        done.captain,
        done.member,
        done.owner,
        done.organizer,
        asked.steward,
        asked.system_owner,
    ]

    for other in others:
        with pytest.raises(Denied), working(other) as work:
            answer_question(work, asked.case.id, "data", draft)

    assert session.scalars(select(QuestionAnswer)).all() == []


@pytest.mark.parametrize("act", ["pass", "decline"])
def test_settle_by_anybody_but_a_free_steward_is_refused(
    session: Session, working: Working, asked: Round, act: str
) -> None:
    answer_all(working, asked, "data")
    with working(asked.data_owner) as work:
        answer_question(work, asked.case.id, "data", NO if act == "decline" else YES)
    done = asked.done
    admin, sponsor = make_account(session, "Ada", "admin"), make_account(session, "Spo", "sponsor")

    for other in (admin, sponsor, done.captain, done.member, done.owner, done.organizer, asked.data_owner):
        with pytest.raises(Denied), working(other) as work:
            pass_case(work, asked.case.id) if act == "pass" else decline_case(work, asked.case.id, REFUSAL)

    session.expire_all()
    assert asked.case.state == "NOMINATED"


def test_decline_after_a_no_says_what_would_change_it(session: Session, working: Working, asked: Round) -> None:
    with working(asked.data_owner) as work:
        answer_question(work, asked.case.id, "data", NO)

    with working(asked.steward) as work:
        decline_case(work, asked.case.id, REFUSAL)

    session.expire_all()
    kept = session.scalars(select(Screening)).one()
    assert (asked.case.state, kept.reason_code, kept.would_change) == ("DECLINED", "no_usable_data", "Another data set")


def test_decline_without_a_no_is_refused(working: Working, asked: Round) -> None:
    with pytest.raises(Conflict, match="No question was answered with no"), working(asked.steward) as work:
        decline_case(work, asked.case.id, REFUSAL)


@pytest.mark.parametrize("who", ["captain", "member"])
def test_name_somebody_who_made_or_nominated_it_is_refused(working: Working, asked: Round, who: str) -> None:
    email = getattr(asked.done, who).email

    with pytest.raises(Invalid, match="They made or nominated it"), working(asked.steward) as work:
        name_decider(work, asked.case.id, "data", email)


def test_name_an_address_of_nobody_says_to_invite_them(working: Working, asked: Round) -> None:
    with pytest.raises(Invalid, match="Have them invited first"), working(asked.done.member) as work:
        name_decider(work, asked.case.id, "data", "nobody@example.org")


def test_name_somebody_else_makes_the_answer_of_the_first_count_no_more(
    session: Session, working: Working, asked: Round
) -> None:
    with working(asked.measurer) as work:
        answer_question(work, asked.case.id, "metric", YES)
    other = make_account(session, "Otto")

    with working(asked.done.member) as work:
        name_decider(work, asked.case.id, "metric", other.email)

    standing = {each.question.key: each.standing for each in standing_of(session, asked.case, NOON)}
    assert standing["metric"] == "open"


def test_answer_on_an_older_version_is_refused(working: Working, asked: Round) -> None:
    with working(asked.steward) as work:
        answer_question(work, asked.case.id, "permitted", NO, version=0)

    with pytest.raises(Stale), working(asked.steward) as work:
        answer_question(work, asked.case.id, "permitted", YES, version=0)


def test_ask_back_tells_the_team_and_evidence_tells_who_asked(
    session: Session, working: Working, asked: Round, clock: StandingClock
) -> None:
    with working(asked.data_owner) as work:
        answer_question(work, asked.case.id, "data", AnswerDraft("ask", "Which columns?"))
    deliver_pending(session, clock)
    page = f"/use-cases/{asked.case.number}/questions/data"
    team = told(session, asked.done.member)

    with working(asked.done.member) as work:
        give_evidence(work, asked.case.id, "data", EvidenceDraft(note="Door and hour only."))
    deliver_pending(session, clock)

    assert ("Which columns?", page) in team
    assert told(session, asked.data_owner)[-1] == ("May the data be used for this purpose?", page)


def test_yes_to_data_serves_the_next_case_on_the_same_terms(
    session: Session, working: Working, asked: Round, clock: StandingClock
) -> None:
    with working(asked.data_owner) as work:
        answer_question(work, asked.case.id, "data", YES)
    consent = session.scalars(select(StandingConsent)).one()
    later = make_finished_project(session)
    case = make_case(session, later, path="standard")

    with working(later.member) as work:
        set_terms(work, case.id, Terms("badge-log", "Plan the shifts!", "ROSTER"))
    deliver_pending(session, clock)

    served = session.scalars(select(QuestionAnswer).where(QuestionAnswer.case_id == case.id)).one()
    assert (served.key, served.answer, served.consent_id, served.answered_by) == (
        "data",
        "yes",
        consent.id,
        asked.data_owner.id,
    )
    standing = {each.question.key: each.standing for each in standing_of(session, case, NOON)}
    after = {each.question.key: each.standing for each in standing_of(session, case, consent.until)}
    assert (standing["data"], standing["system"], after["data"]) == ("yes", "open", "open")
    assert consent.until == NOON + timedelta(days=365)


def test_yes_to_data_does_not_serve_the_team_of_who_gave_it(
    session: Session, working: Working, asked: Round, clock: StandingClock
) -> None:
    with working(asked.data_owner) as work:
        answer_question(work, asked.case.id, "data", YES)
    later = make_finished_project(session)
    case = make_case(session, later, path="standard", nominated_by=asked.data_owner.id)

    with working(later.member) as work:
        set_terms(work, case.id, TERMS)
    deliver_pending(session, clock)

    assert session.scalars(select(QuestionAnswer).where(QuestionAnswer.case_id == case.id)).all() == []


def test_change_of_terms_asks_the_owners_of_data_and_system_again(
    session: Session, working: Working, asked: Round
) -> None:
    answer_all(working, asked)

    with working(asked.done.member) as work:
        set_terms(work, asked.case.id, Terms("Payroll", TERMS.purpose, TERMS.system))

    open_ones = [each.question.key for each in standing_of(session, asked.case, NOON) if not each.is_passed]
    assert open_ones == ["data", "system"]


def test_pass_on_the_full_path_takes_a_second_person_of_another_unit(session: Session, working: Working) -> None:
    asked = asking(session, working, "full")
    twin = make_account(session, "Tess", "steward", profile={"unit": "audit "})
    sponsor = make_account(session, "Spo", "sponsor", profile={"unit": "Finance"})
    answer_all(working, asked)

    with working(asked.steward) as work:
        assert pass_case(work, asked.case.id) is None
    with pytest.raises(Denied, match="a second person"), working(asked.steward) as work:
        pass_case(work, asked.case.id)
    with pytest.raises(Conflict, match="different units"), working(twin) as work:
        pass_case(work, asked.case.id)
    with working(sponsor) as work:
        pass_case(work, asked.case.id)

    session.expire_all()
    assert asked.case.state == "SCREENED"


def test_plan_that_names_the_owner_of_the_system_asks_them_once(
    session: Session, working: Working, clock: StandingClock
) -> None:
    done, owner = make_finished_project(session), make_account(session, "Sven")
    case = make_case(session, done, path="standard")

    for ceiling in (100, 200):
        with working(done.member) as work:
            save_plan(work, case.id, PlanDraft(target_system="Roster", system_owner=owner.email, cost_ceiling=ceiling))
        deliver_pending(session, clock)

    words = "May it be connected to the system it is for?"
    assert told(session, owner).count((words, f"/use-cases/{case.number}/questions/system")) == 1
