"""Reads what waits for whom in promotion, and what became of a person's work: all of home in one query."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.prepared import prepared
from hackathon.people.accounts.models import SiteRole
from hackathon.people.profiles.models import Profile
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.policy import decidable_by, outside_of
from hackathon.promotion.cases.states import CARRIED, CasePath, CaseState
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.promotion.confirmations.policy import OWNERLESS
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.limits.models import ChangedLimit
from hackathon.promotion.limits.rules import LIMITS, Limit
from hackathon.promotion.nominations.queries import awarded_without_case
from hackathon.promotion.nominations.rules import decision_due
from hackathon.promotion.paths.queries import waits_for_signature
from hackathon.promotion.portfolio.queries import Card, card_of, cards, was_decided
from hackathon.promotion.questions.models import CaseQuestion, QuestionAnswer, QuestionWaiver
from hackathon.promotion.questions.policy import AGREEING
from hackathon.promotion.questions.rules import ASKED_IN
from hackathon.promotion.selection.queries import waits_to_be_scored

MOST_WAITING, MOST_MINE = 30, 10
_MINE, _SCREEN = "mine", "screen"
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    """Something in promotion that waits for a person.

    `number` is the use case's; of a round to score in, its id; of a winner that nobody nominated yet, the project's id,
    and `detail` its award.
    """

    what: str
    number: int
    title: str
    count: int
    due: datetime | None
    detail: str


class OfHome(NamedTuple):
    """What home says of promotion: what waits for a person, and the use cases that they made, nominated or own."""

    waiting: list[Waiting]
    cards: list[Card]


def of_home(session: Session, actor: Actor) -> OfHome:
    """Read both in one query: what is due first comes first, then use cases with the newest movement first."""
    found = OfHome([], [])
    for what, number, title, count, moment, detail, *card in session.execute(*_of_home(actor)):
        if what == _MINE:
            state, *more = card
            found.cards.append(card_of((number, title, state, moment, *more)))
        else:
            due = decision_due(moment, count) if what == _SCREEN else moment
            found.waiting.append(Waiting(what, number, title, count, due, detail))
    found.waiting.sort(key=lambda each: (each.due or _LAST, each.number))
    found.cards.sort(key=lambda card: card.state_since, reverse=True)
    return found


@prepared
def _of_home(actor: Actor) -> Select[*tuple[Any, ...]]:
    every = union_all(*_everything(actor)).subquery()
    waits = select(every).order_by(every.c.due.nulls_last(), every.c.number).limit(MOST_WAITING).subquery()
    mine = _cases_of(actor).subquery()
    card = (mine.c.state, mine.c.event, mine.c.owner, mine.c.path, mine.c.asked, mine.c.is_owner_missing)
    both = union_all(
        # Each with a name of its own: of columns called alike, the outer selection would take one several times.
        select(*waits.c, *(null().label(each.key) for each in card)),
        select(literal(_MINE), mine.c.number, mine.c.title, literal(1), mine.c.state_since, literal(""), *card),
    )
    return select(both.subquery())


def _cases_of(actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = or_(
        UseCase.owner_id == actor.id,
        UseCase.nominated_by == actor.id,
        UseCase.team_id.in_(actor.places("team", "member")),
    )
    newest = select(UseCase.id).where(mine).order_by(UseCase.state_since.desc(), UseCase.id).limit(MOST_MINE)
    return cards(actor, among=newest.subquery())


def _everything(actor: Actor) -> list[Select[*tuple[Any, ...]]]:
    """List what can wait for somebody; who lacks the role for a signature is not looked for among all use cases."""
    waits = [_to_screen(actor), _to_settle(actor), _to_answer(actor), _to_accept(actor), _to_nominate(actor)]
    waits += [_to_score(actor), _to_decide(actor), _to_take_over(actor), _to_confirm(actor)]
    if actor.is_site(SiteRole.PRODUCT_OWNER):
        waits += [_to_sign(actor), _to_agree_to_be_asked(actor)]
    if actor.is_site(SiteRole.SPONSOR):
        waits.append(_to_countersign(actor))
    if actor.is_site(*AGREEING):
        waits += [_to_agree_to_waiver(actor), _to_pass_as_second(actor)]
    return waits


def _to_screen(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select light cases to decide, the count being in how many working days."""
    days = select(ChangedLimit.value).where(ChangedLimit.name == Limit.SCREENING_DAYS).scalar_subquery()
    in_days = func.coalesce(days, LIMITS[Limit.SCREENING_DAYS].usual)
    return _waiting(_SCREEN, UseCase.state_since, in_days).where(
        _undecided(), UseCase.path == CasePath.LIGHT, decidable_by(actor)
    )


def _to_settle(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select cases off the light path of which nobody else is still asked."""
    return _waiting("settle", UseCase.state_since).where(
        _undecided(), UseCase.path != CasePath.LIGHT, ~_asked_of_somebody(), decidable_by(actor)
    )


def _to_answer(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        _waiting("answer", Offer.expires_at)
        .join(Offer, and_(Offer.case_id == UseCase.id, Offer.state == OfferState.OPEN))
        .where(Offer.owner_id == actor.id, Offer.signed_at.is_(None))
    )


def _to_countersign(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        _waiting("countersign", Offer.expires_at)
        .join(Offer, and_(Offer.case_id == UseCase.id, Offer.state == OfferState.OPEN))
        .where(Offer.sponsor_id == actor.id, Offer.signed_at.is_not(None))
    )


def _to_sign(actor: Actor) -> Select[*tuple[Any, ...]]:
    asked = waits_for_signature(actor).subquery()
    return select(literal("sign"), asked.c.number, asked.c.title, literal(1), null(), literal(""))


def _to_agree_to_be_asked(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select cases off the light path whose prospective owner has not answered a question yet."""
    mine = exists().where(QuestionAnswer.case_id == UseCase.id, QuestionAnswer.answered_by == actor.id)
    return (
        _waiting("decide", UseCase.state_since)
        .join(Nomination, Nomination.case_id == UseCase.id)
        .where(_undecided(), UseCase.path != CasePath.LIGHT, Nomination.proposed_owner_id == actor.id, ~mine)
    )


def _to_decide(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select cases with questions that a person was named to decide and has not."""
    return (
        _waiting("decide", func.min(UseCase.state_since), func.count())
        .join(CaseQuestion, CaseQuestion.case_id == UseCase.id)
        .where(CaseQuestion.decider_id == actor.id, UseCase.state.in_(ASKED_IN), ~was_decided())
        .group_by(UseCase.number, UseCase.title)
    )


def _to_agree_to_waiver(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        _waiting("waive", QuestionWaiver.proposed_at)
        .join(QuestionWaiver, QuestionWaiver.case_id == UseCase.id)
        .where(QuestionWaiver.until.is_(None), QuestionWaiver.ended_at.is_(None))
        .where(QuestionWaiver.proposed_by != actor.id, outside_of(actor))
    )


def _to_pass_as_second(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        _waiting("second", UseCase.state_since)
        .where(_undecided(), UseCase.first_passed_by.is_not(None))
        .where(UseCase.first_passed_by != actor.id, outside_of(actor))
    )


def _to_take_over(actor: Actor) -> Select[*tuple[Any, ...]]:
    return _waiting("take_over", UseCase.owner_missing_since).where(
        UseCase.deputy_id == actor.id, UseCase.owner_missing_since.is_not(None)
    )


def _to_confirm(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select cases that a team member would own and the reader, outside the team, may confirm."""
    manages = exists().where(Profile.account_id == MemberAsOwner.member_id, Profile.manager_id == actor.id)
    return (
        _waiting("confirm", func.min(MemberAsOwner.asked_at), func.count())
        .join(MemberAsOwner, MemberAsOwner.case_id == UseCase.id)
        .where(MemberAsOwner.answered_at.is_(None), UseCase.state.in_(OWNERLESS), outside_of(actor))
        .where(true() if actor.is_site(SiteRole.STEWARD) else manages)
        .group_by(UseCase.number, UseCase.title)
    )


def _undecided() -> ColumnElement[bool]:
    return and_(UseCase.state == CaseState.NOMINATED, UseCase.path_signed_at.is_not(None))


def _asked_of_somebody() -> ColumnElement[bool]:
    return exists().where(CaseQuestion.case_id == UseCase.id, CaseQuestion.decider_id.is_not(None), ~was_decided())


def _to_accept(actor: Actor) -> Select[*tuple[Any, ...]]:
    newer = aliased(Evidence)
    is_replaced = exists().where(
        newer.case_id == Evidence.case_id,
        newer.gate == Evidence.gate,
        newer.requirement == Evidence.requirement,
        newer.id > Evidence.id,
    )
    # From the evidence to its use cases: what waits is little, however many use cases there are.
    waits = (
        select(Evidence.case_id, func.count().label("count"))
        .where(Evidence.answered_at.is_(None), Evidence.given_by != actor.id, ~is_replaced)
        .group_by(Evidence.case_id)
        .subquery()
    )
    answers = or_(decidable_by(actor), and_(UseCase.owner_id == actor.id, UseCase.nominated_by != actor.id))
    waiting = _waiting("accept", UseCase.state_since, waits.c.count).join(waits, waits.c.case_id == UseCase.id)
    return waiting.where(UseCase.state.in_(CARRIED), answers)


def _to_nominate(actor: Actor) -> Select[*tuple[Any, ...]]:
    won = awarded_without_case(actor).subquery()
    return select(literal("nominate"), won.c.id, won.c.title, literal(1), null(), won.c.award)


def _to_score(actor: Actor) -> Select[*tuple[Any, ...]]:
    asked = waits_to_be_scored(actor).subquery()
    return select(literal("score"), asked.c.id, asked.c.name, asked.c.count, null(), literal(""))


def _waiting(what: str, due: Any, count: Any = None) -> Select[*tuple[Any, ...]]:
    return select(
        literal(what).label("what"),
        UseCase.number.label("number"),
        UseCase.title.label("title"),
        (literal(1) if count is None else count).label("count"),
        due.label("due"),
        literal("").label("detail"),
    ).select_from(UseCase)
