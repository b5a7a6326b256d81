"""Ranking, wishing and taking back, and what is refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.challenges.commands import decline_challenge, merge_challenge
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.wishes.commands import (
    drop_apart,
    follow_question,
    forget_apart,
    keep_apart,
    rank_challenges,
    take_back_apart,
    tell_apart,
    wish_together,
    withdraw_together,
)
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from hackathon.teams.wishes.queries import Demand, Wishes, choice_list_of, demand_at, wishes_of_event
from hackathon.teams.wishes.rules import MOST_WISHES
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_registration
from tests.queries import QueryCounter

Working = Callable[..., AbstractContextManager[Work]]
Participant = Callable[[str], Account]
NOTHING = Wishes(choices={}, together=frozenset(), apart=frozenset())


def pair(one: Account, other: Account) -> frozenset[frozenset[int]]:
    return frozenset({frozenset({one.id, other.id})})


def test_rank_keeps_the_order_and_counts_versions(
    session: Session, working: Working, event: Event, participant: Participant
) -> None:
    jo, first, second = participant("Jo"), make_challenge(session, event), make_challenge(session, event)

    with working(jo) as work:
        rank_challenges(work, event.id, [second.id, first.id], 0)
    with working(jo) as work:
        rank_challenges(work, event.id, [first.id], 1)

    kept = session.scalars(select(ChoiceList)).one()
    assert (kept.account_id, kept.challenge_ids, kept.ranked_at, kept.version) == (jo.id, [first.id], NOON, 2)
    assert wishes_of_event(session, event.id) == NOTHING._replace(choices={jo.id: (first.id,)})


def test_rank_of_an_older_version_is_stale_and_changes_nothing(
    session: Session, working: Working, event: Event, participant: Participant
) -> None:
    jo, challenge = participant("Jo"), make_challenge(session, event)
    with working(jo) as work:
        rank_challenges(work, event.id, [challenge.id])

    with pytest.raises(Stale), working(jo) as work:
        rank_challenges(work, event.id, [], 0)

    assert wishes_of_event(session, event.id).choices == {jo.id: (challenge.id,)}


@pytest.mark.parametrize("values", [{"state": "PROPOSED"}, {"state": "DECLINED"}])
def test_rank_of_a_question_that_is_not_accepted_is_refused(
    session: Session, working: Working, event: Event, participant: Participant, values: dict[str, str]
) -> None:
    jo, hidden = participant("Jo"), make_challenge(session, event, **values)
    elsewhere = make_challenge(session, make_event(session, "forming"))

    for challenge in (hidden, elsewhere):
        with pytest.raises(Invalid), working(jo) as work:
            rank_challenges(work, event.id, [challenge.id])

    assert session.scalar(select(func.count()).select_from(ChoiceList)) == 0


@pytest.mark.parametrize(
    ("phase", "sentence"),
    [
        ("", "Wishes can be made as soon as registration is open."),
        ("running", "Teams are formed: wishes no longer count. Ask an organizer."),
    ],
)
def test_wishes_outside_their_time_are_refused(session: Session, working: Working, phase: str, sentence: str) -> None:
    event, jo, amy = make_event(session, phase), make_account(session), make_account(session)
    for person in (jo, amy):
        make_registration(session, event, person)

    with pytest.raises(Denied) as refused, working(jo) as work:
        rank_challenges(work, event.id, [])
    with pytest.raises(Denied), working(jo) as work:
        wish_together(work, event.id, amy.id)
    with pytest.raises(Denied), working(jo) as work:
        tell_apart(work, event.id, amy.id)

    assert refused.value.sentence == sentence


def test_wishes_of_somebody_who_does_not_take_part_are_refused(
    session: Session, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo, waiting = participant("Jo"), make_account(session)
    make_registration(session, event, waiting, state="WAITLISTED")

    for person in (organizer, waiting, make_account(session)):
        with pytest.raises(Denied), working(person) as work:
            wish_together(work, event.id, jo.id)


def test_together_counts_for_both_and_can_be_taken_back_by_its_maker_only(
    session: Session, working: Working, event: Event, participant: Participant
) -> None:
    jo, amy = participant("Jo"), participant("Amy")

    with working(jo) as work:
        wish_id = wish_together(work, event.id, amy.id).id
    with working(amy) as work:
        wish_together(work, event.id, jo.id)
    with pytest.raises(Conflict), working(jo) as work:
        wish_together(work, event.id, amy.id)
    with pytest.raises(Denied), working(amy) as work:
        withdraw_together(work, wish_id)

    assert wishes_of_event(session, event.id) == NOTHING._replace(together=pair(jo, amy))
    with working(jo) as work:
        withdraw_together(work, wish_id)
    assert session.scalars(select(TogetherWish.account_id)).all() == [amy.id]


def test_nobody_names_themselves_strangers_or_too_many(
    session: Session, working: Working, event: Event, participant: Participant
) -> None:
    jo, stranger = participant("Jo"), make_account(session)
    named = [participant(f"P{number}") for number in range(MOST_WISHES + 1)]

    for person in (jo, stranger):
        with pytest.raises(Invalid), working(jo) as work:
            wish_together(work, event.id, person.id)
        with pytest.raises(Invalid), working(jo) as work:
            tell_apart(work, event.id, person.id)
    for person in named[:-1]:
        with working(jo) as work:
            wish_together(work, event.id, person.id)
    with pytest.raises(Conflict), working(jo) as work:
        wish_together(work, event.id, named[-1].id)

    assert len(wishes_of_event(session, event.id).together) == MOST_WISHES


def test_apart_is_told_by_two_who_do_not_learn_of_each_other(
    session: Session, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo, amy = participant("Jo"), participant("Amy")

    for teller, other in ((jo, amy), (amy, jo)):
        with working(teller) as work:
            tell_apart(work, event.id, other.id)
    with working(organizer) as work:
        keep_apart(work, event.id, amy.id, jo.id)

    assert wishes_of_event(session, event.id) == NOTHING._replace(apart=pair(jo, amy))
    with working(jo) as work:
        take_back_apart(work, event.id)
    assert sorted(session.scalars(select(ApartWish.told_by_id))) == sorted([amy.id, organizer.id])


def test_apart_is_kept_and_dropped_by_organizers_only(
    session: Session, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo, amy = participant("Jo"), participant("Amy")
    with working(jo) as work:
        tell_apart(work, event.id, amy.id)
    wish_id = session.scalars(select(ApartWish.id)).one()

    for person in (jo, amy):
        with pytest.raises(Denied), working(person) as work:
            keep_apart(work, event.id, jo.id, amy.id)
        with pytest.raises(Denied), working(person) as work:
            drop_apart(work, event.id, wish_id)
    with working(organizer) as work:
        drop_apart(work, event.id, wish_id)
    with pytest.raises(Missing), working(organizer) as work:
        drop_apart(work, event.id, wish_id)

    assert wishes_of_event(session, event.id) == NOTHING
    told = session.execute(select(Notice.account_id, Notice.subject)).all()
    assert [tuple(each) for each in told] == [(jo.id, "The organizers of “Spring” took back what you told them")]


def test_organizer_whom_a_wish_names_can_neither_read_nor_drop_it(
    session: Session, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo = participant("Jo")
    make_registration(session, event, organizer)
    with working(jo) as work:
        tell_apart(work, event.id, organizer.id)

    with pytest.raises(Missing), working(organizer) as work:
        drop_apart(work, event.id, session.scalars(select(ApartWish.id)).one())

    assert wishes_of_event(session, event.id).apart == pair(jo, organizer)


def test_wishes_of_event_leave_out_who_withdrew_and_questions_that_are_gone(
    session: Session, working: Working, event: Event, participant: Participant
) -> None:
    jo, amy, gone = participant("Jo"), participant("Amy"), participant("Gone")
    stays, leaves = make_challenge(session, event), make_challenge(session, event)
    with working(jo) as work:
        rank_challenges(work, event.id, [leaves.id, stays.id])
        wish_together(work, event.id, gone.id)
        tell_apart(work, event.id, gone.id)
    with working(amy) as work:
        rank_challenges(work, event.id, [leaves.id])
    with working(gone) as work:
        rank_challenges(work, event.id, [stays.id])
    session.execute(update(Registration).where(Registration.account_id == gone.id).values(state="WITHDRAWN"))
    leaves.state = "DECLINED"
    session.commit()

    assert wishes_of_event(session, event.id) == NOTHING._replace(choices={jo.id: (stays.id,)})
    assert demand_at(session, event.id) == [Demand(stays, 1, 1)]


def test_wishes_of_event_ask_four_queries(session: Session, event: Event, queries: QueryCounter) -> None:
    event_id = event.id

    with queries() as asked:
        wishes_of_event(session, event_id)

    assert len(asked) == 4


def test_choices_follow_a_merged_question_and_lose_a_declined_one_and_people_are_told(
    session: Session,
    working: Working,
    event: Event,
    organizer: Account,
    participant: Participant,
    clock: StandingClock,
) -> None:
    jo, amy = participant("Jo"), participant("Amy")
    merged, into, declined = (make_challenge(session, event, title=title) for title in ("Drift", "Meters", "Tax"))
    with working(jo) as work:
        rank_challenges(work, event.id, [declined.id, merged.id])
    with working(amy) as work:
        rank_challenges(work, event.id, [into.id, merged.id])

    with working(organizer) as work:
        merge_challenge(work, merged.id, into.id)
        decline_challenge(work, declined.id, "Out of scope.")
    deliver_pending(session, clock)
    deliver_pending(session, clock)

    assert wishes_of_event(session, event.id).choices == {jo.id: (into.id,), amy.id: (into.id,)}
    told = select(Notice.account_id, Notice.subject, Notice.path).where(Notice.key.contains(":choices"))
    assert sorted(map(tuple, session.execute(told))) == sorted(
        [
            (jo.id, "“Drift”, which you had chosen, is part of “Meters” now", "/events/spring/choices"),
            (amy.id, "“Drift”, which you had chosen, is part of “Meters” now", "/events/spring/choices"),
            (jo.id, "“Tax”, which you had chosen, is no longer part of the event", "/events/spring/choices"),
        ]
    )


def test_follow_question_by_a_person_is_refused(
    session: Session, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo, challenge = participant("Jo"), make_challenge(session, event)
    with working(jo) as work:
        rank_challenges(work, event.id, [challenge.id])

    with pytest.raises(Denied), working(organizer) as work:
        follow_question(work, event.id, challenge.id, into_id=None)

    kept = choice_list_of(session, event.id, jo.id)
    assert kept is not None
    assert kept.challenge_ids == [challenge.id]


def test_apart_is_forgotten_ninety_days_after_the_results_and_nothing_else(
    session: Session, working: Working, organizer: Account
) -> None:
    old, young = (make_event(session, "forming", organizer=organizer) for _number in range(2))
    for event in (old, young):
        people = [make_account(session), make_account(session)]
        for person in people:
            make_registration(session, event, person)
        with working(people[0]) as work:
            wish_together(work, event.id, people[1].id)
            tell_apart(work, event.id, people[1].id)
    old.released_at, young.released_at = NOON, NOON + timedelta(days=1)
    session.commit()

    with working(organizer) as work:
        forget_apart(work, NOON + timedelta(hours=1))

    assert session.scalars(select(ApartWish.event_id)).all() == [young.id]
    assert len(session.scalars(select(TogetherWish.id)).all()) == 2
