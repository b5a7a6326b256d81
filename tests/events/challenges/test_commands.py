"""Asking, changing and deciding on questions."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, IllegalMove, Invalid, Missing, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Fact, FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.commands import (
    accept_challenge,
    decline_challenge,
    edit_challenge,
    pose_challenge,
)
from hackathon.events.challenges.facts import ChallengeAccepted, ChallengeEdited, ChallengePosed
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.rules import ChallengeDraft
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.clocks import StandingClock
from tests.factories import make_account, make_challenge, make_event

Working = Callable[[Account], AbstractContextManager[Work]]
DRAFT = ChallengeDraft(title="Drifting meters", question="Which meters are about to drift?")


def facts(session: Session) -> list[Fact | None]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def told(session: Session) -> list[tuple[int, str, str]]:
    return [(n.account_id, n.subject, n.text) for n in session.scalars(select(Notice).order_by(Notice.id))]


def test_pose_challenge_by_an_employee_is_proposed_and_organizers_hear_of_it(
    session: Session, working: Working, clock: StandingClock
) -> None:
    ada, org = make_account(session), make_account(session)
    event = make_event(session, "challenges", organizer=org, name="Spring")

    with working(ada) as work:
        challenge = pose_challenge(work, event.id, DRAFT)
    deliver_pending(session, clock)

    assert (challenge.state, challenge.poser_id) == ("PROPOSED", ada.id)
    assert facts(session) == [ChallengePosed(subject_id=challenge.id, event_id=event.id, poser_account_id=ada.id)]
    assert [(account_id, subject) for account_id, subject, _text in told(session)] == [
        (org.id, f"Asked for “Spring”: “{challenge.title}”")
    ]


def test_pose_challenge_by_an_organizer_for_an_expert_is_accepted_at_once(
    session: Session, working: Working, clock: StandingClock
) -> None:
    ada, org = make_account(session), make_account(session)
    event = make_event(session, "", organizer=org, state="DRAFT")

    with working(org) as work:
        challenge = pose_challenge(work, event.id, DRAFT, ada.id)
    deliver_pending(session, clock)

    assert (challenge.state, challenge.poser_id) == ("ACCEPTED", ada.id)
    assert facts(session) == [
        ChallengePosed(subject_id=challenge.id, event_id=event.id, poser_account_id=ada.id),
        ChallengeAccepted(subject_id=challenge.id, event_id=event.id, poser_account_id=ada.id),
    ]
    assert [account_id for account_id, _subject, _text in told(session)] == [ada.id]


def test_pose_challenge_for_somebody_else_by_an_employee_is_denied(session: Session, working: Working) -> None:
    ada, bob, event = make_account(session), make_account(session), make_event(session, "challenges")

    with pytest.raises(Denied), working(ada) as work:
        pose_challenge(work, event.id, DRAFT, bob.id)

    assert session.scalars(select(Challenge)).all() == []


def test_pose_challenge_after_the_window_is_denied_with_what_to_do(session: Session, working: Working) -> None:
    ada, event = make_account(session), make_event(session, "registration")

    with pytest.raises(Denied, match="no longer collected"), working(ada) as work:
        pose_challenge(work, event.id, DRAFT)


def test_pose_challenge_at_a_draft_by_a_stranger_to_it_is_denied(session: Session, working: Working) -> None:
    ada, event = make_account(session), make_event(session, "challenges", state="DRAFT")

    with pytest.raises(Denied), working(ada) as work:
        pose_challenge(work, event.id, DRAFT)


@pytest.mark.parametrize("roles", [(), ("steward",)])
def test_pose_challenge_whose_owner_is_no_product_owner_is_invalid(
    session: Session, working: Working, roles: tuple[str, ...]
) -> None:
    ada, other, event = make_account(session), make_account(session, "", *roles), make_event(session, "challenges")

    with pytest.raises(Invalid, match="product owner"), working(ada) as work:
        pose_challenge(work, event.id, replace(DRAFT, product_owner_id=other.id))


def test_pose_challenge_with_a_product_owner_lights_the_first_light(session: Session, working: Working) -> None:
    ada, owner = make_account(session), make_account(session, "", "product_owner")
    event = make_event(session, "challenges")

    with working(ada) as work:
        challenge = pose_challenge(work, event.id, replace(DRAFT, product_owner_id=owner.id))

    assert (challenge.has_owner, challenge.has_usable_data, challenge.has_outcome) == (True, False, False)


def test_edit_challenge_by_who_asked_changes_it(session: Session, working: Working) -> None:
    ada, event = make_account(session), make_event(session, "forming")
    challenge = make_challenge(session, event, poser=ada)

    with working(ada) as work:
        edit_challenge(work, challenge.id, replace(DRAFT, title="Better"), version=1)

    assert (challenge.title, challenge.version) == ("Better", 2)
    assert facts(session) == [ChallengeEdited(subject_id=challenge.id, event_id=event.id)]


def test_edit_challenge_of_an_older_version_is_stale(session: Session, working: Working) -> None:
    ada, event = make_account(session), make_event(session, "forming")
    challenge = make_challenge(session, event, poser=ada, version=3)

    with pytest.raises(Stale), working(ada) as work:
        edit_challenge(work, challenge.id, DRAFT, version=2)


def test_edit_challenge_keeps_an_owner_who_lost_the_role(session: Session, working: Working) -> None:
    ada, former = make_account(session), make_account(session)
    challenge = make_challenge(session, make_event(session, "forming"), poser=ada, product_owner_id=former.id)

    with working(ada) as work:
        edit_challenge(work, challenge.id, replace(DRAFT, product_owner_id=former.id))

    assert challenge.product_owner_id == former.id


def test_edit_challenge_by_somebody_else_is_denied(session: Session, working: Working) -> None:
    challenge = make_challenge(session, make_event(session, "forming"))

    with pytest.raises(Denied), working(make_account(session)) as work:
        edit_challenge(work, challenge.id, DRAFT)


def test_edit_challenge_while_teams_build_is_denied_to_who_asked(session: Session, working: Working) -> None:
    ada = make_account(session)
    challenge = make_challenge(session, make_event(session, "running"), poser=ada)

    with pytest.raises(Denied, match="Teams work on this"), working(ada) as work:
        edit_challenge(work, challenge.id, DRAFT)


def test_accept_challenge_tells_who_asked(session: Session, working: Working, clock: StandingClock) -> None:
    ada, org = make_account(session), make_account(session)
    event = make_event(session, organizer=org)
    challenge = make_challenge(session, event, poser=ada, state="PROPOSED", title="Drift")

    with working(org) as work:
        accept_challenge(work, challenge.id)
    deliver_pending(session, clock)

    assert challenge.state == "ACCEPTED"
    assert [(account_id, subject) for account_id, subject, _text in told(session)] == [
        (ada.id, "Your question was accepted: “Drift”")
    ]


def test_decline_challenge_tells_who_asked_why(session: Session, working: Working, clock: StandingClock) -> None:
    ada, org = make_account(session), make_account(session)
    event = make_event(session, organizer=org)
    challenge = make_challenge(session, event, poser=ada, state="PROPOSED", title="Drift")

    with working(org) as work:
        decline_challenge(work, challenge.id, "No data about it.")
    deliver_pending(session, clock)

    assert challenge.state == "DECLINED"
    assert told(session) == [(ada.id, "Your question was declined: “Drift”", "No data about it.")]
    assert "No data" not in session.scalars(select(FactRow)).one().payload


@pytest.mark.parametrize("command", [accept_challenge, decline_challenge])
def test_decision_by_who_asked_is_denied(
    session: Session, working: Working, command: Callable[[Work, int], Challenge]
) -> None:
    ada = make_account(session)
    challenge = make_challenge(session, make_event(session), poser=ada, state="PROPOSED")

    with pytest.raises(Denied), working(ada) as work:
        command(work, challenge.id)


@pytest.mark.parametrize(("command", "state"), [(accept_challenge, "ACCEPTED"), (decline_challenge, "DECLINED")])
def test_decision_that_was_taken_already_is_no_move(
    session: Session, working: Working, command: Callable[[Work, int], Challenge], state: str
) -> None:
    org = make_account(session)
    challenge = make_challenge(session, make_event(session, organizer=org), state=state)

    with pytest.raises(IllegalMove), working(org) as work:
        command(work, challenge.id)


def test_decision_about_no_such_question_is_missing(session: Session, working: Working) -> None:
    with pytest.raises(Missing), working(make_account(session)) as work:
        accept_challenge(work, 404)
