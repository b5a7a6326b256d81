"""Files of people for tests."""

from typing import Any

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.imports.models import ImportLine, PeopleImport
from tests.clocks import NOON
from tests.factories.saving import saved


def make_import(session: Session, asked_by: Account, **values: Any) -> PeopleImport:
    """Make an import that was read and would make one account."""
    sent = saved(
        session,
        PeopleImport(
            **{"file_name": "staff.csv", "state": "CHECKED", "asked_by": asked_by.id, "asked_at": NOON, "created": 1}
            | values
        ),
    )
    saved(
        session,
        ImportLine(
            import_id=sent.id,
            number=2,
            outcome="create",
            email=f"new{sent.id}@example.org",
            name="New Person",
            unit="",
            manager_email="",
            craft="",
            skills=[],
            remarks=[],
        ),
    )
    return sent
