"""Reads of the portfolio: the board, and the milestones of a use case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.facts import FactRow
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.facts import OfferAccepted
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import visible_to
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.gates.facts import BuildingBegun, PilotBegun, WentLive
from hackathon.promotion.nominations.facts import CaseNominated, CaseRenominated, CaseScreened
from hackathon.promotion.portfolio.rules import COLUMNS, Column, waiting_on

PER_COLUMN = 8
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
    return cards(actor, filters).order_by(UseCase.state_since, UseCase.id)


def card_of(row: Any) -> Card:
    """Turn a selected row into a card; what stands behind the columns of `cards` is left out."""
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


def adopted_of(session: Session, event_id: int) -> tuple[int, int]:
    """Count the use cases of an event: those that found an owner, and all."""
    found = session.execute(
        select(func.count(UseCase.owner_id), func.count()).where(UseCase.event_id == event_id)
    ).one()
    return found[0], found[1]


def cards(actor: Actor, filters: Filters) -> Select[*tuple[Any, ...]]:
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
    return cards(actor, Filters()).where(UseCase.id.in_(shown)).order_by(UseCase.state_since, UseCase.id)


def _filled(column: Column, counts: Mapping[str, int], cards: Sequence[Card]) -> Filled:
    mine = [card for card in cards if card.state in column.states]
    return Filled(column, sum(counts.get(state, 0) for state in column.states), mine[:PER_COLUMN])
