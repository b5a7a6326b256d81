"""The page of more time, and where the team and the judges see it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.projects.extensions.models import Extension
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team

Opener = Callable[[Account | None], Browser]


def test_organizer_gives_time_that_team_and_judges_see_with_its_reason(session: Session, browser: Opener) -> None:
    organizer, captain, judge = (make_account(session, name) for name in ("Olga", "Ines", "Mira"))
    event = make_event(session, organizer=organizer, judges=(judge,))
    team = make_team(session, event, captain, name="Night Owls")
    project = make_project(session, team)
    page = f"/events/{event.slug}/extensions"

    answer = browser(organizer).post(
        page, {"team_id": team.id, "until": "2026-11-25T16:00", "reason": "Stolen laptops"}
    )

    assert (answer.status_code, answer.location) == (302, page)
    assert "Stolen laptops" in browser(organizer).get(page).text
    for who in (captain, judge):
        shown = browser(who).get(f"/projects/{project.id}").text
        assert ("More time: until 25 Nov 16:00" in shown, "Stolen laptops" in shown) == (True, True)
    public = browser(make_account(session)).get(f"/events/{event.slug}").text
    assert ("gave" in public, "Stolen laptops" in public) == (True, False)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-11-25T13:00", "This is no more time than the team has"),
        ("2027-11-25T13:00", "Judging is over by then"),
        ("", "Say until when"),
    ],
)
def test_a_time_that_cannot_be_keeps_what_was_typed(
    session: Session, browser: Opener, until: str, sentence: str
) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    team = make_team(session, event)

    answer = browser(organizer).post(
        f"/events/{event.slug}/extensions", {"team_id": team.id, "until": until, "reason": "Stolen laptops"}
    )

    assert (answer.status_code, sentence in answer.text, "Stolen laptops" in answer.text) == (422, True, True)
    assert session.scalars(select(Extension)).all() == []
