"""Reads what owners and sponsors answer for, and what stewards look after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select, union_all
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.prepared import Shape, prepared
from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import visible_to
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.dashboards.rules import Carried, Outcome, Worth
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.portfolio.queries import Card, Pace, card_of, cards, was_decided
from hackathon.promotion.questions.models import CaseQuestion, QuestionWaiver
from hackathon.promotion.questions.rules import ASKED_IN
from hackathon.promotion.selection.models import RoundCandidate, SelectionRound
from hackathon.promotion.selection.states import Outcome as Decided
from hackathon.promotion.selection.states import RoundState

MOST, ALL = 50, 100_000
FIRST = 12
"""So many of a list stand on a page that leads to all of them."""
SOON = timedelta(days=30)
_ANSWERED_FOR = (*CARRIED, CaseState.SUSPENDED)


def owned_by(session: Session, account_id: int | None) -> list[Carried]:
    """List what somebody owns, with its newest reading, the longest in its state first. One query."""
    return [_carried(row) for row in session.execute(*_owned(account_id or 0))]


def sponsored_by(session: Session, account_id: int | None) -> list[Carried]:
    """List what somebody countersigned, as `owned_by`, with what its round held it to be worth. Two queries."""
    rows = session.execute(*_sponsored(account_id or 0)).all()
    worth = _worth_of(session, [row.id for row in rows])
    return [replace(_carried(row), worth=worth.get(row.id)) for row in rows]


@prepared
def _owned(account_id: int) -> Select[*tuple[Any, ...]]:
    return _answered_for(UseCase.owner_id == account_id)


@prepared
def _sponsored(account_id: int) -> Select[*tuple[Any, ...]]:
    return _answered_for(UseCase.sponsor_id == account_id)


def _answered_for(whose: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    newest = (
        select(Reading.id)
        .where(Reading.case_id == UseCase.id)
        .order_by(Reading.measured_on.desc(), Reading.id.desc())
        .limit(1)
        .correlate(UseCase)
        .scalar_subquery()
    )
    signed = select(func.max(Offer.id)).where(Offer.case_id == UseCase.id, Offer.state == OfferState.ACCEPTED)
    return (
        select(
            UseCase.id,
            UseCase.number,
            UseCase.title,
            UseCase.path,
            UseCase.state,
            UseCase.state_since,
            Account.display_name,
            Offer.budget,
            Offer.metric,
            Challenge.metric,
            Challenge.metric_unit,
            Challenge.baseline,
            Challenge.target,
            Reading.value,
            Reading.measured_on,
        )
        .outerjoin(Account, Account.id == UseCase.owner_id)
        .outerjoin(Offer, Offer.id == signed.correlate(UseCase).scalar_subquery())
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .outerjoin(Reading, Reading.id == newest)
        .where(whose, UseCase.state.in_(_ANSWERED_FOR))
        .order_by(UseCase.state_since, UseCase.id)
        .limit(MOST)
    )


def _carried(row: Any) -> Carried:
    _id, number, title, path, state, since, owner, budget, signed, asked, unit, baseline, target, value, day = row
    outcome = Outcome(signed or asked or "", unit or "", baseline, target, value, day)
    return Carried(number, title, path, state, since, owner, budget or "", outcome)


def _worth_of(session: Session, case_ids: Sequence[int]) -> dict[int, Worth]:
    """Read what the round that selected each of these held it to be worth."""
    rows = session.execute(
        select(RoundCandidate.case_id, SelectionRound.currency, SelectionRound.figures)
        .join(SelectionRound, SelectionRound.id == RoundCandidate.round_id)
        .where(RoundCandidate.case_id.in_(case_ids), RoundCandidate.outcome == Decided.SELECTED)
        .order_by(SelectionRound.id)
    )
    found = {}
    for case_id, currency, figures in rows:
        values = {each["case_id"]: each["value"] for each in figures.get("rows", ())}
        if case_id in values:
            low, likely, high = values[case_id]
            found[case_id] = Worth(low, likely, high, currency)
    return found


def nominated_cases(session: Session, actor: Actor, most: int = FIRST) -> list[Card]:
    """List what waits for a decision, the longest first. One query."""
    return [card_of(row) for row in session.execute(*_nominated(actor, Shape(most)))]


@prepared
def _nominated(actor: Actor, most: Shape[int]) -> Select[*tuple[Any, ...]]:
    waits = select(UseCase.id).where(UseCase.state == CaseState.NOMINATED, visible_to(actor))
    first = waits.order_by(UseCase.state_since, UseCase.id).limit(most.value).subquery()
    return cards(actor, among=first).order_by(UseCase.state_since, UseCase.id)


def stalled_cases(session: Session, actor: Actor, pace: Pace) -> list[Card]:
    """List what stands longer where it is than most did, the longest first; nothing is asked where there is no bar."""
    if not pace.bars:
        return []
    return [card_of(row) for row in session.execute(*_stalled(actor, pace.before))]


@prepared
def _stalled(actor: Actor, before: Mapping[str, datetime]) -> Select[*tuple[Any, ...]]:
    """Select the first of the first of each state: the index finds them without looking at all that stalled."""
    ids = select(UseCase.id, UseCase.state_since).where(visible_to(actor)).order_by(UseCase.state_since, UseCase.id)
    of_state = (
        ids.where(UseCase.state == state, UseCase.state_since < at).limit(FIRST).subquery()
        for state, at in before.items()
    )
    of_all = union_all(*(select(each.c.id, each.c.state_since) for each in of_state)).subquery()
    first = select(of_all.c.id).order_by(of_all.c.state_since, of_all.c.id).limit(FIRST).subquery()
    return cards(actor, among=first).order_by(UseCase.state_since, UseCase.id)


class Asked(NamedTuple):
    """Somebody who has not answered questions about a use case, and how many."""

    number: int
    title: str
    decider: str
    questions: int


def asked_deciders(session: Session) -> list[Asked]:
    """List who was named to decide a question and has not, by use case. One query."""
    return [Asked(*row) for row in session.execute(*_asked())]


@prepared
def _asked() -> Select[int, str, str, int]:
    return (
        select(UseCase.number, UseCase.title, Account.display_name, func.count())
        .join(CaseQuestion, CaseQuestion.case_id == UseCase.id)
        .join(Account, Account.id == CaseQuestion.decider_id)
        .where(UseCase.state.in_(ASKED_IN), ~was_decided())
        .group_by(UseCase.number, UseCase.title, Account.id, Account.display_name)
        .order_by(UseCase.number, Account.display_name)
        .limit(MOST)
    )


class Waived(NamedTuple):
    """A question that need not be passed for a while."""

    number: int
    title: str
    until: datetime


def waivers_running_out(session: Session, now: datetime) -> list[Waived]:
    """List waivers that run out soon, the first first. One query."""
    rows = session.execute(*_running_out(now + SOON))
    return [Waived(number, title, until) for number, title, until in rows if until]


@prepared
def _running_out(before: datetime) -> Select[int, str, datetime | None]:
    return (
        select(UseCase.number, UseCase.title, QuestionWaiver.until)
        .join(QuestionWaiver, QuestionWaiver.case_id == UseCase.id)
        .where(QuestionWaiver.until <= before, QuestionWaiver.ended_at.is_(None), UseCase.state.in_(ASKED_IN))
        .order_by(QuestionWaiver.until, QuestionWaiver.id)
        .limit(MOST)
    )


def rounds_under_way(session: Session) -> list[tuple[int, str, str]]:
    """List rounds that are not closed: id, name and state, the newest first. One query."""
    return [(round_id, name, state) for round_id, name, state in session.execute(*_under_way())]


@prepared
def _under_way() -> Select[int, str, str]:
    return (
        select(SelectionRound.id, SelectionRound.name, SelectionRound.state)
        .where(SelectionRound.state != RoundState.CLOSED)
        .order_by(SelectionRound.id.desc())
        .limit(MOST)
    )


def loads(session: Session) -> list[tuple[str, int]]:
    """List product owners with how many use cases they carry or are offered, the most first. One query."""
    return [(name, carried) for name, carried in session.execute(*_loads())]


@prepared
def _loads() -> Select[str, int]:
    owned = select(UseCase.owner_id.label("owner_id")).where(UseCase.state.in_(_ANSWERED_FOR))
    asked = select(Offer.owner_id.label("owner_id")).where(Offer.state == OfferState.OPEN)
    each = union_all(owned, asked).subquery()
    count = func.count(each.c.owner_id)
    return (
        select(Account.display_name, count)
        .join(AccountRole, and_(AccountRole.account_id == Account.id, AccountRole.role == SiteRole.PRODUCT_OWNER))
        .outerjoin(each, each.c.owner_id == Account.id)
        .where(Account.state == AccountState.ACTIVE)
        .group_by(Account.id, Account.display_name)
        .order_by(count.desc(), func.lower(Account.display_name))
        .limit(FIRST)
    )


def states_counted(session: Session, actor: Actor) -> Mapping[str, int]:
    """Count all use cases by their state. One query."""
    return {row[0]: row[1] for row in session.execute(*_states(actor))}


@prepared
def _states(actor: Actor) -> Select[str, int]:
    return select(UseCase.state, func.count()).where(visible_to(actor)).group_by(UseCase.state)
