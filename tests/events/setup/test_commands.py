"""What can be done to an event, what is refused, and what is recorded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.core.decisions import Denied, IllegalMove, Invalid, Stale
from hackathon.core.facts import Fact, FactRow, Statement
from hackathon.core.work import Work
from hackathon.events.setup.commands import (
    archive_event,
    cancel_event,
    create_event,
    edit_event,
    publish_event,
    release,
)
from hackathon.events.setup.facts import (
    EventDrafted,
    EventEdited,
    EventPublished,
    EventReleased,
    WindowMoved,
)
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.events.setup.rules import EventDraft
from hackathon.people.accounts.models import Account
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_registration

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
