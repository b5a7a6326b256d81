"""What can be done to an event, what is refused, and what is recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid, Missing, Stale
from hackathon.core.facts import Fact, FactRow, Statement
from hackathon.core.work import Work
from hackathon.events.setup.commands import (
    archive_event,
    cancel_event,
    close_window,
    create_event,
    edit_event,
    give_event_role,
    open_window,
    publish_event,
    release,
    take_event_role,
)
from hackathon.events.setup.facts import (
    EventDrafted,
    EventEdited,
    EventPublished,
    EventReleased,
    EventRoleGiven,
    EventRoleTaken,
    WindowClosed,
    WindowMoved,
    WindowOpened,
)
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.events.setup.rules import EventDraft, Window
from hackathon.people.accounts.models import Account
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration
from tests.factories.events import give_event_role as given_role

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
DRAFT = EventDraft(
    name="Spring Datathon",
    time_zone="Europe/Berlin",
    starts_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 16, tzinfo=UTC),
)


def facts(session: Session) -> list[Fact | None]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def roles(session: Session, event_id: int) -> set[tuple[int, str]]:
    rows = select(EventRoleGrant.account_id, EventRoleGrant.role).where(EventRoleGrant.event_id == event_id)
    return {(account_id, role) for account_id, role in session.execute(rows)}


def test_create_event_by_any_employee_drafts_it_with_them_as_organizer(session: Session, working: Working) -> None:
    ada = make_account(session)

    with working(ada) as work:
        event = create_event(work, DRAFT)

    assert (event.slug, event.state, event.created_by) == ("spring-datathon", "DRAFT", ada.id)
    assert roles(session, event.id) == {(ada.id, "organizer")}
    assert facts(session) == [EventDrafted(subject_id=event.id)]


def test_create_event_of_a_taken_name_gets_an_address_of_its_own(session: Session, working: Working) -> None:
    ada = make_account(session)
    with working(ada) as work:
        create_event(work, DRAFT)

    with working(ada) as work:
        second = create_event(work, DRAFT)

    assert second.slug == "spring-datathon-2"


def test_create_event_by_a_stranger_is_denied(session: Session, working: Working) -> None:
    with pytest.raises(Denied), working(STRANGER) as work:
        create_event(work, DRAFT)

    assert facts(session) == []


def test_create_event_that_ends_before_it_starts_saves_nothing(session: Session, working: Working) -> None:
    ada = make_account(session)

    with pytest.raises(Invalid, match="ends before"), working(ada) as work:
        create_event(work, replace(DRAFT, ends_at=DRAFT.starts_at - timedelta(hours=1)))

    assert session.scalars(select(Event)).all() == []


def test_edit_event_changes_it_and_keeps_its_address(session: Session, working: Working) -> None:
    ada = make_account(session)
    with working(ada) as work:
        event = create_event(work, DRAFT)

    with working(ada) as work:
        edit_event(work, event.id, replace(DRAFT, name="Summer Datathon", capacity=3), version=1)

    assert (event.name, event.slug, event.capacity, event.version) == ("Summer Datathon", "spring-datathon", 3, 2)
    assert facts(session)[1:] == [EventEdited(subject_id=event.id)]


def test_edit_event_with_another_window_records_before_and_after(session: Session, working: Working) -> None:
    ada = make_account(session)
    with working(ada) as work:
        event = create_event(work, DRAFT)
    later = DRAFT.ends_at + timedelta(hours=2)

    with working(ada) as work:
        edit_event(work, event.id, replace(DRAFT, judging_closes_at=later), version=1)

    assert facts(session)[-1] == WindowMoved(
        subject_id=event.id,
        window="judging",
        opened_before="2026-12-03T09:00:00+00:00",
        closed_before="2026-12-03T16:00:00+00:00",
        opens_at="2026-12-03T09:00:00+00:00",
        closes_at="2026-12-03T18:00:00+00:00",
    )


def test_edit_event_of_an_older_version_is_stale(session: Session, working: Working) -> None:
    ada = make_account(session)
    with working(ada) as work:
        event = create_event(work, DRAFT)
    with working(ada) as work:
        edit_event(work, event.id, replace(DRAFT, name="First"), version=1)

    with pytest.raises(Stale), working(ada) as work:
        edit_event(work, event.id, replace(DRAFT, name="Second"), version=1)

    session.refresh(event)
    assert event.name == "First"


@pytest.mark.parametrize("state", ["RELEASED", "ARCHIVED", "CANCELLED"])
def test_edit_event_that_is_over_is_denied(session: Session, working: Working, state: str) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, state=state)

    with pytest.raises(Denied, match="part of the record"), working(ada) as work:
        edit_event(work, event.id, DRAFT)


def test_edit_event_by_a_host_who_does_not_organize_it_is_denied(session: Session, working: Working) -> None:
    host, event = make_account(session, "", "host"), make_event(session)

    with pytest.raises(Denied), working(host) as work:
        edit_event(work, event.id, DRAFT)


def test_publish_event_by_a_host_shows_it(session: Session, working: Working) -> None:
    host, event = make_account(session, "", "host"), make_event(session, state="DRAFT")

    with working(host) as work:
        publish_event(work, event.id, version=1)

    assert event.state == "PUBLISHED"
    assert facts(session) == [EventPublished(subject_id=event.id)]


def test_publish_event_by_its_organizer_alone_is_denied(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, state="DRAFT")

    with pytest.raises(Denied, match="host"), working(ada) as work:
        publish_event(work, event.id)

    session.refresh(event)
    assert event.state == "DRAFT"


def test_publish_event_twice_is_no_move(session: Session, working: Working) -> None:
    host, event = make_account(session, "", "host"), make_event(session)

    with pytest.raises(IllegalMove), working(host) as work:
        publish_event(work, event.id)


def test_publish_event_that_was_edited_meanwhile_is_stale(session: Session, working: Working) -> None:
    host, event = make_account(session, "", "host"), make_event(session, state="DRAFT", version=2)

    with pytest.raises(Stale), working(host) as work:
        publish_event(work, event.id, version=1)


def test_release_by_an_organizer_lets_results_out(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "over", organizer=ada)

    with working(ada) as work:
        release(work, event.id)

    assert (event.state, event.released_at, event.is_released) == ("RELEASED", NOON, True)
    assert facts(session) == [EventReleased(subject_id=event.id)]


def test_release_by_a_judge_is_denied(session: Session, working: Working) -> None:
    judge = make_account(session)
    event = make_event(session, "over", judges=(judge,))

    with pytest.raises(Denied), working(judge) as work:
        release(work, event.id)


def test_release_of_a_draft_is_no_move(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada, state="DRAFT")

    with pytest.raises(IllegalMove), working(ada) as work:
        release(work, event.id)


def test_archive_event_after_its_release_puts_it_away(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "over", organizer=ada, state="RELEASED")

    with working(ada) as work:
        archive_event(work, event.id)

    assert event.state == "ARCHIVED"


def test_archive_event_by_an_employee_is_denied(session: Session, working: Working) -> None:
    event = make_event(session, "over", state="RELEASED")

    with pytest.raises(Denied), working(make_account(session)) as work:
        archive_event(work, event.id)


def test_cancel_event_keeps_the_reason_apart_from_the_fact(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with working(ada) as work:
        cancel_event(work, event.id, reason="The house burned down.")

    row = session.scalars(select(FactRow)).one()
    assert event.state == "CANCELLED"
    assert "burned" not in row.payload
    assert session.get_one(Statement, row.statement_id).text == "The house burned down."


def test_cancel_event_after_its_release_is_no_move(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "over", organizer=ada, state="RELEASED")

    with pytest.raises(IllegalMove), working(ada) as work:
        cancel_event(work, event.id, reason="Too late.")


def test_cancel_event_by_a_participant_is_denied(session: Session, working: Working) -> None:
    ada, event = make_account(session), make_event(session)
    make_registration(session, event, ada)

    with pytest.raises(Denied), working(ada) as work:
        cancel_event(work, event.id, reason="No.")


def test_open_window_before_its_time_moves_its_opening(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "forming", organizer=ada)
    before = event.running_opens_at, event.running_closes_at

    with working(ada) as work:
        open_window(work, event.id, "running")

    assert event.window("running") == Window(NOON, before[1])
    assert facts(session) == [
        WindowOpened(
            subject_id=event.id,
            window="running",
            opened_before=before[0].isoformat(),
            closed_before=before[1].isoformat(),
            opens_at=NOON.isoformat(),
            closes_at=before[1].isoformat(),
        )
    ]


def test_open_window_after_its_time_opens_it_for_a_while(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with working(ada) as work:
        open_window(work, event.id, "registration")

    assert event.window("registration") == Window(NOON, NOON + timedelta(days=1))


def test_open_window_that_is_open_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with pytest.raises(Conflict, match="open already"), working(ada) as work:
        open_window(work, event.id, "running")


def test_close_window_moves_its_end_to_now(session: Session, working: Working, clock: StandingClock) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)
    opens_at = event.running_opens_at
    clock.advance(minutes=5)

    with working(ada) as work:
        close_window(work, event.id, "running")

    assert event.window("running") == Window(opens_at, NOON + timedelta(minutes=5))
    assert [type(fact) for fact in facts(session)] == [WindowClosed]


def test_close_window_that_is_not_open_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, "running", organizer=ada)

    with pytest.raises(Conflict, match="not open"), working(ada) as work:
        close_window(work, event.id, "judging")


@pytest.mark.parametrize("command", [open_window, close_window])
def test_window_of_no_such_kind_is_missing(
    session: Session, working: Working, command: Callable[[Work, int, str], Event]
) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Missing), working(ada) as work:
        command(work, event.id, "lunch")


@pytest.mark.parametrize("command", [open_window, close_window])
def test_window_moved_by_a_judge_is_denied(
    session: Session, working: Working, command: Callable[[Work, int, str], Event]
) -> None:
    judge = make_account(session)
    event = make_event(session, judges=(judge,))

    with pytest.raises(Denied), working(judge) as work:
        command(work, event.id, "running")


def test_give_event_role_by_an_organizer_lets_somebody_judge(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer"), (bob.id, "judge")}
    assert facts(session) == [EventRoleGiven(subject_id=event.id, account_id=bob.id, role="judge")]


def test_give_event_role_judge_to_oneself_is_denied(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Denied, match="themselves"), working(ada) as work:
        give_event_role(work, event.id, ada.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer")}


def test_give_event_role_judge_to_a_participant_is_denied(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)
    make_registration(session, event, bob)

    with pytest.raises(Denied, match="takes part"), working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")


def test_give_event_role_by_a_host_who_does_not_organize_is_denied(session: Session, working: Working) -> None:
    host, bob, event = make_account(session, "", "host"), make_account(session), make_event(session)

    with pytest.raises(Denied), working(host) as work:
        give_event_role(work, event.id, bob.id, "organizer")


def test_give_event_role_twice_is_a_conflict(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada, judges=(bob,))

    with pytest.raises(Conflict, match="already"), working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")


def test_give_event_role_to_a_deactivated_account_is_invalid(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session, state="DEACTIVATED")
    event = make_event(session, organizer=ada)

    with pytest.raises(Invalid), working(ada) as work:
        give_event_role(work, event.id, bob.id, "mentor")


def test_give_event_role_that_does_not_exist_is_invalid(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Invalid), working(ada) as work:
        give_event_role(work, event.id, bob.id, "emperor")


def test_take_event_role_by_an_organizer_ends_it(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada, judges=(bob,))

    with working(ada) as work:
        take_event_role(work, event.id, bob.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer")}
    assert facts(session) == [EventRoleTaken(subject_id=event.id, account_id=bob.id, role="judge")]


def test_take_event_role_of_ones_own_is_possible(session: Session, working: Working) -> None:
    judge = make_account(session)
    event = make_event(session, judges=(judge,))

    with working(judge) as work:
        take_event_role(work, event.id, judge.id, "judge")

    assert (judge.id, "judge") not in roles(session, event.id)


def test_take_event_role_of_somebody_else_by_a_judge_is_denied(session: Session, working: Working) -> None:
    judge, other = make_account(session), make_account(session)
    event = make_event(session, judges=(judge, other))

    with pytest.raises(Denied), working(judge) as work:
        take_event_role(work, event.id, other.id, "judge")

    assert (other.id, "judge") in roles(session, event.id)


def test_take_event_role_of_the_last_organizer_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Conflict, match="needs an organizer"), working(ada) as work:
        take_event_role(work, event.id, ada.id, "organizer")


def test_take_event_role_of_one_of_two_organizers_is_possible(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)
    given_role(session, event, bob, "organizer")

    with working(ada) as work:
        take_event_role(work, event.id, ada.id, "organizer")

    assert roles(session, event.id) == {(bob.id, "organizer")}


def test_take_event_role_that_nobody_has_is_missing(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Missing), working(ada) as work:
        take_event_role(work, event.id, bob.id, "judge")
