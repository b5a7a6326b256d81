"""What is read about wishes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.queries import accepted, accepted_challenges
from hackathon.events.registration.queries import taking_part
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from hackathon.teams.wishes.rules import PersonNamed

Pairs = frozenset[frozenset[int]]
One, Other, Teller = aliased(Account), aliased(Account), aliased(Account)


class Wishes(NamedTuple):
    """Everything that people of an event wish: ranked questions by account, and pairs of accounts."""

    choices: Mapping[int, tuple[int, ...]]
    together: Pairs
    apart: Pairs


class Demand(NamedTuple):
    """How many people chose a question, and how many of them as their first."""

    challenge: Challenge
    chosen: int
    first: int


class WishSeen(NamedTuple):
    """A wish about two people, as its maker or organizers read it."""

    id: int
    one: str
    other: str
    at: datetime
    told_by: str = ""


def wishes_of_event(session: Session, event_id: int) -> Wishes:
    """Read what counts when people are put into teams: of those who take part, on questions that are accepted.

    Both kinds of pairs are symmetric, whoever made the wish. Four queries, whatever the size of the event.
    """
    return Wishes(
        choices=choices_of_event(session, event_id),
        together=_pairs(session, _between(TogetherWish.account_id, TogetherWish.other_id, event_id)),
        apart=_pairs(session, _between(ApartWish.one_id, ApartWish.other_id, event_id)),
    )


def choices_of_event(
    session: Session, event_id: int, questions: Collection[int] | None = None
) -> dict[int, tuple[int, ...]]:
    """Read the ranked questions of those who take part, best first; who ranked none is left out.

    One query where the accepted `questions` are given, two where they are not.
    """
    questions = set(session.scalars(accepted(event_id))) if questions is None else questions
    lists = session.execute(*_lists(event_id))
    ranked = {account_id: tuple(each for each in ids if each in questions) for account_id, ids in lists}
    return {account_id: ids for account_id, ids in ranked.items() if ids}


@prepared
def _lists(event_id: int) -> Select[int, list[int]]:
    return select(ChoiceList.account_id, ChoiceList.challenge_ids).where(
        ChoiceList.event_id == event_id, ChoiceList.account_id.in_(taking_part(event_id))
    )


def demand_at(session: Session, event_id: int) -> list[Demand]:
    """Count who would like to work on each question of an event, the most wanted first."""
    challenges = accepted_challenges(session, event_id)
    lists = choices_of_event(session, event_id, {each.id for each in challenges}).values()
    chosen, first = Counter(each for ids in lists for each in ids), Counter(ids[0] for ids in lists)
    counted = [Demand(each, chosen[each.id], first[each.id]) for each in challenges]
    return sorted(counted, key=lambda each: (-each.chosen, -each.first))


def choice_list_of(session: Session, event_id: int, account_id: int | None) -> ChoiceList | None:
    """Find what somebody ranked at an event."""
    own = select(ChoiceList).where(ChoiceList.event_id == event_id, ChoiceList.account_id == account_id)
    return session.scalars(own).one_or_none()


def lists_naming(session: Session, event_id: int, challenge_id: int) -> list[ChoiceList]:
    """Load the lists of an event that name a question, locked in one order."""
    lists = select(ChoiceList).where(ChoiceList.event_id == event_id).order_by(ChoiceList.id).with_for_update()
    return [each for each in session.scalars(lists) if challenge_id in each.challenge_ids]


def people_to_name(session: Session, event_id: int, *, but: int | None = None) -> Sequence[PersonNamed]:
    """List who takes part in an event, by name."""
    people = select(Account.id, Account.display_name, Account.email).where(
        Account.id.in_(taking_part(event_id)), Account.id.is_distinct_from(but)
    )
    in_order = people.order_by(func.lower(Account.display_name), Account.id)
    return [PersonNamed(*row) for row in session.execute(in_order)]


def own_together(session: Session, event_id: int, account_id: int | None) -> list[WishSeen]:
    """List with whom somebody would like to be in a team."""
    return _seen(session, together_of_event(event_id).where(TogetherWish.account_id == account_id))


def companions_of(session: Session, event_id: int, account_id: int | None) -> set[int]:
    """Return whom somebody named as those they would like to be in a team with."""
    named = select(TogetherWish.other_id).where(
        TogetherWish.event_id == event_id,
        TogetherWish.account_id == account_id,
        TogetherWish.other_id.is_not(None),
    )
    return {each for each in session.scalars(named) if each is not None}


def together_of_event(event_id: int) -> Select[int, str, str, datetime]:
    """Select all wishes to be in one team, newest first."""
    return (
        select(TogetherWish.id, One.display_name, Other.display_name, TogetherWish.wished_at)
        .join(One, One.id == TogetherWish.account_id)
        .join(Other, Other.id == TogetherWish.other_id)
        .where(TogetherWish.event_id == event_id)
        .order_by(TogetherWish.wished_at.desc(), TogetherWish.id.desc())
    )


def apart_seen_by(session: Session, event_id: int, reader_id: int | None) -> list[WishSeen]:
    """List who must not be in one team, newest first: without what somebody else told about the reader."""
    wishes = (
        select(ApartWish.id, One.display_name, Other.display_name, ApartWish.told_at, Teller.display_name)
        .join(One, One.id == ApartWish.one_id)
        .join(Other, Other.id == ApartWish.other_id)
        .join(Teller, Teller.id == ApartWish.told_by_id)
        .where(ApartWish.event_id == event_id, _may_read(reader_id))
    )
    return _seen(session, wishes.order_by(ApartWish.told_at.desc(), ApartWish.id.desc()))


def apart_wish_of(session: Session, wish_id: int, *, event_id: int, reader_id: int | None) -> ApartWish | None:
    """Find a wish of an event that an organizer may read."""
    found = select(ApartWish).where(ApartWish.id == wish_id, ApartWish.event_id == event_id, _may_read(reader_id))
    return session.scalars(found).one_or_none()


def told_apart_by(session: Session, event_id: int, account_id: int | None) -> Sequence[ApartWish]:
    """Load what somebody told about themselves and others."""
    told = select(ApartWish).where(
        ApartWish.event_id == event_id, ApartWish.told_by_id == account_id, ApartWish.one_id == account_id
    )
    return session.scalars(told.order_by(ApartWish.id)).all()


def apart_of_released(before: datetime) -> Select[int]:
    """Select the wishes to be kept apart at events whose results were out before a moment."""
    return (
        select(ApartWish.id)
        .join(Event, Event.id == ApartWish.event_id)
        .where(func.coalesce(Event.released_at, Event.ends_at) < before)
    )


def _seen(session: Session, wishes: Select[*tuple[Any, ...]]) -> list[WishSeen]:
    return [WishSeen(*row) for row in session.execute(wishes)]


def _may_read(reader_id: int | None) -> ColumnElement[bool]:
    is_about_reader = or_(ApartWish.one_id == reader_id, ApartWish.other_id == reader_id)
    return or_(ApartWish.told_by_id == reader_id, not_(is_about_reader))


def _between(one: Any, other: Any, event_id: int) -> Select[int, int]:
    people = taking_part(event_id)
    return select(one, other).where(and_(one.class_.event_id == event_id, one.in_(people), other.in_(people)))


def _pairs(session: Session, wished: Select[int, int]) -> Pairs:
    return frozenset(frozenset({one, other}) for one, other in session.execute(wished))
