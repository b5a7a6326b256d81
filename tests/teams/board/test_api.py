"""Teams as JSON."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def test_index_lists_teams_with_members_and_whom_they_miss(session: Session, browser: Open) -> None:
    event, jo, amy = make_event(session), make_account(session, "Jo"), make_account(session, "Amy")
    team = make_team(session, event, jo, amy, name="Night Owls", pitch="We read meters.")
    make_team(session, event, state="DISSOLVED")

    answer = browser(make_account(session)).get(f"/api/v1/events/{event.slug}/teams")

    shown = {
        "id": team.id,
        "name": "Night Owls",
        "pitch": "We read meters.",
        "state": "FORMING",
        "entry": "OPEN",
        "challenge_id": None,
        "captain_id": jo.id,
        "members": [
            {"account_id": jo.id, "name": "Jo", "craft": "data_scientist"},
            {"account_id": amy.id, "name": "Amy", "craft": "data_scientist"},
        ],
        "missing": ["Domain expert"],
        "wanted_skills": [],
        "url": f"/events/{event.slug}/teams/{team.id}",
    }
    assert answer.json == {"items": [shown], "total": 1, "next": None}


def test_index_lists_what_a_filter_lets_through(session: Session, browser: Open) -> None:
    event = make_event(session)
    question = make_challenge(session, event, wanted_skills=["SAP"])
    make_team(session, event, name="Owls", wanted_skills=["Python"])
    make_team(session, event, name="Crows", wanted_crafts=["designer"], challenge=question)
    reader, path = browser(make_account(session)), f"/api/v1/events/{event.slug}/teams"

    queries = ("skill=python", "skill=sap", "craft=designer", f"challenge={question.id}", "unit=Grid")
    found = [reader.get(f"{path}?{query}").json or {} for query in queries]

    names = [[team["name"] for team in answer["items"]] for answer in found]
    assert names == [["Owls"], ["Crows"], ["Crows"], ["Crows"], []]


def test_index_costs_the_same_queries_for_one_and_three_teams(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    event, reader, costs = make_event(session), browser(make_account(session)), []
    for count in (1, 2):
        for _number in range(count):
            make_team(session, event)
        with queries() as seen:
            reader.get(f"/api/v1/events/{event.slug}/teams")
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 5
