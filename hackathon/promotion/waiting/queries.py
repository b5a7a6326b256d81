"""Reads what waits for whom in promotion, and what became of a person's work: all of home in one query."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.prepared import prepared
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import decidable_by
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.nominations.queries import awarded_without_case
from hackathon.promotion.portfolio.queries import Card, card_of, cards
from hackathon.promotion.selection.queries import waits_to_be_scored

MOST_WAITING, MOST_MINE = 30, 10
_MINE = "mine"
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
            found.waiting.append(Waiting(what, number, title, count, moment, detail))
    found.waiting.sort(key=lambda each: (each.due or _LAST, each.number))
    found.cards.sort(key=lambda card: card.state_since, reverse=True)
    return found


@prepared
def _of_home(actor: Actor) -> Select[*tuple[Any, ...]]:
    every = union_all(
        _to_screen(actor), _to_answer(actor), _to_accept(actor), _to_nominate(actor), _to_score(actor)
    ).subquery()
    waits = select(every).order_by(every.c.due.nulls_last(), every.c.number).limit(MOST_WAITING).subquery()
    mine = _cases_of(actor).subquery()
    card = (mine.c.state, mine.c.event, mine.c.owner, mine.c.path, mine.c.asked, mine.c.is_owner_missing)
    both = union_all(
        select(*waits.c, *(null() for _each in card)),
        select(literal(_MINE), mine.c.number, mine.c.title, literal(1), mine.c.state_since, literal(""), *card),
    )
    return select(both.subquery())


def _cases_of(actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = or_(
        UseCase.owner_id == actor.id,
        UseCase.nominated_by == actor.id,
        UseCase.team_id.in_(actor.places("team", "member")),
    )
    return cards(actor).where(mine).order_by(UseCase.state_since.desc(), UseCase.id).limit(MOST_MINE)


def _to_screen(actor: Actor) -> Select[*tuple[Any, ...]]:
    return _waiting("screen", UseCase.state_since).where(UseCase.state == CaseState.NOMINATED, decidable_by(actor))


def _to_answer(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        _waiting("answer", Offer.expires_at)
        .join(Offer, and_(Offer.case_id == UseCase.id, Offer.state == OfferState.OPEN))
        .where(Offer.owner_id == actor.id)
    )


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
