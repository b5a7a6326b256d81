"""Reads about challenges."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, and_, case, cast, func, literal, not_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.contributions import QuestionStep
from hackathon.core.decisions import Missing
from hackathon.core.i18n import LazySentence, _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.challenges.policy import visible_to
from hackathon.events.challenges.rules import hours_a_year
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile

Poser, Owner = aliased(Account), aliased(Account)
_HAS_ALL_LIGHTS = and_(
    Challenge.product_owner_id.is_not(None),
    Challenge.data_name != "",
    Challenge.data_class.is_not(None),
    Challenge.metric != "",
    Challenge.baseline.is_not(None),
)


_COST = cast(Challenge.people_count, BigInteger) * Challenge.times_a_year * Challenge.minutes_each
"""In minutes a year, as `rules.hours_a_year` counts; NULL where one of the three is."""
OPEN = (ChallengeState.PROPOSED, ChallengeState.ACCEPTED)


class SeenChallenge(NamedTuple):
    """A challenge with who asked it, from which unit, who would own the result, and the track it is in."""

    challenge: Challenge
    poser: str
    unit: str | None
    product_owner: str | None
    event: Event
    track: str | None


def challenge_seen(session: Session, actor: Actor, challenge_id: int) -> SeenChallenge:
    """Load a challenge the actor may see; to everybody else it does not exist."""
    found = session.execute(_seen(actor).where(Challenge.id == challenge_id)).one_or_none()
    if found is None:
        raise Missing(_("There is no such question, or it was not accepted for the event."))
    return SeenChallenge(*found)


@dataclass(frozen=True)
class FirstChallenges:
    """The first questions of an event, how many there are, and how many have all three lights."""

    rows: list[SeenChallenge]
    total: int
    complete: int


def first_challenges(session: Session, actor: Actor, event_id: int, *, limit: int) -> FirstChallenges:
    """Load what an event's page shows of its questions, in one query."""
    rows = session.execute(*_first(actor, event_id, limit)).all()
    total, complete_count = rows[0][-2:] if rows else (0, 0)
    return FirstChallenges([SeenChallenge(*row[:-2]) for row in rows], total, complete_count)


@prepared
def _first(actor: Actor, event_id: int, limit: int) -> Select[*tuple[Any, ...]]:
    complete = func.sum(case((_HAS_ALL_LIGHTS, 1), else_=0)).over()
    counted = challenges_of(actor, event_id).add_columns(func.count().over(), complete)
    return counted.where(Challenge.state != ChallengeState.DECLINED).limit(limit)


def challenges_of(
    actor: Actor, event_id: int, *, to_decide: bool = False, track_id: int | None = None
) -> Select[*tuple[Any, ...]]:
    """Select an event's challenges as the actor may see them, the costliest first; `to_decide` puts undecided on top.

    Those whose cost is not known come after the others. `track_id` leaves one track only.
    """
    first, second = ChallengeState.PROPOSED, ChallengeState.ACCEPTED
    states = {first: 0, second: 1} if to_decide else {second: 0, first: 1}
    order = case(states, value=Challenge.state, else_=2)
    is_owned = case((Challenge.is_owned.is_(True), 0), else_=1)
    asked_for = true() if track_id is None else Challenge.track_id == track_id
    return (
        _seen(actor)
        .where(Challenge.event_id == event_id, Challenge.state != ChallengeState.MERGED, asked_for)
        .order_by(order, _COST.desc().nulls_last(), is_owned, Challenge.id)
    )


def open_challenges_but(session: Session, challenge: Challenge) -> list[Challenge]:
    """List the other questions of the event that are neither declined nor merged, by title."""
    others = select(Challenge).where(
        Challenge.event_id == challenge.event_id, Challenge.state.in_(OPEN), Challenge.id != challenge.id
    )
    return list(session.scalars(others.order_by(func.lower(Challenge.title), Challenge.id)))


def merged_into(session: Session, challenge_id: int) -> list[Challenge]:
    """List the questions that became part of one."""
    return list(session.scalars(select(Challenge).where(Challenge.merged_into_id == challenge_id)))


def contacts_in_the_dark(event_id: int) -> Select[int]:
    """Select who asked a question of which owner, data or outcome is not known."""
    return select(Challenge.poser_id).where(
        Challenge.event_id == event_id, Challenge.state.in_(OPEN), not_(_HAS_ALL_LIGHTS)
    )


def asked(event_id: int) -> Select[int]:
    """Select all questions of an event."""
    return select(Challenge.id).where(Challenge.event_id == event_id)


def accepted(event_id: int) -> Select[int]:
    """Select the questions that teams may take on."""
    return asked(event_id).where(Challenge.state == ChallengeState.ACCEPTED)


class Survived(NamedTuple):
    """How many questions came this far, and what they cost together in hours a year, as far as that is known."""

    label: LazySentence
    number: int
    hours: Decimal | None


def funnel_of(session: Session, event_id: int, steps: Sequence[QuestionStep]) -> list[Survived]:
    """Count how far an event's questions came, as each floor knows it. One query."""
    counted = union_all(
        *(
            select(literal(position), func.count(), func.sum(_COST))
            .select_from(Challenge)
            .where(Challenge.id.in_(step.questions(event_id)))
            for position, step in enumerate(steps)
        )
    )
    rows: list[Any] = sorted(session.execute(counted), key=lambda row: row[0])
    return [
        Survived(steps[step].label, number, None if minutes is None else hours_a_year(1, 1, int(minutes)))
        for step, number, minutes in rows
    ]


def accepted_challenges(session: Session, event_id: int) -> list[Challenge]:
    """List the challenges that teams may take on, by title."""
    accepted = select(Challenge).where(Challenge.event_id == event_id, Challenge.state == ChallengeState.ACCEPTED)
    return list(session.scalars(accepted.order_by(func.lower(Challenge.title), Challenge.id)))


def tracks_of(session: Session, event_id: int) -> list[Track]:
    """List an event's tracks by name; most events have none."""
    return list(session.scalars(select(Track).where(Track.event_id == event_id).order_by(func.lower(Track.name))))


def challenge_names() -> Select[int, str, int]:
    """Select how challenges are named in sentences: id, title, key of the address."""
    return select(Challenge.id, Challenge.title, Challenge.id)


def _seen(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(Challenge, Poser.display_name, Profile.unit, Owner.display_name, Event, Track.name)
        .join(Event, Event.id == Challenge.event_id)
        .join(Poser, Poser.id == Challenge.poser_id)
        .outerjoin(Profile, Profile.account_id == Challenge.poser_id)
        .outerjoin(Owner, Owner.id == Challenge.product_owner_id)
        .outerjoin(Track, Track.id == Challenge.track_id)
        .where(visible_to(actor))
    )
