"""Whom each audience holds: exactly those, and nobody of another event."""

from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.contributions import Contributions
from hackathon.events.announcements.queries import recipient_ids
from tests.factories.announcements import make_groups

TEAMS = {"done captain", "done member", "late captain", "late member", "captain without project", "captain of nothing"}
EXPECTED = {
    "participants": TEAMS | {"alone"},
    "craft.domain_expert": set(),
    "craft.data_scientist": TEAMS,
    "craft.data_engineer": set(),
    "craft.software_engineer": set(),
    "craft.designer": {"alone"},
    "craft.other": set(),
    "waiting": {"waiting"},
    "judges": {"judge", "slow judge"},
    "mentors": {"mentor"},
    "teams.without": {"alone"},
    "submissions.missing": {"late captain", "captain without project"},
    "judges.behind": {"slow judge"},
}


def test_audiences_hold_exactly_those_they_are_called_after(session: Session, app: Flask) -> None:
    house: Contributions = app.extensions["contributions"]
    groups = make_groups(session)

    found = {
        key: groups.names(recipient_ids(session, audience, groups.event.id))
        for key, audience in house.audiences.items()
    }

    assert found == EXPECTED
