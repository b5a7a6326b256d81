"""What is read about wishes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.events.challenges.queries import accepted
from hackathon.events.registration.queries import taking_part
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish

Pairs = frozenset[frozenset[int]]


class Wishes(NamedTuple):
    """Everything that people of an event wish: ranked questions by account, and pairs of accounts."""

    choices: Mapping[int, tuple[int, ...]]
    together: Pairs
    apart: Pairs


def wishes_of_event(session: Session, event_id: int) -> Wishes:
    """Read what counts when people are put into teams: of those who take part, on questions that are accepted.

    Both kinds of pairs are symmetric, whoever made the wish. Four queries, whatever the size of the event.
    """
    people, questions = taking_part(event_id), set(session.scalars(accepted(event_id)))
    lists = select(ChoiceList.account_id, ChoiceList.challenge_ids).where(
        ChoiceList.event_id == event_id, ChoiceList.account_id.in_(people)
    )
    ranked = {account_id: tuple(filter(questions.__contains__, ids)) for account_id, ids in session.execute(lists)}
    return Wishes(
        choices={account_id: ids for account_id, ids in ranked.items() if ids},
        together=_pairs(session, _between(TogetherWish.account_id, TogetherWish.other_id, event_id)),
        apart=_pairs(session, _between(ApartWish.one_id, ApartWish.other_id, event_id)),
    )


def _between(one: Any, other: Any, event_id: int) -> Select[int, int]:
    people = taking_part(event_id)
    return select(one, other).where(one.class_.event_id == event_id, one.in_(people), other.in_(people))


def _pairs(session: Session, wished: Select[int, int]) -> Pairs:
    return frozenset(frozenset({one, other}) for one, other in session.execute(wished))
