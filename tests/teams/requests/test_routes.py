"""Requests on the page of a team: what asker, captain and others see and do."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.commands import join_team, lock_team
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.requests.commands import accept_request, ask_team, decline_request
from hackathon.teams.requests.models import JoinRequest
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.teams import make_request
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def asked_team(session: Session) -> tuple[Team, Account, Account, str]:
    event = make_event(session, "forming")
    captain, asker = make_account(session, "Ines"), make_account(session, "Ada", profile={"unit": "Grid planning"})
    make_registration(session, event, asker, "designer", skills=["figma"])
    team = make_team(session, event, captain, name="Owls", entry=TeamEntry.BY_REQUEST)
    return team, captain, asker, f"/events/{event.slug}/teams/{team.id}"


def states(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(JoinRequest.state).order_by(JoinRequest.id)))


def notices(session: Session) -> list[tuple[int, str, str]]:
    return [(each.account_id, each.subject, each.text) for each in session.scalars(select(Notice).order_by(Notice.id))]


def test_asker_asks_and_captain_reads_who_they_are_and_accepts(session: Session, browser: Open) -> None:
    _team, captain, asker, page = asked_team(session)

    offered = browser(asker).get(page).text
    asked = browser(asker).post(f"{page}/requests/new", message="I draw.")
    request_id = session.scalars(select(JoinRequest.id)).one()
    read = browser(captain).get(page).text
    accepted = browser(captain).post(f"{page}/requests/{request_id}/accept", word="Welcome!")

    assert (f"{page}/requests/new" in offered, asked.location, accepted.location) == (True, page, page)
    assert all(words in read for words in ("They ask to join", "Ada", "Designer", "figma", "Grid planning", "I draw."))
    assert (states(session), "They ask to join" in browser(captain).get(page).text) == (["ACCEPTED"], False)


def test_request_is_read_by_asker_and_captain_alone(session: Session, browser: Open) -> None:
    team, captain, asker, page = asked_team(session)
    make_request(session, team, asker, message="Between us two.")
    member, organizer = make_account(session), make_account(session)
    others = make_team(session, make_event(session, "forming", organizer=organizer), member)

    shown = ["Between us two." in browser(who).get(page).text for who in (asker, captain, member, organizer)]
    elsewhere = browser(captain).post(f"/events/{slug_of(session, others)}/teams/{others.id}/requests/1/accept")

    assert (shown, elsewhere.status_code, states(session)) == ([True, True, False, False], 404, ["PENDING"])


def test_decline_and_withdraw_are_a_button_each(session: Session, browser: Open) -> None:
    team, captain, asker, page = asked_team(session)
    first, second = make_request(session, team), make_request(session, team, asker)

    declined = browser(captain).post(f"{page}/requests/{first.id}/decline")
    refused = browser(captain).post(f"{page}/requests/{second.id}/withdraw")
    withdrawn = browser(asker).post(f"{page}/requests/{second.id}/withdraw")

    answers = (declined.status_code, refused.status_code, withdrawn.status_code)
    assert (answers, states(session)) == ((302, 403, 302), ["DECLINED", "WITHDRAWN"])


def test_page_of_a_team_asks_as_much_for_many_requests_as_for_one(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    team, captain, asker, page = asked_team(session)
    make_request(session, team, asker)
    counts = []

    for more in (0, 5):
        for _each in range(more):
            make_request(session, team)
        with queries() as sent:
            assert browser(captain).get(page).status_code == 200
        counts.append(len(sent))

    assert counts[0] == counts[1] <= 12


def test_captain_and_asker_are_told_with_their_words(session: Session, working: Working, clock: StandingClock) -> None:
    team, captain, asker, _page = asked_team(session)
    other = make_request(session, team)
    with working(asker) as work:
        request_id = ask_team(work, team.id, "I draw.").id
    with working(captain) as work:
        accept_request(work, request_id, "Welcome!")
    with working(captain) as work:
        decline_request(work, other.id)

    deliver_pending(session, clock)

    assert notices(session) == [
        (captain.id, "Ada asks to join Owls", "I draw."),
        (asker.id, "Owls took you in", "Welcome!"),
        (other.account_id, "Owls did not take you in", "There are other teams, and you can found your own."),
    ]


def test_what_nobody_can_answer_any_more_ends_and_is_told_to_who_did_not_end_it(
    session: Session, working: Working, clock: StandingClock
) -> None:
    team, captain, asker, _page = asked_team(session)
    elsewhere = make_team(session, event := session.get_one(Event, team.event_id))
    gone, left = make_request(session, team), make_request(session, team)
    make_request(session, team, asker)
    with working(asker) as work:
        join_team(work, elsewhere.id)
    with working(make_account(session)) as work:
        work.record(ParticipantWithdrew(subject_id=1, event_id=event.id, account_id=left.account_id))
    deliver_pending(session, clock)
    with working(captain) as work:
        lock_team(work, team.id)

    deliver_pending(session, clock)

    told = [notice for notice in notices(session) if notice[0] in {asker.id, gone.account_id, left.account_id}]
    assert states(session) == ["EXPIRED", "EXPIRED", "EXPIRED"]
    assert told == [
        (gone.account_id, "Owls did not answer you", "Your request ended without an answer: the team is complete.")
    ]


def slug_of(session: Session, team: Team) -> str:
    return session.get_one(Event, team.event_id).slug
