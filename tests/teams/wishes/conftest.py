"""People who take part in an event whose teams form."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from tests.factories import make_account, make_event, make_registration


@pytest.fixture
def organizer(session: Session) -> Account:
    """Who organizes the event."""
    return make_account(session, "Olga Organizer")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    """Make an event whose teams form."""
    return make_event(session, "forming", organizer=organizer, slug="spring", name="Spring")


@pytest.fixture
def participant(session: Session, event: Event) -> Callable[[str], Account]:
    """Let somebody of a name take part."""

    def make(name: str) -> Account:
        account = make_account(session, name)
        make_registration(session, event, account)
        return account

    return make
