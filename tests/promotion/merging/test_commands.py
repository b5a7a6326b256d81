"""Merging: one use case becomes a part of another, by those who decide about it only."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.merging.commands import merge_case
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
WHY = "Both plan the same shifts."


def test_merge_ends_one_and_tells_the_people_of_both(session: Session, working: Working, clock: StandingClock) -> None:
    ours, theirs = make_finished_project(session), make_finished_project(session)
    case, other = make_case(session, ours, path="standard"), make_case(session, theirs, "LIVE")

    with working(make_account(session, "Stella", "steward")) as work:
        merge_case(work, case.id, other.number, WHY)
    deliver_pending(session, clock)

    session.expire_all()
    people = (ours.member.id, theirs.member.id, theirs.owner.id)
    told = session.execute(select(Notice.account_id, Notice.text, Notice.path).where(Notice.account_id.in_(people)))
    assert (case.state, case.merged_into_id, other.state) == ("MERGED", other.id, "LIVE")
    assert sorted(map(tuple, told)) == [
        (people[0], WHY, f"/use-cases/{case.number}"),
        *((each, WHY, f"/use-cases/{other.number}") for each in sorted(people[1:])),
    ]


def test_merge_by_the_team_the_owner_or_an_admin_is_refused(session: Session, working: Working) -> None:
    make_account(session, "Stella", "steward")
    done, into = make_finished_project(session), make_case(session)
    case = make_case(session, done, path="standard")

    for other in (done.captain, done.member, done.owner, done.organizer, make_account(session, "Ada", "admin")):
        with pytest.raises(Denied), working(other) as work:
            merge_case(work, case.id, into.number, WHY)


@pytest.mark.parametrize("state", ["itself", "nobody", "DECLINED", "MERGED", "RETIRED"])
def test_merge_into_what_is_over_or_is_not_there_is_refused(session: Session, working: Working, state: str) -> None:
    case = make_case(session, path="standard")
    numbers = {"itself": case.number, "nobody": 999_999}
    number = numbers.get(state) or make_case(session, state=state).number

    with pytest.raises(Invalid), working(make_account(session, "Stella", "steward")) as work:
        merge_case(work, case.id, number, WHY)
