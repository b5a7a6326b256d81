"""A team member becomes owner only after a manager or steward outside the team confirmed it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.promotion.adoption.commands import accept_offer, offer_again
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.confirmations.commands import ask_to_own, confirm_member_as_owner, refuse_member_as_owner
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def manage(session: Session, member_id: int, manager_id: int) -> None:
    session.get_one(Profile, member_id).manager_id = manager_id
    session.commit()


def test_member_who_was_confirmed_by_their_manager_owns_it_after_signing(
    session: Session, working: Working, clock: StandingClock
) -> None:
    done = make_finished_project(session)
    steward, manager = make_account(session, "Stella", "steward"), make_account(session, "Mona")
    manage(session, done.member.id, manager.id)
    case = make_case(session, done, "PARKED", screened_by=steward.id)

    with pytest.raises(Invalid), working(steward) as work:
        offer_again(work, case.id, done.member.id)
    with working(done.member) as work:
        ask_to_own(work, case.id)
    deliver_pending(session, clock)
    with pytest.raises(Invalid), working(steward) as work:
        offer_again(work, case.id, done.member.id)
    with working(manager) as work:
        confirm_member_as_owner(work, case.id, done.member.id, version=1)
    with working(steward) as work:
        offer_again(work, case.id, done.member.id)
    with working(done.member) as work:
        accept_offer(work, case.id, Signature("minutes", "none needed", done.member.display_name))

    session.expire_all()
    assert (case.state, case.owner_id) == ("ADOPTED", done.member.id)
    asked = set(session.scalars(select(Notice.account_id).where(Notice.path.endswith("/member-owners"))))
    assert asked == {steward.id, manager.id}


@pytest.mark.parametrize("who", ["member", "captain", "organizer", "admin", "unassigned", "requester", "colleague"])
def test_confirm_and_refuse_by_anybody_else_are_denied(session: Session, working: Working, who: str) -> None:
    done, requester = make_finished_project(session), make_account(session, "Rita", "steward")
    manage(session, done.member.id, done.captain.id)
    case = make_case(session, done, "SCREENED", nominated_by=requester.id)
    with working(done.member) as work:
        ask_to_own(work, case.id)
    people = {
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
        "colleague": make_account(session, "Paul", "product_owner"),
        "requester": requester,
    }
    person = people.get(who) or getattr(done, who)

    with pytest.raises(Denied), working(person) as work:
        confirm_member_as_owner(work, case.id, done.member.id)
    with pytest.raises(Denied), working(person) as work:
        refuse_member_as_owner(work, case.id, done.member.id, "No.")


def test_refusal_stands_and_gives_the_reason(session: Session, working: Working, clock: StandingClock) -> None:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    case = make_case(session, done, "PARKED", screened_by=steward.id)
    with working(done.captain) as work:
        ask_to_own(work, case.id)
    with working(steward) as work:
        refuse_member_as_owner(work, case.id, done.captain.id, "You lead two teams already.")
    deliver_pending(session, clock)

    with pytest.raises(Conflict), working(steward) as work:
        confirm_member_as_owner(work, case.id, done.captain.id)
    with pytest.raises(Conflict), working(done.captain) as work:
        ask_to_own(work, case.id)

    told = session.scalars(select(Notice.text).where(Notice.account_id == done.captain.id)).all()
    assert told == ["You lead two teams already."]


def test_ask_by_somebody_outside_the_team_is_denied(session: Session, working: Working) -> None:
    case = make_case(session, None, "PARKED")

    with pytest.raises(Denied), working(make_account(session, "Uwe")) as work:
        ask_to_own(work, case.id)
