"""Announcements for tests, and an event with somebody in every group that can be written to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from hackathon.events.announcements.models import Announcement
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from tests.factories.events import give_event_role, make_event, make_registration
from tests.factories.judging import make_ballot, make_rubric
from tests.factories.people import LONG_AGO, make_account
from tests.factories.projects import make_project, make_submission
from tests.factories.saving import saved
from tests.factories.teams import make_team


@dataclass(frozen=True)
class Groups:
    """An event and its people, by what they are called."""

    event: Event
    organizer: Account
    people: dict[str, Account]

    def names(self, account_ids: Any) -> set[str]:
        """Name accounts, those of no group by their number."""
        known = {account.id: name for name, account in self.people.items()}
        return {known.get(account_id, str(account_id)) for account_id in account_ids}


def make_announcement(session: Session, event: Event, **values: Any) -> Announcement:
    """Make an announcement to everybody who takes part, not confirmed unless told otherwise."""
    return saved(
        session,
        Announcement(
            **{
                "event_id": event.id,
                "author_id": event.created_by,
                "audience": "participants",
                "subject": "Lunch is at one",
                "text": "In the *big* hall.",
                "created_at": LONG_AGO,
            }
            | values
        ),
    )


def make_groups(session: Session, phase: str = "running") -> Groups:
    """Make an event whose teams have and have not handed in, with judges done and behind; and an event beside it."""
    people = {name: make_account(session, name) for name in _NAMES}
    organizer = make_account(session, "organizer")
    event = make_event(session, phase, organizer=organizer, judges=(people["judge"], people["slow judge"]))
    give_event_role(session, event, people["mentor"], "mentor")
    _make_teams(session, event, people)
    for name, craft in (("alone", "designer"), ("deactivated", "designer")):
        make_registration(session, event, people[name], craft)
    make_registration(session, event, people["waiting"], state="WAITLISTED")
    make_registration(session, event, people["withdrawn"], state="WITHDRAWN")
    make_team(session, make_event(session), people["elsewhere"])
    people["deactivated"].state = "DEACTIVATED"
    session.commit()
    return Groups(event, organizer, people)


def _make_teams(session: Session, event: Event, people: dict[str, Account]) -> None:
    make_rubric(session, event)
    handed_in = make_project(session, make_team(session, event, people["done captain"], people["done member"]))
    make_submission(session, handed_in, people["done captain"].id)
    make_ballot(session, people["judge"], handed_in, (3, 4))
    make_ballot(session, people["slow judge"], handed_in)
    make_project(session, make_team(session, event, people["late captain"], people["late member"]))
    make_team(session, event, people["captain without project"])
    make_team(session, event, people["captain of nothing"], state="DISSOLVED")


_NAMES = (
    "done captain",
    "done member",
    "late captain",
    "late member",
    "captain without project",
    "captain of nothing",
    "alone",
    "deactivated",
    "waiting",
    "withdrawn",
    "elsewhere",
    "judge",
    "slow judge",
    "mentor",
)
