"""Taking part: places, waiting, who decides, and who is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid, Missing, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Fact, FactRow
from hackathon.core.work import Work, unit_of_work
from hackathon.events.registration.commands import (
    admit_applicant,
    apply_to_event,
    decline_applicant,
    edit_registration,
    fill_places,
    withdraw_registration,
)
from hackathon.events.registration.facts import (
    ParticipantAdmitted,
    ParticipantWaitlisted,
    ParticipantWithdrew,
    RegistrationEdited,
)
from hackathon.events.registration.models import Registration
from hackathon.events.setup.commands import cancel_event, close_window, edit_event
from hackathon.events.setup.rules import EventDraft
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def facts(session: Session) -> list[Fact | None]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def told(session: Session) -> list[tuple[int, str]]:
    return [(n.account_id, n.subject) for n in session.scalars(select(Notice).order_by(Notice.id))]


def states(session: Session, event_id: int) -> dict[int, str]:
    rows = select(Registration.account_id, Registration.state).where(Registration.event_id == event_id)
    return dict(session.execute(rows).all())


def test_apply_while_registration_is_open_gives_a_place(session: Session, working: Working) -> None:
    event, ada = make_event(session, "registration"), make_account(session)

    with working(ada) as work:
        made = apply_to_event(work, event.id, "data_engineer", ["SQL", " sql ", "dbt  core", ""])

    assert (made.state, made.craft, made.skills) == ("ADMITTED", "data_engineer", ["SQL", "dbt core"])
    assert facts(session) == [
        ParticipantAdmitted(subject_id=made.id, event_id=event.id, account_id=ada.id, craft="data_engineer")
    ]


def test_apply_to_a_full_event_waits(session: Session, working: Working) -> None:
    event, ada = make_event(session, "registration", capacity=1), make_account(session)
    make_registration(session, event, make_account(session))

    with working(ada) as work:
        made = apply_to_event(work, event.id, "designer")

    assert made.state == "WAITLISTED"
    assert facts(session) == [
        ParticipantWaitlisted(subject_id=made.id, event_id=event.id, account_id=ada.id, craft="designer")
    ]


def test_apply_behind_somebody_who_waits_does_not_overtake(session: Session, working: Working) -> None:
    event, ada = make_event(session, "registration", capacity=1), make_account(session)
    make_registration(session, event, make_account(session), state="WAITLISTED")

    with working(ada) as work:
        made = apply_to_event(work, event.id, "designer")

    assert made.state == "WAITLISTED"


@pytest.mark.parametrize(
    ("phase", "state", "sentence"),
    [
        ("challenges", "PUBLISHED", "not open yet"),
        ("forming", "PUBLISHED", "closed"),
        ("registration", "RELEASED", "results are out"),
        ("registration", "DRAFT", "not published"),
        ("registration", "CANCELLED", "not published"),
    ],
)
def test_apply_at_another_time_is_denied(
    session: Session, working: Working, phase: str, state: str, sentence: str
) -> None:
    event, ada = make_event(session, phase, state=state), make_account(session)

    with pytest.raises(Denied, match=sentence), working(ada) as work:
        apply_to_event(work, event.id, "designer")

    assert states(session, event.id) == {}


def test_apply_received_in_time_counts_even_when_served_late(
    session: Session, actor: Callable[[Account], Actor], clock: StandingClock
) -> None:
    event, ada = make_event(session, "registration"), make_account(session)
    in_time, late = NOON, event.registration_closes_at

    with unit_of_work(session, actor(ada), late, received_at=in_time) as work:
        made = apply_to_event(work, event.id, "designer")

    assert made.state == "ADMITTED"


def test_apply_as_judge_is_denied(session: Session, working: Working) -> None:
    judge = make_account(session)
    event = make_event(session, "registration", judges=(judge,))

    with pytest.raises(Denied, match="judge"), working(judge) as work:
        apply_to_event(work, event.id, "designer")


def test_apply_as_organizer_is_possible(session: Session, working: Working) -> None:
    org = make_account(session)
    event = make_event(session, "registration", organizer=org)

    with working(org) as work:
        made = apply_to_event(work, event.id, "other")

    assert made.state == "ADMITTED"


@pytest.mark.parametrize("state", ["ADMITTED", "WAITLISTED", "DECLINED"])
def test_apply_twice_is_a_conflict(session: Session, working: Working, state: str) -> None:
    event, ada = make_event(session, "registration"), make_account(session)
    make_registration(session, event, ada, state=state)

    with pytest.raises(Conflict, match="already"), working(ada) as work:
        apply_to_event(work, event.id, "designer")

    assert states(session, event.id) == {ada.id: state}


def test_apply_after_withdrawing_takes_part_again_at_the_end_of_the_line(session: Session, working: Working) -> None:
    event, ada = make_event(session, "registration"), make_account(session)
    old = make_registration(session, event, ada, state="WITHDRAWN")

    with working(ada) as work:
        made = apply_to_event(work, event.id, "designer")

    assert (made.id, made.state, made.created_at, made.version) == (old.id, "ADMITTED", NOON, 2)


@pytest.mark.parametrize(
    ("craft", "skills", "field"),
    [("wizard", [], "craft"), ("designer", ["x" * 41], "skills"), ("designer", [str(n) for n in range(21)], "skills")],
)
def test_apply_with_bad_input_saves_nothing(
    session: Session, working: Working, craft: str, skills: list[str], field: str
) -> None:
    event, ada = make_event(session, "registration"), make_account(session)

    with pytest.raises(Invalid) as refused, working(ada) as work:
        apply_to_event(work, event.id, craft, skills)

    assert refused.value.field == field
    assert states(session, event.id) == {}


def test_edit_registration_changes_craft_and_skills_only(session: Session, working: Working) -> None:
    event, ada = make_event(session), make_account(session)
    own = make_registration(session, event, ada)

    with working(ada) as work:
        edit_registration(work, own.id, "designer", ["Figma"], version=1)

    assert (own.state, own.craft, own.skills, own.version) == ("ADMITTED", "designer", ["Figma"], 2)
    assert facts(session) == [RegistrationEdited(subject_id=own.id, event_id=event.id, account_id=ada.id)]


def test_edit_registration_of_an_older_version_is_stale(session: Session, working: Working) -> None:
    ada = make_account(session)
    own = make_registration(session, make_event(session), ada, version=2)

    with pytest.raises(Stale), working(ada) as work:
        edit_registration(work, own.id, "designer", version=1)


@pytest.mark.parametrize("who", ["organizer", "other"])
def test_registration_of_somebody_else_is_not_to_be_changed(session: Session, working: Working, who: str) -> None:
    people = {"organizer": make_account(session), "other": make_account(session)}
    event = make_event(session, organizer=people["organizer"])
    own = make_registration(session, event, make_account(session))

    with pytest.raises(Denied), working(people[who]) as work:
        edit_registration(work, own.id, "designer")
    with pytest.raises(Denied), working(people[who]) as work:
        withdraw_registration(work, own.id)

    session.refresh(own)
    assert (own.craft, own.state) == ("data_scientist", "ADMITTED")


def test_withdraw_gives_the_place_to_who_waited_longest_and_tells_them(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, capacity=1, name="Spring")
    ada, first, second = make_account(session), make_account(session), make_account(session)
    own = make_registration(session, event, ada)
    make_registration(session, event, second, state="WAITLISTED", created_at=NOON)
    make_registration(session, event, first, state="WAITLISTED")

    with working(ada) as work:
        withdraw_registration(work, own.id)
    deliver_pending(session, clock)

    assert states(session, event.id) == {ada.id: "WITHDRAWN", first.id: "ADMITTED", second.id: "WAITLISTED"}
    assert told(session) == [(first.id, "You have a place at “Spring”")]
    assert facts(session)[0] == ParticipantWithdrew(subject_id=own.id, event_id=event.id, account_id=ada.id)


def test_withdraw_passes_over_who_became_a_judge_meanwhile(session: Session, working: Working) -> None:
    judge, ada, other = make_account(session), make_account(session), make_account(session)
    event = make_event(session, capacity=1, judges=(judge,))
    own = make_registration(session, event, ada)
    make_registration(session, event, judge, state="WAITLISTED")
    make_registration(session, event, other, state="WAITLISTED", created_at=NOON)

    with working(ada) as work:
        withdraw_registration(work, own.id)

    assert states(session, event.id) == {ada.id: "WITHDRAWN", judge.id: "WAITLISTED", other.id: "ADMITTED"}


def test_withdraw_after_results_are_out_is_denied(session: Session, working: Working) -> None:
    ada = make_account(session)
    own = make_registration(session, make_event(session, "over", state="RELEASED"), ada)

    with pytest.raises(Denied), working(ada) as work:
        withdraw_registration(work, own.id)


def test_admit_applicant_within_the_places_gives_one(session: Session, working: Working) -> None:
    org, ada = make_account(session), make_account(session)
    event = make_event(session, organizer=org, capacity=1)
    waiting = make_registration(session, event, ada, state="WAITLISTED")

    with working(org) as work:
        admit_applicant(work, waiting.id)

    assert waiting.state == "ADMITTED"


def test_admit_applicant_beyond_the_places_is_a_conflict(session: Session, working: Working) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org, capacity=1)
    make_registration(session, event, make_account(session))
    waiting = make_registration(session, event, make_account(session), state="WAITLISTED")

    with pytest.raises(Conflict, match="All places are taken"), working(org) as work:
        admit_applicant(work, waiting.id)


def test_admit_applicant_who_judges_is_a_conflict(session: Session, working: Working) -> None:
    org, judge = make_account(session), make_account(session)
    event = make_event(session, organizer=org, judges=(judge,))
    waiting = make_registration(session, event, judge, state="WAITLISTED")

    with pytest.raises(Conflict, match="judges"), working(org) as work:
        admit_applicant(work, waiting.id)


def test_decline_applicant_tells_why(session: Session, working: Working, clock: StandingClock) -> None:
    org, ada = make_account(session), make_account(session)
    event = make_event(session, organizer=org, name="Spring")
    waiting = make_registration(session, event, ada, state="WAITLISTED")

    with working(org) as work:
        decline_applicant(work, waiting.id, "For the plant only.")
    deliver_pending(session, clock)

    notice = session.scalars(select(Notice)).one()
    assert waiting.state == "DECLINED"
    assert (notice.account_id, notice.subject, notice.text) == (
        ada.id,
        "No place at “Spring”",
        "For the plant only.",
    )


@pytest.mark.parametrize("command", [admit_applicant, decline_applicant])
def test_decision_by_an_applicant_is_denied(
    session: Session, working: Working, command: Callable[[Work, int], Registration]
) -> None:
    ada = make_account(session)
    waiting = make_registration(session, make_event(session), ada, state="WAITLISTED")

    with pytest.raises(Denied), working(ada) as work:
        command(work, waiting.id)


@pytest.mark.parametrize("command", [admit_applicant, decline_applicant])
def test_decision_about_somebody_who_takes_part_is_no_move(
    session: Session, working: Working, command: Callable[[Work, int], Registration]
) -> None:
    org = make_account(session)
    taking_part = make_registration(session, make_event(session, organizer=org), make_account(session))

    with pytest.raises(IllegalMove), working(org) as work:
        command(work, taking_part.id)


def test_decision_about_no_such_registration_is_missing(session: Session, working: Working) -> None:
    with pytest.raises(Missing), working(make_account(session)) as work:
        admit_applicant(work, 404)


@pytest.mark.parametrize("reason", ["events.registration.tell_window", "dispatch"])
def test_fill_places_for_another_reason_is_denied(session: Session, working: Working, reason: str) -> None:
    event = make_event(session)

    with pytest.raises(Denied), working(system(reason)) as work:
        fill_places(work, event.id)


def test_edited_event_with_more_places_gives_them_to_those_who_wait(
    session: Session, working: Working, clock: StandingClock
) -> None:
    org, ada, bob = make_account(session), make_account(session), make_account(session)
    event = make_event(session, organizer=org, capacity=1)
    make_registration(session, event, make_account(session))
    make_registration(session, event, ada, state="WAITLISTED")
    make_registration(session, event, bob, state="WAITLISTED", created_at=NOON)
    draft = EventDraft(name="Wider", time_zone="UTC", starts_at=event.starts_at, ends_at=event.ends_at, capacity=2)

    with working(org) as work:
        edit_event(work, event.id, draft)
    deliver_pending(session, clock)

    now_states = states(session, event.id)
    assert (now_states[ada.id], now_states[bob.id]) == ("ADMITTED", "WAITLISTED")


def test_closed_window_is_told_to_everybody_with_a_part_but_who_closed_it(
    session: Session, working: Working, clock: StandingClock
) -> None:
    org, judge, ada = make_account(session), make_account(session), make_account(session)
    event = make_event(session, organizer=org, judges=(judge,), name="Spring")
    make_registration(session, event, ada)
    make_registration(session, event, make_account(session), state="WITHDRAWN")

    with working(org) as work:
        close_window(work, event.id, "running")
    deliver_pending(session, clock)

    subject = "Spring: “Build and hand in” is closed now"
    assert told(session) == [(judge.id, subject), (ada.id, subject)]
    text = session.scalars(select(Notice.text).limit(1)).one()
    assert "until Tue 24 Nov 2026, 13:00 CET" in text


def test_moved_window_of_a_draft_is_told_to_nobody(session: Session, working: Working, clock: StandingClock) -> None:
    org, judge = make_account(session), make_account(session)
    event = make_event(session, organizer=org, judges=(judge,), state="DRAFT")

    with working(org) as work:
        close_window(work, event.id, "running")
    deliver_pending(session, clock)

    assert told(session) == []


def test_cancelled_event_is_told_with_its_reason(session: Session, working: Working, clock: StandingClock) -> None:
    org, ada = make_account(session), make_account(session)
    event = make_event(session, organizer=org, name="Spring")
    make_registration(session, event, ada)

    with working(org) as work:
        cancel_event(work, event.id, reason="No room.")
    deliver_pending(session, clock)

    notice = session.scalars(select(Notice)).one()
    assert (notice.account_id, notice.subject, notice.text) == (ada.id, "“Spring” is cancelled", "No room.")
