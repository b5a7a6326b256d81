"""Everything that happened to a thing stands on its activity page, in pages, for those who may read it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


@dataclass(frozen=True, kw_only=True)
class WhisperHeard(Fact):
    """For these tests only."""

    kind = "tests.whispers.heard"
    subject = "event"
    sentence = lazy("%(actor)s whispered number %(number)s about %(event)s")
    audience = Audience.ORGANIZERS

    number: int


def test_activity_of_an_event_shows_in_pages_and_whispers_to_organizers_only(
    session: Session, working: Callable[..., object], browser: Open, queries: QueryCounter
) -> None:
    organizer = make_account(session, "Olga")
    event = make_event(session, organizer=organizer)
    with working(organizer) as work:  # type: ignore[attr-defined]
        for number in range(30):
            work.record(WhisperHeard(subject_id=event.id, number=number))

    with queries() as seen:
        first = browser(organizer).get(f"/events/{event.slug}/activity").text
    second = browser(organizer).get(f"/events/{event.slug}/activity?page=2").text
    stranger = browser(make_account(session)).get(f"/events/{event.slug}/activity").text

    assert first.count("whispered number") == 24
    assert second.count("whispered number") == 6
    assert "whispered" not in stranger
    assert len(seen) <= 12


def test_activity_of_a_project_is_closed_to_other_teams(session: Session, browser: Open) -> None:
    event = make_event(session)
    project = make_project(session, make_team(session, event))
    other = make_account(session)
    make_team(session, event, other)

    assert browser(other).get(f"/projects/{project.id}/activity").status_code == 404
