"""On the full path two people sign, in this order, and whoever has to is reminded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.commands import accept_offer
from hackathon.promotion.adoption.jobs import remind
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.countersigning.commands import countersign_offer, refuse_to_countersign, sign_offer
from hackathon.promotion.countersigning.models import Countersignature
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project, make_offer

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


@dataclass(frozen=True)
class Full:
    """A use case of the full path on offer, and those who may sign for it."""

    done: Finished
    case: UseCase
    offer: Offer
    deputy: Account
    sponsor: Account
    steward: Account

    @property
    def signature(self) -> Signature:
        return Signature("minutes", "5000 of mine", self.done.owner.display_name, self.deputy.id, self.sponsor.id)


@pytest.fixture
def full(session: Session) -> Full:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    case = make_case(
        session, done, "OFFERED", number=9, path="full", screened_by=steward.id, selected_at=NOON - timedelta(days=9)
    )
    offer = make_offer(session, case, done.owner)
    deputy, sponsor = make_account(session, "Dora"), make_account(session, "Sven", "sponsor")
    return Full(done, case, offer, deputy, sponsor, steward)


def kinds(session: Session) -> list[str]:
    return [kind.rpartition(".")[2] for kind in session.scalars(select(FactRow.kind).order_by(FactRow.id))]


def subjects_of(session: Session, person: Account) -> list[str]:
    return list(session.scalars(select(Notice.subject).where(Notice.account_id == person.id).order_by(Notice.id)))


def test_full_path_owner_signs_and_sponsor_countersigns(
    session: Session, working: Working, clock: StandingClock, full: Full
) -> None:
    owner = full.done.owner
    with working(owner) as work:
        sign_offer(work, full.case.id, full.signature, version=1)
    deliver_pending(session, clock)
    session.expire_all()
    assert (full.case.state, full.case.owner_id, full.offer.state, full.offer.signed_at) == (
        "OFFERED",
        None,
        "OPEN",
        NOON,
    )
    with working(full.sponsor) as work:
        countersign_offer(work, full.case.id, " sven ", version=2)
    deliver_pending(session, clock)

    session.expire_all()
    case, signed = full.case, session.scalars(select(Countersignature)).one()
    assert (case.state, case.owner_id, case.deputy_id, case.sponsor_id) == (
        "ADOPTED",
        owner.id,
        full.deputy.id,
        full.sponsor.id,
    )
    assert full.offer.statement == (
        f"I, {owner.display_name}, take over use case 9, “{case.title}”. I will measure: minutes. "
        "Budget: 5000 of mine. Deputy: Dora. Sponsor: Sven."
    )
    assert signed is not None
    assert signed.statement == (
        f"I, Sven, stand behind {owner.display_name}, who takes over use case 9, “{case.title}”. Budget: 5000 of mine."
    )
    assert kinds(session) == ["signed", "countersigned", "accepted"]
    assert subjects_of(session, full.sponsor) == [f"To countersign: use case 9, “{case.title}”"]
    assert subjects_of(session, full.deputy) == [f"You are deputy of use case 9, “{case.title}”"]
    assert subjects_of(session, owner) == [f"Use case 9, “{case.title}”, has an owner"]


def test_full_path_in_another_order_is_refused(session: Session, working: Working, full: Full) -> None:
    with pytest.raises(Conflict, match="sponsor has to countersign"), working(full.done.owner) as work:
        accept_offer(work, full.case.id, full.signature)
    with pytest.raises(Denied), working(full.sponsor) as work:
        countersign_offer(work, full.case.id, "Sven")
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    with pytest.raises(Conflict, match="signed already"), working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)

    session.expire_all()
    assert (full.case.state, full.offer.state) == ("OFFERED", "OPEN")


def test_shorter_paths_take_no_second_signature(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED", path="standard")
    make_offer(session, case, done.owner)

    with pytest.raises(Conflict, match="signing alone"), working(done.owner) as work:
        sign_offer(work, case.id, Signature("minutes", "none", done.owner.display_name))


@pytest.mark.parametrize("who", ["owner", "captain", "member", "organizer", "steward", "admin", "other sponsor"])
def test_countersign_by_anybody_but_the_sponsor_is_denied(
    session: Session, working: Working, full: Full, who: str
) -> None:
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    others = {
        "steward": full.steward,
        "admin": make_account(session, "Ada", "admin"),
        "other sponsor": make_account(session, "Olaf", "sponsor"),
    }
    person = others.get(who) or getattr(full.done, who)

    with pytest.raises(Denied), working(person) as work:
        countersign_offer(work, full.case.id, person.display_name)
    with pytest.raises(Denied), working(person) as work:
        refuse_to_countersign(work, full.case.id, "No.")

    session.expire_all()
    assert full.offer.state == "OPEN"


@pytest.mark.parametrize("passed_as", ["screened_by", "first_passed_by"])
def test_nobody_who_let_it_pass_signs_or_countersigns(
    session: Session, working: Working, full: Full, passed_as: str
) -> None:
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    setattr(full.case, passed_as, full.sponsor.id)
    session.commit()

    with pytest.raises(Denied, match="another sponsor has to countersign"), working(full.sponsor) as work:
        countersign_offer(work, full.case.id, "Sven")
    setattr(full.case, passed_as, full.done.owner.id)
    session.commit()
    with pytest.raises(Denied, match="You screened this yourself"), working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)


@pytest.mark.parametrize(
    ("field", "who", "refused"),
    [
        ("deputy_id", None, "deputy"),
        ("deputy_id", "member", "deputy"),
        ("deputy_id", "owner", "deputy"),
        ("deputy_id", "sponsor", "deputy"),
        ("sponsor_id", None, "sponsor_id"),
        ("sponsor_id", "steward", "sponsor_id"),
        ("sponsor_id", "nominator", "sponsor_id"),
        ("sponsor_id", "first", "sponsor_id"),
    ],
)
def test_sign_naming_somebody_with_a_part_in_it_is_invalid(
    session: Session, working: Working, full: Full, field: str, who: str | None, refused: str
) -> None:
    nominator, first = (make_account(session, name, "sponsor") for name in ("Nora", "Finn"))
    full.case.renominated_by, full.case.first_passed_by = nominator.id, first.id
    session.commit()
    people = {"nominator": nominator, "first": first, "sponsor": full.sponsor, "steward": full.steward}
    person = people.get(who or "") or (getattr(full.done, who) if who else None)
    named: dict[str, Any] = {field: person.id if person else None}

    with pytest.raises(Invalid) as raised, working(full.done.owner) as work:
        sign_offer(work, full.case.id, replace(full.signature, **named))

    assert raised.value.field == refused


def test_refused_countersignature_gives_the_offer_back(
    session: Session, working: Working, clock: StandingClock, full: Full
) -> None:
    other = make_account(session, "Olaf", "sponsor")
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    with working(full.sponsor) as work:
        refuse_to_countersign(work, full.case.id, "Not from my budget.")
    deliver_pending(session, clock)

    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, replace(full.signature, sponsor_id=other.id))

    session.expire_all()
    told = session.scalars(select(Notice.text).where(Notice.account_id == full.done.owner.id)).all()
    assert told == ["Name another sponsor before the offer ends, or say no. Not from my budget."]
    assert (full.offer.state, full.offer.sponsor_id, full.offer.signed_at) == ("OPEN", other.id, NOON)


def test_owner_signs_again_where_the_sponsor_left(session: Session, working: Working, full: Full) -> None:
    other = make_account(session, "Olaf", "sponsor")
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    full.sponsor.state = "DEACTIVATED"
    session.commit()

    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, replace(full.signature, sponsor_id=other.id))

    session.expire_all()
    assert (full.offer.state, full.offer.sponsor_id) == ("OPEN", other.id)


def test_countersign_after_the_deadline_is_refused(
    session: Session, working: Working, clock: StandingClock, full: Full
) -> None:
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    clock.advance(days=11)

    with pytest.raises(Conflict, match="has ended"), working(full.sponsor) as work:
        countersign_offer(work, full.case.id, "Sven")


def test_reminder_of_an_offer_comes_once_to_whoever_has_to_sign(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, full: Full
) -> None:
    remind(jobs, 0)
    assert session.scalars(select(Notice)).all() == []
    with working(full.done.owner) as work:
        sign_offer(work, full.case.id, full.signature)
    clock.advance(days=8, hours=1)

    for _again in range(3):
        remind(jobs, 0)

    reminded = session.execute(select(Notice.account_id, Notice.path)).all()
    assert [tuple(row) for row in reminded] == [(full.sponsor.id, "/use-cases/9/offer/countersign")]
