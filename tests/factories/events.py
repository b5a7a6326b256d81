"""Events, challenges and registrations for tests."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.people.accounts.models import Account
from tests.clocks import NOON
from tests.factories.people import LONG_AGO, make_account
from tests.factories.saving import numbers, saved

PHASES = ("challenges", "registration", "forming", "running", "judging")


def make_event(
    session: Session,
    phase: str = "running",
    *,
    organizer: Account | None = None,
    judges: tuple[Account, ...] = (),
    **values: Any,
) -> Event:
    """Make a published event with exactly one window open at the tests' noon: `""` none yet, `"over"` none any more."""
    number = next(numbers)
    organizer = organizer or make_account(session)
    opens = NOON - timedelta(days=1, hours=0) - timedelta(days=2 * _index(phase))
    windows: dict[str, datetime] = {}
    for position, kind in enumerate(PHASES):
        windows[f"{kind}_opens_at"] = opens + timedelta(days=2 * position)
        windows[f"{kind}_closes_at"] = opens + timedelta(days=2 * position + 2)
    event = saved(
        session,
        Event(
            **{
                "slug": f"event-{number}",
                "name": f"Event {number}",
                "time_zone": "Europe/Berlin",
                "starts_at": windows["forming_opens_at"],
                "ends_at": windows["judging_closes_at"],
                "state": "PUBLISHED",
                "created_by": organizer.id,
                "created_at": LONG_AGO,
                **windows,
            }
            | values
        ),
    )
    give_event_role(session, event, organizer, "organizer")
    for judge in judges:
        give_event_role(session, event, judge, "judge")
    return event


def give_event_role(session: Session, event: Event, account: Account, role: str) -> None:
    """Let somebody be organizer, judge or mentor of an event."""
    saved(session, EventRoleGrant(event_id=event.id, account_id=account.id, role=role, given_at=LONG_AGO))


def make_challenge(session: Session, event: Event, **values: Any) -> Challenge:
    """Make an accepted challenge with all three lights on, unless told otherwise."""
    number = next(numbers)
    poser = values.pop("poser", None) or make_account(session)
    if "product_owner_id" not in values:
        values["product_owner_id"] = make_account(session, "", "product_owner").id
    return saved(
        session,
        Challenge(
            **{
                "event_id": event.id,
                "title": f"Challenge {number}",
                "question": f"Which of the {number} meters are about to drift?",
                "metric": "minutes per batch",
                "metric_unit": "min",
                "baseline": Decimal(41),
                "target": Decimal(12),
                "data_name": "Meter readings 2025",
                "data_class": "internal",
                "poser_id": poser.id,
                "state": "ACCEPTED",
                "created_at": LONG_AGO,
            }
            | values
        ),
    )


def make_registration(
    session: Session, event: Event, account: Account, craft: str = "data_scientist", **values: Any
) -> Registration:
    """Register somebody, admitted unless told otherwise."""
    return saved(
        session,
        Registration(
            **{
                "event_id": event.id,
                "account_id": account.id,
                "craft": craft,
                "state": "ADMITTED",
                "created_at": LONG_AGO,
            }
            | values
        ),
    )


def _index(phase: str) -> int:
    return {"": -1, "over": len(PHASES)}.get(phase, PHASES.index(phase) if phase in PHASES else 0)
