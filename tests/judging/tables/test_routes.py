"""The page of tables, as organizers, judges, teams and others see it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.tables.models import ExpoTable
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.factories.judging import make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


def test_organizer_numbers_the_tables_a_team_finds_its_own_and_a_judge_walks_on(
    session: Session, browser: OpenBrowser
) -> None:
    judged = make_judged_event(session, projects=2)
    path = f"/events/{judged.event.slug}/judging"
    team = session.get_one(Team, judged.projects[1].team_id)
    organizer, captain = browser(judged.organizer), browser(session.get_one(Account, team.captain_id))
    judge = browser(judged.judges[0])

    before = judge.get(f"{path}/queue")
    numbered = organizer.post(f"{path}/tables/number")
    renamed = organizer.post(f"{path}/tables/{judged.projects[1].id}", {"label": "B7"})
    taken = organizer.post(f"{path}/tables/{judged.projects[0].id}", {"label": "B7"})
    walking = judge.post(f"{path}/tables/next")

    assert ("Next free table" in before.text, "Next free table" in judge.get(f"{path}/queue").text) == (False, True)
    assert (numbered.status_code, renamed.status_code, taken.status_code) == (302, 302, 409)
    assert f"Your team {team.name} is at table B7." in captain.get(f"{path}/tables").text
    assert judge.get(walking.location).status_code == 200


def test_tables_are_given_by_organizers_only_and_projects_stay_unnamed(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)
    path, stranger = f"/events/{judged.event.slug}/judging/tables", browser(None)

    for person in judged.judges:
        assert browser(person).post(f"{path}/number").status_code == 403
        assert judged.projects[0].title not in browser(person).get(path).text
    organizer = browser(judged.organizer).post(f"{path}/next")

    assert (stranger.get(path).status_code, organizer.status_code) == (302, 403)
    assert session.scalars(select(ExpoTable)).all() == []


@pytest.mark.parametrize("count", [1, 5])
def test_page_of_tables_asks_the_same_number_of_queries(
    session: Session, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    judged = make_judged_event(session, projects=count)
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging/tables"

    with queries() as seen:
        organizer.get(path)

    assert len(seen) == 3
