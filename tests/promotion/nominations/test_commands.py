"""Nominating and screening: any project handed in, once; who asked and who made it never decides."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.nominations.commands import (
    Answers,
    NominationDraft,
    nominate_project,
    renominate_case,
    screen_case,
)
from hackathon.promotion.nominations.models import Screening
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
CHANGE = "The next shift lead reads one page instead of a log book."
YES = Answers(has_owner=True, has_usable_data=True, has_measured_outcome=True)
NO = replace(YES, has_usable_data=False, reason="Nobody may use the logs yet.", would_change="A permit.")


def facts_of(session: Session, case_id: int) -> list[str]:
    return list(
        session.scalars(
            select(FactRow.kind).where(FactRow.stream_kind == "case", FactRow.stream_id == case_id).order_by(FactRow.id)
        )
    )


def test_nominate_by_a_member_opens_the_case_with_its_lineage(session: Session, working: Working) -> None:
    done = make_finished_project(session)

    with working(done.member) as work:
        case_id = nominate_project(work, done.project.id, NominationDraft(CHANGE)).id

    case = session.get_one(UseCase, case_id)
    assert (case.number, case.state, case.path, case.path_signed_at) == (1, "NOMINATED", "standard", None)
    assert (case.challenge_id, case.event_id, case.team_id, case.project_id, case.submission_id) == (
        done.challenge.id,
        done.event.id,
        done.team.id,
        done.project.id,
        done.submission.id,
    )
    nomination = session.scalars(select(Nomination)).one()
    assert (nomination.case_id, nomination.proposed_owner_id, nomination.change, nomination.nominated_by) == (
        case.id,
        done.owner.id,
        CHANGE,
        done.member.id,
    )
    assert facts_of(session, case_id) == ["promotion.nominations.nominated"]


def test_nominate_numbers_follow_the_highest(session: Session, working: Working) -> None:
    make_case(session, number=14)
    done = make_finished_project(session)

    with working(done.captain) as work:
        number = nominate_project(work, done.project.id, NominationDraft(CHANGE)).number

    assert number == 15


@pytest.mark.parametrize("who", ["captain", "member", "judge", "organizer", "owner"])
def test_nominate_by_those_around_the_project_succeeds(session: Session, working: Working, who: str) -> None:
    done = make_finished_project(session)

    with working(getattr(done, who)) as work:
        nominate_project(work, done.project.id, NominationDraft(CHANGE))

    assert session.scalar(select(func.count()).select_from(UseCase)) == 1


@pytest.mark.parametrize("roles", [(), ("admin",), ("host",), ("auditor",)])
def test_nominate_by_others_is_denied(session: Session, working: Working, roles: tuple[str, ...]) -> None:
    done = make_finished_project(session)
    stranger = make_account(session, "Sam", *roles)

    with pytest.raises(Denied), working(stranger) as work:
        nominate_project(work, done.project.id, NominationDraft(CHANGE))


def test_nominate_before_release_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    done.event.state = "PUBLISHED"
    session.commit()

    with pytest.raises(Denied, match="results of the event are released"), working(done.captain) as work:
        nominate_project(work, done.project.id, NominationDraft(CHANGE))


def test_nominate_twice_names_the_case(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    make_case(session, done, number=7)

    with pytest.raises(Conflict, match="it is use case 7"), working(done.owner) as work:
        nominate_project(work, done.project.id, NominationDraft(CHANGE))


def test_nominate_without_saying_what_changes_is_invalid(session: Session, working: Working) -> None:
    done = make_finished_project(session)

    with pytest.raises(Invalid) as refused, working(done.captain) as work:
        nominate_project(work, done.project.id, NominationDraft("  "))

    assert refused.value.field == "change"
    assert session.scalar(select(func.count()).select_from(UseCase)) == 0


def test_nominate_with_a_member_as_owner_is_invalid(session: Session, working: Working) -> None:
    done = make_finished_project(session)

    with pytest.raises(Invalid) as refused, working(done.captain) as work:
        nominate_project(work, done.project.id, NominationDraft(CHANGE, owner_id=done.member.id))

    assert refused.value.field == "owner_id"


def test_screen_all_yes_offers_the_case_in_the_same_commit(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done)

    with working(steward) as work:
        screen_case(work, case.id, YES, version=1)

    session.expire_all()
    assert (case.state, case.screened_by, case.state_since) == ("OFFERED", steward.id, NOON)
    offer = session.scalars(select(Offer)).one()
    assert (offer.case_id, offer.owner_id, offer.state, offer.offered_by) == (
        case.id,
        done.owner.id,
        "OPEN",
        steward.id,
    )
    assert offer.expires_at == NOON.replace(month=12, day=8)
    assert facts_of(session, case.id) == ["promotion.nominations.screened", "promotion.adoption.offered"]


def test_screen_any_no_declines_and_tells_team_and_nominator_why(
    session: Session, working: Working, clock: StandingClock
) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, nominated_by=done.judge.id)

    with working(steward) as work:
        screen_case(work, case.id, NO)
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, case.screened_by) == ("DECLINED", None)
    assert session.scalars(select(Statement.text)).all() == ["Nobody may use the logs yet."]
    told = session.execute(select(Notice.account_id, Notice.text, Notice.path)).all()
    assert {tuple(row) for row in told} == {
        (person.id, "Nobody may use the logs yet. What would change it: A permit.", f"/use-cases/{case.number}")
        for person in (done.captain, done.member, done.judge)
    }


def test_screen_no_without_reason_is_invalid(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session)

    with pytest.raises(Invalid) as refused, working(steward) as work:
        screen_case(work, case.id, replace(NO, reason=" "))

    session.expire_all()
    assert (refused.value.field, case.state) == ("reason", "NOMINATED")
    assert session.scalars(select(Screening)).all() == []


def test_screen_yes_to_oneself_is_invalid(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward", "product_owner")
    case = make_case(session, make_finished_project(session, owner=steward))

    with pytest.raises(Invalid) as refused, working(steward) as work:
        screen_case(work, case.id, YES)

    assert refused.value.field == "owner_id"


@pytest.mark.parametrize("answers", [YES, NO], ids=["approve", "reject"])
@pytest.mark.parametrize("who", ["requester", "member", "admin", "unassigned", "owner", "organizer"])
def test_screen_by_those_who_have_no_say_is_denied(
    session: Session, working: Working, who: str, answers: Answers
) -> None:
    make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    requester = make_account(session, "Rita", "steward")
    case = make_case(session, done, nominated_by=requester.id)
    people = {
        "requester": requester,
        "member": done.member,
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
        "owner": done.owner,
        "organizer": done.organizer,
    }

    with pytest.raises(Denied), working(people[who]) as work:
        screen_case(work, case.id, answers)

    session.expire_all()
    assert case.state == "NOMINATED"


@pytest.mark.parametrize("answers", [YES, NO], ids=["approve", "reject"])
@pytest.mark.parametrize(("who", "may"), [("organizer", True), ("host", True), ("nominator", False), ("admin", False)])
def test_screen_where_no_steward_is_free_falls_to_organizers_and_hosts(
    session: Session, working: Working, who: str, *, may: bool, answers: Answers
) -> None:
    done = make_finished_project(session)
    steward = make_account(session, "Stella", "steward")
    make_account(session, "Gone", "steward", state="DEACTIVATED")
    case = make_case(session, done, nominated_by=steward.id)
    people = {
        "organizer": done.organizer,
        "host": make_account(session, "Hana", "host"),
        "nominator": steward,
        "admin": make_account(session, "Ada", "admin"),
    }

    try:
        with working(people[who]) as work:
            screen_case(work, case.id, answers)
        succeeded = True
    except Denied:
        succeeded = False

    assert succeeded == may


def test_screen_by_an_organizer_in_the_team_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, nominated_by=done.organizer.id)

    with pytest.raises(Denied, match="You nominated this"), working(done.organizer) as work:
        screen_case(work, case.id, NO)


def test_screen_of_an_older_page_is_stale(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, version=2)

    with pytest.raises(Stale), working(steward) as work:
        screen_case(work, case.id, NO, version=1)


def test_screen_after_somebody_decided_is_refused(session: Session, working: Working) -> None:
    first, second = make_account(session, "Stella", "steward"), make_account(session, "Stan", "steward")
    done = make_finished_project(session)
    case = make_case(session, done)

    with working(first) as work:
        screen_case(work, case.id, YES)
    with pytest.raises(Conflict), working(second) as work:
        screen_case(work, case.id, NO)

    assert len(session.scalars(select(Screening)).all()) == 1


@pytest.mark.parametrize("state", ["DECLINED", "PARKED"])
def test_renominate_works_once_and_needs_screening_again(session: Session, working: Working, state: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, state, screened_by=done.organizer.id)

    with working(done.judge) as work:
        renominate_case(work, case.id, "The logs are open now.", version=1)

    session.expire_all()
    assert (case.state, case.renominated_by, case.screened_by) == ("NOMINATED", done.judge.id, None)
    case.state = state
    session.commit()
    with pytest.raises(Denied, match="second time already"), working(done.judge) as work:
        renominate_case(work, case.id, "Please.")


def test_nomination_asks_who_would_own_it_and_tells_the_team(
    session: Session, working: Working, clock: StandingClock
) -> None:
    make_account(session, "Stella", "steward")
    done = make_finished_project(session)

    with working(done.captain) as work:
        number = nominate_project(work, done.project.id, NominationDraft(CHANGE)).number
    deliver_pending(session, clock)

    told = session.execute(select(Notice.account_id, Notice.path)).all()
    assert {tuple(row) for row in told} == {
        (done.owner.id, f"/use-cases/{number}/path"),
        (done.member.id, f"/use-cases/{number}"),
    }
