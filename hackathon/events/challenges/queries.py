"""Reads about challenges."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.policy import visible_to
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


class SeenChallenge(NamedTuple):
    """A challenge with who asked it, from which unit, and who would own the result."""

    challenge: Challenge
    poser: str
    unit: str | None
    product_owner: str | None
    event: Event


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


def challenges_of(actor: Actor, event_id: int) -> Select[*tuple[Any, ...]]:
    """Select an event's challenges as the actor may see them, those to decide on first."""
    order = case({ChallengeState.PROPOSED: 0, ChallengeState.ACCEPTED: 1}, value=Challenge.state, else_=2)
    return _seen(actor).where(Challenge.event_id == event_id).order_by(order, Challenge.id)


def accepted_challenges(session: Session, event_id: int) -> list[Challenge]:
    """List the challenges that teams may take on, by title."""
    accepted = select(Challenge).where(Challenge.event_id == event_id, Challenge.state == ChallengeState.ACCEPTED)
    return list(session.scalars(accepted.order_by(func.lower(Challenge.title), Challenge.id)))


def challenge_names() -> Select[int, str, int]:
    """Select how challenges are named in sentences: id, title, key of the address."""
    return select(Challenge.id, Challenge.title, Challenge.id)


def _seen(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(Challenge, Poser.display_name, Profile.unit, Owner.display_name, Event)
        .join(Event, Event.id == Challenge.event_id)
        .join(Poser, Poser.id == Challenge.poser_id)
        .outerjoin(Profile, Profile.account_id == Challenge.poser_id)
        .outerjoin(Owner, Owner.id == Challenge.product_owner_id)
        .where(visible_to(actor))
    )
