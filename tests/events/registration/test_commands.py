"""Taking part: places, waiting, and who may decide."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing
from hackathon.core.work import Work
from hackathon.events.registration.commands import (
    admit_applicant,
    apply_to_event,
    decline_applicant,
    edit_registration,
    withdraw_registration,
)
from hackathon.people.accounts.models import Account
from tests.factories import make_account, make_event, make_registration

Working = Callable[[Account], AbstractContextManager[Work]]


def test_apply_while_registration_is_open_gives_a_place(session: Session, working: Working) -> None:
    event, ada = make_event(session, "registration"), make_account(session)

    with working(ada) as work:
        registration = apply_to_event(work, event.id, "data_engineer", ["SQL", " sql ", "dbt  core"])

    assert (registration.state, registration.craft, registration.skills) == (
        "ADMITTED",
        "data_engineer",
        ["SQL", "dbt core"],
    )
