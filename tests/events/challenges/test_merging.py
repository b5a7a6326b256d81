"""Merging questions, what they cost, how far they come, and who hears of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, IllegalMove, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.challenges.commands import copy_challenges, merge_challenge
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.queries import challenges_of, contacts_in_the_dark, funnel_of
from hackathon.events.challenges.rules import hours_a_year
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_challenge, make_event, make_project, make_submission, make_team
from tests.queries import QueryCounter

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]


def test_merge_leads_page_teams_and_projects_to_the_other_and_tells_people(
    session: Session, working: Working, clock: StandingClock, browser: Opener
) -> None:
    organizer, captain, asker = make_account(session), make_account(session), make_account(session)
    event = make_event(session, organizer=organizer)
    merged = make_challenge(session, event, poser=asker, title="Drift")
    into = make_challenge(session, event, title="Meter drift", state="PROPOSED")
    team = make_team(session, event, captain, challenge=merged)
    project = make_project(session, team)

    with working(organizer) as work:
        merge_challenge(work, merged.id, into.id)
    while deliver_pending(session, clock):
        pass

    session.expire_all()
    assert (merged.state, merged.merged_into_id, into.state) == ("MERGED", into.id, "ACCEPTED")
    assert session.get_one(Team, team.id).challenge_id == into.id
    assert session.get_one(Project, project.id).challenge_id == into.id
    told = {(notice.account_id, notice.subject) for notice in session.scalars(select(Notice))}
    assert {
        (asker.id, "“Drift” is part of “Meter drift” now"),
        (into.poser_id, "“Drift” is part of “Meter drift” now"),
        (captain.id, "Your team works on “Meter drift” now"),
    } <= told
    page = f"/events/{event.slug}/challenges/"
    assert browser(captain).get(f"{page}{merged.id}").location == f"{page}{into.id}"


def test_merge_of_what_others_were_merged_into_leads_all_of_them_on(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    first, second, third = (make_challenge(session, event) for _each in range(3))

    with working(organizer) as work:
        merge_challenge(work, first.id, second.id)
    with working(organizer) as work:
        merge_challenge(work, second.id, third.id)

    session.expire_all()
    assert [first.merged_into_id, second.merged_into_id, third.merged_into_id] == [third.id, third.id, None]


def test_merge_into_nothing_that_fits_is_refused(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    question = make_challenge(session, event)
    declined = make_challenge(session, event, state="DECLINED")
    elsewhere = make_challenge(session, make_event(session, organizer=organizer))

    for into_id in (None, question.id, declined.id, elsewhere.id):
        with pytest.raises(Invalid) as refused, working(organizer) as work:
            merge_challenge(work, question.id, into_id)
        assert refused.value.field == "into_id"

    with pytest.raises(Denied), working(make_account(session)) as work:
        merge_challenge(work, question.id, make_challenge(session, event).id)


def test_merge_twice_is_refused(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    merged, into = make_challenge(session, event, state="MERGED"), make_challenge(session, event)

    with pytest.raises(IllegalMove), working(organizer) as work:
        merge_challenge(work, merged.id, into.id)


@pytest.mark.parametrize(
    ("people", "times", "minutes", "hours"),
    [(40, 250, 15, 2500), (1, 1, 1, 0), (None, 250, 15, None), (40, None, 15, None), (40, 250, None, None)],
)
def test_hours_a_year_of_what_is_not_known_are_not_known(
    people: int | None, times: int | None, minutes: int | None, hours: int | None
) -> None:
    assert hours_a_year(people, times, minutes) == (None if hours is None else Decimal(hours))


def test_challenges_of_an_event_are_in_the_order_of_what_they_cost(
    session: Session, actor: Callable[[Account], Actor]
) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    costs: dict[str, dict[str, object]] = {
        "unknown": {},
        "cheap": {"people_count": 1, "times_a_year": 1, "minutes_each": 5},
        "dear": {"people_count": 1_000_000, "times_a_year": 1250, "minutes_each": 10_000},
        "undecided": {"people_count": 9, "times_a_year": 52, "minutes_each": 60, "state": "PROPOSED"},
        "cheap and owned": {"people_count": 1, "times_a_year": 1, "minutes_each": 5, "is_owned": True},
        "merged": {"state": "MERGED"},
    }
    for title, cost in costs.items():
        make_challenge(session, event, title=title, **cost)
    decided = ["dear", "cheap and owned", "cheap", "unknown"]

    def titles(*, to_decide: bool) -> list[str]:
        return [row[0].title for row in session.execute(challenges_of(actor(organizer), event.id, to_decide=to_decide))]

    assert titles(to_decide=False) == [*decided, "undecided"]
    assert titles(to_decide=True) == ["undecided", *decided]


def test_funnel_counts_how_far_questions_came_in_one_query(session: Session, app: Flask, queries: QueryCounter) -> None:
    event = make_event(session)
    cost = {"people_count": 10, "times_a_year": 52, "minutes_each": 30}
    taken = make_challenge(session, event, **cost)
    make_challenge(session, event)
    for state in ("PROPOSED", "DECLINED", "MERGED"):
        make_challenge(session, event, state=state, **cost)
    for _each in range(2):
        captain = make_account(session)
        project = make_project(session, make_team(session, event, captain, challenge=taken))
    make_submission(session, project, captain.id)
    make_challenge(session, make_event(session), **cost)
    event_id = event.id

    with queries() as sent:
        funnel = funnel_of(session, event_id, app.extensions["contributions"].question_steps)

    assert [(str(step.label), step.number, step.hours) for step in funnel] == [
        ("Asked", 5, 1040),
        ("Accepted", 2, 260),
        ("Taken by a team", 1, 260),
        ("Handed in", 1, 260),
        ("Nominated", 0, None),
    ]
    assert len(sent) == 1


def test_contacts_in_the_dark_are_those_of_open_questions_with_a_light_missing(session: Session) -> None:
    event = make_event(session)
    make_challenge(session, event)
    dark = [
        make_challenge(session, event, **unknown).poser_id
        for unknown in ({"product_owner_id": None}, {"data_class": None}, {"baseline": None, "state": "PROPOSED"})
    ]
    for state in ("DECLINED", "MERGED"):
        make_challenge(session, event, product_owner_id=None, state=state)

    assert sorted(session.scalars(contacts_in_the_dark(event.id))) == sorted(dark)


def test_copy_asks_the_accepted_questions_again_without_their_people(session: Session, working: Working) -> None:
    organizer = make_account(session)
    past, new = make_event(session, "over", state="RELEASED"), make_event(session, "", organizer=organizer)
    kept = make_challenge(session, past, title="Drift", people_count=4)
    make_challenge(session, past, state="DECLINED")

    with working(organizer) as work:
        copy_challenges(work, past.id, new.id)

    copies = session.scalars(select(Challenge).where(Challenge.event_id == new.id)).all()
    assert [
        (each.title, each.question, each.data_name, each.people_count, each.state, each.poser_id, each.product_owner_id)
        for each in copies
    ] == [("Drift", kept.question, kept.data_name, 4, "ACCEPTED", organizer.id, None)]


def test_index_shows_the_funnel_to_organizers_only(session: Session, browser: Opener) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    make_challenge(session, event)
    page = f"/events/{event.slug}/challenges"

    shown = ["How far they came" in browser(who).get(page).text for who in (organizer, make_account(session))]

    assert shown == [True, False]
