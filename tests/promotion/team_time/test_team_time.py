"""Time of team members: who grants it, who takes it back, and what cannot be granted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.promotion.team_time.commands import grant_time, withdraw_time
from hackathon.promotion.team_time.queries import who_comes_along
from hackathon.promotion.team_time.rules import Span
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def manage(session: Session, member_id: int, manager_id: int) -> None:
    session.get_one(Profile, member_id).manager_id = manager_id
    session.commit()


DAY = Span(2, date(2026, 12, 1), date(2027, 2, 26))


def test_time_is_granted_shown_and_withdrawn(session: Session, working: Working, clock: StandingClock) -> None:
    done, manager = make_finished_project(session), make_account(session, "Mona")
    manage(session, done.member.id, manager.id)
    case = make_case(session, done, "ADOPTED")

    with working(manager) as work:
        time = grant_time(work, case.id, done.member.id, DAY)
    granted = {each.name: (each.days, each.granted_by) for each in who_comes_along(session, case)}
    with working(manager) as work:
        withdraw_time(work, case.id, time.id, "The audit comes first.", version=1)
    deliver_pending(session, clock)

    assert granted == {done.captain.display_name: ("", None), done.member.display_name: ("1 day a week", "Mona")}
    assert [each.time for each in who_comes_along(session, case)] == [None, None]
    told = session.execute(select(Notice.account_id, Notice.text).where(Notice.text.contains("audit"))).all()
    assert {tuple(row) for row in told} == {
        (done.member.id, "The audit comes first."),
        (done.owner.id, "The audit comes first."),
    }


@pytest.mark.parametrize(("who", "may"), [("organizer", True), ("owner", True), ("host", True)])
def test_time_is_granted_by(session: Session, working: Working, who: str, *, may: bool) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    person = make_account(session, "Hana", "host") if who == "host" else getattr(done, who)

    with working(person) as work:
        grant_time(work, case.id, done.member.id, DAY)

    assert any(each.time for each in who_comes_along(session, case)) is may


@pytest.mark.parametrize("who", ["member", "captain", "judge", "steward", "admin", "unassigned"])
def test_time_is_not_granted_by_anybody_else(session: Session, working: Working, who: str) -> None:
    done = make_finished_project(session)
    manage(session, done.member.id, done.captain.id)
    case = make_case(session, done, "ADOPTED")
    people = {
        "steward": make_account(session, "Stella", "steward"),
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
    }

    with pytest.raises(Denied), working(people.get(who) or getattr(done, who)) as work:
        grant_time(work, case.id, done.member.id, DAY)


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Span(0, date(2026, 12, 1), date(2026, 12, 2)), "half_days"),
        (Span(11, date(2026, 12, 1), date(2026, 12, 2)), "half_days"),
        (Span(2, date(2026, 12, 2), date(2026, 12, 1)), "ends_on"),
        (Span(2, date(2026, 12, 2), date(2036, 12, 1)), "ends_on"),
    ],
)
def test_time_that_is_none_is_invalid(session: Session, working: Working, span: Span, field: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        grant_time(work, case.id, done.member.id, span)

    assert refused.value.field == field


def test_time_of_somebody_outside_the_team_is_invalid(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with pytest.raises(Invalid), working(done.owner) as work:
        grant_time(work, case.id, done.judge.id, DAY)


@pytest.mark.parametrize(
    ("half_days", "words"),
    [(1, "half a day a week"), (2, "1 day a week"), (3, "1½ days a week"), (10, "5 days a week")],
)
def test_days_in_words(half_days: int, words: str) -> None:
    assert Span(half_days, DAY.starts_on, DAY.ends_on).days == words
