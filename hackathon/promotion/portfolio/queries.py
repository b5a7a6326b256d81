"""Reads of the portfolio: the board, and the milestones of a use case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    join,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.contributions import Viewing
from hackathon.core.decisions import Missing
from hackathon.core.facts import FactRow
from hackathon.core.i18n import _
from hackathon.core.prepared import ESCAPE, containing, prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.facts import OfferAccepted
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.queries import Offered
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.policy import visible_to
from hackathon.promotion.cases.queries import Lineage, Put, lineages
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.gates.facts import BuildingBegun, PilotBegun, WentLive
from hackathon.promotion.history.queries import stalled_bars
from hackathon.promotion.history.rules import is_stalled
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.nominations.facts import CaseNominated, CaseRenominated, CaseScreened
from hackathon.promotion.portfolio.rules import COLUMNS, STALLED, Column, waiting_on
from hackathon.promotion.questions.models import CaseQuestion, QuestionAnswer
from hackathon.promotion.questions.rules import Answer

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

    @property
    def pattern(self) -> str | None:
        """How the words stand in a title; None for any title."""
        return containing(self.words) if self.words else None


@dataclass(frozen=True)
class Card:
    """A use case on the board."""

    number: int
    title: str
    state: str
    state_since: datetime
    event: str
    owner: str | None
    path: str
    waits_for: str


@dataclass(frozen=True)
class Filled:
    """A column with its cards, how many it holds in all, and how many of these are stalled."""

    column: Column
    total: int
    stalled: int
    cards: Sequence[Card]


@dataclass(frozen=True)
class Pace:
    """What counts as stalled at a moment: by state, from how long on."""

    now: datetime
    bars: Mapping[str, timedelta]

    def is_stalled(self, card: Card) -> bool:
        """Tell whether a card stands longer where it is than most did."""
        return is_stalled(card.state, card.state_since, self.now, self.bars)

    @property
    def before(self) -> dict[str, datetime]:
        """Say for each state before when a use case came to it that stalled there."""
        return {state: self.now - bar for state, bar in self.bars.items()}


def stalled(before: Mapping[str, datetime]) -> ColumnElement[bool]:
    """Say in SQL that a use case stalled, by `Pace.before`."""
    return or_(false(), *(and_(UseCase.state == state, UseCase.state_since < at) for state, at in before.items()))


def pace_now(view: Viewing) -> Pace:
    """Return what counts as stalled now; see `stalled_bars` for how it is kept."""
    return Pace(view.now, stalled_bars(view))


def board(session: Session, actor: Actor, filters: Filters, pace: Pace) -> list[Filled]:
    """Read all columns, each one's stalled and longest-waiting cards first, in two queries whatever their size."""
    narrowed = filters.pattern, filters.owner_id
    counts = {state: (total, late) for state, total, late in session.execute(*_counted(actor, *narrowed, pace.before))}
    shown = [card_of(row) for row in session.execute(*_longest_waiting(actor, *narrowed))]
    shown.sort(key=lambda card: not pace.is_stalled(card))
    return [_filled(column, counts, shown) for column in COLUMNS]


def listed_cases(actor: Actor, filters: Filters, pace: Pace) -> Select[*tuple[Any, ...]]:
    """Select the cards of a narrowed board, the stalled and then the longest-waiting first, to be paged."""
    first = case((stalled(pace.before), 0), else_=1)
    return cards(actor).where(*_narrowed(filters, pace)).order_by(first, UseCase.state_since, UseCase.id)


def card_of(row: Any) -> Card:
    """Turn a selected row into a card; what stands behind the columns of `cards` is left out."""
    number, title, state, since, event, owner, path, asked, is_missing, *_more = row
    waits_for = waiting_on(state, path=path, owner=owner, asked=asked, is_owner_missing=is_missing)
    return Card(number, title, state, since, event, owner, path, waits_for)


def owners(session: Session) -> list[tuple[int, str]]:
    """List everybody who owns a use case, by name."""
    return [(owner_id, name) for owner_id, name in session.execute(*_owners())]


@prepared
def _owners() -> Select[int, str]:
    return (
        select(Account.id, Account.display_name)
        .where(exists().where(UseCase.owner_id == Account.id))
        .order_by(func.lower(Account.display_name), Account.id)
    )


@dataclass(frozen=True)
class Opened:
    """A use case as its page shows it: its lineage, nomination and newest offer, and who is asked to decide."""

    lineage: Lineage
    put: Put | None
    offered: Offered | None
    deciders: str | None


def opened_case(session: Session, actor: Actor, number: int) -> Opened:
    """Read all of it in one query; raise `Missing` where there is no use case to see."""
    row = session.execute(*_opened(actor, number)).one_or_none()
    if row is None:
        raise Missing(_("There is no use case with this number."))
    *lineage, nomination, nominator, proposed, offer, offered_to, sponsor, deciders = row
    return Opened(
        Lineage(*lineage),
        Put(nomination, nominator, proposed) if nomination else None,
        Offered(offer, offered_to, sponsor) if offer else None,
        deciders,
    )


@prepared
def _opened(actor: Actor, number: int) -> Select[*tuple[Any, ...]]:
    nominator, proposed, offered_to, sponsor = (aliased(Account) for _each in range(4))
    # Of what has an owner, the one that was signed, whoever is asked to take it over now.
    counts = or_(UseCase.owner_id.is_(None), Offer.state == OfferState.ACCEPTED)
    newest = select(func.max(Offer.id)).where(Offer.case_id == UseCase.id, counts).correlate(UseCase).scalar_subquery()
    return (
        lineages()
        .add_columns(Nomination, nominator.display_name, proposed.display_name)
        .add_columns(Offer, offered_to.display_name, sponsor.display_name, _named_deciders())
        .outerjoin(Nomination, Nomination.case_id == UseCase.id)
        .outerjoin(nominator, nominator.id == Nomination.nominated_by)
        .outerjoin(proposed, proposed.id == Nomination.proposed_owner_id)
        .outerjoin(Offer, Offer.id == newest)
        .outerjoin(offered_to, offered_to.id == Offer.owner_id)
        .outerjoin(sponsor, sponsor.id == Offer.sponsor_id)
        .where(UseCase.number == number, visible_to(actor))
    )


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


def cards(actor: Actor, among: FromClause | None = None) -> Select[*tuple[Any, ...]]:
    """Select use cases as the board shows them, in the order of `card_of`; if given, only those with an id `among`."""
    owner, offered_to, sponsor, proposed = (aliased(Account) for _each in range(4))
    signing = case((Offer.signed_at.is_not(None), sponsor.display_name), else_=offered_to.display_name)
    answering = case((UseCase.path_signed_at.is_(None), proposed.display_name), else_=_named_deciders())
    return (
        select(
            UseCase.number.label("number"),
            UseCase.title.label("title"),
            UseCase.state.label("state"),
            UseCase.state_since.label("state_since"),
            Event.name.label("event"),
            owner.display_name.label("owner"),
            UseCase.path.label("path"),
            case((UseCase.state == CaseState.NOMINATED, answering), else_=signing).label("asked"),
            UseCase.owner_missing_since.is_not(None).label("is_owner_missing"),
        )
        # What narrows comes first: PostgreSQL leaves so many joins in the order in which they are written.
        .select_from(UseCase if among is None else join(among, UseCase, UseCase.id == among.c.id))
        .join(Event, Event.id == UseCase.event_id)
        .outerjoin(owner, owner.id == UseCase.owner_id)
        .outerjoin(Offer, and_(Offer.case_id == UseCase.id, Offer.state == OfferState.OPEN))
        .outerjoin(offered_to, offered_to.id == Offer.owner_id)
        .outerjoin(sponsor, sponsor.id == Offer.sponsor_id)
        .outerjoin(Nomination, Nomination.case_id == UseCase.id)
        .outerjoin(proposed, proposed.id == Nomination.proposed_owner_id)
        .where(visible_to(actor))
    )


def was_decided() -> ColumnElement[bool]:
    """Say in SQL that a named question was answered with yes or no."""
    return (
        exists()
        .where(
            QuestionAnswer.case_id == CaseQuestion.case_id,
            QuestionAnswer.key == CaseQuestion.key,
            QuestionAnswer.answer != Answer.ASK,
        )
        .correlate(CaseQuestion)
    )


def _named_deciders() -> ScalarSelect[str]:
    """Select the names of those who were named to decide a question about a use case and have not, in one text."""
    named = (
        select(Account.display_name)
        .join(CaseQuestion, CaseQuestion.decider_id == Account.id)
        .where(CaseQuestion.case_id == UseCase.id, ~was_decided())
        .distinct()
        .order_by(Account.display_name)
        .correlate(UseCase)
        .subquery()
    )
    return select(func.aggregate_strings(named.c.display_name, ", ")).scalar_subquery()


def _narrowed(filters: Filters, pace: Pace) -> list[ColumnElement[bool]]:
    return [
        *_narrowed_to(filters.pattern, filters.owner_id),
        UseCase.state.in_(filters.column.states) if filters.column else true(),
        stalled(pace.before) if filters.column == STALLED else true(),
    ]


def _narrowed_to(pattern: str | None, owner_id: int | None) -> list[ColumnElement[bool]]:
    return [
        UseCase.title.ilike(pattern, escape=ESCAPE) if pattern is not None else true(),
        UseCase.owner_id == owner_id if owner_id is not None else true(),
    ]


@prepared
def _counted(
    actor: Actor, pattern: str | None, owner_id: int | None, before: Mapping[str, datetime]
) -> Select[str, int, int]:
    """Count use cases by state, and those of them that stalled."""
    late = UseCase.state_since < case(before, value=UseCase.state) if before else false()
    counted = select(UseCase.state, func.count(), func.sum(case((late, 1), else_=0)))
    return counted.where(visible_to(actor), *_narrowed_to(pattern, owner_id)).group_by(UseCase.state)


@prepared
def _longest_waiting(actor: Actor, pattern: str | None, owner_id: int | None) -> Select[*tuple[Any, ...]]:
    """Select as many cards of every state as a column shows: the index finds them without sorting the others."""
    ids = select(UseCase.id).where(visible_to(actor), *_narrowed_to(pattern, owner_id))
    first = ids.order_by(UseCase.state_since, UseCase.id).limit(PER_COLUMN)
    of_states = (first.where(UseCase.state == state).subquery() for column in COLUMNS for state in column.states)
    shown = union_all(*(select(each.c.id) for each in of_states)).subquery()
    return cards(actor, among=shown).order_by(UseCase.state_since, UseCase.id)


def _filled(column: Column, counts: Mapping[str, tuple[int, int]], cards: Sequence[Card]) -> Filled:
    mine = [card for card in cards if card.state in column.states]
    total, late = (sum(each) for each in zip(*(counts.get(state, (0, 0)) for state in column.states), strict=True))
    return Filled(column, total, late, mine[:PER_COLUMN])


class Life(NamedTuple):
    """What became of a project: its use case, who took it over, and what was measured last."""

    case: UseCase
    owner: str | None
    value: Decimal | None
    measured_on: date | None
    metric: str | None
    unit: str | None


def life_of(session: Session, project_id: int) -> Life | None:
    """Read what became of a project, in one query."""
    found = session.execute(*_life_of(project_id)).one_or_none()
    return Life(*found) if found else None


@prepared
def _life_of(project_id: int) -> Select[*tuple[Any, ...]]:
    newest = (
        select(Reading.id)
        .where(Reading.case_id == UseCase.id)
        .order_by(Reading.measured_on.desc(), Reading.id.desc())
        .limit(1)
        .correlate(UseCase)
        .scalar_subquery()
    )
    return (
        select(
            UseCase,
            Account.display_name,
            Reading.value,
            Reading.measured_on,
            Challenge.metric,
            Challenge.metric_unit,
        )
        .outerjoin(Account, Account.id == UseCase.owner_id)
        .outerjoin(Reading, Reading.id == newest)
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .where(UseCase.project_id == project_id)
    )
