"""Somebody who accepts while the captain withdraws, and a link with one use left: one winner each."""

from collections import Counter

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon.teams.formation.models import TeamMember
from hackathon.teams.invitations.commands import accept_invitation, follow_link, withdraw_invitation
from hackathon.teams.invitations.models import Invitation
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_invitation, make_invitation_link
from tests.teams.racing import DONE, Attempt, race_of_processes

pytestmark = pytest.mark.slow
WITHDRAWN = "IllegalMove: This is not possible any more: it is “accepted” now. Look at the page again."
OVER = "Conflict: This invitation was answered, withdrawn, or its time is over."


def test_accept_against_withdraw_has_one_winner(live_engine: Engine, live_url: str) -> None:
    pairs = {}
    attempts = []
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        for _pair in range(8):
            captain, person = make_account(session), make_account(session)
            make_registration(session, event, person)
            invitation = make_invitation(session, make_team(session, event, captain), person)
            pairs[invitation.id] = (invitation.team_id, person.id)
            attempts += [
                Attempt(person.id, accept_invitation, invitation.id),
                Attempt(captain.id, withdraw_invitation, invitation.id),
            ]

    answers = race_of_processes(live_url, attempts, NOON)

    accepted, withdrawn = answers[: len(pairs)], answers[len(pairs) :]
    assert set(zip(accepted, withdrawn, strict=True)) <= {(DONE, WITHDRAWN), (OVER, DONE)}
    with Session(live_engine) as session:
        members = {(row.team_id, row.account_id) for row in session.scalars(select(TeamMember))}
        for invitation in session.scalars(select(Invitation)):
            assert (invitation.state == "ACCEPTED") == (pairs[invitation.id] in members)


def test_twenty_who_open_a_link_for_two_at_once_are_two_members(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        event = make_event(session, "forming")
        team = make_team(session, event)
        link = make_invitation_link(session, team, uses=2)
        people = [make_account(session) for _ in range(20)]
        for person in people:
            make_registration(session, event, person)
        attempts = [Attempt(person.id, follow_link, link.id) for person in people]

    answers = race_of_processes(live_url, attempts, NOON)

    used_up = "Conflict: This invitation link is used up. Ask who gave it to you for a new one."
    assert Counter(answers) == {DONE: 2, used_up: 18}
    with Session(live_engine) as session:
        assert session.scalar(select(func.count()).select_from(TeamMember)) == 3
