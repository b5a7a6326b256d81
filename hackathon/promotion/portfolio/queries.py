"""Reads of the portfolio: the board, the milestones of a use case, and what waits for whom."""

from collections.abc import Mapping, Sequence
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
from hackathon.core.facts import FactRow
from hackathon.core.prepared import prepared
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.facts import OfferAccepted
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import decidable_by, visible_to
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.gates.facts import BuildingBegun, PilotBegun, WentLive
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.nominations.facts import CaseNominated, CaseRenominated, CaseScreened
from hackathon.promotion.nominations.queries import awarded_without_case
from hackathon.promotion.portfolio.rules import COLUMNS, Column, waiting_on
from hackathon.promotion.selection.queries import waits_to_be_scored

PER_COLUMN = 8
MOST_WAITING, MOST_MINE = 30, 10
_MINE = "mine"
_LAST = datetime.max.replace(tzinfo=UTC)
_MILESTONES = {
    CaseNominated.kind: CaseState.NOMINATED,
    CaseRenominated.kind: CaseState.NOMINATED,
    CaseScreened.kind: CaseState.SCREENED,
    OfferAccepted.kind: CaseState.ADOPTED,
    BuildingBegun.kind: CaseState.BUILDING,
    PilotBegun.kind: CaseState.PILOT,
    WentLive.kind: CaseState.LIVE,
}


@dataclass(frozen=True)
class Filters:
    """What the board is narrowed to."""

    words: str = ""
    owner_id: int | None = None
    column: Column | None = None


@dataclass(frozen=True)
class Card:
    """A use case on the board."""

    number: int
    title: str
    state: str
    state_since: datetime
    event: str
    owner: str | None
    waits_for: str


@dataclass(frozen=True)
class Filled:
    """A column with its oldest cards and how many it holds in all."""

    column: Column
    total: int
    cards: Sequence[Card]


def board(session: Session, actor: Actor, filters: Filters) -> list[Filled]:
    """Read the board, each column's longest-waiting cards first, in two queries whatever its size."""
    counts = {row[0]: row[1] for row in session.execute(_counted(actor, filters))}
    cards = [card_of(row) for row in session.execute(_longest_waiting(actor, filters))]
    return [_filled(column, counts, cards) for column in COLUMNS]


def listed_cases(actor: Actor, filters: Filters) -> Select[*tuple[Any, ...]]:
    """Select the cards of a narrowed board, longest-waiting first, to be paged."""
    return _cards(actor, filters).order_by(UseCase.state_since, UseCase.id)


def card_of(row: Any) -> Card:
    """Turn a selected row into a card; what stands behind the columns of `_cards` is left out."""
    number, title, state, since, event, owner, asked, *_more = row
    return Card(number, title, state, since, event, owner, waiting_on(state, owner=owner, offered_to=asked))


def owners(session: Session) -> list[tuple[int, str]]:
    """List everybody who owns a use case, by name."""
    rows = session.execute(
        select(Account.id, Account.display_name)
        .where(exists().where(UseCase.owner_id == Account.id))
        .order_by(func.lower(Account.display_name), Account.id)
    )
    return [(owner_id, name) for owner_id, name in rows]


def milestones(session: Session, case_id: int) -> dict[str, datetime]:
    """Read from the record when a use case last reached each step of the path."""
    rows = session.execute(
        select(FactRow.kind, func.max(FactRow.id), func.max(FactRow.at))
        .where(FactRow.stream_kind == "case", FactRow.stream_id == case_id, FactRow.kind.in_(_MILESTONES))
        .group_by(FactRow.kind)
        .order_by(func.max(FactRow.id))
    )
    return {_MILESTONES[kind]: at for kind, _last, at in rows}


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
            state, event, owner, asked = card
            found.cards.append(card_of((number, title, state, moment, event, owner, asked)))
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
    card = (mine.c.state, mine.c.event, mine.c.owner, mine.c.offered_to)
    both = union_all(
        select(*waits.c, null(), null(), null(), null()),
        select(literal(_MINE), mine.c.number, mine.c.title, literal(1), mine.c.state_since, literal(""), *card),
    )
    return select(both.subquery())


def _cases_of(actor: Actor) -> Select[*tuple[Any, ...]]:
    mine = or_(
        UseCase.owner_id == actor.id,
        UseCase.nominated_by == actor.id,
        UseCase.team_id.in_(actor.places("team", "member")),
    )
    return _cards(actor, Filters()).where(mine).order_by(UseCase.state_since.desc(), UseCase.id).limit(MOST_MINE)


def adopted_of(session: Session, event_id: int) -> tuple[int, int]:
    """Count the use cases of an event: those that found an owner, and all."""
    found = session.execute(
        select(func.count(UseCase.owner_id), func.count()).where(UseCase.event_id == event_id)
    ).one()
    return found[0], found[1]


def _cards(actor: Actor, filters: Filters) -> Select[*tuple[Any, ...]]:
    owner, asked = aliased(Account), aliased(Account)
    return (
        select(
            UseCase.number.label("number"),
            UseCase.title.label("title"),
            UseCase.state.label("state"),
            UseCase.state_since.label("state_since"),
            Event.name.label("event"),
            owner.display_name.label("owner"),
            asked.display_name.label("offered_to"),
        )
        .join(Event, Event.id == UseCase.event_id)
        .outerjoin(owner, owner.id == UseCase.owner_id)
        .outerjoin(Offer, and_(Offer.case_id == UseCase.id, Offer.state == OfferState.OPEN))
        .outerjoin(asked, asked.id == Offer.owner_id)
        .where(visible_to(actor), *_narrowed(filters))
    )


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    words = func.lower(UseCase.title).contains(filters.words.lower(), autoescape=True)
    return [
        words if filters.words else true(),
        UseCase.owner_id == filters.owner_id if filters.owner_id is not None else true(),
        UseCase.state.in_(filters.column.states) if filters.column else true(),
    ]


def _counted(actor: Actor, filters: Filters) -> Select[str, int]:
    counted = select(UseCase.state, func.count()).where(visible_to(actor), *_narrowed(filters))
    return counted.group_by(UseCase.state)


def _longest_waiting(actor: Actor, filters: Filters) -> Select[*tuple[Any, ...]]:
    """Select as many cards of every state as a column shows: the index finds them without sorting the others."""
    ids = select(UseCase.id).where(visible_to(actor), *_narrowed(filters))
    first = ids.order_by(UseCase.state_since, UseCase.id).limit(PER_COLUMN)
    of_states = (first.where(UseCase.state == state).subquery() for column in COLUMNS for state in column.states)
    shown = union_all(*(select(each.c.id) for each in of_states))
    return _cards(actor, Filters()).where(UseCase.id.in_(shown)).order_by(UseCase.state_since, UseCase.id)


def _filled(column: Column, counts: Mapping[str, int], cards: Sequence[Card]) -> Filled:
    mine = [card for card in cards if card.state in column.states]
    return Filled(column, sum(counts.get(state, 0) for state in column.states), mine[:PER_COLUMN])


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
    waits = (
        select(func.count())
        .select_from(Evidence)
        .where(
            Evidence.case_id == UseCase.id,
            Evidence.answered_at.is_(None),
            Evidence.given_by != actor.id,
            ~is_replaced,
        )
        .correlate(UseCase)
        .scalar_subquery()
    )
    answers = or_(decidable_by(actor), and_(UseCase.owner_id == actor.id, UseCase.nominated_by != actor.id))
    return _waiting("accept", UseCase.state_since, waits).where(UseCase.state.in_(CARRIED), waits > 0, answers)


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


_WAITING = (_to_screen, _to_answer, _to_accept, _to_nominate, _to_score)
"""All that can wait for somebody."""
